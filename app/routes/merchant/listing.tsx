import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { ListingEditor } from '#app/components/merchant/listing-editor.tsx'
import { PhotoStrip } from '#app/components/merchant/photo-strip.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { listingStatusWords } from '#app/components/console/words.ts'
import { formatYuan } from '#app/domain/money.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { ListingForm, ListingMoveForm } from '#app/http/listing-form.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { moveListing } from '#app/services/catalogue/move-listing.server.ts'
import { getOwnListing, listingChoices } from '#app/services/catalogue/own-listings.server.ts'
import { saveListing } from '#app/services/catalogue/save-listing.server.ts'

export const handle = { scripts: true }

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** The listing's id, or null for a new one. */
function idFrom(params: { id?: string }): string | null {
  if (params.id === 'new') return null
  if (!params.id || !uuid.test(params.id)) throw notFound()
  return params.id
}

const empty = {
  title: '', subtitle: '', description: '', code: '', categoryId: '', regimentId: '', grade: '', spec: '', netGrams: '', priceFen: '',
  floorFen: '', priceReason: '', goodsType: 'DRIED', storage: '', shelfLife: '', returnPolicy: 'SEVEN_DAY', motif: 'jujube',
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const id = idFrom(params)
  const [choices, listing] = await Promise.all([listingChoices(), id ? getOwnListing(merchantId, id) : null])
  if (id && !listing) throw notFound()
  const sku = listing?.skus[0]
  if (!listing || !sku) return { choices, listing: null, values: empty }
  return {
    choices,
    listing: { id: listing.id, slug: listing.slug, status: listing.status, version: listing.version, photos: listing.photos },
    values: {
      title: listing.title,
      subtitle: listing.subtitle,
      description: listing.description,
      code: sku.code,
      categoryId: listing.categoryId,
      regimentId: listing.regimentId,
      grade: sku.grade,
      spec: sku.spec,
      netGrams: String(sku.netGrams),
      priceFen: formatYuan(sku.priceFen),
      floorFen: formatYuan(sku.floorFen),
      priceReason: '',
      goodsType: listing.goodsType,
      storage: listing.storage,
      shelfLife: listing.shelfLife,
      returnPolicy: listing.returnPolicy,
      motif: listing.motif,
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const id = idFrom(params)
  const fields = await request.formData()
  const actor = { id: userId, role }
  if (fields.get('intent') !== 'save') {
    const move = parseFields(fields, ListingMoveForm)
    if (!move.ok || !id) throw new Response('页面已过期，请刷新后再试', { status: 400 })
    const moved = await moveListing({ merchantId, id, move: move.value.intent, reason: '', actor, now: await shopNow() })
    if (moved.ok) return redirect(`/merchant/listings/${id}?done=${move.value.intent}`, 303)
    if (moved.reason === 'not_found') throw notFound()
    return data({ errors: {}, values: null, refusal: '商品的状态刚刚变了，请刷新后再操作' }, { status: 409 })
  }
  const form = parseFields(fields, ListingForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values, refusal: null }, { status: 422 })
  const { intent: _save, version, priceReason, ...draft } = form.value
  const saved = await saveListing({ merchantId, listing: id ? { id, version } : null, draft, priceReason, actor, now: await shopNow() })
  if (saved.ok) return redirect(`/merchant/listings/${saved.id}?done=save`, 303)
  switch (saved.reason) {
    case 'invalid':
      return data({ errors: saved.problems as Record<string, string>, values: form.values, refusal: null }, { status: 422 })
    case 'not_found':
      throw notFound()
    case 'stale':
      return data({ errors: {}, values: form.values, refusal: '这个商品已在别处被修改。您填的内容还在下面，请另开一页核对后再保存。' }, { status: 409 })
  }
}

const doneWords: Record<string, string> = {
  save: '已保存。',
  submit: '已提交审核，平台会尽快处理。',
  publish: '已上架，顾客现在可以购买。',
  take_off: '已下架，顾客暂时买不到。',
}

export default function Listing() {
  const { listing, values, choices } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = doneWords[search.get('done') ?? '']
  return (
    <>
      <PageHeading title={listing ? values.title : '新建商品'} note="修改标题、产地、照片等内容后需要重新审核；改价格不用">
        {listing ? <Tag tone={listingStatusWords[listing.status].tone}>{listingStatusWords[listing.status].word}</Tag> : null}
      </PageHeading>
      {done && !answer ? <Notice tone="success" className="mb-4">{done}</Notice> : null}
      {answer?.refusal ? <Notice tone="error" className="mb-4">{answer.refusal}</Notice> : null}
      {listing ? <PhotoStrip listing={listing} /> : null}
      <ListingEditor
        key={listing ? `${listing.id}-${listing.version}` : 'new'}
        listing={listing}
        choices={choices}
        values={answer?.values ?? values}
        errors={answer?.errors ?? {}}
      />
    </>
  )
}
