import { describe, expect, test } from 'vitest'
import { defaultPhases } from '#app/domain/campaign/phases.ts'
import { basePrice } from '#app/domain/law/base-price.ts'
import type { EnrolmentFacts, EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'
import { enrolledMarkdown, enrolmentOpen, enrolmentProblems, mayChange, priceStart, saleSpan } from '#app/domain/promotion/enrolment.ts'

const phases = defaultPhases(2027)
const sale = saleSpan(phases)!
const start = new Date('2026-12-27T16:00:00Z')
const deal = (lineId: string, day: number, unitFen: number) => ({ lineId, at: new Date(Date.UTC(2026, 11, day, 2)), unitFen })
const base = basePrice([deal('a', 21, 8_800), deal('b', 23, 7_990), deal('c', 26, 8_500)], start)

const terms = (overrides: Partial<EnrolmentTerms> = {}): EnrolmentTerms => ({ campaignPriceFen: 6_900, referencePriceFen: 7_990, promisedUnits: 1_500, maxPerBuyer: 5, joinsCrossShop: true, ...overrides })
const facts = (overrides: Partial<EnrolmentFacts> = {}): EnrolmentFacts => ({ listPriceFen: 8_800, floorPriceFen: 6_000, freeUnits: 1_500, base, changes: [], start, ...overrides })

describe('R-01 to R-03, R-51: what a merchant may promise', () => {
  test('journey M3: 69.00 with 79.90 struck through, 1,500 units, 5 a buyer', () => {
    expect(enrolmentProblems(terms(), facts())).toEqual({})
    expect(enrolmentProblems(terms({ referencePriceFen: null, maxPerBuyer: null }), facts())).toEqual({})
  })

  test.each([
    ['journey M3: 128.00 struck through', terms({ referencePriceFen: 12_800 }), {}, { referencePriceFen: '最多 79.90 元（活动前7日最低成交价）' }],
    ['the last deal, where none was in the seven days', terms({ referencePriceFen: 9_000 }), { base: basePrice([deal('a', 1, 8_900)], start) }, { referencePriceFen: '最多 89.00 元（活动前最近一次成交价）' }],
    ['something struck through that was never sold', terms(), { base: basePrice([], start) }, { referencePriceFen: '还没有成交过，不能划线，请留空' }],
    ['nothing off', terms({ referencePriceFen: 6_900 }), {}, { referencePriceFen: '划线价要高于活动价，否则请留空' }],
    ['below the floor', terms({ campaignPriceFen: 5_999 }), {}, { campaignPriceFen: '不能低于底价 60.00 元' }],
    ['for nothing', terms({ campaignPriceFen: 0 }), { floorPriceFen: 0 }, { campaignPriceFen: '不能低于底价 0.01 元' }],
    ['at the list price', terms({ campaignPriceFen: 8_800, referencePriceFen: null, joinsCrossShop: false }), {}, { campaignPriceFen: '要低于日常价 88.00 元；只参加跨店满减的，填日常价' }],
    ['at the list price, for the cross-shop discounts alone', terms({ campaignPriceFen: 8_800, referencePriceFen: null, joinsCrossShop: true }), {}, {}],
    ['more than is free', terms({ promisedUnits: 1_501 }), {}, { promisedUnits: '可售库存只有 1500 件' }],
    ['more a buyer than in all', terms({ promisedUnits: 4 }), {}, { maxPerBuyer: '不能多于承诺件数' }],
    ['a price raised for it', terms(), { listPriceFen: 12_800, changes: [{ at: new Date('2026-12-01T02:00:00Z'), oldFen: 8_800, newFen: 12_800, reason: '' }] }, {
      campaignPriceFen: '12月1日 10:00 售价由 88.00 涨到 128.00 元而没有写明原因，活动前 30 天内先涨后降不能报名；请先把售价改回',
    }],
  ] as [string, EnrolmentTerms, Partial<EnrolmentFacts>, object][])('%s', (_, wished, given, problems) => {
    expect(enrolmentProblems(wished, facts(given))).toEqual(problems)
  })
})

describe('when', () => {
  test('campaign prices hold from 开门红 to the end of 返场', () => {
    expect(sale).toEqual({ startsAt: start, endsAt: new Date('2027-02-20T16:00:00Z') })
    expect(saleSpan(phases.filter(({ code }) => code === 'warmup'))).toBe(null)
  })

  test.each([
    ['a millisecond before 招商报名', '2026-11-19T15:59:59.999Z', false],
    ['from its start', '2026-11-19T16:00:00Z', true],
    ['in the midst of the sale', '2027-01-16T04:00:00Z', true],
    ['when the sale is over', '2027-02-20T16:00:00Z', false],
  ])('enrolment is open %s: %s', (_, at, open) => {
    expect(enrolmentOpen(phases, new Date(at))).toBe(open)
  })

  test('latecomers count their seven days from now', () => {
    const [before, during] = [new Date('2026-12-01T00:00:00Z'), new Date('2027-01-16T04:00:00Z')]
    expect([priceStart(sale, before), priceStart(sale, during)]).toEqual([start, during])
  })

  test('what was accepted stays from the start on, everything else may be changed', () => {
    const [before, during] = [new Date(start.getTime() - 1), start]
    expect([mayChange('ACCEPTED', sale, before), mayChange('ACCEPTED', sale, during), mayChange('PROPOSED', sale, during)]).toEqual([true, false, true])
  })
})

test('accepted goods are the merchant’s own markdown of the campaign, in the order of their ids', () => {
  const accepted = (skuId: string) => ({ skuId, campaignPriceFen: 6_900, promisedUnits: 1_500, maxPerBuyer: 5 })
  expect(enrolledMarkdown({ name: '2027 年货节', sale }, [accepted('b'), accepted('a')])).toMatchObject({
    name: '2027 年货节活动价',
    kind: 'item_markdown',
    lane: 'PRODUCT',
    ...sale,
    action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: 1_500, maxPerBuyer: 5 }, { skuId: 'b' }] },
    funders: [{ funder: 'MERCHANT', bps: 10_000 }],
  })
})
