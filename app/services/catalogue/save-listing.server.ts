import type { ListingDraft, ListingField, ListingStatus } from '#app/domain/catalogue/listing.ts'
import { afterContentChange, contentChanged, listingProblems } from '#app/domain/catalogue/listing.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { indexListings, loadReadings } from '#app/services/catalogue/index-listings.server.ts'
import { priceChangeProblems, recordPriceChange } from '#app/services/promotion/price-changes.server.ts'

export type ListingInput = ListingDraft & { categoryId: string; regimentId: string; motif: string; code: string }
type Actor = { id: string; role: string }

type ListingProblems = Partial<Record<ListingField | 'categoryId' | 'regimentId' | 'code' | 'priceReason', string>>

export type SaveListingResult =
  | { ok: true; id: string; status: ListingStatus }
  | { ok: false; reason: 'invalid'; problems: ListingProblems }
  /** Changed in another tab meanwhile; what was typed is kept and compared by the person. */
  | { ok: false; reason: 'not_found' | 'stale' }

/**
 * Creates or changes an own listing. Changed content of a listing that was approved goes
 * back to review; a new price does not, but every one is on record. `version` is the one the form was opened with.
 */
export async function saveListing(input: {
  merchantId: string
  listing: { id: string; version: number } | null
  draft: ListingInput
  /** Why the price changes; kept with the change. */
  priceReason?: string
  actor: Actor
  now: Date
}): Promise<SaveListingResult> {
  const { merchantId, listing, draft, priceReason = '', actor, now } = input
  const [category, regiment] = await Promise.all([
    db.category.findUnique({ where: { id: draft.categoryId }, select: { id: true } }),
    db.regiment.findUnique({ where: { id: draft.regimentId }, select: { id: true } }),
  ])
  const problems: ListingProblems = listingProblems(draft)
  if (!category) problems.categoryId = '请选择品类'
  if (!regiment) problems.regimentId = '请选择产地'
  const sameCode = await db.sku.findUnique({ where: { merchantId_code: { merchantId, code: draft.code } }, select: { productId: true } })
  if (sameCode && sameCode.productId !== listing?.id) problems.code = '这个货号已经用在别的商品上'
  if (!category || !regiment || Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }

  const content = {
    title: draft.title,
    subtitle: draft.subtitle,
    description: draft.description,
    categoryId: draft.categoryId,
    regimentId: draft.regimentId,
    goodsType: draft.goodsType,
    storage: draft.storage,
    shelfLife: draft.shelfLife,
    returnPolicy: draft.returnPolicy,
    motif: draft.motif,
    updatedAt: now,
  }
  const offer = { code: draft.code, grade: draft.grade, spec: draft.spec, netGrams: draft.netGrams, priceFen: draft.priceFen, floorFen: draft.floorFen }

  const readings = await loadReadings()

  return db.$transaction(async (tx): Promise<SaveListingResult> => {
    if (!listing) {
      const id = newId()
      await tx.product.create({ data: { ...content, id, merchantId, slug: `p-${id.slice(-12)}`, status: 'DRAFT', createdAt: now } })
      await tx.sku.create({ data: { ...offer, productId: id, merchantId, createdAt: now } })
      await indexListings(tx, [id], readings)
      await appendAudit(tx, { actor, action: 'listing.create', subjectType: 'product', subjectId: id, after: { title: draft.title, priceFen: draft.priceFen }, at: now })
      return { ok: true, id, status: 'DRAFT' }
    }
    const before = await tx.product.findFirst({
      where: { id: listing.id, merchantId },
      include: { skus: { orderBy: { sort: 'asc' }, take: 1 } },
    })
    const sku = before?.skus[0]
    if (!before || !sku) return { ok: false, reason: 'not_found' }
    if (before.version !== listing.version) return { ok: false, reason: 'stale' }
    const priceProblems = await priceChangeProblems(tx, { sku, draft, priceReason, now })
    if (Object.keys(priceProblems).length > 0) return { ok: false, reason: 'invalid', problems: priceProblems }
    const changed =
      contentChanged({ ...before, ...sku }, draft) || before.categoryId !== draft.categoryId || before.regimentId !== draft.regimentId
    const status = changed ? afterContentChange(before.status) : before.status
    const { count } = await tx.product.updateMany({
      where: { id: listing.id, merchantId, version: listing.version },
      data: { ...content, status, version: { increment: 1 } },
    })
    if (count === 0) return { ok: false, reason: 'stale' }
    await tx.sku.update({ where: { id: sku.id }, data: offer })
    await indexListings(tx, [listing.id], readings)
    await recordPriceChange(tx, { sku, draft, priceReason, actor, now })
    await appendAudit(tx, {
      actor,
      action: 'listing.change',
      subjectType: 'product',
      subjectId: listing.id,
      before: { title: before.title, priceFen: sku.priceFen, status: before.status },
      after: { title: draft.title, priceFen: draft.priceFen, status },
      reason: priceReason,
      at: now,
    })
    return { ok: true, id: listing.id, status }
  })
}
