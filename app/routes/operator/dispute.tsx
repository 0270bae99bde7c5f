import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ComplaintFacts, Thread } from '#app/components/talk/thread.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { MAX_WORDS } from '#app/domain/complaint/complaint.ts'
import { proseField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { decideComplaint, getDeskTalk, sayFromDesk } from '#app/services/talk/desk-talk.server.ts'

export const handle = { scripts: true }

function idFrom(params: { id?: string }): string {
  const id = uuidField.safeParse(params.id)
  if (!id.success) throw notFound()
  return id.data
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const talk = await getDeskTalk({ kind: 'platform' }, idFrom(params))
  if (!talk) throw notFound()
  return talk
}

const text = proseField('内容', { min: 5, max: MAX_WORDS })
const number = z.string().regex(/^TS\d{8}-\d{4}$/)
const DisputeForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('say'), number, text }),
  z.strictObject({ intent: z.literal('uphold'), number, text }),
  z.strictObject({ intent: z.literal('reject'), number, text }),
])

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const orderId = idFrom(params)
  const form = await parseForm(request, DisputeForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const { intent, number, text } = form.value
  const by = { text, actor: { id: userId, role }, now: await shopNow() }
  const done = intent === 'say' ? await sayFromDesk({ kind: 'platform' }, { orderId, ...by }) : await decideComplaint({ number, outcome: intent === 'uphold' ? 'UPHELD' : 'REJECTED', ...by })
  if (done.ok) return redirect(`/operator/disputes/${orderId}`, 303)
  if (done.reason === 'not_found') throw notFound()
  return data({ errors: { text: '这个投诉刚刚已经结束' } as Record<string, string>, values: form.values }, { status: 409 })
}

export default function Dispute() {
  const { number, shop, said, complaints } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const open = complaints.find(({ state }) => state === 'OPEN')
  return (
    <>
      <PageHeading title={<>订单 <span className="tabular-nums">{number}</span></>} note={`${shop.name} · ${shop.legalName} · ${shop.contactPhone}`} />
      {complaints.map((complaint) => (
        <Card as="div" key={complaint.number} className="mb-4"><ComplaintFacts complaint={complaint} /></Card>
      ))}
      <Card as="div">
        <Thread said={said} self="OPERATOR" />
        {open ? (
          <Form method="post" className="mt-5 grid gap-3" key={said.length}>
            <input type="hidden" name="number" value={open.number} />
            <TextArea label="内容" name="text" rows={3} defaultValue={answer?.values.text} error={answer?.errors.text} hint={`5 到 ${MAX_WORDS} 个字，买家和卖家都能看到；作出处理时写明理由`} />
            <div className="flex flex-wrap gap-3">
              <Button name="intent" value="say" tone="quiet">只留言</Button>
              <Button name="intent" value="uphold">支持买家，结束投诉</Button>
              <Button name="intent" value="reject" tone="secondary">不支持，结束投诉</Button>
            </div>
          </Form>
        ) : (
          <Notice className="mt-5">没有处理中的投诉，会话由买卖双方继续。{answer ? ` ${answer.errors.text ?? ''}` : ''}</Notice>
        )}
      </Card>
    </>
  )
}
