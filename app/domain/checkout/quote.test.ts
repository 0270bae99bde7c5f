import { describe, expect, test } from 'vitest'
import type { QuoteInput, QuoteInputLine } from '#app/domain/checkout/quote.ts'
import { quoteCheckout } from '#app/domain/checkout/quote.ts'
import { compareSeen } from '#app/domain/checkout/seen.ts'
import { demoShippingTables } from '#tests/factories/shipping.ts'

const line = (overrides: Partial<QuoteInputLine> = {}): QuoteInputLine => ({
  skuId: 'a',
  productId: 'a',
  categoryId: 'dates',
  productSlug: 'a',
  title: '灰枣',
  grade: '一级',
  spec: '500 g × 2 袋',
  motif: 'jujube',
  netGrams: 1_000,
  returnPolicy: 'SEVEN_DAY',
  goodsType: 'DRIED',
  adultOnly: false,
  warehouseId: 'hub',
  quantity: 1,
  free: 10,
  unitPriceFen: 3_980,
  floorFen: 1_990,
  problem: null,
  ...overrides,
})
const to = (provinceCode: string) => ({ tables: demoShippingTables, provinceCode, now: new Date('2027-01-16T04:00:00Z') })
const group = (id: string, ...lines: QuoteInputLine[]): QuoteInput => ({ merchant: { id, slug: id, name: id }, lines })

describe('R-07: freight is priced before the order is submitted', () => {
  test.each([
    ['zone A below 59 yuan', '330000', 3_980, 600],
    ['zone A from 59 yuan', '330000', 5_900, 0],
    ['zone B below 99 yuan', '440000', 9_899, 1_000],
    ['zone B from 99 yuan', '440000', 9_900, 0],
    ['新疆 pays 6 yuan', '650000', 9_900, 600],
    ['西藏 pays 20 yuan', '540000', 3_980, 2_000],
    ['广西 adds 8 yuan', '450000', 9_900, 800],
    ['广西 below 99 yuan', '450000', 3_980, 1_800],
  ])('%s', (_, province, unitPriceFen, freightFen) => {
    const quote = quoteCheckout([group('m', line({ unitPriceFen }))], to(province))
    expect(quote.freightFen).toBe(freightFen)
    expect(quote.payableFen).toBe(unitPriceFen + freightFen)
  })

  test('each merchant’s part has its own freight', () => {
    const quote = quoteCheckout([group('m', line({ unitPriceFen: 8_800 })), group('n', line({ skuId: 'b' }))], to('330000'))
    expect(quote.groups.map(({ freightFen, totalFen }) => ({ freightFen, totalFen }))).toEqual([
      { freightFen: 0, totalFen: 8_800 },
      { freightFen: 600, totalFen: 4_580 },
    ])
    expect(quote.payableFen).toBe(13_380)
  })

  test('places that are not served say so', () => {
    expect(quoteCheckout([group('m', line())], to('810000')).groups[0]?.problem).toBe('not_served')
    expect(quoteCheckout([group('m', line({ goodsType: 'FRESH' }))], to('540000')).groups[0]?.problem).toBe('goods_not_served')
  })

  test('without a destination nothing is charged and the quote is not final', () => {
    expect(quoteCheckout([group('m', line())], null)).toMatchObject({ freightFen: 0, complete: false, payableFen: 3_980 })
  })
})

describe('what was seen against what is', () => {
  const before = quoteCheckout([group('m', line())], to('330000'))

  test('the same', () => {
    expect(compareSeen(before.seen, before)).toEqual([])
  })
  test('another price', () => {
    const after = quoteCheckout([group('m', line({ unitPriceFen: 4_980 }))], to('330000'))
    expect(compareSeen(before.seen, after)).toEqual([{ kind: 'price', skuId: 'a', title: '灰枣', oldFen: 3_980, newFen: 4_980 }])
  })
  test('freight appears with the destination', () => {
    const unknown = quoteCheckout([group('m', line())], null)
    expect(compareSeen(unknown.seen, before).filter(({ kind }) => kind !== 'promise')).toEqual([{ kind: 'freight', oldFen: null, newFen: 600 }])
  })
  test.each([
    ['another quantity', quoteCheckout([group('m', line({ quantity: 2 }))], to('330000'))],
    ['another line', quoteCheckout([group('m', line(), line({ skuId: 'b' }))], to('330000'))],
  ])('%s', (_, after) => {
    expect(compareSeen(before.seen, after)).toContainEqual({ kind: 'lines' })
  })
  test('rubbish is never “the same”', () => {
    for (const seen of ['', '~', '*', 'a*1', `${before.seen}~`, 'payable*4580'])
      expect(compareSeen(seen, before).length).toBeGreaterThan(0)
  })
})
