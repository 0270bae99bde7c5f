import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { saveListing } from '#app/services/catalogue/save-listing.server.ts'
import { withdrawEnrolment, proposeEnrolment } from '#app/services/promotion/propose-enrolment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { createEnrolmentCampaign } from '#tests/factories/enrolments.ts'

const startsAt = new Date('2026-12-27T16:00:00Z')
const now = new Date('2026-12-10T04:00:00Z')
const actor = { id: newId(), role: 'MERCHANT_OWNER' }
type Sku = Awaited<ReturnType<typeof createSku>>

/** The merchant saves the listing again with other prices. */
async function save(sku: Sku, prices: { priceFen?: number; floorFen?: number; priceReason?: string }, at = now) {
  const { priceReason, ...changed } = prices
  const product = await db.product.findUniqueOrThrow({ where: { id: sku.productId }, include: { skus: true } })
  const { title, subtitle, description, categoryId, regimentId, goodsType, storage, shelfLife, returnPolicy, motif } = product
  const { code, grade, spec, netGrams, priceFen, floorFen } = product.skus[0]!
  const draft = { title, subtitle, description, categoryId, regimentId, goodsType, storage, shelfLife, returnPolicy, motif, code, grade, spec, netGrams, priceFen, floorFen, ...changed }
  return saveListing({ merchantId: sku.merchantId, listing: { id: product.id, version: product.version }, draft, ...(priceReason === undefined ? {} : { priceReason }), actor, now: at })
}

const changes = (sku: Sku) => db.priceChange.findMany({ where: { skuId: sku.id }, orderBy: { id: 'asc' }, select: { oldFen: true, newFen: true, reason: true, changedBy: true, at: true } })
const stands = async (sku: Sku) => [await db.sku.findUniqueOrThrow({ where: { id: sku.id } }), await db.product.findUniqueOrThrow({ where: { id: sku.productId } }), await changes(sku), await db.auditLog.count()]

async function enrolled() {
  const campaign = await createEnrolmentCampaign({ startsAt })
  const sku = await createSku({ priceFen: 8_800 })
  const wish = { merchantId: sku.merchantId, campaignId: campaign.id, skuId: sku.id, actor, now }
  const terms = { campaignPriceFen: 6_900, referencePriceFen: null, promisedUnits: 50, maxPerBuyer: null, joinsCrossShop: false }
  expect(await proposeEnrolment({ ...wish, seenVersion: 0, seenTerms: [], terms })).toEqual({ ok: true })
  return { sku, withdraw: () => withdrawEnrolment({ ...wish, seenVersion: 1 }) }
}

describe('R-03: every change of a list price is on record', () => {
  test('with its reason, by whom and when; other changes leave none', async () => {
    const sku = await createSku({ priceFen: 8_800 })
    expect(await save(sku, { priceFen: 9_900, priceReason: '礼盒换新包装' })).toMatchObject({ ok: true })
    expect(await save(sku, { floorFen: 4_000 })).toMatchObject({ ok: true })
    expect(await save(sku, { priceFen: 8_000 })).toMatchObject({ ok: true })
    expect(await changes(sku)).toEqual([
      { oldFen: 8_800, newFen: 9_900, reason: '礼盒换新包装', changedBy: actor.id, at: now },
      { oldFen: 9_900, newFen: 8_000, reason: '', changedBy: actor.id, at: now },
    ])
  })

  test('goods that are enrolled rise within 30 days before the start only with a reason', async () => {
    const { sku, withdraw } = await enrolled()
    const before = await stands(sku)
    expect(await save(sku, { priceFen: 12_800 })).toEqual({ ok: false, reason: 'invalid', problems: { priceReason: '这个商品已报名活动，开始前 30 天内涨价须写明原因' } })
    expect(await stands(sku)).toEqual(before)
    expect(await save(sku, { priceFen: 12_800 }, new Date('2026-11-27T15:59:59Z'))).toMatchObject({ ok: true })
    expect(await save(sku, { priceFen: 8_000 })).toMatchObject({ ok: true })
    expect(await save(sku, { priceFen: 8_500, priceReason: '运费上涨' })).toMatchObject({ ok: true })
    expect(await withdraw()).toEqual({ ok: true })
    expect(await save(sku, { priceFen: 9_000 })).toMatchObject({ ok: true })
    expect((await changes(sku)).map(({ newFen, reason }) => [newFen, reason])).toEqual([[12_800, ''], [8_000, ''], [8_500, '运费上涨'], [9_000, '']])
  })

  test('a floor above the promised price is refused', async () => {
    const { sku } = await enrolled()
    const before = await stands(sku)
    expect(await save(sku, { floorFen: 6_901 })).toEqual({ ok: false, reason: 'invalid', problems: { floorFen: '已报名活动价 69.00 元，底价不能高于它' } })
    expect(await stands(sku)).toEqual(before)
    expect(await save(sku, { floorFen: 6_900 })).toMatchObject({ ok: true })
  })
})
