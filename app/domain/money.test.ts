import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatGrams, formatPercent, formatTonnes, formatWan, formatYuan, pricePer500g, splitByWeight, sumFen } from '#app/domain/money.ts'

describe('splitting an amount', () => {
  test.each([
    ['three goods under one threshold', 3_000, [8_800, 8_900, 7_990], [1_028, 1_039, 933]],
    ['the worked example of the promotion engine', 1_500, [3_990, 5_980, 1_990], [500, 750, 250]],
    ['equal remainders go to the earlier place', 1, [1, 1], [1, 0]],
    ['nothing to weigh', 5, [0, 0], [5, 0]],
    ['a refund', -3_000, [8_800, 8_900, 7_990], [-1_028, -1_039, -933]],
  ])('%s', (_, amount, weights, shares) => {
    expect(splitByWeight(amount, weights)).toEqual(shares)
  })

  test('shares add up, none is negative, none is a fen away from its exact part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1, maxLength: 30 }),
        (amount, weights) => {
          const shares = splitByWeight(amount, weights)
          expect(sumFen(shares)).toBe(amount)
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          shares.forEach((share, place) => {
            expect(share).toBeGreaterThanOrEqual(0)
            if (total > 0) expect(Math.abs(share - (amount * weights[place]!) / total)).toBeLessThan(1.001)
          })
        },
      ),
    )
  })

  test('an amount cannot be split over nothing', () => {
    expect(() => splitByWeight(1, [])).toThrow(RangeError)
  })
})

test.each([
  ['R-08: 5 kg box with 4.5 kg net', 7_900, 4_500, 878],
  ['R-08: exactly a pound', 3_990, 500, 3_990],
  ['R-08: half a fen rounds up', 1, 1_000, 1],
])('%s', (_, priceFen, netGrams, expected) => {
  expect(pricePer500g(priceFen, netGrams)).toBe(expected)
})

test('figures are written as reports and shops write them', () => {
  expect([formatYuan(8_850), formatYuan(-5), formatYuan(561_607_950, { grouped: true })]).toEqual(['88.50', '-0.05', '5,616,079.50'])
  expect([formatWan(561_607_950), formatWan(-4_999), formatWan(5_000)]).toEqual(['561.61', '0.00', '0.01'])
  expect([formatTonnes(402_600_000), formatTonnes(49_999), formatTonnes(-50_000)]).toEqual(['402.6', '0.0', '-0.1'])
  expect([formatGrams(500), formatGrams(1_500), formatGrams(4_120)]).toEqual(['500 g', '1.5 kg', '4.12 kg'])
  expect([formatPercent(4_600), formatPercent(9_945)]).toEqual(['46.0', '99.5'])
})
