import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ComplaintFacts, Thread } from '#app/components/talk/thread.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { MAX_WORDS } from '#app/domain/complaint/complaint.ts'
import { proseField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getDeskTalk, sayFromDesk } from '#app/services/talk/desk-talk.server.ts'

export const handle = { scripts: true }

function idFrom(params: { id?: string }): string {
  const id = uuidField.safeParse(params.id)
  if (!id.success) throw notFound()
  return id.data
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const talk = await getDeskTalk({ kind: 'shop', merchantId }, idFrom(params))
  if (!talk) throw notFound()
  return talk
}

const SayForm = z.strictObject({ text: proseField('回复', { min: 1, max: MAX_WORDS }) })

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const orderId = idFrom(params)
  const form = await parseForm(request, SayForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const said = await sayFromDesk({ kind: 'shop', merchantId }, { orderId, text: form.value.text, actor: { id: userId, role }, now: await shopNow() })
  if (!said.ok) throw notFound()
  return redirect(`/merchant/talks/${orderId}`, 303)
}

export default function MerchantTalk() {
  const { id, number, said, complaints } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title={<>订单 <span className="tabular-nums">{number}</span></>} note="与买家的会话">
        <LinkButton to={`/merchant/orders/${id}`} tone="quiet" size="sm">看订单</LinkButton>
      </PageHeading>
      {complaints.map((complaint) => (
        <Card as="div" key={complaint.number} className="mb-4"><ComplaintFacts complaint={complaint} /></Card>
      ))}
      <Card as="div">
        <Thread said={said} self="MERCHANT" />
        <Form method="post" className="mt-5 grid gap-3" key={said.length}>
          <TextArea label="回复" name="text" rows={3} defaultValue={answer?.values.text} error={answer?.errors.text} hint={`最多 ${MAX_WORDS} 个字`} />
          <div><Button>发送</Button></div>
        </Form>
      </Card>
    </>
  )
}
