import { describe, expect, test } from 'vitest'
import { editionProblems, phaseProblems, venueProblems } from '#app/domain/campaign/check-campaign.ts'
import { contentFor, daysBetweenEditions, definitionFor } from '#app/domain/campaign/clone.ts'
import type { Phase, Venue } from '#app/domain/campaign/content.ts'
import { campaignSpan } from '#app/domain/campaign/content.ts'
import { defaultVenues } from '#app/domain/campaign/default-venues.ts'
import { defaultPhases } from '#app/domain/campaign/phases.ts'
import type { VenueGoods } from '#app/domain/campaign/venue.ts'
import { resolveVenue } from '#app/domain/campaign/venue.ts'
import { formatInstant } from '#app/domain/time.ts'
import { definition } from '#tests/factories/promotions.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const window = (of: { startsAt: Date; endsAt: Date }) => [formatInstant(of.startsAt), formatInstant(of.endsAt)]

describe('a clone is as far from New Year’s Eve as its model', () => {
  test.each([
    [2026, 2027, 354],
    [2027, 2028, 354],
    [2026, 2028, 708],
    [2028, 2029, 384],
  ])('from %i to %i: %i days', (from, to, days) => {
    expect(daysBetweenEditions(from, to)).toBe(days)
  })

  test('2026 → 2027 → 2028, to the minute', () => {
    const content = (edition: number) => ({ phases: defaultPhases(edition), venues: [] })
    const of2027 = contentFor(content(2026), daysBetweenEditions(2026, 2027))
    const of2028 = contentFor(of2027, daysBetweenEditions(2027, 2028))
    expect(of2027.phases.filter(({ code }) => code === 'peak' || code === 'origin_cutoff').map(window)).toEqual([
      ['2027-01-15 00:00', '2027-01-18 00:00'],
      ['2027-01-18 00:00', '2027-01-25 18:00'],
    ])
    expect(of2028.phases.filter(({ code }) => code === 'peak' || code === 'origin_cutoff').map(window)).toEqual([
      ['2028-01-04 00:00', '2028-01-07 00:00'],
      ['2028-01-07 00:00', '2028-01-14 18:00'],
    ])
    expect(of2028).toEqual(content(2028))
    expect(window(campaignSpan(of2028)!)).toEqual(['2027-11-09 00:00', '2028-03-11 00:00'])
  })

  test('windows of promotions and coupons move along; budgets, terms and days of validity stay', () => {
    const model = definition({
      kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM',
      startsAt: shanghai('2027-01-10 00:00'), endsAt: shanghai('2027-01-18 00:00'),
      limits: { budgetFen: 5_000_000, uses: null, usesPerBuyer: 1 },
      coupon: { claimFrom: shanghai('2026-12-11 10:00'), claimUntil: shanghai('2027-01-17 22:00'), quantity: 500, perPerson: 1, code: null, validity: { from: shanghai('2027-01-10 00:00'), until: shanghai('2027-01-18 00:00') } },
    })
    const moved = definitionFor(model, 354)
    expect(window(moved)).toEqual(['2027-12-30 00:00', '2028-01-07 00:00'])
    expect(moved.coupon).toEqual({ claimFrom: shanghai('2027-11-30 10:00'), claimUntil: shanghai('2028-01-06 22:00'), quantity: 500, perPerson: 1, code: null, validity: { from: shanghai('2027-12-30 00:00'), until: shanghai('2028-01-07 00:00') } })
    expect([moved.limits, moved.action, moved.funders]).toEqual([model.limits, model.action, model.funders])
    expect(definitionFor({ ...model, coupon: { ...model.coupon!, validity: { days: 7 } } }, 354).coupon?.validity).toEqual({ days: 7 })
  })

  test('a paid place is not taken over', () => {
    const venue: Venue = { slug: 'main', name: '主会场', intro: '', motif: 'lantern', rules: [{ label: '全部' }], pins: [{ productId: 'a', paid: true, note: '' }, { productId: 'b', paid: false, note: '' }] }
    expect(contentFor({ phases: [], venues: [venue] }, 354).venues[0]?.pins).toEqual([{ productId: 'b', paid: false, note: '' }])
  })
})

describe('the order of a venue can be explained', () => {
  const goods = (productId: string, overrides: Partial<VenueGoods> = {}): VenueGoods => ({
    productId, categoryId: 'dates', regimentId: 'r14', merchantId: 'm1', goodsType: 'DRIED', isBundle: false, priceFen: 5_000, soldOut: false, enrolled: false, sort: 1, ...overrides,
  })
  const shelf = [
    goods('late', { sort: 9 }), goods('gone', { sort: 1, soldOut: true }), goods('early', { sort: 2 }),
    goods('apple', { categoryId: 'fresh-fruit', goodsType: 'FRESH', regimentId: 'r05', priceFen: 8_900, enrolled: true, merchantId: 'm2' }), goods('box', { isBundle: true, categoryId: 'gift-boxes', priceFen: 16_800 }),
  ]
  const idsOf = (venue: Pick<Venue, 'rules' | 'pins'>) => resolveVenue(venue, shelf).map(({ label, items }) => [label, items.map((item) => item.goods.productId)])

  test('pins first as they were put, then rule by rule; what can be had before what is sold out; each once', () => {
    expect(idsOf({ pins: [{ productId: 'box', paid: false, note: '' }, { productId: 'late', paid: false, note: '' }, { productId: 'unlisted', paid: false, note: '' }], rules: [{ label: '红枣', categoryId: 'dates' }, { label: '全部' }] })).toEqual([
      ['精选', ['box', 'late']],
      ['红枣', ['early', 'gone']],
      ['全部', ['apple']],
    ])
  })

  test('every item says why it is there; a paid place says so', () => {
    const [pinned, rest] = resolveVenue({ pins: [{ productId: 'box', paid: true, note: '塔河食品' }], rules: [{ label: '鲜果', categoryId: 'fresh-fruit' }] }, shelf)
    expect(pinned?.items.map(({ because }) => because)).toEqual([{ kind: 'pin', paid: true, note: '塔河食品' }])
    expect(rest?.items.map(({ because }) => because)).toEqual([{ kind: 'rule', label: '鲜果' }])
  })

  test.each([
    ['category', { categoryId: 'fresh-fruit' }, ['apple']],
    ['regiment', { regimentId: 'r05' }, ['apple']],
    ['goods type', { goodsType: 'FRESH' }, ['apple']],
    ['merchant', { merchantId: 'm2' }, ['apple']],
    ['enrolled', { enrolled: true }, ['apple']],
    ['bundle', { bundle: true }, ['box']],
    ['no bundle', { bundle: false, categoryId: 'gift-boxes' }, []],
    ['price, half-open', { fromFen: 8_900, untilFen: 16_800 }, ['apple']],
  ] as const)('a rule by %s', (_, rule, ids) => {
    expect(idsOf({ pins: [], rules: [{ label: '组', ...rule }] })).toEqual(ids.length > 0 ? [['组', ids]] : [])
  })

  test('no order of the shelf counts but the catalogue’s own', () => {
    expect(resolveVenue({ pins: [], rules: [{ label: '全部' }] }, [...shelf].reverse())).toEqual(resolveVenue({ pins: [], rules: [{ label: '全部' }] }, shelf))
  })
})

describe('what is refused', () => {
  const phases = defaultPhases(2027)
  const changed = (code: Phase['code'], overrides: Partial<Phase>) => phases.map((phase) => (phase.code === code ? { ...phase, ...overrides } : phase))

  test('nothing of the phases of any edition as they are proposed', () => {
    for (let edition = 2025; edition < 2060; edition += 1) expect(phaseProblems(defaultPhases(edition), edition)).toEqual({})
  })

  test.each([
    ['none at all', [], { '': '至少要排一个阶段' }],
    ['an end before its beginning', changed('peak', { endsAt: shanghai('2027-01-14 00:00') }), { 'phases.peak.endsAt': '结束要晚于开始' }],
    ['an empty phase', changed('peak', { endsAt: shanghai('2027-01-15 00:00') }), { 'phases.peak.endsAt': '结束要晚于开始' }],
    ['an overlap', changed('origin_cutoff', { startsAt: shanghai('2027-01-17 23:59') }), { 'phases.origin_cutoff.startsAt': '和「爆发」重叠，要在它结束以后开始' }],
    ['another year', changed('closed', { startsAt: shanghai('2028-02-21 00:00'), endsAt: shanghai('2028-03-01 00:00') }), { 'phases.closed.startsAt': '离 2027 年除夕太远，请核对年份', 'phases.closed.endsAt': '离 2027 年除夕太远，请核对年份' }],
  ])('phases: %s', (_, given, problems) => {
    expect(phaseProblems(given, 2027)).toEqual(problems)
  })

  const venue: Venue = { slug: 'dates', name: '红枣馆', intro: '', motif: 'jujube', rules: [{ label: '红枣', categoryId: 'dates' }], pins: [] }
  const pin = { productId: 'a', paid: false, note: '' }
  test.each([
    ['no name', { name: '' }, { name: '请填写会场名称' }],
    ['the name of another', { name: '主会场' }, { name: '已经有同名的会场' }],
    ['the address of another', { slug: 'main' }, { slug: '这个网址已被别的会场使用' }],
    ['an address that is none', { slug: '红枣' }, { slug: '网址只用小写字母、数字和连字符，如 fresh-fruit' }],
    ['no goods', { rules: [] }, { 'rules.0.label': '至少要有一条规则或一件置顶商品' }],
    ['a rule without a title', { rules: [{ label: '' }] }, { 'rules.0.label': '请填写这一组的标题' }],
    ['an empty range of prices', { rules: [{ label: '百元', fromFen: 10_000, untilFen: 10_000 }] }, { 'rules.0.untilFen': '最高价要高于最低价' }],
    ['unlisted goods', { pins: [{ ...pin, productId: 'x' }] }, { 'pins.0.productId': '请选择在售的商品' }],
    ['goods twice', { pins: [pin, pin] }, { 'pins.1.productId': '这件商品已经置顶' }],
  ])('a venue with %s', (_, overrides, problems) => {
    expect(venueProblems({ ...venue, ...overrides }, [{ slug: 'main', name: '主会场' }], new Set(['a']))).toEqual(problems)
  })

  test('none of the venues that are proposed', () => {
    const venues = defaultVenues([{ id: 'r05', name: '五团', town: '沙河镇' }, { id: 'rPK', name: '阿拉尔经开区', town: null }])
    for (const one of venues) expect(venueProblems(one, venues.filter((other) => other !== one), new Set())).toEqual({})
  })

  test.each([
    [{ edition: 2027, name: '年货节' }, { edition: '2027 年的年货节已经有了' }],
    [{ edition: 1999, name: '年货节' }, { edition: '年份在 2025 到 2099 之间' }],
    [{ edition: 2028, name: '' }, { name: '请填写活动名称' }],
    [{ edition: 2028, name: '年货节' }, {}],
  ])('edition %o', (given, problems) => {
    expect(editionProblems(given, [2026, 2027])).toEqual(problems)
  })
})
