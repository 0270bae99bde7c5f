import { describe, expect, test } from 'vitest'
import { ranked } from '#app/domain/reporting/bulletin.ts'
import { fillDays } from '#app/domain/reporting/daily.ts'
import { editionBefore } from '#app/domain/reporting/edition-before.ts'
import { exactText, numberText } from '#app/domain/reporting/figure-text.ts'
import { ratio } from '#app/domain/reporting/metrics.ts'
import { provinceCodes, provinceTiles } from '#app/domain/reporting/places.ts'
import { defaultQuery, editionOf, parseReportQuery, periodsOf, quickRanges, searchOf, windowInWords } from '#app/domain/reporting/query.ts'
import { personalDataIn } from '#app/domain/reporting/report-text.ts'

const today = '2027-01-16'
const parse = (search: string) => parseReportQuery(new URLSearchParams(search), today)

describe('the question in the address', () => {
  test('says nothing: the month so far', () => {
    expect(parse('')).toEqual({ query: { from: '2027-01-01', to: '2027-01-17', regimentId: null, merchantId: null, place: null }, errors: {} })
  })

  test('is half-open, and survives a round trip', () => {
    const search = '?from=2026-12-01&to=2027-01-01&regiment=r05&merchant=0190a0f0-0000-7000-8000-000000000001&place=331000'
    const { query, errors } = parse(search)
    expect(errors).toEqual({})
    expect(searchOf(query)).toBe(search)
    expect(windowInWords(query)).toBe('2026年12月1日—12月31日')
  })

  test('takes the last day that counts from the form', () => {
    expect(parse('?from=2027-01-16&last=2027-01-16&regiment=&merchant=').query).toMatchObject({ from: '2027-01-16', to: '2027-01-17', regimentId: null, merchantId: null })
  })

  test.each([
    ['an empty window', '?from=2027-01-16&to=2027-01-16', 'period'],
    ['a window backwards', '?from=2027-01-16&to=2027-01-10', 'period'],
    ['a day that does not exist', '?from=2027-02-30&to=2027-03-10', 'period'],
    ['no date', "?from=2027-01-16'--&to=2027-03-10", 'period'],
    ['ten years', '?from=2020-01-01&to=2030-01-01', 'period'],
    ['a far past', '?from=0001-01-01&to=2027-01-01', 'period'],
    ['a regiment that cannot be', '?regiment=r5', 'regiment'],
    ['a merchant that cannot be', '?merchant=1', 'merchant'],
    ['a place that cannot be', '?place=999999', 'place'],
  ])('with %s falls back and says so', (_, search, field) => {
    const { query, errors } = parse(search)
    expect(Object.keys(errors)).toEqual([field])
    expect(query).toEqual(defaultQuery(today))
  })
})

test('quick ranges end today, and last month where this one began', () => {
  expect(quickRanges(today)).toEqual([
    { label: '今天', from: '2027-01-16', to: '2027-01-17' },
    { label: '近 7 天', from: '2027-01-10', to: '2027-01-17' },
    { label: '本月', from: '2027-01-01', to: '2027-01-17' },
    { label: '上月', from: '2026-12-01', to: '2027-01-01' },
    { label: '本届累计', from: '2026-04-01', to: '2027-01-17' },
  ])
})

test('an edition runs from April to March', () => {
  expect([editionOf('2026-03-31').year, editionOf('2026-04-01').year, editionOf('2027-03-31').year]).toEqual([2026, 2027, 2027])
})

test('months of a window', () => {
  expect(periodsOf({ from: '2026-11-30', to: '2027-01-01' })).toEqual(['2026-11', '2026-12'])
  expect(periodsOf({ from: '2027-01-31', to: '2027-02-02' })).toEqual(['2027-01', '2027-02'])
})

test('the edition before is aligned by days to the Eve, not by date', () => {
  // Eves: 16 February 2026 and 5 February 2027.
  expect(editionBefore({ from: '2027-01-16', to: '2027-01-17' })).toEqual({ from: '2026-01-27', to: '2026-01-28', shift: 354 })
})

test('every day of a window has a row', () => {
  const rows = fillDays({ from: '2027-02-27', to: '2027-03-02' }, [{ date: '2027-02-28', fen: 5 }], (date) => ({ date, fen: 0 }))
  expect(rows).toEqual([{ date: '2027-02-27', fen: 0 }, { date: '2027-02-28', fen: 5 }, { date: '2027-03-01', fen: 0 }])
})

test('34 tiles, none on another', () => {
  expect(new Set(provinceCodes).size).toBe(34)
  expect(new Set(provinceTiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(34)
})

test.each([
  [561_607_950, 'fen', '561.61', '5,616,079.50 元'],
  [-4_999, 'fen', '0.00', '−49.99 元'],
  [402_600_000, 'grams', '402.6', '402,600.000 千克'],
  [4_600, 'bps', '46.0', '46.00 %'],
  [28_905, 'count', '28,905', '28,905'],
] as const)('%d %s reads %s, exactly %s', (value, unit, rounded, exact) => {
  expect(numberText(value, unit)).toBe(rounded)
  expect(exactText(value, unit)).toBe(exact)
})

test('shares: K2 of the December bulletin, and a share of nothing', () => {
  expect(ratio(258_339_657, 561_607_950)).toBe(4_600)
  expect(ratio(1, 0)).toBe('undefined')
})

test('ranks: equal sales share one, no sales have none', () => {
  expect(ranked([{ netFen: 5 }, { netFen: 9 }, { netFen: 0 }, { netFen: 5 }]).map(({ netFen, rank }) => [netFen, rank])).toEqual([
    [9, 1],
    [5, 2],
    [5, 2],
    [0, 0],
  ])
})

test.each([
  ['请联系 13812345678', '手机号'],
  ['电话138 1234 5678。', '手机号'],
  ['１３８１２３４５６７８', '手机号'],
  ['331002199001011234', '身份证号'],
  ['订单 1234567890123456-1', '订单号'],
  ['本月支付 5812460.00 元，28905 单', null],
  ['2026年12月31日前完成，合同 20261231001', null],
])('%s holds %s', (text, found) => {
  expect(personalDataIn(text)).toBe(found)
})
