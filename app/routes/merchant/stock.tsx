import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { movementWords } from '#app/components/console/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, Select } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { formatInstantChinese } from '#app/domain/time.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { formToken } from '#app/http/form-token.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { enterStock, listMovements, listOwnStock } from '#app/services/inventory/enter-stock.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const url = new URL(request.url)
  const stock = await listOwnStock(merchantId)
  const chosen = stock.find(({ id }) => id === url.searchParams.get('sku')) ?? null
  return { stock, chosen, movements: chosen ? await listMovements(merchantId, chosen.id) : [], entryId: formToken(), done: url.searchParams.has('done') }
}

const StockForm = z
  .strictObject({
    skuId: uuidField,
    kind: z.enum(['RECEIVE', 'ADJUST', 'WRITE_OFF'], { error: '请选择类型' }),
    quantity: z.string({ error: '请填写数量' }).trim().regex(/^-?\d{1,7}$/, '数量须是整数').transform(Number),
    note: textField('原因', { max: 60 }),
    entryId: uuidField,
  })
  .refine(({ kind, quantity }) => (kind === 'ADJUST' ? quantity !== 0 : quantity > 0), { path: ['quantity'], message: '入库和报损填正数；盘点填差额，不能是 0' })

export async function action({ request }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const form = await parseForm(request, StockForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const result = await enterStock({ ...form.value, merchantId, actor: { id: userId, role }, now: await shopNow() })
  if (result.ok) return redirect(`/merchant/stock?sku=${form.value.skuId}&done=1`, 303)
  if (result.reason === 'not_found') throw notFound()
  return data({ errors: { quantity: '不能低于已被下单占用和已付款未发货的数量' } as Record<string, string>, values: form.values }, { status: 409 })
}

export default function Stock() {
  const { stock, chosen, movements, entryId, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  return (
    <>
      <PageHeading title="库存" note="在库 = 占用（待付款）+ 锁定（待发货）+ 可售" />
      <div className="grid gap-4 lg:grid-cols-[1.5fr_1fr]">
        <Card>
          <Table caption="库存" captionHidden rows={stock} rowKey={({ id }) => id} columns={[
            { key: 'title', header: '商品', rowHeader: true, cell: ({ id, title, code, spec }) => <Link to={`?sku=${id}`} preventScrollReset>{title}<span className="block text-xs text-ink-2">{code} · {spec}</span></Link> },
            { key: 'onHand', header: '在库', numeric: true, cell: ({ onHand }) => onHand },
            { key: 'held', header: '占用', numeric: true, wideOnly: true, cell: ({ held }) => held },
            { key: 'committed', header: '锁定', numeric: true, cell: ({ committed }) => committed },
            { key: 'free', header: '可售', numeric: true, cell: ({ free }) => <strong className={free < 50 ? 'text-cinnabar' : ''}>{free}</strong> },
          ]} />
        </Card>
        {chosen ? (
          <div className="grid content-start gap-4">
            <Card labelledBy="entry">
              <SectionHeading id="entry" title={chosen.title} note={`${chosen.code} · 可售 ${chosen.free}`} />
              {done && !answer ? <Notice tone="success" className="mb-3">已记账。</Notice> : null}
              <Form method="post" className="grid gap-4" key={entryId}>
                <input type="hidden" name="skuId" value={chosen.id} />
                <input type="hidden" name="entryId" value={answer?.values.entryId ?? entryId} />
                <Select label="类型" name="kind" defaultValue={answer?.values.kind ?? 'RECEIVE'} error={errors.kind} options={[{ value: 'RECEIVE', label: '入库' }, { value: 'ADJUST', label: '盘点调整（差额）' }, { value: 'WRITE_OFF', label: '报损' }]} />
                <Field label="数量" name="quantity" inputMode="numeric" defaultValue={answer?.values.quantity} error={errors.quantity} />
                <Field label="原因" name="note" defaultValue={answer?.values.note} error={errors.note} />
                <Button>记账</Button>
              </Form>
            </Card>
            <Card labelledBy="moves">
              <SectionHeading id="moves" title="最近变动" />
              <Table caption="最近变动" captionHidden rows={movements} rowKey={({ id }) => id} columns={[
                { key: 'at', header: '时间', cell: ({ at }) => formatInstantChinese(new Date(at)) },
                { key: 'kind', header: '事项', cell: ({ kind, note }) => <>{movementWords[kind] ?? kind}{note ? <span className="block text-xs text-ink-2">{note}</span> : null}</> },
                { key: 'units', header: '数量', numeric: true, cell: ({ onHandDelta, heldDelta, committedDelta }) => onHandDelta || heldDelta || committedDelta },
              ]} />
            </Card>
          </div>
        ) : (
          <Notice>点一个商品，可以入库、盘点、报损，并看到它的变动记录。</Notice>
        )}
      </div>
    </>
  )
}
