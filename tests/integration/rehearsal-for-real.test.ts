import { beforeAll, expect, test } from 'vitest'
import { totalOf } from '#app/domain/promotion/budget.ts'
import { FUNDERS } from '#app/domain/promotion/rehearsal-report.ts'
import type { RehearsalCart } from '#app/domain/promotion/rehearse.ts'
import type { RehearsalRequest } from '#app/domain/promotion/rehearsal-views.ts'
import { db } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import type { Placed, PlaceCheckoutInput } from '#app/services/checkout/place-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { gatherCarts, goodsOnSale } from '#app/services/promotion/rehearsal-carts.server.ts'
import { rehearseCampaign } from '#app/services/promotion/rehearse-campaign.server.ts'
import { merchantId, seedCatalogue, skuId } from '#prisma/seed/catalogue.ts'
import { servedDistricts } from '#prisma/seed/write-orders.ts'
import { createCampaign, draftIn, publishIn } from '#tests/factories/campaigns.ts'
import { createGuest } from '#tests/factories/people.ts'
import { NOON } from '#tests/factories/promotions.ts'
import { unlimited } from '#tests/factories/published-promotions.ts'

beforeAll(() => seedCatalogue(db, new Date('2026-12-01T00:00:00Z')))

const request: RehearsalRequest = { source: 'synthetic', from: '2027-01-01', last: '2027-01-16', seed: 42, most: 60, at: NOON, coupons: 'NOBODY' }

const merchant = [{ funder: 'MERCHANT', bps: 10_000 }] as const
const promotions: Parameters<typeof draftIn>[1][] = [
  { name: '跨店每满200减30', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }], limits: { ...unlimited, budgetFen: 20_000 } },
  {
    name: '活动价', kind: 'item_markdown', lane: 'PRODUCT', funders: merchant,
    action: { type: 'UNIT_PRICE', items: [{ skuId: skuId('T001'), unitPriceFen: 3_480, promisedUnits: 5, maxPerBuyer: 2 }, { skuId: skuId('T008'), unitPriceFen: 7_900, promisedUnits: 3, maxPerBuyer: null }] },
  },
  { name: '店铺满59减5', kind: 'shop_threshold', lane: 'MERCHANT_ORDER', scope: { merchantIds: [merchantId('heyan-zaoyuan')] }, funders: merchant, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 5_900, offFen: 500 }, { thresholdFen: 15_000, offFen: 2_000 }] }, limits: { ...unlimited, uses: 4 } },
  { name: '买赠', kind: 'gift_with_purchase', lane: 'MERCHANT_ORDER', funders: merchant, action: { type: 'GIFT', steps: [{ thresholdFen: 3_000, skuId: skuId('T013'), quantity: 1 }] } },
  { name: '品牌九五折', lane: 'PLATFORM_COUPON', kind: 'coupon', action: { type: 'PERCENT', steps: [{ thresholdFen: 6_000, offBps: 500 }], maxOffFen: 900 }, funders: [{ funder: 'BRAND_FUND', bps: 3_333 }, { funder: 'AID_FUND', bps: 6_667 }], limits: { ...unlimited, usesPerBuyer: 1 } },
  { name: '包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 3_000, maxOffFen: 800 }] }, funders: [{ funder: 'PLATFORM', bps: 10_000 }], limits: { ...unlimited, budgetFen: 6_000 } },
]

/** A guest with the phone of this buyer fills a cart and places it, agreeing to every price that changed meanwhile. */
async function placeForReal(cart: RehearsalCart, districtCode: string): Promise<Placed | null> {
  const owner = createGuest()
  for (const { skuId: id, quantity } of cart.lines) expect(await addToCart(owner, { skuId: id, quantity })).toMatchObject({ ok: true })
  const phone = `+86139${cart.buyerKey.replace(/\D/g, '').padStart(8, '0')}`
  const { channel, provinceCode } = cart
  const { seen } = await quoteCheckout({ owner, buyNow: null, provinceCode, channel, phone, now: NOON })
  const form: PlaceCheckoutInput = {
    owner, buyNow: null, placeToken: newToken(), seen, receiver: { name: '示例顾客', phone, street: '示例路 1 号' }, districtCode, paymentMethod: 'ALIPAY', channel, acceptsHold: true, isAdult: true, now: NOON,
  }
  const placed = await placeCheckout(form)
  if (placed.ok) return placed
  expect(placed.reason).toBe('not_served')
  return null
}

test('a rehearsal gives to the fen what placing the same carts one after another takes', async () => {
  const campaign = await createCampaign()
  for (const terms of promotions) await draftIn(campaign.id, terms)
  const rehearsed = await rehearseCampaign(campaign.id, request)
  const { carts } = await gatherCarts(request, await goodsOnSale())
  const districts = new Map((await servedDistricts()).map(({ provinceCode, code }) => [provinceCode, code]))

  await db.promotion.deleteMany({ where: { campaignId: campaign.id } })
  for (const terms of promotions) await publishIn(campaign.id, terms)
  let placed = 0
  for (const cart of carts) if (await placeForReal(cart, districts.get(cart.provinceCode)!)) placed += 1
  expect(placed).toBe(rehearsed.carts)
  expect(placed).toBeGreaterThan(50)

  const { _sum: sums } = await db.checkout.aggregate({ _sum: { goodsFen: true, discountFen: true, freightFen: true, freightDiscountFen: true, payableFen: true } })
  expect(sums).toEqual({
    goodsFen: rehearsed.goodsFen, discountFen: rehearsed.discountFen, freightFen: rehearsed.freightFen - rehearsed.freightDiscountFen,
    freightDiscountFen: rehearsed.freightDiscountFen, payableFen: rehearsed.payableFen,
  })
  const byMerchant = await db.allocation.groupBy({ by: ['merchantId'], _sum: { merchantFen: true, platformFen: true, brandFundFen: true, aidFundFen: true } })
  const real = new Map(byMerchant.map(({ merchantId: id, _sum: { merchantFen, platformFen, brandFundFen, aidFundFen } }) => [id, { MERCHANT: merchantFen, PLATFORM: platformFen, BRAND_FUND: brandFundFen, AID_FUND: aidFundFen }]))
  expect(new Map(rehearsed.merchants.filter(({ funders }) => totalOf(funders) > 0).map((row) => [row.merchantId, row.funders]))).toEqual(real)
  for (const funder of FUNDERS) expect(rehearsed.funders[funder]).toBeGreaterThan(0)

  const claims = await db.promotionClaim.groupBy({ by: ['promotionId'], _sum: { amountFen: true }, _count: true })
  const names = new Map((await db.promotion.findMany({ where: { campaignId: campaign.id } })).map(({ id, name }) => [id, name]))
  const times = (rows: readonly (readonly [string, number, number])[]) => rows.toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect(times(claims.map(({ promotionId, _count, _sum }) => [names.get(promotionId)!, _count, _sum.amountFen ?? 0] as const))).toEqual(
    times(rehearsed.promotions.filter((row) => row.times > 0).map((row) => [row.name, row.times, row.amountFen] as const)),
  )
  expect(await db.orderLine.aggregate({ where: { isGift: true }, _sum: { quantity: true } })).toEqual({ _sum: { quantity: rehearsed.promotions.find(({ name }) => name === '买赠')!.giftUnits } })
})
