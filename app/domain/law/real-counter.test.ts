import { describe, expect, test } from 'vitest'
import { fewLeftAtPrice, realCounter } from '#app/domain/law/real-counter.ts'
import { promotionBook } from '#app/domain/promotion/book.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { cartLine, every200minus30, inLane, purchase } from '#tests/factories/promotions.ts'

describe('R-10: a counter says what can really be had', () => {
  test.each([
    ['promised units that are left', 2_000, 5, 5],
    ['no further than the stock behind them', 3, 1_500, 3],
    ['all promised units gone', 10, 0, 0],
    ['more held than there is', -1, 5, 0],
  ])('%s', (_, free, promisedLeft, units) => {
    expect(realCounter(free, promisedLeft)).toBe(units)
  })

  const flash = inLane('FLASH', { id: 'flash', kind: 'flash_sale', action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: 200, maxPerBuyer: null }] } })
  const lineOf = (skuId: string, free: number, left: number) => {
    const usage = new Map([['flash', { unitsLeft: { a: left } }]])
    const { lines } = priceCart(purchase([cartLine('a', 8_800), cartLine('b', 14_000)], [flash, every200minus30], { usage }))
    const { allocations } = lines.find((line) => line.skuId === skuId)!
    return fewLeftAtPrice({ skuId, free, allocations }, { promotions: promotionBook([flash, every200minus30]), usage })
  }
  test.each([
    ['the last three', 'a', 50, 3, 3],
    ['the last ten', 'a', 50, 10, 10],
    ['eleven are not few', 'a', 50, 11, null],
    ['few in stock', 'a', 2, 180, 2],
    ['gone: the price is not in the line any more', 'a', 50, 0, null],
    ['goods with another discount', 'b', 1, 3, null],
  ])('beside a line: %s', (_, skuId, free, left, said) => {
    expect(lineOf(skuId, free, left)).toBe(said)
  })
})
