import { describe, expect, test } from 'vitest'
import { arrangeHits, choicesAmong, priceFits } from '#app/domain/catalogue/arrange-hits.ts'
import type { Hit } from '#app/domain/catalogue/arrange-hits.ts'
import { noFilters } from '#app/domain/catalogue/list-query.ts'

const hit = (productId: string, more: Partial<Hit> = {}): Hit => ({ productId, tier: 0, categoryId: 'dates', regimentId: 'r14', returnPolicy: 'SEVEN_DAY', inStock: true, sort: 0, ...more })
const ids = (hits: Hit[]) => hits.map(({ productId }) => productId)

test('what can be had comes first, then the closest, then the catalogue’s order', () => {
  const hits = [hit('gone', { inStock: false }), hit('far', { tier: 2 }), hit('b'), hit('a'), hit('late', { sort: 9 }), hit('near', { tier: 1 })]
  expect(ids(arrangeHits(hits, noFilters))).toEqual(['a', 'b', 'late', 'near', 'far', 'gone'])
  expect(ids(hits)).toEqual(['gone', 'far', 'b', 'a', 'late', 'near'])
})

describe('filters', () => {
  const hits = [hit('dates'), hit('pear', { categoryId: 'fresh-fruit', regimentId: 'r07', returnPolicy: 'STATUTORY_EXEMPT_FRESH' }), hit('gone', { inStock: false })]
  test.each([
    [{ ...noFilters, category: 'fresh-fruit' }, ['pear']],
    [{ ...noFilters, regiment: 'r14' }, ['dates', 'gone']],
    [{ ...noFilters, inStock: true }, ['dates', 'pear']],
    [{ ...noFilters, sevenDay: true }, ['dates', 'gone']],
    [{ ...noFilters, regiment: 'r14', inStock: true, sevenDay: true }, ['dates']],
    [{ ...noFilters, category: 'meat' }, []],
  ])('%j', (filters, expected) => {
    expect(ids(arrangeHits(hits, filters))).toEqual(expected)
  })
  test('choices are what is there', () => {
    expect(choicesAmong(hits)).toEqual({ categories: new Set(['dates', 'fresh-fruit']), regiments: new Set(['r14', 'r07']) })
  })
})

test.each([
  [3_000, 30, null, true],
  [2_999, 30, null, false],
  [8_000, null, 80, true],
  [8_001, null, 80, false],
  [5_000, 30, 80, true],
  [5_000, null, null, true],
])('%i fen is between %s and %s yuan: %s', (fen, minYuan, maxYuan, fits) => {
  expect(priceFits(fen, { minYuan, maxYuan })).toBe(fits)
})
