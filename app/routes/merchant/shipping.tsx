import { data } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FieldError, Select } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatInstantChinese } from '#app/domain/time.ts'
import { requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shipRefusals } from '#app/http/ship-words.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listToShip } from '#app/services/shipping/list-to-ship.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  return listToShip(merchantId)
}

// One tracking number a row, named by its order: tracking:<id>. Empty rows wait.
const TableForm = z.object({ carrierCode: z.string({ error: '请选择快递公司' }).min(1, '请选择快递公司') }).catchall(z.string().max(40))

export async function action({ request }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const form = await parseForm(request, TableForm)
  if (!form.ok) return data({ shipped: 0, errors: form.errors, values: form.values }, { status: 422 })
  const { carrierCode, ...rest } = form.value
  const typed = new Map(Object.entries(rest).flatMap(([name, tracking]) => (tracking.trim() ? [[name.replace(/^tracking:/, ''), tracking] as const] : [])))
  const errors: Record<string, string> = {}
  const values: Record<string, string> = { carrierCode }
  let shipped = 0
  const now = await shopNow()
  const { orders } = await listToShip(merchantId)
  for (const [id, trackingNumber] of typed) {
    const order = orders.find((candidate) => candidate.id === id)
    const lines = order?.lines.map(({ lineId, toShip }) => ({ lineId, quantity: toShip })) ?? []
    const result = order
      ? await shipOrder({ merchantId, merchantOrderId: id, carrierCode, trackingNumber, lines, actor: { id: userId, role }, now })
      : ({ ok: false, reason: 'not_shippable' } as const)
    if (result.ok) shipped += 1
    else {
      // Good rows are gone from the table, these stay as they were typed.
      errors[`tracking:${id}`] = shipRefusals[result.reason].sentence
      values[`tracking:${id}`] = trackingNumber
    }
  }
  return data({ shipped, errors, values }, { status: Object.keys(errors).length > 0 ? 422 : 200 })
}

export default function Shipping() {
  const { orders, waiting, carriers } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values: Readonly<Record<string, string>> = answer?.values ?? {}
  const wrong = Object.keys(errors).length
  return (
    <>
      <PageHeading title="发货" note="填好运单号一起提交；没填的行留着下次发。要分开发的订单，点进去发。" />
      {answer && answer.shipped > 0 ? <Notice tone="success" className="mb-4">已发出 {answer.shipped} 单{wrong > 0 ? `，${wrong} 单没有发出，原因写在行里` : '，辛苦了'}。</Notice> : null}
      {answer && answer.shipped === 0 && wrong > 0 ? <Notice tone="error" className="mb-4">没有发出，请看标红的地方。</Notice> : null}
      {orders.length === 0 ? (
        <EmptyState motif="parcel-empty" title="都发完了，歇会儿吧" />
      ) : (
        <Form method="post" className="grid gap-4">
          <Card className="sticky top-0 z-10">
            <div className="flex flex-wrap items-end gap-3">
              <Select className="min-w-44 flex-1 sm:max-w-64" label="快递公司" name="carrierCode" placeholder="请选择" options={carriers.map(({ code, name }) => ({ value: code, label: name }))} defaultValue={values.carrierCode ?? ''} error={errors.carrierCode} />
              <Button size="lg">发货</Button>
              <span className="pb-3 text-sm text-ink-2">{waiting} 单待发{waiting > orders.length ? `，先列最早的 ${orders.length} 单` : ''}</span>
            </div>
          </Card>
          <Card padded={false}>
            <ul className="divide-y divide-line">
              {orders.map((order) => (
                <li key={order.id} className="grid gap-x-4 gap-y-2 px-4 py-3 lg:grid-cols-[10.5rem_1fr_1.3fr_13rem] lg:items-start">
                  <div>
                    <Link to={`/merchant/orders/${order.id}`} className="text-sm font-semibold tabular-nums">{order.number}</Link>
                    <p className="text-xs text-ink-2">{formatInstantChinese(new Date(order.paidAt))} 付款</p>
                  </div>
                  <ul className="text-sm">
                    {order.lines.map((line) => (
                      <li key={line.lineId}>{line.title} <span className="text-ink-2">{line.spec}</span> <strong>×{line.toShip}</strong></li>
                    ))}
                  </ul>
                  <p className="text-sm">
                    {order.receiver.name} <span className="tabular-nums">{order.receiver.phone}</span>
                    <span className="block text-ink-2">{order.receiver.place}{order.receiver.street}</span>
                  </p>
                  <TrackingField name={`tracking:${order.id}`} number={order.number} value={values[`tracking:${order.id}`]} error={errors[`tracking:${order.id}`]} />
                </li>
              ))}
            </ul>
          </Card>
        </Form>
      )}
    </>
  )
}

function TrackingField({ name, number, value, error }: { name: string; number: string; value: string | undefined; error: string | undefined }) {
  return (
    <div>
      <input
        name={name}
        defaultValue={value}
        placeholder="运单号"
        autoComplete="off"
        aria-label={`${number} 运单号`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
        className={`h-11 w-full rounded-control border bg-white px-3 text-md tabular-nums ${error ? 'border-cinnabar' : 'border-line-strong'}`}
      />
      {error ? <FieldError id={`${name}-error`}>{error}</FieldError> : null}
    </div>
  )
}
