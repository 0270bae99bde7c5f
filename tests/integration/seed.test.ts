import { describe, expect, test } from 'vitest'
import { isCreditCode } from '#app/domain/catalogue/credit-code.ts'
import { promotionOf } from '#app/domain/promotion/definition.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { getCampaignDesk, listEditions } from '#app/services/campaign/get-campaign-desk.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { userId } from '#prisma/seed/accounts.ts'
import { merchantId } from '#prisma/seed/catalogue.ts'
import { seedDemo } from '#prisma/seed/demo.ts'
import { promotionId as seededPromotion } from '#prisma/seed/festival.ts'
import { cartLine, purchase } from '#tests/factories/promotions.ts'

const noon = new Date('2027-01-16T04:00:00Z')

test('the demo festival: forty goods of twelve shops, its people, its clock; a second run changes nothing', async () => {
  await seedDemo()
  const counts = async () => [await db.merchant.count(), await db.sku.count(), await db.product.count({ where: { status: 'LISTED' } }), await db.user.count(), await db.region.count({ where: { level: 'PROVINCE' } })]
  expect(await counts()).toEqual([12, 40, 38, 610, 34])
  await seedDemo()
  expect(await counts()).toEqual([12, 40, 38, 610, 34])

  expect((await businessNow()).toISOString().slice(0, 15)).toBe('2027-01-16T04:0')
  expect((await db.merchant.findMany()).every(({ creditCode, isDemo }) => isDemo && isCreditCode(creditCode))).toBe(true)
  expect(await db.sku.findFirstOrThrow({ where: { code: 'T022' } })).toMatchObject({ netGrams: 5_500, priceFen: 16_800, isBundle: true })
  expect(await signIn({ phone: '13800000201', password: 'nianhuo-2027', address: '127.0.0.1' })).toMatchObject({ ok: true })
  // The whole demo, three thousand past orders with it, is made here once.
}, 60_000)

test('parts of a bundle add up to its price and weight', async () => {
  const bundles = await db.sku.findMany({ where: { isBundle: true }, include: { components: true } })
  expect(bundles).toHaveLength(3)
  for (const bundle of bundles) {
    expect(bundle.components.reduce((sum, { priceShareBps }) => sum + priceShareBps, 0)).toBe(10_000)
    expect(bundle.components.reduce((sum, { netGrams }) => sum + netGrams, 0)).toBe(bundle.netGrams)
  }
})

test('the month before: paid orders of most provinces, near half of them to 台州, and a full packing table for the first shop', async () => {
  const orders = await db.checkout.findMany({ select: { provinceCode: true, cityCode: true, placedAt: true, paidAt: true } })
  expect(orders).toHaveLength(3_000)
  expect(orders.every(({ paidAt }) => paidAt && paidAt < new Date('2027-01-16T03:30:00Z'))).toBe(true)
  expect(orders.every(({ placedAt }) => placedAt >= new Date('2026-12-14T16:00:00Z'))).toBe(true)
  expect(new Set(orders.map(({ provinceCode }) => provinceCode)).size).toBeGreaterThanOrEqual(28)
  const taizhou = orders.filter(({ cityCode }) => cityCode === '331000').length / orders.length
  expect(taizhou).toBeGreaterThan(0.4)
  expect(taizhou).toBeLessThan(0.5)
  const first = orders.filter(({ placedAt }) => placedAt < new Date('2026-12-30T16:00:00Z')).length
  expect(first).toBeLessThan(orders.length / 2)

  const ownersTable = await db.merchantOrder.count({ where: { state: 'TO_SHIP', merchantId: merchantId('heyan-zaoyuan') } })
  expect(ownersTable).toBeGreaterThanOrEqual(40)
  const refunds = await db.refund.count({ where: { state: 'SUCCEEDED' } })
  expect(refunds / orders.length).toBeGreaterThan(0.02)
  expect(refunds / orders.length).toBeLessThan(0.04)
  const [{ wrong }] = await db.$queryRaw<[{ wrong: number }]>`
    select count(*)::int as wrong from shipment s join carrier c on c.code = s.carrier_code where s.tracking_number !~ c.format`
  expect(wrong).toBe(0)
})

test('buyers of the month before have said what they think: of all the goods that came, marked as demo, none of them a named shopper’s', async () => {
  const [{ reviews, products, named, late }] = await db.$queryRaw<[{ reviews: number; products: number; named: number; late: number }]>`
    select count(*)::int as reviews, count(distinct r.product_id)::int as products, count(c.user_id)::int as named,
           count(*) filter (where r.created_at < o.received_at or r.created_at > ${noon})::int as late
      from review r join order_line l on l.id = r.line_id join merchant_order o on o.id = l.merchant_order_id join checkout c on c.id = o.checkout_id and c.is_synthetic`
  expect(reviews).toBe(await db.review.count())
  expect(reviews).toBeGreaterThan(500)
  expect(products).toBeGreaterThanOrEqual(35)
  expect([named, late]).toEqual([0, 0])
})

test('the named shoppers find past orders at home: one to be packed, one under way, one received', async () => {
  const states = async (phone: string) => {
    const orders = await db.merchantOrder.findMany({ where: { checkout: { userId: userId(phone), cityCode: '331000' } }, select: { state: true } })
    return new Set(orders.map(({ state }) => state))
  }
  expect(await states('13800000001')).toEqual(new Set(['TO_SHIP', 'SHIPPED', 'RECEIVED']))
  expect(await states('13800000002')).toEqual(new Set(['TO_SHIP', 'SHIPPED']))
})

describe('the demo festival', () => {
  test('the edition of 2026 is finished, that of 2027 runs with its venues; one enrolment waits', async () => {
    const editions = await db.campaign.findMany({ orderBy: { edition: 'asc' }, include: { enrolments: { where: { state: 'PROPOSED' } } } })
    expect(editions.map(({ edition, state, enrolments }) => [edition, state, enrolments.length])).toEqual([[2026, 'CLOSED', 0], [2027, 'LIVE', 1]])
    const desk = await getCampaignDesk(editions[1]!.id, noon)
    expect(desk?.now.phase).toBe('peak')
    expect(desk?.changes).toEqual([])
    expect(desk?.venues.map(({ slug, sections }) => [slug, sections.length > 0])).toEqual(['main', 'towns', 'dates', 'fresh-fruit', 'gift-boxes', 'union', 'taizhou'].map((slug) => [slug, true]))
    expect(new Set(desk?.promotions.map(({ state }) => state))).toEqual(new Set(['PUBLISHED']))
    expect((await listEditions(noon)).map(({ phase }) => phase)).toEqual(['peak', null])
  })

  const basket = async (codes: readonly string[], at: Date) => {
    const skus = await db.sku.findMany({ where: { code: { in: [...codes] } }, include: { product: true } })
    const versions = await db.promotion.findMany({ where: { state: 'PUBLISHED' }, include: { versions: { orderBy: { version: 'desc' }, take: 1 } } })
    const lines = skus.map((sku) => cartLine(sku.id, sku.priceFen, { productId: sku.productId, categoryId: sku.product.categoryId, merchantId: sku.merchantId, floorPriceFen: sku.floorFen }))
    const promotions = versions.map(({ id, merchantId: owner, versions: [version] }) => promotionOf(readDefinition(version!.definition), { id, version: version!.version, merchantId: owner }))
    const coupons = promotions.filter(({ needs }) => needs === 'CLAIM').map(({ id, startsAt, endsAt }) => ({ couponId: id, promotionId: id, version: 1, validFrom: startsAt, validUntil: endsAt, state: 'AVAILABLE' as const }))
    return priceCart(purchase(lines, promotions, { coupons, now: at }))
  }

  test.each(['2027-01-16T12:00:00+08:00', '2027-01-17T20:10:00+08:00', '2027-01-17T23:59:59+08:00'])('C1: at %s three goods of three shops cost 226.90, with every coupon in the wallet', async (at) => {
    const quote = await basket(['T002', 'T008', 'T013'], new Date(at))
    expect(quote).toMatchObject({ goodsFen: 25_690, discountFen: 3_000, payableFen: 22_690 })
    expect(quote.applied).toMatchObject([{ name: '跨店每满200减30', step: 1, baseFen: 25_690, funders: [{ funder: 'MERCHANT', amountFen: 1_000 }, { funder: 'PLATFORM', amountFen: 2_000 }] }])
    expect(quote.notApplied.find(({ promotionId }) => promotionId === seededPromotion('heyan-coupon'))?.reason).toEqual({ kind: 'below_threshold', haveFen: 8_800, needFen: 9_900 })
    expect(quote.nextTiers).toContainEqual(expect.objectContaining({ promotionId: seededPromotion('cross-200-30'), shortFen: 14_310 }))
  })

  test('before and after 爆发 the three cost their list price; with T004 one step only', async () => {
    for (const at of ['2027-01-14T23:59:59+08:00', '2027-01-18T00:00:00+08:00']) expect((await basket(['T002', 'T008', 'T013'], new Date(at))).payableFen).toBe(25_690)
    expect(await basket(['T002', 'T004', 'T008', 'T013'], noon)).toMatchObject({ goodsFen: 38_490 })
  })

  test('the ground of every struck-through price is kept', async () => {
    const evidence = await db.basePriceEvidence.findMany({ include: { sku: true } })
    expect(evidence.map(({ sku }) => sku.code).sort()).toEqual(['T003', 'T012', 'T021', 'T025'])
    for (const { basePriceFen, referencePriceFen, sku } of evidence) expect([basePriceFen, referencePriceFen]).toEqual([sku.priceFen, sku.priceFen])
  })
})
