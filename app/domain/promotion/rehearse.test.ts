import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { RehearsalCart, RehearsalTerms, RehearsedPromotion } from '#app/domain/promotion/rehearse.ts'
import { busiestInstant, rehearse } from '#app/domain/promotion/rehearse.ts'
import type { PricedCart, Promotion, PromotionUsage } from '#app/domain/promotion/types.ts'
import { NOON, cartLine, every200minus30, inLane, promotion, purchase } from '#tests/factories/promotions.ts'

const unlimited = { budgetFen: null, uses: null, usesPerBuyer: null }

function granted(one: Promotion, overrides: Partial<RehearsedPromotion> = {}): RehearsedPromotion {
  return { promotion: one, limits: unlimited, coupon: null, couponsLeft: null, ...overrides }
}

function terms(promotions: readonly RehearsedPromotion[], overrides: Partial<RehearsalTerms> = {}): RehearsalTerms {
  return { promotions, now: NOON, coupons: 'EVERYBODY', taken: new Map(), gifts: new Map(), giftGoes: () => true, freight: () => 0, ...overrides }
}

const cart = (label: string, lines: RehearsalCart['lines'], buyerKey = label): RehearsalCart => ({ label, buyerKey, provinceCode: '330000', channel: 'web', lines })
const c1 = () => [cartLine('T002', 8_800), cartLine('T008', 8_900, { merchantId: 'm2' }), cartLine('T013', 7_990, { merchantId: 'm3' })]

describe('a rehearsal', () => {
  test('of the cart of C1 shows its 30 yuan by funder and merchant', () => {
    const report = rehearse(terms([granted(every200minus30)]), [cart('1', c1())])
    expect(report).toMatchObject({
      carts: 1, merchantOrders: 3, lines: 3, units: 3, goodsFen: 25_690, discountFen: 3_000, payableFen: 22_690, touched: 1, linesAtFloor: 0,
      funders: { MERCHANT: 1_000, PLATFORM: 2_000, BRAND_FUND: 0, AID_FUND: 0 },
    })
    expect([...report.merchants.values()].map(({ merchantId, funders }) => [merchantId, funders.MERCHANT + funders.PLATFORM])).toEqual([['m1', 1_028], ['m2', 1_039], ['m3', 933]])
    expect(report.promotions.get('every-200-minus-30')).toMatchObject({ times: 1, amountFen: 3_000, budgetOutAt: null, reasons: {} })
  })

  test('runs a budget down in the order of carts and says with which one it ends', () => {
    const report = rehearse(terms([granted(every200minus30, { limits: { ...unlimited, budgetFen: 7_000 } })]), ['1', '2', '3', '4'].map((label) => cart(label, c1())))
    expect(report).toMatchObject({ carts: 4, touched: 2, discountFen: 6_000 })
    // 10.00 yuan are left, which is no whole 30.00.
    expect(report.promotions.get('every-200-minus-30')).toMatchObject({ times: 2, amountFen: 6_000, budgetFen: 7_000, budgetLeftFen: 1_000, budgetOutAt: 3, reasons: { budget_exhausted: 2 } })
  })

  test('a budget that comes out even ends with the cart that takes the last of it', () => {
    const report = rehearse(terms([granted(every200minus30, { limits: { ...unlimited, budgetFen: 6_000 } })]), ['1', '2', '3'].map((label) => cart(label, c1())))
    expect(report.promotions.get('every-200-minus-30')).toMatchObject({ times: 2, budgetLeftFen: 0, budgetOutAt: 2 })
  })

  test('what was taken before counts', () => {
    const taken = new Map([['every-200-minus-30', { fen: 3_000, uses: 1, usesBy: new Map([['a', 1]]), units: new Map(), unitsBy: new Map() }]])
    const limited = granted(every200minus30, { limits: { budgetFen: 6_000, uses: 5, usesPerBuyer: 1 } })
    const report = rehearse(terms([limited], { taken }), [cart('1', c1(), 'a'), cart('2', c1(), 'b'), cart('3', c1(), 'c')])
    expect(report.promotions.get('every-200-minus-30')).toMatchObject({ times: 1, reasons: { buyer_uses_exhausted: 1, budget_exhausted: 1 } })
    expect(taken.get('every-200-minus-30')).toMatchObject({ fen: 3_000, uses: 1 })
  })

  test('units promised at a price go to the first carts, each buyer to the limit', () => {
    const sale = inLane('PRODUCT', {
      id: 'sale', kind: 'item_markdown', funders: [{ funder: 'MERCHANT', bps: 10_000 }],
      action: { type: 'UNIT_PRICE', items: [{ skuId: 'T010', unitPriceFen: 4_990, promisedUnits: 3, maxPerBuyer: 2 }] },
    })
    const three = [cartLine('T010', 6_900, { quantity: 3 })]
    const report = rehearse(terms([granted(sale)]), [cart('1', three), cart('2', three), cart('3', three)])
    expect(report.discountFen).toBe(3 * 1_910)
    expect(report.promotions.get('sale')).toMatchObject({ times: 2, unitsOutAt: 2, reasons: { units_exhausted: 1 } })
  })

  test('a gift runs out like money', () => {
    const gift = promotion({ id: 'gift', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId: 'G', quantity: 1 }] } })
    const report = rehearse(terms([granted(gift)], { gifts: new Map([['G', { name: '冬枣脆片', priceFen: 1_200, free: 1, merchantId: 'm1' }]]) }), [cart('1', c1()), cart('2', c1())])
    expect(report.promotions.get('gift')).toMatchObject({ times: 1, amountFen: 0, giftUnits: 1, giftValueFen: 1_200, reasons: { gift_out_of_stock: 1 } })
  })

  test('a gift travels only with goods of its shop, and not where it is not sent', () => {
    const gift = promotion({ id: 'gift', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId: 'G', quantity: 1 }] } })
    const gifts = new Map([['G', { name: '冬枣脆片', priceFen: 1_200, free: 9, merchantId: 'm1' }]])
    const alone = cart('1', c1().slice(1))
    expect(rehearse(terms([granted(gift)], { gifts }), [alone]).promotions.get('gift')).toMatchObject({ times: 0, giftUnits: 0 })
    expect(rehearse(terms([granted(gift)], { gifts, giftGoes: () => false }), [cart('1', c1())]).promotions.get('gift')).toMatchObject({ times: 0, giftUnits: 0 })
  })

  test('a coupon is brought by everybody until there are none left, or by nobody', () => {
    const coupon = inLane('PLATFORM_COUPON', { id: 'coupon', kind: 'coupon', needs: 'CLAIM', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_000 }] } })
    const claim = { claimFrom: NOON, claimUntil: NOON, quantity: 2, perPerson: 1, code: null, validity: { days: 3 } }
    const carts = [cart('1', c1(), 'a'), cart('2', c1(), 'a'), cart('3', c1(), 'b'), cart('4', c1(), 'c')]
    const brought = granted(coupon, { coupon: claim, couponsLeft: 2 })
    expect(rehearse(terms([brought]), carts).promotions.get('coupon')).toMatchObject({ times: 2, reasons: { coupon_not_held: 2 } })
    expect(rehearse(terms([brought], { coupons: 'NOBODY' }), carts).discountFen).toBe(0)
  })

  test('names the worst stack: the line and the cart with the highest share off, and lines at their floor', () => {
    const shop = inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm1', kind: 'shop_threshold', funders: [{ funder: 'MERCHANT', bps: 10_000 }], action: { type: 'THRESHOLD', steps: [{ thresholdFen: 5_000, offFen: 2_000 }] } })
    const floored = cartLine('T002', 8_800, { floorPriceFen: 6_000 })
    const report = rehearse(terms([granted(shop), granted(every200minus30)]), [cart('1', [floored]), cart('2', [floored, ...c1().slice(1)]), cart('3', [floored])])
    // Cart 2: 20.00 of the shop, then 7.44 of 每满200减30; the floor of 60.00 is not reached.
    expect(report.deepestLine).toMatchObject({ place: 2, label: '2', listFen: 8_800 })
    expect(report.deepestLine?.lines[0]?.allocations.map(({ promotionId }) => promotionId)).toEqual(['shop', 'every-200-minus-30'])
    expect(report.deepestCart).toMatchObject({ place: 1, discountFen: 2_000, listFen: 8_800 })
    const higher = rehearse(terms([granted(shop)]), [cart('1', [cartLine('T002', 8_800, { floorPriceFen: 7_500 })])])
    expect(higher).toMatchObject({ linesAtFloor: 1, discountFen: 1_300 })
    expect(higher.promotions.get('shop')).toMatchObject({ droppedFen: 700 })
  })
})

test('most promotions are in force together at the busiest instant', () => {
  const from = (start: string, end: string) => ({ startsAt: new Date(start), endsAt: new Date(end) })
  const pre = from('2027-01-01', '2027-01-10')
  const long = from('2027-01-05', '2027-01-20')
  const peak = from('2027-01-10', '2027-01-12')
  expect(busiestInstant([peak, long, pre])).toEqual(long.startsAt)
  expect(busiestInstant([peak, long, from('2027-01-11', '2027-01-12')])).toEqual(new Date('2027-01-11'))
  expect(busiestInstant([])).toBeNull()
})

// ── The same carts, placed one after another ──────────────────────────────────────────

type ClaimRow = { promotionId: string; buyerKey: string; amountFen: number; units: Record<string, number> }

/** A shop that only keeps rows of claims and counts them anew for every cart. */
function placeAll({ promotions, gifts, freight }: RehearsalTerms, carts: readonly RehearsalCart[]): { priced: PricedCart[]; claims: ClaimRow[] } {
  const claims: ClaimRow[] = []
  const given = new Map<string, number>()
  const priced = carts.map((one, place) => {
    const usage = new Map(promotions.map(({ promotion: { id, action }, limits }): [string, PromotionUsage] => {
      const rows = claims.filter(({ promotionId }) => promotionId === id)
      const own = rows.filter(({ buyerKey }) => buyerKey === one.buyerKey)
      const units = (list: readonly ClaimRow[], skuId: string) => list.reduce((sum, row) => sum + (row.units[skuId] ?? 0), 0)
      const items = action.type === 'UNIT_PRICE' ? action.items : []
      return [id, {
        ...(limits.budgetFen === null ? {} : { budgetLeftFen: limits.budgetFen - rows.reduce((sum, { amountFen }) => sum + amountFen, 0) }),
        ...(limits.uses === null ? {} : { usesLeft: limits.uses - rows.length }),
        ...(limits.usesPerBuyer === null ? {} : { usesLeftForBuyer: limits.usesPerBuyer - own.length }),
        unitsLeft: Object.fromEntries(items.flatMap(({ skuId, promisedUnits }) => (promisedUnits === null ? [] : [[skuId, promisedUnits - units(rows, skuId)]]))),
        unitsLeftForBuyer: Object.fromEntries(items.flatMap(({ skuId, maxPerBuyer }) => (maxPerBuyer === null ? [] : [[skuId, maxPerBuyer - units(own, skuId)]]))),
      }]
    }))
    const quote = priceCart(purchase(one.lines, promotions.map((each) => each.promotion), {
      usage,
      buyer: { signedIn: true, firstOrder: carts.slice(0, place).every(({ buyerKey }) => buyerKey !== one.buyerKey), tiers: [] },
      gifts: new Map([...gifts].filter(([, gift]) => one.lines.some(({ merchantId }) => merchantId === gift.merchantId)).map(([skuId, gift]) => [skuId, { ...gift, free: gift.free - (given.get(skuId) ?? 0) }])),
      freight: (merchantId, goodsFen) => freight(one, merchantId, goodsFen),
    }))
    for (const { promotionId, amountFen } of quote.applied) {
      const units: Record<string, number> = {}
      if (promotions.some(({ promotion: { id, action } }) => id === promotionId && action.type === 'UNIT_PRICE'))
        for (const line of quote.lines) for (const share of line.allocations) if (share.promotionId === promotionId) units[line.skuId] = share.units.reduce((sum, run) => sum + run.count, 0)
      claims.push({ promotionId, buyerKey: one.buyerKey, amountFen, units })
    }
    for (const { skuId, quantity } of quote.gifts) given.set(skuId, (given.get(skuId) ?? 0) + quantity)
    return quote
  })
  return { priced, claims }
}

const goods = [cartLine('A', 3_990, { floorPriceFen: 2_000 }), cartLine('B', 8_800, { merchantId: 'm2', floorPriceFen: 8_000 }), cartLine('C', 12_800), cartLine('D', 1_990, { merchantId: 'm2' })]
const cartsArbitrary = fc.array(
  fc.record({ buyer: fc.integer({ min: 0, max: 3 }), lines: fc.uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 4, selector: ({ at }) => at }) }),
  { minLength: 1, maxLength: 14 },
).map((list) => list.map(({ buyer, lines }, place) => cart(String(place + 1), lines.map(({ at, quantity }) => ({ ...goods[at]!, quantity })), `buyer-${buyer}`)))
const maybe = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null })
const limitsArbitrary = fc.record({ budgetFen: maybe(12_000), uses: maybe(6), usesPerBuyer: maybe(3) })
const half = [{ funder: 'BRAND_FUND', bps: 3_333 }, { funder: 'AID_FUND', bps: 6_667 }] as const
const promotionsArbitrary = fc.tuple(
  fc.subarray([
    inLane('PRODUCT', { id: 'units', kind: 'item_markdown', funders: [{ funder: 'MERCHANT', bps: 10_000 }], action: { type: 'UNIT_PRICE', items: [{ skuId: 'A', unitPriceFen: 2_990, promisedUnits: 7, maxPerBuyer: 4 }, { skuId: 'C', unitPriceFen: 9_900, promisedUnits: 3, maxPerBuyer: null }] } }),
    inLane('PRODUCT', { id: 'percent', kind: 'ladder', funders: half, action: { type: 'ITEM_PERCENT', steps: [{ units: 3, offBps: 1_500 }] } }),
    inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm2', kind: 'shop_threshold', funders: [{ funder: 'MERCHANT', bps: 10_000 }], scope: { merchantIds: ['m2'] }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }, { thresholdFen: 19_900, offFen: 3_000 }] } }),
    every200minus30,
    inLane('PLATFORM_ORDER', { id: 'gift', kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 15_000, skuId: 'G', quantity: 1 }] } }),
    inLane('PLATFORM_COUPON', { id: 'first', buyers: 'FIRST_ORDER', funders: half, action: { type: 'PERCENT', steps: [{ thresholdFen: 5_000, offBps: 800 }], maxOffFen: 1_500 } }),
    inLane('SHIPPING', { id: 'freight', kind: 'free_shipping', action: { type: 'FREIGHT', steps: [{ thresholdFen: 6_000, maxOffFen: null }] } }),
  ]),
  fc.array(limitsArbitrary, { minLength: 7, maxLength: 7 }),
).map(([list, limits]) => list.map((one, place) => granted(one, { limits: limits[place]! })))

test('rehearsing carts gives to the fen what pricing them one after another gives', () => {
  fc.assert(
    fc.property(cartsArbitrary, promotionsArbitrary, fc.integer({ min: 0, max: 4 }), (carts, promotions, free) => {
      const all = terms(promotions, {
        gifts: new Map([['G', { name: '礼', priceFen: 1_200, free, merchantId: 'm1' }]]),
        freight: (_, merchantId, goodsFen) => (goodsFen >= 9_900 ? 0 : merchantId === 'm1' ? 600 : 1_000),
      })
      const report = rehearse(all, carts)
      const { priced, claims } = placeAll(all, carts)
      const sum = (amount: (one: PricedCart) => number) => priced.reduce((total, one) => total + amount(one), 0)
      expect(report).toMatchObject({
        carts: carts.length, goodsFen: sum(({ goodsFen }) => goodsFen), discountFen: sum(({ discountFen }) => discountFen), freightFen: sum(({ freightFen }) => freightFen),
        freightDiscountFen: sum(({ freightDiscountFen }) => freightDiscountFen), payableFen: sum(({ payableFen }) => payableFen),
      })
      const given = report.discountFen + report.freightDiscountFen
      expect(Object.values(report.funders).reduce((total, fen) => total + fen, 0)).toBe(given)
      expect([...report.merchants.values()].reduce((total, { funders }) => total + Object.values(funders).reduce((of, fen) => of + fen, 0), 0)).toBe(given)
      for (const { promotionId, times, amountFen, budgetFen, funders } of report.promotions.values()) {
        const rows = claims.filter((claim) => claim.promotionId === promotionId)
        expect([promotionId, times, amountFen]).toEqual([promotionId, rows.length, rows.reduce((total, row) => total + row.amountFen, 0)])
        expect(Object.values(funders).reduce((total, fen) => total + fen, 0)).toBe(amountFen)
        if (budgetFen !== null) expect(amountFen).toBeLessThanOrEqual(budgetFen)
      }
    }),
    { numRuns: 300 },
  )
})
