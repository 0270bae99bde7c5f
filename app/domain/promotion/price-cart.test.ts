import { describe, expect, test } from 'vitest'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { Promotion } from '#app/domain/promotion/types.ts'
import { NOON, cartLine, every200minus30, inLane, promotion, purchase } from '#tests/factories/promotions.ts'

const T002 = cartLine('T002', 8_800, { merchantId: 'm1' })
const T004 = cartLine('T004', 12_800, { merchantId: 'm1' })
const T008 = cartLine('T008', 8_900, { merchantId: 'm2' })
const T013 = cartLine('T013', 7_990, { merchantId: 'm3' })
const price = (...args: Parameters<typeof purchase>) => priceCart(purchase(...args))
const paid = (quote: ReturnType<typeof priceCart>) => quote.lines.map((line) => line.paidFen)
const reasonOf = (quote: ReturnType<typeof priceCart>, id: string) => quote.notApplied.find((one) => one.promotionId === id)?.reason

describe('golden vectors', () => {
  test('1: 每满200减30 once over three shops', () => {
    const quote = price([T002, T008, T013], [every200minus30])
    expect(quote).toMatchObject({ goodsFen: 25_690, discountFen: 3_000, payableFen: 22_690 })
    expect(quote.lines.map((line) => line.discountFen)).toEqual([1_028, 1_039, 933])
    expect(paid(quote)).toEqual([7_772, 7_861, 7_057])
    expect(quote.nextTiers).toMatchObject([{ promotionId: 'every-200-minus-30', shortFen: 14_310, gain: { type: 'off', offFen: 3_000 } }])
    expect(quote.applied).toMatchObject([{ step: 1, baseFen: 25_690, amountFen: 3_000, droppedFen: 0, funders: [{ amountFen: 1_000 }, { amountFen: 2_000 }] }])
  })

  test('3: one step only below twice the threshold', () => {
    expect(price([T002, T004, T008, T013], [every200minus30])).toMatchObject({ goodsFen: 38_490, payableFen: 35_490 })
    expect(price([T002, T004, T008], [every200minus30])).toMatchObject({ goodsFen: 30_500, payableFen: 27_500 })
  })

  test('the example of largest remainders, down to the units', () => {
    const lines = [cartLine('a', 3_990), cartLine('b', 2_990, { quantity: 2 }), cartLine('c', 1_990)]
    const quote = price(lines, [promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_500 }] } })])
    expect(quote.lines.map((line) => line.discountFen)).toEqual([500, 750, 250])
    expect(quote.lines[1]?.allocations[0]?.units).toEqual([{ from: 0, count: 2, eachFen: 375 }])
    expect(quote.lines[1]?.units).toEqual([{ from: 0, count: 2, eachFen: 2_615 }])
    expect(quote).toMatchObject({ goodsFen: 11_960, discountFen: 1_500, payableFen: 10_460 })
  })

  test('who pays: 9.99 yuan shared 60 to 40', () => {
    const coupon = promotion({
      action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 999 }] },
      funders: [{ funder: 'MERCHANT', bps: 6_000 }, { funder: 'AID_FUND', bps: 4_000 }],
    })
    const quote = price([cartLine('a', 5_000), cartLine('b', 5_000), cartLine('c', 5_000)], [coupon])
    expect(quote.applied[0]?.funders).toEqual([{ funder: 'MERCHANT', amountFen: 599 }, { funder: 'AID_FUND', amountFen: 400 }])
    expect(quote.lines.map((line) => line.allocations[0]?.funders.map(({ amountFen }) => amountFen))).toEqual([[200, 133], [200, 133], [199, 134]])
  })

  test('C1: the shop coupon of the first shop is below its threshold', () => {
    const coupon = inLane('MERCHANT_COUPON', { id: 'shop-99-10', merchantId: 'm1', needs: 'CLAIM', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }] } })
    const held = { couponId: 'c1', promotionId: 'shop-99-10', version: 1, validFrom: NOON, validUntil: new Date('2027-02-01'), state: 'AVAILABLE' as const }
    const quote = price([T002, T008, T013], [every200minus30, coupon], { coupons: [held] })
    expect(quote.payableFen).toBe(22_690)
    expect(reasonOf(quote, 'shop-99-10')).toEqual({ kind: 'below_threshold', haveFen: 8_800, needFen: 9_900 })
  })
})

describe('lanes', () => {
  const flash = inLane('FLASH', { id: 'flash', kind: 'flash_sale', action: { type: 'UNIT_PRICE', items: [{ skuId: 'T010', unitPriceFen: 4_990, promisedUnits: 200, maxPerBuyer: 1 }] }, combinesWith: [] })
  const T010 = cartLine('T010', 6_900, { quantity: 3 })

  test('the flash price is for as many units as a buyer may have, the others go on', () => {
    const quote = price([T010], [flash, promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_000 }] } })])
    expect(quote.lines[0]?.units).toEqual([{ from: 0, count: 1, eachFen: 4_990 }, { from: 1, count: 2, eachFen: 6_400 }])
    expect(quote.applied.map(({ promotionId, baseFen, withheld }) => [promotionId, baseFen, withheld])).toEqual([
      ['flash', 20_700, []],
      ['promotion', 13_800, [{ skuId: 'T010', because: 'flash' }]],
    ])
  })

  test('flash units that nobody else may have, sold out for all', () => {
    const usage = new Map([['flash', { unitsLeft: { T010: 0 } }]])
    expect(reasonOf(price([T010], [flash], { usage }), 'flash')).toEqual({ kind: 'units_exhausted' })
    expect(reasonOf(price([T010], [flash], { usage: new Map([['flash', { unitsLeftForBuyer: { T010: 0 } }]]) }), 'flash')).toEqual({ kind: 'buyer_units_exhausted' })
  })

  const percentOff = (id: string, offBps: number, extra: Partial<Promotion> = {}) => inLane('PRODUCT', { id, kind: 'item_markdown', action: { type: 'ITEM_PERCENT', steps: [{ units: 1, offBps }] }, ...extra })

  test('percentages are rounded half up once a line, on the running amount', () => {
    const quote = price([cartLine('a', 105), cartLine('b', 39_900, { quantity: 25 })], [percentOff('p', 1_000)])
    expect(quote.lines.map((line) => line.discountFen)).toEqual([11, 99_750])
  })

  test('in a lane the best wins line by line, ties go to the earlier end, then the id', () => {
    const quote = price([cartLine('a', 1_000), cartLine('b', 1_000)], [
      percentOff('later', 2_000),
      percentOff('sooner', 2_000, { endsAt: new Date('2027-01-16T05:00:00Z'), scope: { skuIds: ['a'] } }),
    ])
    expect(quote.lines.map((line) => line.allocations[0]?.promotionId)).toEqual(['sooner', 'later'])
    expect(reasonOf(price([cartLine('a', 1_000)], [percentOff('x', 500), percentOff('y', 600)]), 'x')).toEqual({ kind: 'beaten', by: ['y'] })
  })

  test('a ladder counts the units of its scope', () => {
    const ladder = inLane('PRODUCT', { id: 'ladder', kind: 'ladder', action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 500 }, { units: 5, offBps: 1_000 }] } })
    const quote = price([cartLine('a', 1_000, { quantity: 2 }), cartLine('b', 500)], [ladder])
    expect(quote.discountFen).toBe(125)
    expect(quote.nextTiers).toMatchObject([{ shortUnits: 2, gain: { type: 'percent', offBps: 1_000 } }])
    expect(reasonOf(price([cartLine('a', 1_000)], [ladder]), 'ladder')).toEqual({ kind: 'below_units', have: 1, need: 2 })
  })

  test('promotions of one lane on goods apart both apply, on shared goods the best', () => {
    const off = (id: string, offFen: number, categoryIds?: string[]) => inLane('MERCHANT_ORDER', { id, kind: 'shop_threshold', merchantId: 'm1', scope: { categoryIds }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 1_000, offFen }] } })
    const lines = [cartLine('a', 2_000), cartLine('b', 2_000, { categoryId: 'nuts' })]
    expect(price(lines, [off('dates', 300, ['dates']), off('nuts', 200, ['nuts']), off('all', 400)]).discountFen).toBe(500)
    const best = price(lines, [off('dates', 300, ['dates']), off('nuts', 200, ['nuts']), off('all', 600)])
    expect(best.applied.map(({ promotionId }) => promotionId)).toEqual(['all'])
    expect(reasonOf(best, 'nuts')).toEqual({ kind: 'beaten', by: ['all'] })
  })

  test('two combine only if both agree', () => {
    const shop = (combinesWith: Promotion['combinesWith']) => inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm1', combinesWith, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 5_000 }] } })
    expect(price([T002, T008, T013], [shop(['PLATFORM_ORDER']), every200minus30]).discountFen).toBe(8_000)
    const quote = price([T002, T008, T013], [shop([]), every200minus30])
    expect(reasonOf(quote, 'every-200-minus-30')).toEqual({ kind: 'below_threshold', haveFen: 16_890, needFen: 20_000 })
    expect(reasonOf(price([T002], [shop([]), every200minus30]), 'every-200-minus-30')).toEqual({ kind: 'not_combinable', with: ['shop'] })
    expect(reasonOf(price([T002], [shop(['PLATFORM_ORDER']), { ...every200minus30, combinesWith: [] }]), 'every-200-minus-30')).toEqual({ kind: 'not_combinable', with: ['shop'] })
  })

  test('conditions see what earlier lanes have left', () => {
    const markdown = percentOff('markdown', 5_000, { combinesWith: ['PLATFORM_ORDER'] })
    const quote = price([cartLine('a', 20_000)], [markdown, every200minus30])
    expect(reasonOf(quote, 'every-200-minus-30')).toEqual({ kind: 'below_threshold', haveFen: 10_000, needFen: 20_000 })
  })

  test('floor prices cap a share, the rest goes to lines with room, what finds none is dropped', () => {
    const half = promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 1_000 }] } })
    const spread = price([cartLine('a', 1_000, { floorPriceFen: 900 }), cartLine('b', 1_000)], [half])
    expect(spread.lines.map((line) => line.discountFen)).toEqual([100, 900])
    const dropped = price([cartLine('a', 1_000, { floorPriceFen: 900 }), cartLine('b', 1_000, { floorPriceFen: 900 })], [half])
    expect(dropped.applied[0]).toMatchObject({ amountFen: 200, droppedFen: 800 })
  })
})

describe('the lowest total', () => {
  const shop = inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm1', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 5_000, offFen: 100 }, { thresholdFen: 15_000, offFen: 600 }] } })

  test('a step that costs a greater discount is left out, and the quote says so', () => {
    const quote = price([cartLine('a', 20_300)], [shop, every200minus30])
    expect(quote.payableFen).toBe(20_300 - 100 - 3_000)
    expect(quote.leftOut).toEqual([{ promotionId: 'shop', version: 1, name: '满减', step: 2, keptStep: 1, savedFen: 2_500 }])
  })

  test('or the whole promotion', () => {
    const quote = price([cartLine('a', 20_000)], [shop, every200minus30])
    expect(quote.payableFen).toBe(17_000)
    expect(quote.leftOut).toMatchObject([{ promotionId: 'shop', keptStep: 0, savedFen: 2_400 }])
    expect(reasonOf(quote, 'shop')).toEqual({ kind: 'left_out', savedFen: 2_400 })
  })

  test('a rival that would only take its place goes with it', () => {
    const second = { ...shop, id: 'shop-2', action: { type: 'THRESHOLD' as const, steps: [{ thresholdFen: 0, offFen: 90 }] } }
    const quote = price([cartLine('a', 20_000)], [shop, second, every200minus30])
    expect(quote.payableFen).toBe(17_000)
    expect(quote.leftOut.map(({ promotionId, step }) => [promotionId, step])).toEqual([['shop', 2], ['shop-2', null]])
  })

  test('an exclusive promotion applies where it is worth what it shuts', () => {
    const exclusive = (offFen: number) => inLane('PLATFORM_COUPON', { id: 'exclusive', shuts: ['PLATFORM_ORDER'], action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen }] } })
    const better = price([T002, T008, T013], [every200minus30, exclusive(4_000)])
    expect(better.applied.map(({ promotionId }) => promotionId)).toEqual(['exclusive'])
    const worse = price([T002, T008, T013], [every200minus30, exclusive(2_000)])
    expect(worse.applied.map(({ promotionId }) => promotionId)).toEqual(['every-200-minus-30'])
    expect(reasonOf(worse, 'exclusive')).toEqual({ kind: 'not_combinable', with: ['every-200-minus-30'] })
    const early = price([T002, T008, T013], [every200minus30, { ...exclusive(4_000), lane: 'MERCHANT_ORDER', merchantId: 'm1' }])
    expect(reasonOf(early, 'every-200-minus-30')).toEqual({ kind: 'below_threshold', haveFen: 16_890, needFen: 20_000 })
  })
})

describe('freight', () => {
  const freight = (_merchantId: string, goodsFen: number) => (goodsFen >= 5_900 ? 0 : 600)

  test('free-over counts the goods after the merchant’s lanes, not after those of the platform', () => {
    const shop = inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm1', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 6_000, offFen: 1_000 }] } })
    const quote = price([cartLine('a', 6_000)], [shop], { freight })
    expect(quote.freight[0]).toMatchObject({ goodsFen: 5_000, fullFen: 600, paidFen: 600 })
    expect(price([cartLine('a', 6_000)], [{ ...shop, lane: 'PLATFORM_ORDER', merchantId: null }], { freight })).toMatchObject({ payableFen: 5_000, freightFen: 0 })
  })

  test('包邮 is an allocation on freight with its funder', () => {
    const gift = inLane('SHIPPING', { id: 'free', kind: 'free_shipping', funders: [{ funder: 'AID_FUND', bps: 10_000 }], action: { type: 'FREIGHT', steps: [{ thresholdFen: 3_000, maxOffFen: 500 }] } })
    const quote = price([cartLine('a', 3_980)], [gift], { freight })
    expect(quote).toMatchObject({ freightFen: 600, freightDiscountFen: 500, payableFen: 4_080 })
    expect(quote.freight[0]?.allocations).toEqual([{ promotionId: 'free', version: 1, lane: 'SHIPPING', amountFen: 500, funders: [{ funder: 'AID_FUND', amountFen: 500 }], units: [] }])
    expect(reasonOf(price([cartLine('a', 5_980)], [gift], { freight }), 'free')).toEqual({ kind: 'no_freight' })
    expect(price([cartLine('a', 2_980)], [gift], { freight }).nextTiers).toMatchObject([{ shortFen: 20 }])
  })

  test('a destination that is not known yet has no freight', () => {
    expect(price([cartLine('a', 3_980)], [], { freight: () => null }).freight[0]?.fullFen).toBeNull()
  })
})

describe('reasons', () => {
  const off: Promotion['action'] = { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 100 }] }
  const held = { couponId: 'c', promotionId: 'p', version: 1, validFrom: new Date('2027-01-15'), validUntil: new Date('2027-01-20'), state: 'AVAILABLE' as const }
  test.each<[string, Partial<Promotion>, Parameters<typeof purchase>[2], object]>([
    ['not started', { startsAt: new Date(+NOON + 1) }, {}, { kind: 'not_started', startsAt: new Date(+NOON + 1) }],
    ['ended at this instant', { endsAt: NOON }, {}, { kind: 'ended', endsAt: NOON }],
    ['another place', { provinceCodes: ['650000'] }, {}, { kind: 'other_destinations' }],
    ['place not known', { provinceCodes: ['650000'] }, { provinceCode: null }, { kind: 'destination_unknown' }],
    ['another channel', { channels: ['live'] }, {}, { kind: 'other_channels' }],
    ['a guest', { buyers: 'FIRST_ORDER' }, { buyer: { signedIn: false, firstOrder: null, tiers: [] } }, { kind: 'sign_in_needed' }],
    ['not the first order', { buyers: 'FIRST_ORDER' }, {}, { kind: 'first_order_only' }],
    ['another tier', { buyers: { tiers: ['union'] } }, {}, { kind: 'other_buyers' }],
    ['no coupon', { needs: 'CLAIM' }, {}, { kind: 'coupon_not_held' }],
    ['another version of the coupon', { needs: 'CLAIM' }, { coupons: [{ ...held, version: 2 }] }, { kind: 'coupon_not_held' }],
    ['a used coupon', { needs: 'CLAIM' }, { coupons: [{ ...held, state: 'USED' }] }, { kind: 'coupon_used' }],
    ['an expired coupon', { needs: 'CLAIM' }, { coupons: [{ ...held, validUntil: NOON }] }, { kind: 'coupon_expired', validUntil: NOON }],
    ['no code', { needs: { code: 'TLMH' } }, { codes: ['tlmh'] }, { kind: 'code_not_entered' }],
    ['used up', {}, { usage: new Map([['p', { usesLeft: 0 }]]) }, { kind: 'uses_exhausted' }],
    ['used up by the buyer', {}, { usage: new Map([['p', { usesLeft: 1, usesLeftForBuyer: 0 }]]) }, { kind: 'buyer_uses_exhausted' }],
    ['no budget', {}, { usage: new Map([['p', { budgetLeftFen: 0 }]]) }, { kind: 'budget_exhausted', leftFen: 0 }],
    ['too little budget', {}, { usage: new Map([['p', { budgetLeftFen: 99 }]]) }, { kind: 'budget_exhausted', leftFen: 99 }],
    ['other goods', { scope: { categoryIds: ['nuts'] } }, {}, { kind: 'no_goods' }],
  ])('%s', (_, overrides, occasion, reason) => {
    const quote = price([cartLine('a', 1_000, { floorPriceFen: 500 })], [promotion({ id: 'p', action: off, ...overrides })], occasion)
    expect(reasonOf(quote, 'p')).toEqual(reason)
    expect(quote.payableFen).toBe(1_000)
  })

  test('at the floor, or not cheaper', () => {
    const markdown = inLane('PRODUCT', { id: 'p', action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 900, promisedUnits: null, maxPerBuyer: null }] } })
    expect(reasonOf(price([cartLine('a', 1_000, { floorPriceFen: 1_000 })], [markdown]), 'p')).toEqual({ kind: 'at_floor' })
    expect(reasonOf(price([cartLine('a', 900)], [markdown]), 'p')).toEqual({ kind: 'not_cheaper' })
    expect(reasonOf(price([cartLine('a', 1_000, { floorPriceFen: 1_000 })], [promotion({ id: 'p', action: off })]), 'p')).toEqual({ kind: 'at_floor' })
  })

  test('a coupon is used once, the one that ends first', () => {
    const quote = price([cartLine('a', 1_000)], [promotion({ id: 'p', needs: 'CLAIM', action: off })], { coupons: [held, { ...held, couponId: 'd', validUntil: new Date('2027-01-19') }] })
    expect(quote.applied).toMatchObject([{ couponId: 'd', amountFen: 100 }])
  })

  test('codes that belong to nothing', () => {
    expect(price([cartLine('a', 1_000)], [promotion({ needs: { code: 'YES' }, action: off })], { codes: ['YES', 'NO'] })).toMatchObject({ discountFen: 100, unknownCodes: ['NO'] })
  })
})

describe('gifts', () => {
  const give = (id: string, skuId: string, overrides: Partial<Promotion> = {}) =>
    inLane('MERCHANT_ORDER', { id, kind: 'gift_with_purchase', merchantId: 'm1', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId, quantity: 2 }] }, ...overrides })
  const gifts = new Map([['towel', { name: '纯棉毛巾', priceFen: 1_330, free: 2 }], ['honey', { name: '棉花蜜', priceFen: 4_500, free: 1 }]])

  test('R-05: name, quantity and present value; the total is as without', () => {
    const quote = price([T002], [give('g', 'towel')], { gifts })
    expect(quote.gifts).toEqual([{ promotionId: 'g', version: 1, merchantId: 'm1', skuId: 'towel', name: '纯棉毛巾', quantity: 2, valueFen: 2_660 }])
    expect(quote.payableFen).toBe(8_800)
  })

  test('out of stock, below the threshold, or beaten by a better gift', () => {
    expect(reasonOf(price([T002], [give('g', 'honey')], { gifts }), 'g')).toEqual({ kind: 'gift_out_of_stock', skuId: 'honey' })
    expect(price([cartLine('a', 4_000)], [give('g', 'towel')], { gifts }).nextTiers).toMatchObject([{ shortFen: 1_000, gain: { type: 'gift', skuId: 'towel' } }])
    const two = price([T002], [give('g', 'towel'), give('h', 'honey')], { gifts: new Map([...gifts, ['honey', { name: '棉花蜜', priceFen: 4_500, free: 9 }]]) })
    expect(two.gifts.map(({ promotionId }) => promotionId)).toEqual(['h'])
    expect(reasonOf(two, 'g')).toEqual({ kind: 'beaten', by: ['h'] })
  })
})

describe('a gift box is goods of its own', () => {
  const box = cartLine('T036', 16_800, { productId: 'p-box', categoryId: 'gift_boxes', quantity: 2, floorPriceFen: 15_000 })

  test('it counts for thresholds and coupons, keeps its own floor, and is no gift', () => {
    const quote = price([box, T013], [every200minus30, inLane('MERCHANT_ORDER', { id: 'boxes', merchantId: 'm1', scope: { categoryIds: ['gift_boxes'] }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 30_000, offFen: 5_000 }] } })])
    // Two boxes have room for 3 600; the second step of 每满 is reached by boxes and T013 together.
    expect(quote.lines.map(({ skuId, paidFen }) => [skuId, paidFen])).toEqual([['T013', 7_990 - 3_000], ['T036', 30_000]])
    expect(quote.applied.map(({ promotionId, amountFen, droppedFen }) => [promotionId, amountFen, droppedFen])).toEqual([['boxes', 3_600, 1_400], ['every-200-minus-30', 3_000, 0]])
    expect(quote.gifts).toEqual([])
  })

  test('its components are not goods in the cart: a promotion of a component does not touch it', () => {
    const markdown = inLane('PRODUCT', { id: 'markdown', action: { type: 'UNIT_PRICE', items: [{ skuId: 'T002', unitPriceFen: 7_000, promisedUnits: null, maxPerBuyer: null }] } })
    expect(reasonOf(price([box], [markdown]), 'markdown')).toEqual({ kind: 'no_goods' })
  })
})

describe('counterexamples that the properties found', () => {
  const money = (offFen: number, thresholdFen = 0): Promotion['action'] => ({ type: 'THRESHOLD', steps: [{ thresholdFen, offFen }] })
  const percent = (...steps: [number, number][]): Promotion['action'] => ({ type: 'ITEM_PERCENT', steps: steps.map(([units, offBps]) => ({ units, offBps })) })

  test('seed 20270116, path 36: the reason of a coupon does not follow the order of the wallet', () => {
    const coupon = promotion({ id: 'p', needs: 'CLAIM', action: money(100) })
    const claim = (couponId: string, state: 'LOCKED' | 'EXPIRED') => ({ couponId, promotionId: 'p', version: 1, validFrom: NOON, validUntil: new Date(+NOON + 1), state })
    const coupons = [claim('c', 'LOCKED'), claim('d', 'EXPIRED')]
    for (const wallet of [coupons, coupons.toReversed()]) expect(reasonOf(price([cartLine('a', 1_000)], [coupon], { coupons: wallet }), 'p')).toEqual({ kind: 'coupon_used' })
  })

  test('seed 20270116, path 185: a step left out for one that is not reached leaves nothing, and says so', () => {
    const first = promotion({ id: 'first', shuts: ['SHIPPING'], combinesWith: [], action: { type: 'PERCENT', steps: [{ thresholdFen: 5_001, offBps: 1 }, { thresholdFen: 0, offBps: 1 }], maxOffFen: null }, scope: { skuIds: ['a', 'b'] } })
    const second = inLane('PLATFORM_COUPON', { id: 'second', combinesWith: [], action: { type: 'PERCENT', steps: [{ thresholdFen: 0, offBps: 3 }], maxOffFen: null } })
    const quote = price([cartLine('a', 4_840), cartLine('b', 80, { quantity: 2 })], [first, second])
    expect(quote.leftOut).toMatchObject([{ promotionId: 'first', step: 2, keptStep: 0, savedFen: 1 }])
    expect(reasonOf(quote, 'first')).toEqual({ kind: 'left_out', savedFen: 1 })
  })

  test('seed 20270116, path 382: beaten by a rival that shares no goods of this cart is named all the same', () => {
    const quote = price([cartLine('a', 100), cartLine('b', 100, { merchantId: 'm2' })], [
      promotion({ id: 'p', scope: { skuIds: ['b'] }, action: money(50) }),
      promotion({ id: 'q', merchantId: 'm1', scope: { skuIds: ['a', 'b'] }, action: money(40) }),
    ])
    expect(reasonOf(quote, 'q')).toEqual({ kind: 'beaten', by: ['p'] })
  })

  test('seed 7, path 13037: promotions that hide each other never make a cart dearer than none', () => {
    const freight = (_: string, goodsFen: number) => (goodsFen >= 1_990 ? 0 : 600)
    const markdown = inLane('PRODUCT', { id: 'markdown', combinesWith: [], action: percent([1, 500]) })
    const coupon = inLane('MERCHANT_COUPON', { id: 'coupon', merchantId: 'm1', combinesWith: [], action: money(100) })
    const quote = price([cartLine('a', 995, { quantity: 2 })], [markdown, coupon], { freight })
    expect(quote).toMatchObject({ payableFen: 1_990, applied: [] })
    expect(quote.leftOut).toEqual([
      { promotionId: 'markdown', version: 1, name: '满减', step: 1, keptStep: 0, savedFen: 500 },
      { promotionId: 'coupon', version: 1, name: '满减', step: null, keptStep: 0, savedFen: 0 },
    ])
  })

  test('a merchant’s promotion that names other merchants has no goods', () => {
    expect(reasonOf(price([cartLine('a', 1_000)], [promotion({ id: 'p', merchantId: 'm1', scope: { merchantIds: ['m2'] }, action: money(100) })]), 'p')).toEqual({ kind: 'no_goods' })
  })

  test('a budget that ends covers the lines that get most of it; one more line loses nobody a discount', () => {
    const markdown = inLane('PRODUCT', { id: 'p', action: percent([1, 1_000]) })
    const usage = new Map([['p', { budgetLeftFen: 150 }]])
    expect(price([cartLine('b', 1_000)], [markdown], { usage }).payableFen).toBe(900)
    expect(price([cartLine('a', 1_000), cartLine('b', 1_000)], [markdown], { usage }).lines.map(({ discountFen }) => discountFen)).toEqual([100, 50])
    const flash = inLane('FLASH', { id: 'f', action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 900, promisedUnits: null, maxPerBuyer: null }] } })
    expect(price([cartLine('a', 1_000, { quantity: 3 })], [flash], { usage: new Map([['f', { budgetLeftFen: 250 }]]) }).lines[0]?.units).toEqual([{ from: 0, count: 2, eachFen: 900 }, { from: 2, count: 1, eachFen: 1_000 }])
    const free = inLane('SHIPPING', { id: 's', action: { type: 'FREIGHT', steps: [{ thresholdFen: 0, maxOffFen: null }] } })
    const parcels = price([cartLine('a', 1_000), cartLine('b', 1_000, { merchantId: 'm2' })], [free], { freight: (merchantId) => (merchantId === 'm1' ? 500 : 800), usage: new Map([['s', { budgetLeftFen: 900 }]]) })
    expect(parcels.freight.map(({ paidFen }) => paidFen)).toEqual([500, 0])
  })

  test('units at a price go to the units that gain by it, not to those that are cheaper already', () => {
    const at = (unitPriceFen: number) => [{ skuId: 'a', unitPriceFen, promisedUnits: null, maxPerBuyer: 1 }]
    const flash = inLane('FLASH', { id: 'flash', action: { type: 'UNIT_PRICE', items: at(500) } })
    const markdown = inLane('PRODUCT', { id: 'markdown', action: { type: 'UNIT_PRICE', items: at(800) } })
    expect(price([cartLine('a', 1_000, { quantity: 3 })], [flash, markdown]).lines[0]?.units.map(({ eachFen }) => eachFen)).toEqual([500, 800, 1_000])
  })

  test('two promotions do not give the same last gift', () => {
    const give = (id: string, categoryId: string) => inLane('MERCHANT_ORDER', { id, kind: 'gift_with_purchase', merchantId: 'm1', scope: { categoryIds: [categoryId] }, action: { type: 'GIFT', steps: [{ thresholdFen: 0, skuId: 'towel', quantity: 2 }] } })
    const lines = [cartLine('a', 1_000), cartLine('b', 1_000, { categoryId: 'nuts' })]
    const quote = price(lines, [give('g', 'dates'), give('h', 'nuts')], { gifts: new Map([['towel', { name: '纯棉毛巾', priceFen: 1_330, free: 3 }]]) })
    expect(quote.gifts.map(({ promotionId }) => promotionId)).toEqual(['g'])
    expect(reasonOf(quote, 'h')).toEqual({ kind: 'gift_out_of_stock', skuId: 'towel' })
  })

  test('where freight is free already, nobody is asked to buy more for it', () => {
    const free = inLane('SHIPPING', { id: 's', action: { type: 'FREIGHT', steps: [{ thresholdFen: 9_900, maxOffFen: null }] } })
    const quote = price([cartLine('a', 1_000)], [free])
    expect(reasonOf(quote, 's')).toEqual({ kind: 'no_freight' })
    expect(quote.nextTiers).toEqual([])
  })
})
