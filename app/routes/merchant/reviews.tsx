import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ReviewRow } from '#app/components/console/review-row.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { MAX_REPLY } from '#app/domain/review/review.ts'
import { pageOf, proseField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { answerReview } from '#app/services/review/answer-review.server.ts'
import { listReviews } from '#app/services/review/list-reviews.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const url = new URL(request.url)
  const page = pageOf(url)
  const all = url.searchParams.get('show') === 'all'
  return { ...(await listReviews(merchantId, all ? 'all' : 'unanswered', page)), page, all }
}

const AnswerForm = z.strictObject({ id: uuidField, reply: proseField('回复', { min: 1, max: MAX_REPLY }) })

export async function action({ request }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const form = await parseForm(request, AnswerForm)
  if (!form.ok) return data({ id: form.values.id ?? '', errors: form.errors, values: form.values }, { status: 422 })
  const { id, reply } = form.value
  const answered = await answerReview({ merchantId, reviewId: id, text: reply, actor: { id: userId, role }, now: await shopNow() })
  if (answered.ok) return redirect('/merchant/reviews?show=all', 303)
  if (answered.reason === 'not_found') throw notFound()
  return data({ id, errors: { reply: '这条评价刚刚已经回复过，或不再展示' } as Record<string, string>, values: form.values }, { status: 409 })
}

export default function MerchantReviews() {
  const { reviews, total, page, pages, all } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="评价" note={all ? `共 ${total} 条，按时间排列` : `${total} 条还没有回复。每条可以回复一次，发出后不能改`}>
        <LinkButton to={all ? '/merchant/reviews' : '/merchant/reviews?show=all'} tone="quiet" size="sm">{all ? '只看待回复' : '看全部'}</LinkButton>
      </PageHeading>
      {reviews.length === 0 ? <EmptyState motif="celebrate" title={all ? '还没有评价' : '都回复完了'} /> : null}
      <ul className="grid gap-4">
        {reviews.map((review) => {
          const mine = answer?.id === review.id ? answer : null
          return (
            <ReviewRow key={review.id} review={review}>
              {review.reply === null && review.state === 'PUBLISHED' ? (
                <Form method="post" className="mt-3 grid gap-3">
                  <input type="hidden" name="id" value={review.id} />
                  <TextArea id={`reply-${review.id}`} label="回复" name="reply" rows={2} defaultValue={mine?.values.reply} error={mine?.errors.reply} hint={`最多 ${MAX_REPLY} 个字，所有人都能看到，请不要写买家的姓名电话`} />
                  <div><Button size="sm">发布回复</Button></div>
                </Form>
              ) : null}
            </ReviewRow>
          )
        })}
      </ul>
      <Pagination page={page} pageCount={pages} hrefFor={(next) => `/merchant/reviews?${all ? 'show=all&' : ''}page=${next}`} />
    </>
  )
}
