import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { ComplaintFacts, Thread } from '#app/components/talk/thread.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Select, TextArea } from '#app/components/ui/field.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { complaintKinds, DECIDED_IN_DAYS, MAX_WORDS, SHOP_ANSWERS_IN_HOURS } from '#app/domain/complaint/complaint.ts'
import { complaintKindWords } from '#app/domain/complaint/words.ts'
import { proseField } from '#app/http/fields.server.ts'
import { notFound, orderViewer } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getBuyerTalk, openComplaint, sayToShop, withdrawComplaint } from '#app/services/talk/buyer-talk.server.ts'

export const handle = { scripts: false }

// The address may hold a guest's key, as the order's does.
export const meta = () => [...pageTitle('联系卖家'), { name: 'referrer', content: 'same-origin' }]

const said = z.enum(['complained', 'withdrawn']).nullable().catch(null)

/** The part's number within the order of the address; another order's part is not found there. */
function partFrom({ number = '', place = '' }: { number?: string; place?: string }): string {
  if (!/^\d{1,3}$/.test(place)) throw notFound()
  return `${number}-${place}`
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await orderViewer(request)
  const talk = await getBuyerTalk({ number: partFrom(params), viewer })
  if (!talk) throw notFound()
  const keyed = viewer.accessKey ? `?key=${viewer.accessKey}` : ''
  const { said: words, complaints, order } = talk
  return {
    words,
    complaints,
    shop: order.merchantName,
    number: order.number,
    back: `/orders/${params.number}${keyed}`,
    here: `/orders/${params.number}/talk/${params.place}${keyed}`,
    said: said.parse(new URL(request.url).searchParams.get('said')),
  }
}

const TalkForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('say'), text: proseField('留言', { min: 1, max: MAX_WORDS }) }),
  z.strictObject({ intent: z.literal('complain'), kind: z.enum(complaintKinds, { error: '请选一个最接近的' }), complaint: proseField('经过', { min: 5, max: MAX_WORDS }) }),
  z.strictObject({ intent: z.literal('withdraw') }),
])

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await orderViewer(request)
  const number = partFrom(params)
  const form = await parseForm(request, TalkForm)
  const refuse = (errors: Readonly<Record<string, string>>, status: number, headers?: Record<string, string>) => data({ errors, values: form.values }, { status, headers })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const act = { number, viewer, now: await shopNow() }
  const answer =
    value.intent === 'say' ? await sayToShop({ ...act, text: value.text }) : value.intent === 'complain' ? await openComplaint({ ...act, kind: value.kind, text: value.complaint }) : await withdrawComplaint(act)
  if (answer.ok) {
    const search = new URLSearchParams({ ...(viewer.accessKey ? { key: viewer.accessKey } : {}), ...(value.intent === 'say' ? {} : { said: value.intent === 'complain' ? 'complained' : 'withdrawn' }) })
    return redirect(`/orders/${params.number}/talk/${params.place}${search.size > 0 ? `?${search}` : ''}`, 303)
  }
  switch (answer.reason) {
    case 'not_found':
    case 'unpaid':
      throw notFound()
    case 'throttled':
      return refuse({ '': '发得太多了，请过一会儿再发' }, 429, { 'Retry-After': String(answer.retryAfterSeconds) })
    case 'open_already':
      return refuse({ '': '这笔订单已有一个投诉在处理，有新情况请直接留言' }, 409)
    case 'not_open':
      return refuse({ '': '投诉刚刚已经结束' }, 409)
  }
}

export default function Talk() {
  const { words, complaints, shop, number, back, here, said } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values: Readonly<Record<string, string>> = answer?.values ?? {}
  const open = complaints.find(({ state }) => state === 'OPEN')
  return (
    <Content narrow>
      <PageHeading title="联系卖家" note={<>{shop} · 订单 <span className="tabular-nums">{number}</span></>}>
        <LinkButton to={back} tone="quiet" size="sm">回到订单</LinkButton>
      </PageHeading>
      {errors[''] ? <Notice tone="error" className="mb-4">{errors['']}</Notice> : null}
      {said === 'complained' ? <Notice tone="success" title="投诉已受理" className="mb-4">编号和期限写在下面，有进展会在站内信告诉您。</Notice> : null}
      {said === 'withdrawn' ? <Notice tone="success" className="mb-4">投诉撤回了。以后有问题还可以再提。</Notice> : null}
      {complaints.map((complaint) => (
        <Card as="div" key={complaint.number} className="mb-4">
          <ComplaintFacts complaint={complaint} />
          {complaint.state === 'OPEN' ? (
            <form method="post" action={here} className="mt-3">
              <Button name="intent" value="withdraw" tone="quiet" size="sm">问题解决了，撤回投诉</Button>
            </form>
          ) : null}
        </Card>
      ))}
      <Card labelledBy="talk" className="mb-4">
        <SectionHeading id="talk" title="会话" note={open ? '您、卖家和平台客服都能看到' : '只有您和卖家能看到'} />
        <Thread said={words} self="BUYER" />
        <form method="post" action={here} className="mt-5 grid gap-3">
          <TextArea label="留言" name="text" rows={3} defaultValue={values.text} error={errors.text} hint={`最多 ${MAX_WORDS} 个字`} />
          <div><Button name="intent" value="say">发送</Button></div>
        </form>
      </Card>
      {open ? null : (
        <Card as="div">
          <details className="group" open={errors.kind || errors.complaint ? true : undefined}>
            <Fold>谈不拢？向平台投诉</Fold>
            <p className="mt-2 mb-4 text-sm text-ink-2">
              投诉会有编号，卖家要在 {SHOP_ANSWERS_IN_HOURS} 小时内答复，平台最晚 {DECIDED_IN_DAYS} 天给出结果。平台客服会看到上面的会话。
            </p>
            <form method="post" action={here} className="grid gap-4">
              <Select label="是哪方面的问题" name="kind" placeholder="请选择" options={complaintKinds.map((kind) => ({ value: kind, label: complaintKindWords[kind] }))} defaultValue={values.kind ?? ''} error={errors.kind} />
              <TextArea label="经过和您的要求" name="complaint" rows={4} defaultValue={values.complaint} error={errors.complaint} hint={`5 到 ${MAX_WORDS} 个字`} />
              <div><Button name="intent" value="complain" tone="secondary">提交投诉</Button></div>
            </form>
          </details>
        </Card>
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
