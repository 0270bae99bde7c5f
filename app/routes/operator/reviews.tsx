import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ReviewRow } from '#app/components/console/review-row.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { pageOf, textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listReviews } from '#app/services/review/list-reviews.server.ts'
import { moveReview } from '#app/services/review/move-review.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  const url = new URL(request.url)
  const page = pageOf(url)
  const hidden = url.searchParams.get('show') === 'hidden'
  return { ...(await listReviews(null, hidden ? 'hidden' : 'all', page)), page, hidden }
}

const MoveForm = z.strictObject({ intent: z.enum(['hide', 'show']), id: uuidField, reason: textField('理由', { min: 5, max: 200 }) })

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, MoveForm)
  if (!form.ok) return data({ id: form.values.id ?? '', errors: form.errors, values: form.values }, { status: 422 })
  const { id, intent, reason } = form.value
  const moved = await moveReview({ reviewId: id, move: intent, reason, actor: { id: userId, role }, now: await shopNow() })
  if (moved.ok) return redirect('/operator/reviews?show=hidden', 303)
  if (moved.reason === 'not_found') throw notFound()
  return data({ id, errors: { reason: '这条评价的状态刚刚变了，请刷新' } as Record<string, string>, values: form.values }, { status: 409 })
}

export default function ModerateReviews() {
  const { reviews, total, page, pages, hidden } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="评价" note={`${total} 条。评价不能删除；只有内容违法的才不展示，须写明理由，星级仍计入（R-22）`}>
        <LinkButton to={hidden ? '/operator/reviews' : '/operator/reviews?show=hidden'} tone="quiet" size="sm">{hidden ? '看全部' : '只看不展示的'}</LinkButton>
      </PageHeading>
      {reviews.length === 0 ? <EmptyState motif="celebrate" title={hidden ? '没有不展示的评价' : '还没有评价'} /> : null}
      <ul className="grid gap-4">
        {reviews.map((review) => {
          const mine = answer?.id === review.id ? answer : null
          const shown = review.state === 'PUBLISHED'
          return (
            <ReviewRow key={review.id} review={review} ofShop>
              <Form method="post" className="mt-3 flex flex-wrap items-end gap-3">
                <input type="hidden" name="id" value={review.id} />
                <Field className="min-w-60 flex-1" id={`reason-${review.id}`} label={shown ? '违反哪条法律、哪些内容' : '恢复展示的理由'} name="reason" defaultValue={mine?.values.reason} error={mine?.errors.reason} />
                <Button tone="quiet" name="intent" value={shown ? 'hide' : 'show'}>{shown ? '依法不展示' : '恢复展示'}</Button>
              </Form>
            </ReviewRow>
          )
        })}
      </ul>
      <Pagination page={page} pageCount={pages} hrefFor={(next) => `/operator/reviews?${hidden ? 'show=hidden&' : ''}page=${next}`} />
    </>
  )
}
