import { campaignSpan } from '#app/domain/campaign/content.ts'
import { sharesWords } from '#app/domain/law/shares.ts'
import type { DefinitionFacts, DefinitionGoods } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { Reader, Tx } from '#app/infra/db.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

// Of two publications, the second must see the first: both ask whether their goods are free.
const PUBLISHING_LOCK = 7203

/** Until the end of the transaction nobody else publishes a promotion. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${PUBLISHING_LOCK})`
}

/**
 * What a definition is judged by: all goods on sale, the span of its campaign as drafted, what
 * else is published, and what has been taken of its own earlier versions.
 */
export async function definitionFacts(
  tx: Tx,
  { promotionId, campaignId, merchantId, now }: { promotionId: string | null; campaignId: string | null; merchantId: string | null; now: Date },
): Promise<DefinitionFacts> {
  const goods = await goodsOnSale(tx)
  const campaign = campaignId === null ? null : await tx.campaign.findUnique({ where: { id: campaignId }, select: { draft: true } })
  const published = await tx.$queryRaw<{ merchantId: string | null; definition: unknown }[]>`
    select p.merchant_id as "merchantId", v.definition
      from promotion p join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
     where p.state = 'PUBLISHED' and v.ends_at > ${now} and p.id is distinct from ${promotionId}::uuid
     order by v.starts_at, p.id`
  return {
    merchantId,
    goods,
    span: campaign && campaignSpan(readContent(campaign.draft)),
    others: published.map((other) => ({ merchantId: other.merchantId, definition: readDefinition(other.definition) })),
    taken: await takenAlready(tx, promotionId),
  }
}

/** SKUs that can be bought, with what is free of them. */
export async function goodsOnSale(on: Reader): Promise<DefinitionGoods[]> {
  const skus = await on.sku.findMany({
    where: { status: 'ON_SALE', product: { status: 'LISTED' }, merchant: { status: 'OPEN' } },
    select: { id: true, productId: true, merchantId: true, priceFen: true, floorFen: true, onHand: true, held: true, committed: true, product: { select: { categoryId: true, title: true } } },
    orderBy: [{ product: { sort: 'asc' } }, { sort: 'asc' }, { id: 'asc' }],
  })
  return skus.map(({ id, productId, merchantId, priceFen, floorFen, onHand, held, committed, product }) => ({
    skuId: id,
    productId,
    merchantId,
    categoryId: product.categoryId,
    name: product.title,
    listPriceFen: priceFen,
    floorPriceFen: floorFen,
    freeUnits: onHand - held - committed,
  }))
}

async function takenAlready(tx: Tx, promotionId: string | null): Promise<DefinitionFacts['taken']> {
  if (promotionId === null) return { budgetFen: 0, uses: 0, coupons: 0, units: {} }
  const [row] = await tx.$queryRaw<{ budgetFen: number; uses: number; coupons: number; units: Record<string, number> }[]>`
    select coalesce(sum(c.amount_fen - c.released_fen), 0)::int as "budgetFen",
           count(*)::int as uses,
           (select count(*)::int from coupon where promotion_id = ${promotionId}::uuid) as coupons,
           (select coalesce(json_object_agg(sku_id, taken), '{}') from promotion_units where promotion_id = ${promotionId}::uuid) as units
      from promotion_claim c where c.promotion_id = ${promotionId}::uuid and c.state <> 'RELEASED'`
  if (!row) throw new Error('An aggregate gave no row')
  return row
}

/**
 * SKUs whose merchants have joined them to the cross-shop promotions of a campaign, and agreed to
 * just these shares: who agreed to other terms is not made to bear these.
 */
export async function enrolledSkuIds(on: Reader, campaignId: string, terms: PromotionDefinition): Promise<string[]> {
  const rows = await on.enrolment.findMany({
    where: { campaignId, state: 'ACCEPTED', joinsCrossShop: true, crossShopTerms: { hasEvery: sharesWords(terms) } },
    select: { skuId: true },
    orderBy: { skuId: 'asc' },
  })
  return rows.map(({ skuId }) => skuId)
}

/** With the enrolled SKUs named in its scope; a definition for everybody's goods stays as it is. */
export function withEnrolled(definition: PromotionDefinition, enrolled: readonly string[]): PromotionDefinition {
  if (!definition.onlyEnrolled) return definition
  const named = definition.scope.skuIds
  return { ...definition, scope: { ...definition.scope, skuIds: named ? enrolled.filter((id) => named.includes(id)) : enrolled } }
}
