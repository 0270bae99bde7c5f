import { describe, expect, test } from 'vitest'
import { basePrice, cheapestUnit, groundLabels, referencePriceRefusal, strikeThrough } from '#app/domain/law/base-price.ts'
import type { Deal } from '#app/domain/law/base-price.ts'

const start = new Date('2026-12-27T16:00:00Z') // 28 Dec 00:00 in Shanghai
const windowFrom = new Date('2026-12-20T16:00:00Z')
const deal = (lineId: string, at: string, unitFen: number): Deal => ({ lineId, at: new Date(at), unitFen })

const m3 = [deal('a', '2026-12-21T02:00:00Z', 8_800), deal('b', '2026-12-23T02:00:00Z', 7_990), deal('c', '2026-12-26T02:00:00Z', 8_500)]

describe('R-01: the base of a discount', () => {
  test('journey M3: deals at 88.00, 79.90 and 85.00 allow 79.90, with the evidence cheapest first', () => {
    expect(basePrice(m3, start)).toEqual({ ground: 'LOWEST_7_DAYS', basePriceFen: 7_990, windowFrom, windowUntil: start, deals: [m3[1], m3[2], m3[0]] })
    expect(groundLabels.LOWEST_7_DAYS).toBe('活动前7日最低成交价')
  })

  test.each([
    ['at the first instant of the seven days', '2026-12-20T16:00:00.000Z', 'LOWEST_7_DAYS', 5_000],
    ['a millisecond before them', '2026-12-20T15:59:59.999Z', 'LOWEST_7_DAYS', 7_990],
    ['in the last millisecond before the start', '2026-12-27T15:59:59.999Z', 'LOWEST_7_DAYS', 5_000],
    ['at the start', '2026-12-27T16:00:00.000Z', 'LOWEST_7_DAYS', 7_990],
  ])('a cheap deal %s', (_, at, ground, basePriceFen) => {
    expect(basePrice([...m3, deal('d', at, 5_000)], start)).toMatchObject({ ground, basePriceFen })
  })

  test('no deal in the seven days: the last one before them, not the cheapest', () => {
    const old = [deal('a', '2026-11-01T02:00:00Z', 6_000), deal('b', '2026-12-01T02:00:00Z', 9_000)]
    expect(basePrice(old, start)).toMatchObject({ ground: 'LAST_DEAL', basePriceFen: 9_000, deals: [old[1]] })
  })

  test('two last deals of the same instant: the cheaper', () => {
    const twins = [deal('a', '2026-12-01T02:00:00Z', 9_000), deal('b', '2026-12-01T02:00:00Z', 8_000)]
    expect(basePrice(twins, start)).toMatchObject({ ground: 'LAST_DEAL', basePriceFen: 8_000 })
  })

  test('only deals after the start: no base (R-02)', () => {
    expect(basePrice([deal('a', '2026-12-28T02:00:00Z', 9_000)], start)).toEqual({ ground: 'NONE', basePriceFen: null, windowFrom, windowUntil: start, deals: [] })
  })
})

describe('R-01: what a unit cost, net of all discounts', () => {
  test.each([
    ['nothing off', { unitPriceFen: 8_800, quantity: 3, paidFen: 26_400, discounts: [] }, 8_800],
    ['a line older than promotions, its average rounded down', { unitPriceFen: 8_800, quantity: 3, paidFen: 25_372, discounts: [] }, 8_457],
    ['10.28 off, spread 343, 343, 342', { unitPriceFen: 8_800, quantity: 3, paidFen: 25_372, discounts: [[{ from: 0, count: 2, eachFen: 343 }, { from: 2, count: 1, eachFen: 342 }]] }, 8_457],
    ['two of five at another price, the third cheapest by a second discount', {
      unitPriceFen: 8_800, quantity: 5, paidFen: 38_000,
      discounts: [[{ from: 0, count: 2, eachFen: 1_900 }], [{ from: 1, count: 4, eachFen: 550 }]],
    }, 6_350],
  ])('%s', (_, line, unitFen) => {
    expect(cheapestUnit(line)).toBe(unitFen)
  })
})

describe('R-01, R-02: what may be struck through', () => {
  const base = basePrice(m3, start)
  const none = basePrice([], start)
  test.each([
    ['128.00, above the base', 12_800, base, 'above_base'],
    ['79.91, a fen above it', 7_991, base, 'above_base'],
    ['79.90, the base itself', 7_990, base, null],
    ['70.00, below it', 7_000, base, null],
    ['69.00, the campaign price itself', 6_900, base, 'not_above_campaign_price'],
    ['79.90, never sold', 7_990, none, 'no_ground'],
  ])('%s', (_, referencePriceFen, found, refusal) => {
    expect(referencePriceRefusal({ referencePriceFen, campaignPriceFen: 6_900 }, found)).toBe(refusal)
  })

  test.each([
    ['what was wished', 7_500, 7_990, 7_500],
    ['at most the base, which has sunk since', 7_990, 7_200, 7_200],
    ['nothing, when the base is no more than the campaign price', 7_990, 6_900, null],
    ['nothing without a base', 7_990, null, null],
    ['nothing, when nothing was wished', null, 7_990, null],
  ])('in the end: %s', (_, referencePriceFen, basePriceFen, struck) => {
    expect(strikeThrough({ referencePriceFen, campaignPriceFen: 6_900 }, { basePriceFen })).toBe(struck)
  })
})
