import { describe, expect, test } from 'vitest'
import { conditionsLine, conditionsOf, giftWords, sharesWords } from '#app/domain/law/conditions.ts'
import { frozenValidity } from '#app/domain/law/coupon-terms.ts'
import { realCounter } from '#app/domain/law/real-counter.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { NOON, cartLine, every200minus30, inLane, promotion, purchase } from '#tests/factories/promotions.ts'

describe('R-04: time, conditions and exclusions stand beside the price', () => {
  test('journey M3: the campaign price with its units and its limit per buyer', () => {
    const markdown = inLane('PRODUCT', { action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: 1_500, maxPerBuyer: 5 }] } })
    expect(conditionsOf(markdown, 'a')).toEqual({
      time: '1月15日 00:00 至 1月17日 24:00',
      conditions: ['活动价限量 1500 件，售完恢复日常价', '每人限购 5 件'],
      exclusions: [],
    })
    expect(conditionsLine(conditionsOf(markdown, 'a'))).toBe('1月15日 00:00 至 1月17日 24:00；活动价限量 1500 件，售完恢复日常价；每人限购 5 件')
  })

  test('a coupon with all its strings attached', () => {
    const coupon = inLane('PLATFORM_COUPON', {
      action: { type: 'PERCENT', steps: [{ thresholdFen: 20_000, offBps: 1_500 }], maxOffFen: 5_050 },
      needs: 'CLAIM', buyers: 'FIRST_ORDER', provinceCodes: ['330000', '310000'], channels: ['wechat_group'],
      scope: { categoryIds: ['dates'], exceptSkuIds: ['x'] }, combinesWith: ['PRODUCT', 'PLATFORM_ORDER', 'SHIPPING'],
    })
    expect(conditionsOf(coupon)).toMatchObject({
      conditions: ['满 200 元打 8.5 折，最多减 50.50 元', '须先领券', '限首次下单', '限寄往浙江、上海', '限指定渠道进入', '限指定商品'],
      exclusions: ['1 种商品除外', '不与秒杀、店铺满减、店铺优惠券同享'],
    })
  })

  test.each([
    [{ type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: 3 }, ['每满200减30，最多减 3 次']],
    [{ type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }, { thresholdFen: 19_900, offFen: 2_500 }] }, ['满99减10', '满199减25']],
    [{ type: 'ITEM_PERCENT', steps: [{ units: 1, offBps: 500 }, { units: 3, offBps: 1_000 }] }, ['打 9.5 折', '满 3 件打 9 折']],
    [{ type: 'GIFT', steps: [{ thresholdFen: 10_000, skuId: 'g', quantity: 1 }] }, ['满 100 元送赠品 1 件，送完为止']],
    [{ type: 'FREIGHT', steps: [{ thresholdFen: 0, maxOffFen: 800 }, { thresholdFen: 5_900, maxOffFen: null }] }, ['运费最多减 8 元', '满 59 元包邮']],
  ] as const)('%j', (action, words) => {
    expect(conditionsOf(promotion({ action })).conditions).toEqual(words)
  })
})

describe('R-05: a gift is named, counted and valued at its present price', () => {
  const gift = promotion({ lane: 'MERCHANT_ORDER', merchantId: 'm1', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId: 'g', quantity: 2 }] }, funders: [{ funder: 'MERCHANT', bps: 10_000 }] })
  test.each([[1_290, '赠 枣夹核桃 × 2（现价共 25.80 元）'], [1_100, '赠 枣夹核桃 × 2（现价共 22.00 元）']])('at %i fen', (priceFen, words) => {
    const { gifts } = priceCart(purchase([cartLine('a', 8_800)], [gift], { gifts: new Map([['g', { name: '枣夹核桃', priceFen, free: 9 }]]) }))
    expect(gifts.map(giftWords)).toEqual([words])
  })
})

describe('R-06, R-52: one price for everyone, wherever it is asked', () => {
  const goods = [cartLine('a', 8_800), cartLine('b', 8_900), cartLine('c', 7_990)]

  test('of the buyer nothing but declared tiers, the first order and signing in can enter: the same cart costs the same', () => {
    const [first, ...others] = [0, 1, 2].map((person) =>
      priceCart(purchase(goods, [every200minus30], { buyer: { signedIn: person > 0, firstOrder: person === 1, tiers: person === 2 ? ['union'] : [] } })),
    )
    expect(first?.payableFen).toBe(22_690)
    for (const other of others) expect(other).toEqual(first)
  })

  test('an openly declared tier is the only way to another price', () => {
    const union = promotion({ id: 'union', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 500 }] }, buyers: { tiers: ['工会'] } })
    const payable = (tiers: string[]) => priceCart(purchase(goods, [union], { buyer: { signedIn: true, firstOrder: false, tiers } })).payableFen
    expect([payable([]), payable(['工会'])]).toEqual([25_690, 25_190])
    expect(conditionsOf(union).conditions).toContain('限工会')
  })

  test('a list, a page and a cart ask the same function: alone or with others goods have the same campaign price', () => {
    const markdown = inLane('PRODUCT', { action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: null, maxPerBuyer: null }] } })
    const alone = priceCart(purchase([goods[0]!], [markdown]))
    const among = priceCart(purchase([...goods].reverse(), [markdown]))
    expect(alone.lines[0]).toMatchObject({ skuId: 'a', paidFen: 6_900 })
    expect(among.lines.find(({ skuId }) => skuId === 'a')).toEqual(alone.lines[0])
  })
})

describe('R-09: a claimed coupon keeps the terms of its claim', () => {
  const until = new Date('2027-01-20T16:00:00Z')
  test.each([
    ['a window for everybody', { from: NOON, until }, { validFrom: NOON, validUntil: until }],
    ['whole days after the day of the claim', { days: 3 }, { validFrom: NOON, validUntil: new Date('2027-01-19T16:00:00Z') }],
  ])('%s', (_, validity, frozen) => {
    expect(frozenValidity({ validity }, NOON)).toEqual(frozen)
  })

  test('a later, meaner version does not reach it, and neither does the end of the promotion', () => {
    const coupon = (version: number, offFen: number) =>
      inLane('PLATFORM_COUPON', { id: 'coupon', version, kind: 'coupon', needs: 'CLAIM', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen }] }, endsAt: NOON })
    const held = { couponId: 'c1', promotionId: 'coupon', version: 1, validFrom: NOON, validUntil: until, state: 'AVAILABLE' as const }
    const cart = priceCart(purchase([cartLine('a', 20_000)], [coupon(1, 2_000), coupon(2, 100)], { coupons: [held] }))
    expect(cart.payableFen).toBe(18_000)
  })
})

describe('R-10: a counter says what can really be had', () => {
  test.each([
    ['free stock', { onHand: 10, held: 3, committed: 2 }, null, 5],
    ['promised units that are left', { onHand: 2_000, held: 0, committed: 0 }, { promised: 1_500, taken: 1_495 }, 5],
    ['no further than the stock behind them', { onHand: 10, held: 3, committed: 4 }, { promised: 1_500, taken: 0 }, 3],
    ['all promised units gone', { onHand: 10, held: 0, committed: 0 }, { promised: 5, taken: 5 }, 0],
    ['nothing left', { onHand: 5, held: 3, committed: 2 }, { promised: 5, taken: 0 }, 0],
  ])('%s', (_, stock, promised, units) => {
    expect(realCounter(stock, promised)).toBe(units)
  })
})

describe('R-51: who joins a discount knows what it bears', () => {
  test('journey M3: 10 of the 30 are the merchant’s, 20 the platform’s', () => {
    expect(sharesWords(every200minus30)).toEqual(['每满200减30：贵店承担10元，平台承担20元'])
  })
  test('each step has its own shares, and who bears nothing is not named', () => {
    const steps = promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_000 }, { thresholdFen: 20_000, offFen: 2_501 }] }, funders: [{ funder: 'MERCHANT', bps: 5_000 }, { funder: 'PLATFORM', bps: 5_000 }, { funder: 'AID_FUND', bps: 0 }] })
    expect(sharesWords(steps)).toEqual(['满100减10：贵店承担5元，平台承担5元', '满200减25.01：贵店承担12.51元，平台承担12.50元'])
  })
  test('a percentage is shared by percentages', () => {
    expect(sharesWords(promotion({ action: { type: 'PERCENT', steps: [{ thresholdFen: 20_000, offBps: 1_000 }], maxOffFen: null }, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] }))).toEqual([
      '满 200 元打 9 折：贵店承担 33.33%，平台承担 66.67%',
    ])
  })
})
