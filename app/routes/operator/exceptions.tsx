import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { closeException, listExceptions } from '#app/services/payment/exceptions.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return listExceptions()
}

const CloseForm = z.strictObject({ id: uuidField, resolution: textField('处理结果', { max: 200 }) })

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, CloseForm)
  if (!form.ok) return data({ id: form.values.id ?? '', errors: form.errors, values: form.values }, { status: 422 })
  const closed = await closeException({ ...form.value, actor: { id: userId, role }, now: await shopNow() })
  if (closed.ok) return redirect('/operator/exceptions', 303)
  return data({ id: form.value.id, errors: { resolution: '这条异常刚刚已被处理' } as Record<string, string>, values: form.values }, { status: 409 })
}

const kinds: Record<string, string> = {
  WRONG_AMOUNT: '到账金额不符',
  SURPLUS_PAYMENT: '重复付款',
  LATE_PAYMENT: '关闭后到账',
  REFUND_FAILED: '退款失败',
  DISPUTE: '买家拒付',
}

export default function Exceptions() {
  const { open, closed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="收款异常" note="自动退款会自己关闭；需要人处理的写明结果再关闭" />
      {open.length === 0 ? <EmptyState motif="celebrate" title="没有未处理的异常" /> : null}
      <ul className="grid gap-3">
        {open.map((exception) => (
          <Card as="li" key={exception.id}>
            <h2 className="font-semibold">{kinds[exception.kind] ?? exception.kind} · {formatYuan(exception.amountFen ?? 0)} 元</h2>
            <p className="text-sm text-ink-2">{exception.detail} · {formatInstantChinese(new Date(exception.createdAt))}</p>
            <Form method="post" className="mt-3 flex flex-wrap items-end gap-3">
              <input type="hidden" name="id" value={exception.id} />
              <Field className="min-w-60 flex-1" id={`resolution-${exception.id}`} label="处理结果" name="resolution" defaultValue={answer?.id === exception.id ? answer.values.resolution : ''} error={answer?.id === exception.id ? answer.errors.resolution : null} />
              <Button>关闭</Button>
            </Form>
          </Card>
        ))}
      </ul>
      {closed.length > 0 ? (
        <Card className="mt-4" labelledBy="closed">
          <SectionHeading id="closed" title="最近关闭" />
          <Table caption="最近关闭" captionHidden rows={closed} rowKey={({ id }) => id} columns={[
            { key: 'kind', header: '事项', cell: ({ kind }) => kinds[kind] ?? kind, rowHeader: true },
            { key: 'amount', header: '金额（元）', cell: ({ amountFen }) => formatYuan(amountFen ?? 0), numeric: true },
            { key: 'resolution', header: '处理结果', cell: ({ resolution }) => resolution },
          ]} />
        </Card>
      ) : null}
    </>
  )
}
