import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PartShare, WholeShares } from '#app/domain/promotion/budget.ts'
import { budgetByFunder, budgetCells, releaseShares, remainingFen, sumsOf, totalOf } from '#app/domain/promotion/budget.ts'
import { noFunders } from '#app/domain/promotion/rehearsal-report.ts'

const share = (MERCHANT: number, PLATFORM: number, refundedQty = 0, quantity = 1) => ({ funders: { ...noFunders(), MERCHANT, PLATFORM }, quantity, refundedQty })
// C1: 30.00 of 每满200减30 over T002, T008, T013.
const c1 = (first = 0) => [share(343, 685, first), share(346, 693), share(311, 622)]

describe('what a claim gives back', () => {
  test('is the share of the refunded line, by its funders', () => {
    expect(releaseShares(1_028, c1(1)).map(({ MERCHANT, PLATFORM }) => [MERCHANT, PLATFORM])).toEqual([[343, 685], [0, 0], [0, 0]])
  })

  test('takes the kept lines along where the discount is lost as a whole', () => {
    expect(releaseShares(3_000, c1(1)).map(totalOf)).toEqual([1_028, 1_039, 933])
  })

  test('of a line in part: by its units, the rest to the fen', () => {
    expect(releaseShares(666, [share(334, 666, 2, 3), share(100, 200)]).map(({ MERCHANT, PLATFORM }) => [MERCHANT, PLATFORM])).toEqual([[222, 444], [0, 0]])
  })

  test('adds up in every direction, and never exceeds a share or a funder', () => {
    const shares = fc.array(fc.record({ m: fc.nat(5_000), p: fc.nat(5_000), quantity: fc.integer({ min: 1, max: 9 }), refunded: fc.nat(9) }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(shares, fc.nat(10_000), (list, part) => {
        const all = list.map(({ m, p, quantity, refunded }) => share(m, p, Math.min(refunded, quantity), quantity))
        const total = all.reduce((sum, { funders }) => sum + totalOf(funders), 0)
        const releasedFen = Math.floor((total * part) / 10_000)
        const released = releaseShares(releasedFen, all)
        expect(released.reduce((sum, funders) => sum + totalOf(funders), 0)).toBe(releasedFen)
        released.forEach((funders, i) => {
          expect(funders.MERCHANT).toBeLessThanOrEqual(all[i]!.funders.MERCHANT)
          expect(funders.PLATFORM).toBeLessThanOrEqual(all[i]!.funders.PLATFORM)
        })
      }),
    )
  })
})

test('cells hold what stands where, by promotion, merchant and funder', () => {
  const whole = (state: WholeShares['state'], MERCHANT: number, PLATFORM: number): WholeShares => ({ promotionId: 'p', merchantId: 'm1', state, funders: { ...noFunders(), MERCHANT, PLATFORM } })
  const part = (id: string, merchantId: string, MERCHANT: number, PLATFORM: number, refundedQty: number): PartShare => ({
    id, checkoutId: 'c', promotionId: 'p', merchantId, state: 'USED', claimReleasedFen: 300, ...share(MERCHANT, PLATFORM, refundedQty),
  })
  const cells = budgetCells([whole('HELD', 100, 200), whole('USED', 10, 20), whole('RELEASED', 1, 2)], [part('a', 'm1', 100, 200, 1), part('b', 'm2', 50, 0, 0)])
  expect(cells).toEqual([
    { promotionId: 'p', merchantId: 'm1', funder: 'MERCHANT', committedFen: 100, usedFen: 10, releasedFen: 101 },
    { promotionId: 'p', merchantId: 'm1', funder: 'PLATFORM', committedFen: 200, usedFen: 20, releasedFen: 202 },
    { promotionId: 'p', merchantId: 'm2', funder: 'MERCHANT', committedFen: 0, usedFen: 50, releasedFen: 0 },
  ])
})

test.each([
  ['HELD', 500, 0, { committedFen: 500, usedFen: 0, releasedFen: 0 }],
  ['USED', 500, 120, { committedFen: 0, usedFen: 380, releasedFen: 120 }],
  ['RELEASED', 500, 500, { committedFen: 0, usedFen: 0, releasedFen: 500 }],
] as const)('a %s claim of %i with %i given back', (state, amount, released, sums) => {
  expect(sumsOf(state, amount, released)).toEqual(sums)
})

test('a budget and what remains of it add up over funders', () => {
  const byFunder = budgetByFunder(100_001, [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }])
  expect(byFunder).toEqual({ MERCHANT: 33_330, PLATFORM: 66_671, BRAND_FUND: 0, AID_FUND: 0 })
  expect(remainingFen(100_001, { committedFen: 3_000, usedFen: 7_000, releasedFen: 500 })).toBe(90_001)
  expect(remainingFen(null, { committedFen: 1, usedFen: 1, releasedFen: 1 })).toBeNull()
  expect(budgetByFunder(null, [{ funder: 'PLATFORM', bps: 10_000 }]).PLATFORM).toBeNull()
})
