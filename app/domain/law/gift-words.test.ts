import { describe, expect, test } from 'vitest'
import { giftWords } from '#app/domain/law/gift-words.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { cartLine, promotion, purchase } from '#tests/factories/promotions.ts'

describe('R-05: a gift is named, counted and valued at its present price', () => {
  const gift = (quantity: number) => promotion({ lane: 'MERCHANT_ORDER', merchantId: 'm1', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId: 'g', quantity }] }, funders: [{ funder: 'MERCHANT', bps: 10_000 }] })
  test.each([
    [2, 1_290, '枣夹核桃 × 2（现价共 25.80 元）'],
    [2, 1_100, '枣夹核桃 × 2（现价共 22.00 元）'],
    [1, 1_100, '枣夹核桃 × 1（现价 11.00 元）'],
  ])('%i at %i fen', (quantity, priceFen, words) => {
    const { gifts } = priceCart(purchase([cartLine('a', 8_800)], [gift(quantity)], { gifts: new Map([['g', { name: '枣夹核桃', priceFen, free: 9 }]]) }))
    expect(gifts.map(giftWords)).toEqual([words])
  })

  test('without a price in this shop no value is stated', () => {
    expect(giftWords({ name: '枣夹核桃', quantity: 1, valueFen: null })).toBe('枣夹核桃 × 1')
  })
})
