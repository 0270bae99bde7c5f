import { afterEach, describe, expect, test } from 'vitest'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { db } from '#app/infra/db.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { cancelCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { createCoupon, createPromotion, stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'

const every200minus30 = {
  name: '跨店每满200减30',
  action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null },
  funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }],
} as const

const off = (offFen: number) => ({ type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen }] }) as const
const coupon = { kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM', coupon: null } as const

/** Everything a refused placement could have touched. */
async function snapshot() {
  const [checkouts, lines, holds, claims, allocations, counters, units, buyers, coupons, skus, cartLines] = await Promise.all([
    db.checkout.count(),
    db.orderLine.count(),
    db.stockHold.count(),
    db.promotionClaim.findMany({ orderBy: [{ checkoutId: 'asc' }, { promotionId: 'asc' }] }),
    db.allocation.count(),
    db.promotionCounter.findMany({ orderBy: { promotionId: 'asc' } }),
    db.promotionUnits.findMany({ orderBy: [{ promotionId: 'asc' }, { skuId: 'asc' }] }),
    db.promotionBuyer.findMany({ orderBy: [{ promotionId: 'asc' }, { buyerKey: 'asc' }, { skuId: 'asc' }] }),
    db.coupon.findMany({ orderBy: { id: 'asc' } }),
    db.sku.findMany({ orderBy: { id: 'asc' }, select: { id: true, held: true } }),
    db.cartLine.count(),
  ])
  return { checkouts, lines, holds, claims, allocations, counters, units, buyers, coupons, skus, cartLines }
}

const claimOf = (promotionId: string) => db.promotionClaim.findFirstOrThrow({ where: { promotionId } })
const cancel = (owner: CartOwner, number: string) => cancelCheckout({ number, viewer: viewerOf(owner), now: new Date() })

// A promotion counts in every cart, so each test takes its own away.
afterEach(async () => {
  for (const { id } of await db.promotion.findMany({ where: { state: 'PUBLISHED' }, select: { id: true } })) await stopPromotion(id)
  forgetPromotions()
})

test('C1: three shops, 每满200减30 once: 226.90, spread to the fen, frozen in three merchant orders', async () => {
  const promotion = await createPromotion(every200minus30)
  // SKU ids are in order of time: ties of the spread go to the earlier.
  const [t002, t008, t013] = [await createSku({ priceFen: 8_800 }), await createSku({ priceFen: 8_900 }), await createSku({ priceFen: 7_990 })]
  const owner = await createShopper()
  const form = await fillCheckoutForm(owner, [t002, t008, t013].map(({ id }) => ({ skuId: id, quantity: 1 })))
  const placed = await placeCheckout(form)
  if (!placed.ok) throw new Error(placed.reason)

  const checkout = await db.checkout.findUniqueOrThrow({
    where: { id: placed.checkoutId },
    include: { merchantOrders: { orderBy: { number: 'asc' }, include: { lines: true, allocations: true } }, attempts: true },
  })
  expect(checkout).toMatchObject({ goodsFen: 25_690, discountFen: 3_000, freightFen: 0, payableFen: 22_690, engineVersion: 1 })
  expect(checkout.attempts).toMatchObject([{ amountFen: 22_690 }])
  expect(checkout.merchantOrders.map(({ discountFen, totalFen }) => [discountFen, totalFen])).toEqual([[1_028, 7_772], [1_039, 7_861], [933, 7_057]])
  expect(checkout.merchantOrders.flatMap(({ lines }) => lines.map(({ paidFen }) => paidFen))).toEqual([7_772, 7_861, 7_057])
  // The spare fen of the funders' shares go by largest remainder over the whole discount.
  const allocations = checkout.merchantOrders.flatMap((order) => order.allocations)
  expect(allocations.map(({ amountFen }) => amountFen)).toEqual([1_028, 1_039, 933])
  expect(allocations.reduce((sum, share) => sum + share.merchantFen, 0)).toBe(1_000)
  expect(allocations.reduce((sum, share) => sum + share.platformFen, 0)).toBe(2_000)
  expect(await claimOf(promotion.id)).toMatchObject({ version: 1, amountFen: 3_000, releasedFen: 0, state: 'HELD' })
})

test('without any promotion every fen is as it was', async () => {
  const sku = await createSku({ priceFen: 3_000 })
  const placed = await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 1 }])
  expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })).toMatchObject({ goodsFen: 3_000, discountFen: 0, freightFen: 600, freightDiscountFen: 0, payableFen: 3_600 })
  expect(await db.allocation.count({ where: { checkoutId: placed.checkoutId } })).toBe(0)
})

describe('what changes between quote and placement is shown, and asked again', () => {
  test('a promotion that was stopped', async () => {
    const promotion = await createPromotion(every200minus30)
    const sku = await createSku({ priceFen: 20_000 })
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    await stopPromotion(promotion.id)
    const before = await snapshot()
    const answer = await placeCheckout(form)
    expect(answer).toMatchObject({ ok: false, reason: 'changed', changes: [{ kind: 'promotion', name: null, oldFen: 3_000, newFen: null, reason: null }], quote: { payableFen: 20_000 } })
    expect(await snapshot()).toEqual(before)
    if (answer.ok || answer.reason !== 'changed') return
    expect(await placeCheckout({ ...form, seen: answer.quote.seen })).toMatchObject({ ok: true })
  })

  test('one that ended a millisecond ago, at 00:00 in Shanghai', async () => {
    await createPromotion({ ...every200minus30, endsAt: new Date('2027-01-16T16:00:00Z') })
    const sku = await createSku({ priceFen: 20_000 })
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], new Date('2027-01-16T15:59:59.999Z'))
    const before = await snapshot()
    expect(await placeCheckout({ ...form, now: new Date('2027-01-16T16:00:00.000Z') })).toMatchObject({
      ok: false,
      reason: 'changed',
      changes: expect.arrayContaining([{ kind: 'promotion', name: '跨店每满200减30', oldFen: 3_000, newFen: null, reason: { kind: 'ended', endsAt: new Date('2027-01-16T16:00:00Z') } }]),
    })
    expect(await snapshot()).toEqual(before)
  })

  test('one that came', async () => {
    const sku = await createSku({ priceFen: 20_000 })
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    await createPromotion(every200minus30)
    expect(await placeCheckout(form)).toMatchObject({ ok: false, reason: 'changed', changes: [{ kind: 'promotion', name: '跨店每满200减30', oldFen: null, newFen: 3_000 }] })
  })

  test('one coupon in two tabs: one order has it, the other is told that it is in use', async () => {
    const owner = await createShopper()
    const promotion = await createPromotion({ ...coupon, name: '新年券', action: off(1_000) })
    const { id: couponId } = await createCoupon(promotion.id, owner.userId)
    const [a, b] = [await createSku({ priceFen: 20_000 }), await createSku({ priceFen: 20_000 })]
    const buyNow = async (skuId: string) => {
      const form = await fillCheckoutForm(owner, [])
      const goods = { skuId, quantity: 1 }
      return { ...form, buyNow: goods, seen: (await quoteCheckout({ owner, buyNow: goods, provinceCode: '330000', now: form.now })).seen }
    }
    const forms = [await buyNow(a.id), await buyNow(b.id)]
    const answers = await Promise.all(forms.map((form) => placeCheckout(form)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'changed', changes: [{ kind: 'promotion', name: '新年券', oldFen: 1_000, newFen: null, reason: { kind: 'coupon_used' } }] })
    const winner = answers.find((answer) => answer.ok)!
    expect(await db.coupon.findUniqueOrThrow({ where: { id: couponId } })).toMatchObject({ state: 'LOCKED', checkoutId: winner.ok ? winner.checkoutId : '' })
    expect(await db.promotionClaim.count({ where: { couponId } })).toBe(1)
  })
})

describe('races', () => {
  const buyers = 50
  const race = async (skuId: string, quantity = 1) => {
    const forms = await Promise.all(Array.from({ length: buyers }, () => fillCheckoutForm(createGuest(), [{ skuId, quantity }])))
    // Guests are counted by their telephone number.
    return Promise.all(forms.map((form, place) => placeCheckout({ ...form, receiver: { ...form.receiver, phone: `139${String(10_000_000 + place)}` } })))
  }

  test('50 buyers, the last use: one has it, the others are asked again with the price without', async () => {
    const promotion = await createPromotion({ name: '最后一次', action: off(1_000), limits: { ...unlimited, uses: 1 } })
    const sku = await createSku({ priceFen: 20_000 })
    const answers = await race(sku.id)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers)
      if (!answer.ok) expect(answer).toMatchObject({ reason: 'changed', quote: { payableFen: 20_000 }, changes: [{ kind: 'promotion', name: '最后一次', newFen: null, reason: { kind: 'uses_exhausted' } }] })
    expect(await db.promotionCounter.findUniqueOrThrow({ where: { promotionId: promotion.id } })).toMatchObject({ uses: 1, takenFen: 1_000 })
    expect(await db.promotionClaim.count({ where: { promotionId: promotion.id } })).toBe(1)
    expect(await db.sku.findUniqueOrThrow({ where: { id: sku.id } })).toMatchObject({ held: 1 })
  })

  test('50 buyers, budget for three: three', async () => {
    const promotion = await createPromotion({ name: '预算', action: off(1_000), limits: { ...unlimited, budgetFen: 3_999 } })
    const sku = await createSku({ priceFen: 20_000 })
    expect((await race(sku.id)).filter(({ ok }) => ok)).toHaveLength(3)
    expect(await db.promotionCounter.findUniqueOrThrow({ where: { promotionId: promotion.id } })).toMatchObject({ takenFen: 3_000, uses: 3 })
  })

  test('50 buyers, three units at the price, in ones', async () => {
    const sku = await createSku({ priceFen: 20_000 })
    const promotion = await createPromotion({
      name: '限量价',
      kind: 'item_markdown',
      lane: 'PRODUCT',
      action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 15_000, promisedUnits: 3, maxPerBuyer: null }] },
      funders: [{ funder: 'MERCHANT', bps: 10_000 }],
    })
    expect((await race(sku.id)).filter(({ ok }) => ok)).toHaveLength(3)
    expect(await db.promotionUnits.findFirstOrThrow({ where: { promotionId: promotion.id } })).toMatchObject({ promised: 3, taken: 3 })
  })

  test('one buyer, five tabs, once a buyer: once, though no row of the buyer is there yet', async () => {
    const promotion = await createPromotion({ name: '每人一次', action: off(1_000), limits: { ...unlimited, usesPerBuyer: 1 } })
    const sku = await createSku({ priceFen: 20_000 })
    const forms = await Promise.all(Array.from({ length: 5 }, () => fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])))
    const answers = await Promise.all(forms.map((form) => placeCheckout(form)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'changed', changes: [{ reason: { kind: 'buyer_uses_exhausted' } }] })
    expect(await db.promotionBuyer.findMany({ where: { promotionId: promotion.id } })).toMatchObject([{ skuId: '', taken: 1 }])
  })
})

describe('closing gives back', () => {
  test('budget, uses, units, the buyer’s share, and the coupon with its own end', async () => {
    const owner = await createShopper()
    const sku = await createSku({ priceFen: 20_000 })
    await createPromotion({ name: '预算', action: off(1_000), limits: { budgetFen: 10_000, uses: 5, usesPerBuyer: 1 } })
    await createPromotion({ name: '限量价', kind: 'item_markdown', lane: 'PRODUCT', action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 15_000, promisedUnits: 3, maxPerBuyer: 2 }] }, funders: [{ funder: 'MERCHANT', bps: 10_000 }] })
    const vouchers = await createPromotion({ ...coupon, name: '券', action: off(500) })
    const { id: couponId } = await createCoupon(vouchers.id, owner.userId)
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 3 }])
    // Two units at 150, one at 200, then 10 and 5 yuan off.
    expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })).toMatchObject({ goodsFen: 60_000, payableFen: 48_500 })
    expect(await cancel(owner, placed.number)).toEqual({ ok: true, outcome: 'closed' })
    const after = await snapshot()
    expect(after.counters.filter(({ takenFen, uses }) => takenFen > 0 && uses === 0)).toEqual([])
    expect(await db.promotionClaim.findMany({ where: { checkoutId: placed.checkoutId }, select: { state: true } })).toEqual(Array.from({ length: 3 }, () => ({ state: 'RELEASED' })))
    expect(await db.coupon.findUniqueOrThrow({ where: { id: couponId } })).toMatchObject({ state: 'AVAILABLE', checkoutId: null, validUntil: new Date('2027-01-31T16:00:00Z') })
    // All of it can be had again.
    expect(await placeOrder(owner, [{ skuId: sku.id, quantity: 3 }])).toMatchObject({ ok: true })
  })
})

test('R-05: a gift goes with the order, with its value, out of stock that is held', async () => {
  const bought = await createSku({ priceFen: 20_000 })
  const gift = await createSku({ merchantId: bought.merchantId, priceFen: 1_990, stock: 2 })
  await createPromotion(
    { name: '买赠', kind: 'gift_with_purchase', lane: 'MERCHANT_ORDER', action: { type: 'GIFT', steps: [{ thresholdFen: 10_000, skuId: gift.id, quantity: 2 }] }, funders: [{ funder: 'MERCHANT', bps: 10_000 }] },
    { merchantId: bought.merchantId },
  )
  const placed = await placeOrder(createGuest(), [{ skuId: bought.id, quantity: 1 }])
  const lines = await db.orderLine.findMany({ where: { merchantOrder: { checkoutId: placed.checkoutId } }, orderBy: { position: 'asc' } })
  expect(lines).toMatchObject([{ skuId: bought.id, isGift: false, paidFen: 20_000 }, { skuId: gift.id, isGift: true, giftValueFen: 3_980, unitPriceFen: 0, paidFen: 0, quantity: 2 }])
  expect(await db.sku.findUniqueOrThrow({ where: { id: gift.id } })).toMatchObject({ held: 2 })
  // Given away means gone: the next order has none.
  const next = await placeOrder(createGuest(), [{ skuId: bought.id, quantity: 1 }])
  expect(await db.orderLine.count({ where: { merchantOrder: { checkoutId: next.checkoutId } } })).toBe(1)
})
