import { describe, expect, test } from 'vitest'
import { frozenValidity } from '#app/domain/law/coupon-terms.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { NOON, cartLine, inLane, purchase } from '#tests/factories/promotions.ts'

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
