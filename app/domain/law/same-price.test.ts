import { describe, expect, test } from 'vitest'
import { announceWords } from '#app/domain/promotion/announce.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { cartLine, definition, every200minus30, inLane, promotion, purchase } from '#tests/factories/promotions.ts'

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
    expect(announceWords(definition({ buyers: union.buyers }), { shop: null, category: String, goods: String })).toContain('，限工会')
  })

  test('a list, a page and a cart ask the same function: alone or with others goods have the same campaign price', () => {
    const markdown = inLane('PRODUCT', { action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: null, maxPerBuyer: null }] } })
    const alone = priceCart(purchase([goods[0]!], [markdown]))
    const among = priceCart(purchase([...goods].reverse(), [markdown]))
    expect(alone.lines[0]).toMatchObject({ skuId: 'a', paidFen: 6_900 })
    expect(among.lines.find(({ skuId }) => skuId === 'a')).toEqual(alone.lines[0])
  })
})
