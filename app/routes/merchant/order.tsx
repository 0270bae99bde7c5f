import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orderStateWords } from '#app/components/console/words.ts'
import { MotifPlate } from '#app/components/art/motif.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, Facts, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, Select } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { invoiceWords } from '#app/domain/invoice/words.ts'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { textField } from '#app/http/fields.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shipRefusals } from '#app/http/ship-words.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getMerchantOrder } from '#app/services/shipping/merchant-orders.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'

export const handle = { scripts: true }

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

function idFrom(params: { id?: string }): string {
  if (!params.id || !uuid.test(params.id)) throw notFound()
  return params.id
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const order = await getMerchantOrder(merchantId, idFrom(params))
  if (!order) throw notFound()
  return order
}

// Quantities come as one field a line: quantity:<line id>.
const ShipForm = z
  .object({ carrierCode: z.string({ error: '请选择快递公司' }).min(1, '请选择快递公司'), trackingNumber: textField('运单号', { max: 40 }) })
  .catchall(z.string().regex(/^\d{1,6}$/, '数量须是整数'))

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const merchantOrderId = idFrom(params)
  const form = await parseForm(request, ShipForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const { carrierCode, trackingNumber, ...rest } = form.value
  const lines = Object.entries(rest).map(([name, quantity]) => ({ lineId: name.replace(/^quantity:/, ''), quantity: Number(quantity) }))
  const result = await shipOrder({ merchantId, merchantOrderId, carrierCode, trackingNumber, lines, actor: { id: userId, role }, now: await shopNow() })
  if (result.ok) return redirect(`/merchant/orders/${merchantOrderId}?shipped=${result.state}`, 303)
  const refusal = shipRefusals[result.reason]
  if (refusal.status === 404) throw notFound()
  return data({ errors: { [refusal.field]: refusal.sentence } as Record<string, string>, values: form.values }, { status: refusal.status })
}

export default function MerchantOrder() {
  const order = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const shipped = search.get('shipped')
  return (
    <>
      <PageHeading title={<>订单 <span className="tabular-nums">{order.number}</span></>} note={order.paidAt ? `${formatInstantChinese(new Date(order.paidAt))} 付款 · ${formatYuan(order.totalFen)} 元（运费 ${formatYuan(order.freightFen)} 元）` : undefined}>
        <Tag tone={orderStateWords[order.state].tone}>{orderStateWords[order.state].word}</Tag>
      </PageHeading>
      {shipped ? (
        <Notice tone="success" className="mb-4">
          {shipped === 'SHIPPED' ? '全部发出，辛苦了。' : '已发出一部分，剩下的可以继续发。'}
          <LinkButton to="/merchant/orders" size="sm" tone="quiet" className="ml-3">下一单</LinkButton>
        </Notice>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        {order.waiting ? <ShipCard /> : <LinesCard />}
        <div className="grid content-start gap-4">
          <Card labelledBy="receiver">
            <SectionHeading id="receiver" title="收货人" note={order.waiting ? '仅供本次发货使用' : `${order.state === 'CLOSED' ? '订单已关闭' : '已发货'}，信息已遮挡`} />
            <Facts rows={[
              { term: '姓名', detail: order.receiver.name },
              { term: '电话', detail: <span className="tabular-nums">{order.receiver.phone}</span> },
              { term: '地址', detail: `${order.receiver.place}${order.receiver.street}` },
            ]} />
          </Card>
          <Wishes />
          {order.shipments.length > 0 ? (
            <Card labelledBy="parcels">
              <SectionHeading id="parcels" title="包裹" />
              <ul className="divide-y divide-line text-sm">
                {order.shipments.map((shipment) => (
                  <li key={shipment.id} className="flex justify-between gap-3 py-2">
                    <span>{shipment.carrierName} <span className="tabular-nums">{shipment.trackingNumber}</span></span>
                    <span className="whitespace-nowrap text-ink-2">{shipment.units} 件 · {formatInstantChinese(new Date(shipment.createdAt))}</span>
                  </li>
                ))}
              </ul>
            </Card>
          ) : null}
        </div>
      </div>
    </>
  )
}

/** What the buyer asked of this seller beside the goods. */
function Wishes() {
  const { invoice, giftCard } = useLoaderData<typeof loader>()
  return (
    <>
      {giftCard ? (
        <Card labelledBy="gift-card">
          <SectionHeading id="gift-card" title="贺卡" note="请印好放进包裹" />
          <p className="rounded-control border border-line bg-paper px-4 py-5 text-center font-serif text-lg break-words whitespace-pre-line">{giftCard}</p>
        </Card>
      ) : null}
      {invoice ? (
        <Card labelledBy="invoice">
          <SectionHeading id="invoice" title="发票" note={`买家要${invoiceWords[invoice.kind]}发票`} />
          <Facts rows={[
            { term: '抬头', detail: invoice.title },
            ...(invoice.kind === 'COMPANY' ? [{ term: '税号', detail: <span className="tabular-nums">{invoice.taxNumber}</span> }] : []),
          ]} />
        </Card>
      ) : null}
    </>
  )
}

function ShipCard() {
  const order = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values: Readonly<Record<string, string>> = answer?.values ?? {}
  return (
    <Card labelledBy="ship">
      <SectionHeading id="ship" title="发货" note="可以分几次发，每次一个运单号" />
      {errors[''] ? <Notice tone="error" className="mb-3">{errors['']}</Notice> : null}
      {/* A new parcel begins with fresh fields. */}
      <Form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-4" key={order.shipments.length}>
        <ul className="divide-y divide-line">
          {order.lines.map((line) => (
            <li key={line.lineId} className="flex items-center gap-3 py-3">
              <MotifPlate name={line.motif} size={40} className="size-12 shrink-0 rounded-control" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-semibold">{line.title}</p>
                <p className="text-xs text-ink-2">{line.grade} · {line.spec} · 共 {line.quantity} 件{line.shipped > 0 ? `，已发 ${line.shipped}` : ''}{line.cancelled > 0 ? `，已退 ${line.cancelled}` : ''}</p>
                <Repriced line={line} />
              </div>
              <input
                type="number"
                name={`quantity:${line.lineId}`}
                aria-label={`${line.title} 本次发出`}
                min={0}
                max={line.toShip}
                defaultValue={values[`quantity:${line.lineId}`] ?? line.toShip}
                className="h-11 w-20 rounded-control border border-line-strong bg-white text-center tabular-nums"
              />
            </li>
          ))}
        </ul>
        <div className="grid gap-4 sm:grid-cols-2">
          <Select label="快递公司" name="carrierCode" placeholder="请选择" options={order.carriers.map(({ code, name }) => ({ value: code, label: name }))} defaultValue={values.carrierCode ?? ''} error={errors.carrierCode} />
          <Field label="运单号" name="trackingNumber" autoComplete="off" defaultValue={values.trackingNumber} error={errors.trackingNumber} />
        </div>
        <Button size="lg">发货</Button>
      </Form>
    </Card>
  )
}

/** What a line costs the buyer since other goods of the order went back. */
function Repriced({ line: { paidFen, repricedFen } }: { line: { paidFen: number; repricedFen: number } }) {
  return repricedFen === 0 ? null : <p className="text-xs text-poplar-deep">别的商品退了，优惠重算后按 {formatYuan(paidFen + repricedFen)} 元计</p>
}

function LinesCard() {
  const { lines } = useLoaderData<typeof loader>()
  return (
    <Card labelledBy="lines">
      <SectionHeading id="lines" title="商品" />
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.lineId} className="flex items-center gap-3 py-3">
            <MotifPlate name={line.motif} size={40} className="size-12 shrink-0 rounded-control" />
            <div className="min-w-0 flex-1">
              <p className="font-semibold">{line.title}</p>
              <p className="text-xs text-ink-2">{line.grade} · {line.spec}</p>
              <Repriced line={line} />
            </div>
            <div className="text-right text-sm whitespace-nowrap tabular-nums">
              <p>×{line.quantity} · {formatYuan(line.paidFen)} 元</p>
              {line.refundedFen === 0 ? null : <p className="text-xs text-ink-2">已退 {formatYuan(line.refundedFen)} 元</p>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
