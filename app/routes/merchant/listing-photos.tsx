import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { PhotoRow } from '#app/components/merchant/photo-row.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { FileField } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { listingStatusWords } from '#app/components/console/words.ts'
import { addingSentence, MAX_ALT, MAX_PHOTOS } from '#app/domain/catalogue/photos.ts'
import { MAX_PICTURE_BYTES } from '#app/domain/review/review.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseUpload } from '#app/http/parse-upload.server.ts'
import { addPhotos } from '#app/services/catalogue/add-photos.server.ts'
import { changePhoto } from '#app/services/catalogue/change-photos.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getOwnPhotos } from '#app/services/catalogue/list-photos.server.ts'

export const handle = { scripts: true }

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

async function ownPhotos(merchantId: string, id = '') {
  const listing = uuid.test(id) ? await getOwnPhotos(merchantId, id) : null
  if (!listing) throw notFound()
  return { id, ...listing }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  return { listing: await ownPhotos(merchantId, params.id) }
}

const PhotosForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('add') }),
    z.strictObject({ intent: z.literal('describe'), photoId: uuidField, alt: textField('说明', { min: 0, max: MAX_ALT }) }),
    z.strictObject({ intent: z.enum(['first', 'earlier', 'remove']), photoId: uuidField }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  // Whose listing it is, before anything large is read.
  const { id: productId } = await ownPhotos(merchantId, params.id)
  const form = await parseUpload(request, PhotosForm, 'photos')
  const refuse = (errors: Readonly<Record<string, string>>, status: number, headers?: Record<string, string>) => data({ errors, values: form.values }, { status, headers })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const whose = { merchantId, productId, actor: { id: userId, role }, now: await shopNow() }
  if (value.intent === 'add') {
    const added = await addPhotos({ ...whose, pictures: form.files })
    if (added.ok) return redirect(`/merchant/listings/${productId}/photos?done=add`, 303)
    switch (added.reason) {
      case 'not_found':
        throw notFound()
      case 'not_stored':
        return refuse({ photos: '照片暂时存不下，请稍后再试' }, 503)
      case 'throttled':
        return refuse({ photos: '传得太多了，请过一会儿再传' }, 429, { 'Retry-After': String(added.retryAfterSeconds) })
      case 'picture':
        return refuse({ photos: addingSentence(added, 0) }, 422)
      case 'none_chosen':
      case 'too_many':
        return refuse({ photos: addingSentence(added, added.have) }, 422)
    }
  }
  const change = value.intent === 'describe' ? ({ kind: 'describe', alt: value.alt } as const) : { kind: value.intent }
  const changed = await changePhoto({ ...whose, photoId: value.photoId, change })
  if (changed.ok) return redirect(`/merchant/listings/${productId}/photos?done=${value.intent}`, 303)
  if (changed.reason === 'invalid') return refuse({ alt: changed.sentence }, 422)
  return refuse({ '': '这张照片已经不在了，下面是现在的照片。' }, 409)
}

const doneWords: Record<string, string> = {
  add: '照片已加上。',
  describe: '说明已保存。',
  first: '顺序已改。',
  earlier: '顺序已改。',
  remove: '照片已删除。',
}

export default function ListingPhotos() {
  const { listing } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = doneWords[search.get('done') ?? '']
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const { photos, status } = listing
  const here = `/merchant/listings/${listing.id}/photos`
  const room = MAX_PHOTOS - photos.length
  return (
    <>
      <PageHeading title={`照片：${listing.title}`} note="第一张会出现在首页、列表和购物车里。改动照片后要重新审核，通过前顾客看不到这个商品">
        <Tag tone={listingStatusWords[status].tone}>{listingStatusWords[status].word}</Tag>
      </PageHeading>
      {done && !answer ? <Notice tone="success" className="mb-4">{done}{status === 'IN_REVIEW' ? '商品在等平台审核，通过后上架。' : ''}</Notice> : null}
      {errors[''] || errors.photoId || errors.intent ? <Notice tone="error" className="mb-4">{errors[''] || errors.photoId || errors.intent}</Notice> : null}
      <div className="grid gap-4">
        <Card labelledBy="add">
          <SectionHeading id="add" title="加照片" note={`已有 ${photos.length} 张，最多 ${MAX_PHOTOS} 张`} />
          {room > 0 ? (
            <form method="post" action={here} encType="multipart/form-data" className="grid gap-4">
              <FileField
                label="照片"
                name="photos"
                multiple={room > 1}
                accept="image/jpeg,image/png,image/webp"
                error={errors.photos}
                hint={`还可以加 ${room} 张，每张不超过 ${MAX_PICTURE_BYTES / 1024 / 1024} MB。方图或横图最好看；照片里的拍摄地点等信息会去掉`}
              />
              <div>
                <Button name="intent" value="add">上传</Button>
              </div>
            </form>
          ) : (
            <p className="text-sm text-ink-2">{errors.photos ?? addingSentence({ reason: 'too_many' }, photos.length)}</p>
          )}
        </Card>
        {photos.length > 0 ? (
          <Card labelledBy="photos" padded={false}>
            <div className="border-b border-line px-4 py-3">
              <h2 id="photos" className="text-base">现在的照片</h2>
              <p className="text-xs text-ink-2">说明会读给看不见照片的顾客，如“掰开的灰枣，肉厚核小”，最多 {MAX_ALT} 个字</p>
            </div>
            <ol className="divide-y divide-line">
              {photos.map((photo, place) => (
                <PhotoRow
                  key={photo.id}
                  photo={photo}
                  place={place}
                  title={listing.title}
                  action={here}
                  typed={answer?.values.photoId === photo.id ? answer.values.alt : undefined}
                  error={answer?.values.photoId === photo.id ? errors.alt : undefined}
                />
              ))}
            </ol>
          </Card>
        ) : (
          <p className="text-sm text-ink-2">还没有照片，店里先用剪纸图。</p>
        )}
        <p>
          <LinkButton to={`/merchant/listings/${listing.id}`} tone="quiet">回到商品</LinkButton>
        </p>
      </div>
    </>
  )
}
