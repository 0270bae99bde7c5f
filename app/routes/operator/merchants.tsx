import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listMerchants, moveMerchant } from '#app/services/merchant/suspend-merchant.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return { merchants: await listMerchants() }
}

const MerchantForm = z.strictObject({
  intent: z.enum(['suspend', 'reopen']),
  merchantId: uuidField,
  version: z.string().regex(/^\d{1,9}$/).transform(Number),
  reason: textField('原因', { max: 200 }),
})

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, MerchantForm)
  if (!form.ok) return data({ id: form.values.merchantId ?? '', errors: form.errors, values: form.values }, { status: 422 })
  const { intent, merchantId, version, reason } = form.value
  const moved = await moveMerchant({ merchantId, version, move: intent, reason, actor: { id: userId, role }, now: await shopNow() })
  if (moved.ok) return redirect('/operator/merchants', 303)
  if (moved.reason === 'not_found') throw notFound()
  return data({ id: merchantId, errors: { reason: '状态刚刚变了，请核对后再操作' } as Record<string, string>, values: form.values }, { status: 409 })
}

const words = { PENDING: '待审核', OPEN: '营业中', SUSPENDED: '已暂停', CLOSED: '已关店' } as const

export default function Merchants() {
  const { merchants } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="商家" note={`${merchants.length} 家`} />
      <ul className="grid gap-3 lg:grid-cols-2">
        {merchants.map((merchant) => (
          <Card as="li" key={merchant.id}>
            <div className="flex items-start justify-between gap-3">
              <div className="min-w-0">
                <h2 className="font-semibold">{merchant.name}</h2>
                <p className="text-sm text-ink-2">{merchant.legalName}</p>
                <p className="text-xs text-ink-2 tabular-nums">{merchant.regiment.name} · {merchant.creditCode}</p>
                {merchant.statusReason ? <p className="mt-1 text-sm text-cinnabar">{merchant.statusReason}</p> : null}
              </div>
              <Tag tone={merchant.status === 'OPEN' ? 'leaf' : 'cinnabar'}>{words[merchant.status]}</Tag>
            </div>
            {merchant.status === 'OPEN' || merchant.status === 'SUSPENDED' ? (
              <Form method="post" className="mt-3 flex flex-wrap items-end gap-3">
                <input type="hidden" name="merchantId" value={merchant.id} />
                <input type="hidden" name="version" value={merchant.version} />
                <Field className="min-w-48 flex-1" id={`reason-${merchant.id}`} label="原因" name="reason" defaultValue={answer?.id === merchant.id ? answer.values.reason : ''} error={answer?.id === merchant.id ? answer.errors.reason : null} />
                {merchant.status === 'OPEN' ? <Button tone="quiet" name="intent" value="suspend">暂停营业</Button> : <Button name="intent" value="reopen">恢复营业</Button>}
              </Form>
            ) : null}
          </Card>
        ))}
      </ul>
    </>
  )
}
