import { campaignSpan } from '#app/domain/campaign/content.ts'
import type { DefinitionGoods } from '#app/domain/promotion/check-definition.ts'
import { db } from '#app/infra/db.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { listPromotions } from '#app/services/promotion/list-promotions.server.ts'
import { goodsOnSale } from '#app/services/promotion/definition-facts.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

/** What an operator chooses from in the editors of a campaign. */
async function choices() {
  const [categories, regiments, merchants] = await Promise.all([
    db.category.findMany({ select: { id: true, name: true }, orderBy: { sort: 'asc' } }),
    db.regiment.findMany({ where: { status: 'ACTIVE' }, select: { id: true, name: true, town: true }, orderBy: { sort: 'asc' } }),
    db.merchant.findMany({ where: { status: 'OPEN' }, select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  ])
  return { categories, regiments: regiments.map(({ id, name, town }) => ({ id, name: town ? `${name} ${town}` : name })), merchants }
}

/** A campaign with one of its venues (slug null: a new one), for the venue's editor; null where there is none. */
export async function getVenueEditor(id: string, slug: string | null) {
  const campaign = await db.campaign.findUnique({ where: { id } })
  if (!campaign) return null
  const { venues } = readContent(campaign.draft)
  const venue = venues.find((one) => one.slug === slug) ?? null
  if (slug !== null && !venue) return null
  const products = await db.product.findMany({ where: { status: 'LISTED', merchant: { status: 'OPEN' } }, select: { id: true, title: true, merchant: { select: { name: true } } }, orderBy: { sort: 'asc' } })
  return {
    campaign: { id, name: campaign.name, version: campaign.version, closed: campaign.state === 'CLOSED' },
    venue,
    choices: { ...(await choices()), products: products.map((product) => ({ id: product.id, name: `${product.title}（${product.merchant.name}）` })) },
  }
}

export type EditorGoods = Pick<DefinitionGoods, 'skuId' | 'merchantId' | 'name' | 'listPriceFen' | 'floorPriceFen' | 'freeUnits'>

/** A campaign with one of its promotions (null: a new one), for the promotion's editor; null where there is none. */
export async function getPromotionEditor(id: string, promotionId: string | null) {
  const [campaign, promotion] = await Promise.all([
    db.campaign.findUnique({ where: { id } }),
    promotionId === null ? null : db.promotion.findFirst({ where: { id: promotionId, campaignId: id } }),
  ])
  if (!campaign || (promotionId !== null && !promotion)) return null
  const content = readContent(campaign.draft)
  const [goods, listed] = await Promise.all([goodsOnSale(db), promotion ? listPromotions(db, id) : []])
  return {
    campaign: { id, name: campaign.name, state: campaign.state, span: campaignSpan(content), phases: content.phases },
    promotion: promotion && {
      id: promotion.id,
      version: promotion.version,
      state: promotion.state,
      publishedVersion: promotion.publishedVersion,
      merchantId: promotion.merchantId,
      waits: listed.find((one) => one.id === promotion.id)?.waits ?? false,
      definition: readDefinition(promotion.draft),
    },
    choices: await choices(),
    goods: goods.map(({ skuId, merchantId, name, listPriceFen, floorPriceFen, freeUnits }): EditorGoods => ({ skuId, merchantId, name, listPriceFen, floorPriceFen, freeUnits })),
  }
}
