import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { EnrolmentReview } from '#app/components/operator/enrolment-review.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { DecisionForm } from '#app/http/enrolment-form.server.ts'
import { uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import type { FormErrors } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { acceptEnrolment, regatherEnrolments, rejectEnrolment } from '#app/services/promotion/decide-enrolment.server.ts'
import { getEnrolmentReview } from '#app/services/promotion/get-enrolment-desk.server.ts'

export const handle = { scripts: true }

function campaignFrom({ id }: { id?: string }): string {
  if (!uuidField.safeParse(id).success) throw notFound()
  return id!
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const review = await getEnrolmentReview({ campaignId: campaignFrom(params), now: await shopNow() })
  if (!review) throw notFound()
  return { ...review, saved: new URL(request.url).searchParams.has('saved') }
}

const refusals: Record<'stale' | 'closed' | 'terms_changed', string> = {
  stale: '商家刚刚改过，或别人已经审核，请核对现在的内容',
  closed: '这场活动已经结束',
  terms_changed: '跨店满减的承担比例在商家报名后变过，请商家重新确认',
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const campaignId = campaignFrom(params)
  const form = await parseForm(request, DecisionForm)
  const refuse = (errors: FormErrors, status: 409 | 422) => data({ id: form.values.id ?? '', errors, values: form.values }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const by = { campaignId, actor: { id: userId, role }, now: await shopNow() }
  const result = await decide(value, by)
  if (result.ok) return redirect(`/operator/campaigns/${campaignId}/enrolments?saved=1`, 303)
  if (result.reason === 'invalid') return refuse({ ...result.problems }, 422)
  if (result.reason === 'not_found') throw notFound()
  return refuse({ '': refusals[result.reason] }, 409)
}

function decide(value: z.output<typeof DecisionForm>, by: { campaignId: string; actor: { id: string; role: string }; now: Date }) {
  switch (value.intent) {
    case 'accept':
      return acceptEnrolment({ ...by, id: value.id, seenVersion: value.version })
    case 'reject':
      return rejectEnrolment({ ...by, id: value.id, seenVersion: value.version, reason: value.reason })
    case 'gather':
      return regatherEnrolments(by)
  }
}

export default function Enrolments() {
  const { campaign, terms, merchants, waiting, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title={`${campaign.name} · 商家报名`} note={`待审核 ${waiting} 个；活动价 ${formatInstantChinese(campaign.sale.startsAt)} 至 ${deadlineWords(campaign.sale.endsAt)}`}>
        <Link to={`/operator/campaigns/${campaign.id}`} className="text-sm">返回活动</Link>
      </PageHeading>
      {answer ? <Notice tone="error" className="mb-4">没有保存，请看标红的地方。</Notice> : saved ? <Notice tone="success" className="mb-4">已保存。通过的商品已归入该店的活动价草稿，发布后对顾客生效。</Notice> : null}
      {terms.length > 0 ? <Notice className="mb-4">跨店满减的承担：{terms.join('；').replaceAll('贵店', '商家')}</Notice> : null}
      {merchants.length === 0 ? <EmptyState motif="gift" title="还没有商家报名" /> : null}
      <div className="grid gap-4">
        {merchants.map((merchant) => (
          <Card key={merchant.id} padded={false} labelledBy={`merchant-${merchant.id}`}>
            <div className="px-4 pt-4 sm:px-5">
              <SectionHeading
                id={`merchant-${merchant.id}`}
                title={merchant.name}
                aside={merchant.promotion ? <Link to={`/operator/campaigns/${campaign.id}/promotions/${merchant.promotion.id}`}>{merchant.promotion.name}（{promotionWords[merchant.promotion.state]}）</Link> : null}
              />
            </div>
            <ul className="divide-y divide-line border-t border-line">
              {merchant.rows.map((row) => (
                <EnrolmentReview key={`${row.skuId}-${row.enrolment?.version ?? 0}`} row={row} answer={answer?.id === row.enrolment?.id ? (answer ?? null) : null} />
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {merchants.some(({ promotion }) => promotion) ? (
        <Form method="post" className="mt-4 flex flex-wrap items-center gap-3 text-sm text-ink-2">
          <Button size="sm" tone="quiet" name="intent" value="gather">重新归集活动价草稿</Button>
          活动阶段改期以后用；已发布的版本不变。
        </Form>
      ) : null}
    </>
  )
}

const promotionWords = { DRAFT: '草稿', PUBLISHED: '已发布', STOPPED: '已停止' }
