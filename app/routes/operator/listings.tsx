import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { returnPolicyWords } from '#app/components/console/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Photo } from '#app/components/ui/photo.tsx'
import type { DescribedPhoto } from '#app/domain/catalogue/photos.ts'
import { photoAlt, photoUrl } from '#app/domain/catalogue/photos.ts'
import { formatGrams, formatYuan } from '#app/domain/money.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listingsInReview, moveListing } from '#app/services/catalogue/move-listing.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return { listings: await listingsInReview() }
}

const versionField = z.string().regex(/^\d{1,9}$/).transform(Number)

const ReviewForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('approve'), id: uuidField, version: versionField, reason: z.string().max(200) }),
  z.strictObject({ intent: z.literal('return'), id: uuidField, version: versionField, reason: textField('退回原因', { max: 200 }) }),
])

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, ReviewForm)
  if (!form.ok) return data({ id: form.values.id ?? '', errors: form.errors, values: form.values }, { status: 422 })
  const { id, intent, version, reason } = form.value
  const moved = await moveListing({ merchantId: null, id, move: intent, version, reason, actor: { id: userId, role }, now: await shopNow() })
  if (moved.ok) return redirect('/operator/listings', 303)
  if (moved.reason === 'not_found') throw notFound()
  return data({ id, errors: { reason: '这个商品刚刚变了，请刷新后再看一遍' } as Record<string, string>, values: form.values }, { status: 409 })
}

export default function ReviewListings() {
  const { listings } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="商品审核" note={`${listings.length} 个等待审核`} />
      {listings.length === 0 ? <EmptyState motif="celebrate" title="都审完了" /> : null}
      <ul className="grid gap-4">
        {listings.map((listing) => {
          const sku = listing.skus[0]
          return (
            <Card as="li" key={listing.id}>
              <h2 className="font-semibold">{listing.title}</h2>
              <p className="text-sm text-ink-2">{listing.merchant.name} · {listing.regiment.name} · {sku ? `${sku.grade} · ${sku.spec} · 净含量 ${formatGrams(sku.netGrams)} · ${formatYuan(sku.priceFen)} 元` : ''}</p>
              <p className="mt-1 text-sm">{[listing.subtitle, listing.description].filter(Boolean).join(' ')}</p>
              <p className="mt-1 text-sm text-ink-2">{returnPolicyWords[listing.returnPolicy]}</p>
              <ReviewPhotos title={listing.title} photos={listing.photos} />
              <Form method="post" className="mt-3 flex flex-wrap items-end gap-3">
                <input type="hidden" name="id" value={listing.id} />
                <input type="hidden" name="version" value={listing.version} />
                <Field className="min-w-60 flex-1" id={`reason-${listing.id}`} label="退回原因" name="reason" defaultValue={answer?.id === listing.id ? answer.values.reason : ''} error={answer?.id === listing.id ? answer.errors.reason : null} />
                <Button name="intent" value="approve">通过</Button>
                <Button tone="quiet" name="intent" value="return">退回</Button>
              </Form>
            </Card>
          )
        })}
      </ul>
    </>
  )
}

/** What shoppers will see, with what is said of it. */
function ReviewPhotos({ title, photos }: { title: string; photos: readonly DescribedPhoto[] }) {
  if (photos.length === 0) return null
  return (
    <ul className="mt-3 flex flex-wrap gap-3">
      {photos.map((photo, index) => (
        <li key={photo.id} className="w-28 text-xs text-ink-2">
          <a href={photoUrl(photo.id, photo.width, 'webp')} className="block overflow-hidden rounded-control border border-line">
            <Photo photo={photo} sizes="7rem" alt={photoAlt(photo, title, index + 1)} className="aspect-square w-full object-cover" />
          </a>
          <span className="mt-1 block">{photo.alt || '没有说明'}</span>
        </li>
      ))}
    </ul>
  )
}
