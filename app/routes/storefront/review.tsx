import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { LineItem } from '#app/components/storefront/line-item.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { StarField } from '#app/components/storefront/stars.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { FileField, TextArea } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import type { Stars } from '#app/domain/review/review.ts'
import { decideReview, MAX_PICTURE_BYTES, MAX_PICTURES, MAX_TEXT } from '#app/domain/review/review.ts'
import { NOT_STORED, pictureSentence, reviewRefusalSentence, TOO_MANY_PICTURES } from '#app/domain/review/words.ts'
import { proseField } from '#app/http/fields.server.ts'
import { notFound, orderViewer } from '#app/http/guards.server.ts'
import { parseUpload } from '#app/http/parse-upload.server.ts'
import { firstPhotos } from '#app/services/catalogue/list-photos.server.ts'
import { findReviewLine, writeReview } from '#app/services/review/write-review.server.ts'

export const handle = { scripts: false }

// The address may hold a guest's key, as the order's does.
export const meta = () => [...pageTitle('写评价'), { name: 'referrer', content: 'same-origin' }]

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

function placeFrom(params: { number?: string; lineId?: string }): { number: string; lineId: string } {
  const { number = '', lineId = '' } = params
  if (!uuid.test(lineId)) throw notFound()
  return { number, lineId }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await orderViewer(request)
  const place = placeFrom(params)
  const line = await findReviewLine({ ...place, viewer })
  if (!line) throw notFound()
  const decision = decideReview(line)
  const keyed = viewer.accessKey ? `?key=${viewer.accessKey}` : ''
  const { title, grade, spec, motif, productSlug } = line
  const photo = (await firstPhotos([productSlug]))[productSlug] ?? null
  return { photo, title, bought: [grade, spec].filter(Boolean).join(' · '), motif, productSlug, refusal: decision.ok ? null : decision.reason, order: `/orders/${place.number}${keyed}`, here: `/orders/${place.number}/review/${place.lineId}${keyed}` }
}

const ReviewForm = z.strictObject({
  stars: z.enum(['1', '2', '3', '4', '5'], { error: '请点一下星星，告诉大家您觉得怎么样' }).transform((stars) => Number(stars) as Stars),
  text: proseField('评价', { max: MAX_TEXT }),
})

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await orderViewer(request)
  const place = placeFrom(params)
  // Whose line it is, before anything large is read.
  if (!(await findReviewLine({ ...place, viewer }))) throw notFound()
  const form = await parseUpload(request, ReviewForm, 'pictures')
  const refuse = (errors: Readonly<Record<string, string>>, status: number, headers?: Record<string, string>) => data({ errors, values: form.values }, { status, headers })
  const tooMany = form.files.length > MAX_PICTURES ? { pictures: TOO_MANY_PICTURES } : null
  if (!form.ok) return refuse({ ...form.errors, ...tooMany }, 422)
  if (tooMany) return refuse(tooMany, 422)
  const written = await writeReview({ ...place, viewer, ...form.value, pictures: form.files })
  if (written.ok) return redirect(`/orders/${place.number}?${new URLSearchParams({ ...(viewer.accessKey ? { key: viewer.accessKey } : {}), said: 'reviewed' })}`, 303)
  switch (written.reason) {
    case 'not_found':
      throw notFound()
    case 'picture':
      return refuse({ pictures: pictureSentence(written.problem, written.place) }, 422)
    case 'not_stored':
      return refuse({ pictures: NOT_STORED }, 503)
    case 'throttled':
      return refuse({ pictures: '试得太多了，请过一会儿再发' }, 429, { 'Retry-After': String(written.retryAfterSeconds) })
    case 'already':
    case 'not_received':
      return refuse({ '': reviewRefusalSentence(written.reason) }, 409)
  }
}

export default function WriteReview() {
  const { title, bought, motif, photo, productSlug, refusal, order, here } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values: Readonly<Record<string, string>> = answer?.values ?? {}
  return (
    <Content narrow>
      <PageHeading title="写评价" note="写真实的感受就好：个头、味道、包装、送得快不快" />
      <Card as="div" className="mb-4">
        <LineItem motif={motif} photo={photo} title={title} href={`/products/${productSlug}`} meta={bought} />
      </Card>
      {errors[''] || (refusal && !answer) ? (
        <Notice tone={answer ? 'error' : 'info'} className="mb-4">{errors[''] ?? (refusal ? reviewRefusalSentence(refusal) : '')}</Notice>
      ) : null}
      {refusal ? (
        <LinkButton to={order} tone="quiet">回到订单</LinkButton>
      ) : (
        <Card as="div">
          <form method="post" action={here} encType="multipart/form-data" className="grid gap-5">
            <StarField name="stars" defaultValue={values.stars} error={errors.stars} />
            <TextArea label="想说的话" name="text" optional rows={5} defaultValue={values.text} error={errors.text} hint={`最多 ${MAX_TEXT} 个字，发出后不能修改，卖家和平台也不能删除`} />
            <FileField
              label="照片"
              name="pictures"
              optional
              multiple
              accept="image/jpeg,image/png,image/webp"
              data-shrink=""
              error={errors.pictures}
              hint={`最多 ${MAX_PICTURES} 张，每张不超过 ${MAX_PICTURE_BYTES / 1024 / 1024} MB。照片里的拍摄地点等信息会去掉`}
            />
            <div className="flex flex-wrap gap-3">
              <Button size="lg">发表评价</Button>
              <LinkButton to={order} tone="quiet" size="lg">先不写了</LinkButton>
            </div>
          </form>
        </Card>
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
