import { describe, expect, test } from 'vitest'
import type { ListingDraft } from '#app/domain/catalogue/listing.ts'
import { afterContentChange, contentChanged, forbiddenWord, listingProblems } from '#app/domain/catalogue/listing.ts'

const draft = (overrides: Partial<ListingDraft> = {}): ListingDraft => ({
  title: '阿拉尔灰枣 一级',
  subtitle: '',
  description: '',
  grade: '一级',
  spec: '500 g × 2 袋',
  netGrams: 1_000,
  priceFen: 3_980,
  floorFen: 2_800,
  goodsType: 'DRIED',
  storage: '阴凉干燥处',
  shelfLife: '12 个月',
  returnPolicy: 'SEVEN_DAY',
  ...overrides,
})

describe('a listing before review', () => {
  test('R-08: complete, it has no problem', () => {
    expect(listingProblems(draft())).toEqual({})
  })
  test.each([
    ['R-41: a superlative', { title: '全国第一 灰枣' }, 'title'],
    ['R-41: a medical word in disguise', { description: '补 · 血养颜' }, 'description'],
    ['R-41: an organ that recommends', { subtitle: '指挥部推荐' }, 'subtitle'],
    ['another place’s name', { title: '和田大枣' }, 'title'],
    ['R-08: no grade', { grade: '' }, 'grade'],
    ['R-08: no net weight', { netGrams: 0 }, 'netGrams'],
    ['a floor above the price', { floorFen: 3_981 }, 'floorFen'],
    ['food without shelf life', { shelfLife: '' }, 'shelfLife'],
    ['R-12: dried goods without return', { returnPolicy: 'STATUTORY_EXEMPT_FRESH' as const }, 'returnPolicy'],
  ])('%s', (_, overrides, field) => {
    expect(Object.keys(listingProblems(draft(overrides)))).toEqual([field])
  })
  test('the division’s name is not a rank', () => {
    expect(forbiddenWord('第一师十四团')).toBe(null)
  })
})

test('a new price needs no new review, a new title does', () => {
  expect(contentChanged(draft(), draft({ priceFen: 4_980, floorFen: 3_000 }))).toBe(false)
  expect(contentChanged(draft(), draft({ title: '灰枣' }))).toBe(true)
})

test.each([
  ['DRAFT', 'DRAFT'],
  ['IN_REVIEW', 'IN_REVIEW'],
  ['LISTED', 'IN_REVIEW'],
  ['OFF_SHELF', 'IN_REVIEW'],
] as const)('%s is %s when its content has changed', (before, after) => {
  expect(afterContentChange(before)).toBe(after)
})
