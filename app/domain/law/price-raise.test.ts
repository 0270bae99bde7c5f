import { describe, expect, test } from 'vitest'
import { priceRaiseRefusal, unexplainedRaise } from '#app/domain/law/price-raise.ts'
import type { ListPriceChange } from '#app/domain/law/price-raise.ts'

const start = new Date('2026-12-27T16:00:00Z')
const raise = (at: string, overrides: Partial<ListPriceChange> = {}): ListPriceChange => ({ at: new Date(at), oldFen: 8_800, newFen: 12_800, reason: '', ...overrides })

describe('R-03: no raising just before a cut', () => {
  test.each([
    ['30 days before the start to the millisecond', raise('2026-11-27T16:00:00.000Z'), 'reason_needed'],
    ['a millisecond earlier', raise('2026-11-27T15:59:59.999Z'), null],
    ['in the last millisecond', raise('2026-12-27T15:59:59.999Z'), 'reason_needed'],
    ['from the start on', raise('2026-12-27T16:00:00.000Z'), null],
    ['with a reason', raise('2026-12-20T00:00:00Z', { reason: '礼盒换新包装' }), null],
    ['a cut, not a rise', raise('2026-12-20T00:00:00Z', { newFen: 8_000 }), null],
  ])('a rise %s', (_, change, refusal) => {
    expect(priceRaiseRefusal(change, [new Date('2027-02-27T16:00:00Z'), start])).toBe(refusal)
  })

  test('without a promotion a price may rise', () => {
    expect(priceRaiseRefusal(raise('2026-12-20T00:00:00Z'), [])).toBe(null)
  })

  test('the earliest unexplained rise that still stands is found', () => {
    const [first, second] = [raise('2026-12-01T00:00:00Z', { oldFen: 8_000, newFen: 8_800 }), raise('2026-12-10T00:00:00Z')]
    expect(unexplainedRaise([second, first], { start, listPriceFen: 12_800 })).toEqual(first)
    expect(unexplainedRaise([second], { start, listPriceFen: 8_800 })).toBe(null)
    expect(unexplainedRaise([raise('2026-11-01T00:00:00Z')], { start, listPriceFen: 12_800 })).toBe(null)
  })
})
