import { beforeAll, expect, test } from 'vitest'
import { sharesWords } from '#app/domain/law/shares.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { promotionBook } from '#app/domain/promotion/book.ts'
import { totalOf } from '#app/domain/promotion/budget.ts'
import type { RehearsalRequest } from '#app/domain/promotion/rehearsal-views.ts'
import { promotionOf } from '#app/domain/promotion/definition.ts'
import { freightFor } from '#app/domain/shipping/freight.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { getRehearsalDesk, rehearseCampaign } from '#app/services/promotion/rehearse-campaign.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'
import { merchantId, seedCatalogue, skuId } from '#prisma/seed/catalogue.ts'
import { seedBulkOrders } from '#prisma/seed/bulk-orders.ts'
import { createCampaign, draftIn, publishIn } from '#tests/factories/campaigns.ts'
import { NOON } from '#tests/factories/promotions.ts'
import { unlimited } from '#tests/factories/published-promotions.ts'

const ORDERS = 120

beforeAll(async () => {
  await seedCatalogue(db, new Date('2026-12-01T00:00:00Z'))
  await seedBulkOrders(ORDERS, NOON)
})

const past: RehearsalRequest = { source: 'past', from: '2026-12-01', last: '2027-01-16', seed: 1, most: 5_000, at: NOON, coupons: 'EVERYBODY' }
const synthetic: RehearsalRequest = { ...past, source: 'synthetic', seed: 7, most: 400 }

const funders = [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] as const
const every200 = { name: '跨店每满200减30', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, funders } as const
const freeFreight = { name: '品牌包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 5_000, maxOffFen: null }] }, funders: [{ funder: 'BRAND_FUND', bps: 10_000 }] } as const

/** Stops a promotion, whose counter no claims stand for. */
async function leave(promotionId: string): Promise<void> {
  await db.promotionCounter.update({ where: { promotionId }, data: { uses: 0, takenFen: 0 } })
  await db.promotion.update({ where: { id: promotionId }, data: { state: 'STOPPED' } })
}

test('past orders, priced one after another outside of the rehearsal, give the same fen', async () => {
  const campaign = await createCampaign()
  const drafts = [
    await draftIn(campaign.id, { ...every200, limits: { ...unlimited, budgetFen: 30_000 } }),
    await draftIn(campaign.id, freeFreight),
  ]
  const result = await rehearseCampaign(campaign.id, past)
  expect(result.leftAside).toEqual({ beyondLimit: 0, goneLines: 0, emptyCarts: 0, notServed: 0 })
  expect(result.carts).toBe(await db.checkout.count())

  const tables = await shippingTables()
  const book = promotionBook(drafts.map(({ id, definition }) => promotionOf(definition, { id, version: 1, merchantId: null })))
  const checkouts = await db.checkout.findMany({ orderBy: [{ paidAt: 'asc' }, { id: 'asc' }], include: { merchantOrders: { include: { lines: { include: { sku: { include: { product: true } } } } } } } })
  let left = 30_000
  let discountFen = 0
  let payableFen = 0
  let endedAt = 0
  for (const [place, checkout] of checkouts.entries()) {
    const lines = checkout.merchantOrders.flatMap((order) => order.lines)
    const quote = priceCart({
      lines: lines.map(({ sku, quantity }) => ({
        skuId: sku.id, productId: sku.productId, categoryId: sku.product.categoryId, merchantId: sku.merchantId, quantity, listPriceFen: sku.priceFen, floorPriceFen: Math.max(1, sku.floorFen),
      })),
      promotions: book, buyer: { signedIn: true, firstOrder: null, tiers: [] }, provinceCode: checkout.provinceCode, channel: checkout.channel, coupons: [], codes: [],
      usage: new Map([[drafts[0]!.id, { budgetLeftFen: left }]]), gifts: new Map(), now: NOON,
      freight: (merchant, goodsFen) => {
        const freight = freightFor(tables, checkout.provinceCode, goodsFen, lines.filter((line) => line.merchantId === merchant).map(({ sku }) => sku.product.goodsType))
        return freight.ok ? freight.freightFen : null
      },
    })
    left -= quote.applied.find(({ promotionId }) => promotionId === drafts[0]!.id)?.amountFen ?? 0
    if (endedAt === 0 && (left === 0 || quote.notApplied.some(({ reason }) => reason.kind === 'budget_exhausted'))) endedAt = place + 1
    discountFen += quote.discountFen + quote.freightDiscountFen
    payableFen += quote.payableFen
  }
  expect(totalOf(result.funders)).toBe(discountFen)
  expect(result.payableFen).toBe(payableFen)
  expect(result.promotions.find(({ name }) => name === every200.name)).toMatchObject({ draft: true, own: true, amountFen: 30_000 - left, budgetOutAt: endedAt })
  expect(endedAt).toBeGreaterThan(0)
  expect(result.merchants.reduce((sum, row) => sum + totalOf(row.funders), 0)).toBe(discountFen)
})

test('nothing is written, and the same address gives the same figures', async () => {
  const campaign = await createCampaign()
  await draftIn(campaign.id, every200)
  const counts = () => Promise.all([db.promotionClaim.count(), db.allocation.count(), db.checkout.count(), db.auditLog.count(), db.outboxEvent.count(), db.promotionCounter.findMany()])
  const before = await counts()
  const first = await rehearseCampaign(campaign.id, synthetic)
  expect(await rehearseCampaign(campaign.id, synthetic)).toEqual(first)
  expect(first.carts + first.leftAside.notServed).toBe(400)
  expect((await rehearseCampaign(campaign.id, { ...synthetic, seed: 8 })).goodsFen).not.toBe(first.goodsFen)
  expect(await counts()).toEqual(before)
})

test('what is published beside the campaign runs too, with what real orders have left of it; stopped and other drafts do not', async () => {
  const [campaign, other] = [await createCampaign(), await createCampaign()]
  const beside = await publishIn(other.id, { ...every200, limits: { ...unlimited, budgetFen: 100_000, uses: 5 } })
  await db.promotionCounter.update({ where: { promotionId: beside.id }, data: { uses: 3, takenFen: 9_000 } })
  await draftIn(other.id, { ...every200, name: '别人的草稿' })
  const stopped = await publishIn(campaign.id, { ...every200, name: '停了的' })
  await db.promotion.update({ where: { id: stopped.id }, data: { state: 'STOPPED' } })
  const result = await rehearseCampaign(campaign.id, past)
  expect(result.promotions).toMatchObject([{ promotionId: beside.id, own: false, draft: false, times: 2 }])
  expect(result.promotions[0]!.usesOutAt).not.toBeNull()
  expect(await getRehearsalDesk(campaign.id)).toMatchObject({ promotions: 1, drafts: 0, at: new Date('2027-01-14T16:00:00Z') })
  await leave(beside.id)
})

test('a published promotion is rehearsed as its draft stands, and counts what it has taken', async () => {
  const campaign = await createCampaign()
  const { id, definition } = await publishIn(campaign.id, { ...every200, limits: { ...unlimited, budgetFen: 9_000 } })
  await db.promotionCounter.update({ where: { promotionId: id }, data: { uses: 1, takenFen: 3_000 } })
  const { draft } = await db.promotion.findUniqueOrThrow({ where: { id } })
  await db.promotion.update({ where: { id }, data: { draft: { ...(draft as object), limits: { ...definition.limits, budgetFen: 12_000 } } } })
  const result = await rehearseCampaign(campaign.id, past)
  expect(result.promotions).toMatchObject([{ version: 2, draft: false, amountFen: 9_000, budgetFen: 12_000 }])
  await leave(id)
})

test('promotions for enrolled goods take the accepted enrolments that join', async () => {
  const campaign = await createCampaign()
  const { definition } = await draftIn(campaign.id, { ...every200, onlyEnrolled: true, action: { type: 'PERCENT', steps: [{ thresholdFen: 1, offBps: 1_000 }], maxOffFen: null } })
  expect((await rehearseCampaign(campaign.id, synthetic)).discountFen).toBe(0)
  await db.enrolment.create({
    data: { campaignId: campaign.id, merchantId: merchantId('heyan-zaoyuan'), skuId: skuId('T001'), state: 'ACCEPTED', campaignPriceFen: 3_500, promisedUnits: 10, joinsCrossShop: true, crossShopTerms: sharesWords(definition), proposedBy: newId(), proposedAt: NOON },
  })
  const joined = await rehearseCampaign(campaign.id, synthetic)
  expect(joined.discountFen).toBeGreaterThan(0)
  expect(joined.merchants.filter((row) => totalOf(row.funders) > 0).map((row) => row.merchantId)).toEqual([merchantId('heyan-zaoyuan')])
})

test('goods that are gone, places that are not served, and orders beyond the limit are named', async () => {
  const campaign = await createCampaign()
  await draftIn(campaign.id, every200)
  const all = await rehearseCampaign(campaign.id, past)
  expect((await rehearseCampaign(campaign.id, { ...past, most: 50 })).leftAside.beyondLimit).toBe(all.carts - 50)
  expect((await rehearseCampaign(campaign.id, { ...past, from: '2026-11-01', last: '2026-11-30' })).carts).toBe(0)

  const far = await db.checkout.findFirstOrThrow({ where: { merchantOrders: { some: { lines: { some: { skuId: skuId('T008') } } } } } })
  await db.checkout.update({ where: { id: far.id }, data: { provinceCode: '540000' } })
  const gone = await db.orderLine.groupBy({ by: ['skuId'], where: { skuId: skuId('T001') }, _count: true })
  await db.product.updateMany({ where: { slug: 't001-huizao' }, data: { status: 'OFF_SHELF' } })
  const less = await rehearseCampaign(campaign.id, past)
  expect(less.leftAside).toMatchObject({ goneLines: gone[0]!._count, notServed: 1 })
  expect(less.carts + less.leftAside.emptyCarts + 1).toBe(all.carts)
  await db.product.updateMany({ where: { slug: 't001-huizao' }, data: { status: 'LISTED' } })
  await db.checkout.update({ where: { id: far.id }, data: { provinceCode: far.provinceCode } })
})
