import { describe, expect, test } from 'vitest'
import type { DefinitionFacts, DefinitionGoods } from '#app/domain/promotion/check-definition.ts'
import { checkDefinition, goodsOf, percentWords } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { definition } from '#tests/factories/promotions.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const goods = (skuId: string, merchantId: string, listPriceFen: number, overrides: Partial<DefinitionGoods> = {}): DefinitionGoods => ({
  skuId, productId: `p-${skuId}`, categoryId: 'dates', merchantId, name: skuId, listPriceFen, floorPriceFen: Math.floor(listPriceFen * 0.7), freeUnits: 100, ...overrides,
})
const facts = (overrides: Partial<DefinitionFacts> = {}): DefinitionFacts => ({
  merchantId: null,
  goods: [goods('灰枣', 'm1', 8_800), goods('骏枣', 'm1', 3_680), goods('苹果', 'm2', 8_900, { categoryId: 'fresh-fruit' })],
  span: { startsAt: shanghai('2026-11-20 00:00'), endsAt: shanghai('2027-03-23 00:00') },
  others: [],
  taken: { budgetFen: 0, uses: 0, coupons: 0, units: {} },
  ...overrides,
})
const problems = (overrides: Partial<PromotionDefinition>, given: Partial<DefinitionFacts> = {}) => checkDefinition(definition(overrides), facts(given))

const priced = (unitPriceFen: number, extra: { skuId?: string; promisedUnits?: number | null; maxPerBuyer?: number | null } = {}) =>
  ({ type: 'UNIT_PRICE', items: [{ skuId: '灰枣', unitPriceFen, promisedUnits: null, maxPerBuyer: null, ...extra }] }) as const
const markdown = { kind: 'item_markdown', lane: 'PRODUCT', action: priced(7_900), funders: [{ funder: 'MERCHANT', bps: 10_000 }] } as const satisfies Partial<PromotionDefinition>
const terms = { claimFrom: shanghai('2027-01-01 00:00'), claimUntil: shanghai('2027-01-17 00:00'), quantity: 500, perPerson: 1, code: null, validity: { from: shanghai('2027-01-15 00:00'), until: shanghai('2027-01-18 00:00') } }
const coupon = { kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM', coupon: terms } as const satisfies Partial<PromotionDefinition>
const threshold = (...steps: [number, number][]) => ({ type: 'THRESHOLD', steps: steps.map(([thresholdFen, offFen]) => ({ thresholdFen, offFen })) }) as const

describe('a promotion that may be published', () => {
  test.each<[string, Partial<PromotionDefinition>, Partial<DefinitionFacts>]>([
    ['the platform’s 满减', {}, {}],
    ['with a share of merchants who have enrolled', { onlyEnrolled: true, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] }, {}],
    ['an item price of a shop', markdown, { merchantId: 'm1' }],
    ['as many units as there are', { ...markdown, action: priced(7_900, { promisedUnits: 100, maxPerBuyer: 2 }) }, { merchantId: 'm1' }],
    ['a price at the floor', { ...markdown, action: priced(6_160) }, { merchantId: 'm1' }],
    ['满件折', { kind: 'ladder', lane: 'PRODUCT', action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 1_000 }, { units: 3, offBps: 1_500 }] } }, {}],
    ['a coupon', coupon, {}],
    ['a coupon without a threshold', { ...coupon, action: threshold([0, 500]) }, {}],
    ['a gift', { kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 19_900, skuId: '骏枣', quantity: 1 }] } }, {}],
    ['free shipping', { kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 5_900, maxOffFen: null }] }, funders: [{ funder: 'BRAND_FUND', bps: 10_000 }] }, {}],
  ])('%s', (_, overrides, given) => {
    expect(problems(overrides, given)).toEqual({})
  })
})

describe('what is refused, beside its field', () => {
  test.each<[string, Partial<PromotionDefinition>, Partial<DefinitionFacts>, Record<string, string>]>([
    ['no name', { name: ' ' }, {}, { name: '请填写活动名称' }],
    ['an end before its beginning', { endsAt: shanghai('2027-01-14 00:00') }, {}, { endsAt: '结束要晚于开始' }],
    ['a moment without length', { endsAt: shanghai('2027-01-15 00:00') }, {}, { endsAt: '结束要晚于开始' }],
    ['outside the festival', { startsAt: shanghai('2026-11-19 23:59'), endsAt: shanghai('2027-03-23 00:01') }, {}, { startsAt: '不能早于年货节开始（11月20日 00:00）', endsAt: '不能晚于年货节结束（3月23日 00:00）' }],
    ['shares of 99.99 %', { funders: [{ funder: 'PLATFORM', bps: 6_666 }, { funder: 'BRAND_FUND', bps: 3_333 }] }, {}, { funders: '出资比例合计要等于 100%，现在是 99.99%' }],
    ['nobody who pays', { funders: [] }, {}, { funders: '出资比例合计要等于 100%，现在是 0%' }],
    ['one who pays nothing', { funders: [{ funder: 'PLATFORM', bps: 10_000 }, { funder: 'AID_FUND', bps: 0 }] }, {}, { funders: '不出资的一方请留空' }],
    ['one who pays twice', { funders: [{ funder: 'PLATFORM', bps: 5_000 }, { funder: 'PLATFORM', bps: 5_000 }] }, {}, { funders: '同一出资方只能填一次' }],
    ['R-51: merchants who pay without having enrolled', { funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] }, {}, { onlyEnrolled: '要商家出资，只能用于商家自己报名的商品（不得强制参加）' }],
    ['enrolled goods outside a festival', { onlyEnrolled: true }, { span: null }, { onlyEnrolled: '只有年货节里的活动才能限于报名商品' }],
    ['a kind with a foreign action', { kind: 'free_shipping' }, {}, { kind: '优惠方式和活动类型不符，请重新选择类型' }],
    ['a shop’s 满减 without a shop', { kind: 'shop_threshold', lane: 'MERCHANT_ORDER' }, {}, { merchantId: '店铺优惠要选择是哪家店' }],
    ['跨店满减 of one shop', {}, { merchantId: 'm1' }, { merchantId: '跨店优惠不属于任何一家店' }],
    ['a shop’s coupon in the platform’s lane', coupon, { merchantId: 'm1' }, { kind: '优惠方式和活动类型不符，请重新选择类型' }],
    ['a claim that is no coupon', { needs: 'CLAIM' }, {}, { kind: '只有优惠券需要领取，请重新选择类型' }],
    ['a budget of nothing', { limits: { budgetFen: 0, uses: null, usesPerBuyer: null } }, {}, { 'limits.budgetFen': '预算要大于 0 元；不限请留空' }],
    ['a budget below what is taken', { limits: { budgetFen: 10_000, uses: null, usesPerBuyer: null } }, { taken: { budgetFen: 10_001, uses: 0, coupons: 0, units: {} } }, { 'limits.budgetFen': '已经用掉 100.01 元，不能少于它' }],
    ['fewer uses than were made', { limits: { budgetFen: null, uses: 3, usesPerBuyer: 4 } }, { taken: { budgetFen: 0, uses: 4, coupons: 0, units: {} } }, { 'limits.uses': '已经用了 4 次，不能少于它', 'limits.usesPerBuyer': '每人次数不能多于总次数' }],
    ['goods of another shop', { ...markdown, scope: { skuIds: ['苹果'] } }, { merchantId: 'm1' }, { scope: '店铺活动只能选自己店里在售的商品' }],
    ['a scope without goods', { scope: { categoryIds: ['liquor'] } }, {}, { scope: '这个范围里没有在售的商品' }],
  ])('%s', (_, overrides, given, expected) => {
    expect(problems(overrides, given)).toEqual(expected)
  })

  test.each<[string, Partial<PromotionDefinition>, Record<string, string>]>([
    ['no steps', { action: threshold() }, { 'action.steps.0': '至少要填一档优惠' }],
    ['满100减100', { action: threshold([10_000, 10_000]) }, { 'action.steps.0.offFen': '减的金额要小于门槛' }],
    ['nothing off', { action: threshold([10_000, 0]) }, { 'action.steps.0.offFen': '减的金额要大于 0 元' }],
    ['no threshold where there is no coupon', { action: threshold([0, 500]) }, { 'action.steps.0.thresholdFen': '门槛要大于 0 元' }],
    ['steps that fall', { action: threshold([20_000, 3_000], [10_000, 4_000]) }, { 'action.steps.1.thresholdFen': '门槛要比上一档高' }],
    ['a higher step that gives less', { action: threshold([10_000, 1_000], [20_000, 1_000]) }, { 'action.steps.1.offFen': '减的金额要比上一档多' }],
    ['每满100减100', { action: { type: 'EVERY', thresholdFen: 10_000, offFen: 10_000, maxTimes: null } }, { 'action.steps.0.offFen': '减的金额要小于门槛' }],
    ['every 0 off', { action: { type: 'EVERY', thresholdFen: 10_000, offFen: 0, maxTimes: null } }, { 'action.steps.0.offFen': '减的金额要大于 0 元' }],
    ['95 % off', { action: { type: 'PERCENT', steps: [{ thresholdFen: 10_000, offBps: 9_500 }], maxOffFen: null } }, { 'action.steps.0.offBps': '折扣在 1 折到 9.9 折之间，如 8.5 折填 8.5' }],
    ['at most nothing', { action: { type: 'PERCENT', steps: [{ thresholdFen: 10_000, offBps: 500 }], maxOffFen: 0 } }, { 'action.maxOffFen': '最多减的金额要大于 0 元；不限请留空' }],
    ['三件 dearer than two', { kind: 'ladder', lane: 'PRODUCT', action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 1_500 }, { units: 3, offBps: 1_000 }] } }, { 'action.steps.1.offBps': '折扣要比上一档更优惠' }],
    ['折 below a floor', { kind: 'ladder', lane: 'PRODUCT', action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 3_100 }] } }, { 'action.steps.0.offBps': '「灰枣」折后 60.72 元，低于底价 61.60 元' }],
    ['a gift that is not on sale', { kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 10_000, skuId: '玉米', quantity: 1 }] } }, { 'action.steps.0.skuId': '请选择在售的商品作赠品' }],
    ['more gifts than there are', { kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 10_000, skuId: '骏枣', quantity: 101 }] } }, { 'action.steps.0.quantity': '赠品只剩 100 件' }],
    ['freight less than before', { kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 5_000, maxOffFen: null }, { thresholdFen: 9_000, maxOffFen: 600 }] } }, { 'action.steps.1.maxOffFen': '减免的运费要比上一档多' }],
  ])('the discount: %s', (_, overrides, expected) => {
    expect(problems(overrides)).toEqual(expected)
  })

  test.each<[string, PromotionDefinition['action'], Record<string, string>]>([
    ['no goods', { type: 'UNIT_PRICE', items: [] }, { 'action.items.0.skuId': '至少要选一件商品' }],
    ['unknown goods', priced(7_900, { skuId: '玉米' }), { 'action.items.0.skuId': '请选择在售的商品' }],
    ['goods of another shop', priced(7_900, { skuId: '苹果' }), { 'action.items.0.skuId': '店铺活动只能选自己店里在售的商品' }],
    ['the same goods twice', { type: 'UNIT_PRICE', items: [...priced(7_900).items, ...priced(7_800).items] }, { 'action.items.1.skuId': '这件商品已经填过' }],
    ['a price below the floor', priced(6_159), { 'action.items.0.unitPriceFen': '低于商家底价 61.60 元' }],
    ['a price of nothing', priced(0), { 'action.items.0.unitPriceFen': '活动价要大于 0 元' }],
    ['no reduction', priced(8_800), { 'action.items.0.unitPriceFen': '要低于日常价 88.00 元' }],
    ['more units than there are', priced(7_900, { promisedUnits: 101 }), { 'action.items.0.promisedUnits': '最多承诺 100 件，可卖库存不够' }],
    ['more for one than for all', priced(7_900, { promisedUnits: 10, maxPerBuyer: 11 }), { 'action.items.0.maxPerBuyer': '每人限购不能多于总件数' }],
  ])('a unit price: %s', (_, action, expected) => {
    expect(problems({ ...markdown, action }, { merchantId: 'm1' })).toEqual(expected)
  })

  test('R-10: a flash sale without a quantity; units that another one has promised; units that are sold', () => {
    const flash = { ...markdown, kind: 'flash_sale', lane: 'FLASH', startsAt: shanghai('2027-01-15 20:00'), endsAt: shanghai('2027-01-16 20:00') } as const
    const priced = (unitPriceFen: number, extra: { promisedUnits?: number; maxPerBuyer?: number | null }) =>
      ({ type: 'UNIT_PRICE', items: [{ skuId: '灰枣', unitPriceFen, promisedUnits: null, maxPerBuyer: 1, ...extra }] }) as const
    const elsewhere = { merchantId: 'm1', definition: definition({ ...markdown, name: '直降', action: priced(8_000, { promisedUnits: 30 }) }) }
    expect(problems(flash, { merchantId: 'm1' })).toEqual({ 'action.items.0.promisedUnits': '秒杀要写明数量', 'action.items.0.maxPerBuyer': '秒杀要写明每人限购几件' })
    expect(problems({ ...flash, endsAt: shanghai('2027-01-16 20:01'), action: priced(7_900, { promisedUnits: 5 }) }, { merchantId: 'm1' })).toEqual({ endsAt: '秒杀最长 24 小时；更长的请用「单品直降」' })
    expect(problems({ ...flash, action: priced(7_900, { promisedUnits: 71 }) }, { merchantId: 'm1', others: [elsewhere] })).toEqual({ 'action.items.0.promisedUnits': '最多承诺 70 件，可卖库存不够' })
    expect(problems({ ...flash, action: priced(7_900, { promisedUnits: 70 }) }, { merchantId: 'm1', others: [elsewhere] })).toEqual({})
    const taken = { budgetFen: 0, uses: 0, coupons: 0, units: { 灰枣: 5 } }
    expect(problems({ ...flash, action: priced(7_900, { promisedUnits: 105 }) }, { merchantId: 'm1', taken })).toEqual({})
    expect(problems({ ...flash, action: priced(7_900, { promisedUnits: 4 }) }, { merchantId: 'm1', taken })).toEqual({ 'action.items.0.promisedUnits': '已经卖出 5 件，不能少于它' })
  })

  test.each<[string, Partial<PromotionDefinition['coupon'] & object>, Record<string, string>]>([
    ['a claim that ends before it begins', { claimUntil: shanghai('2027-01-01 00:00') }, { 'coupon.claimUntil': '领取结束要晚于领取开始' }],
    ['a claim outside the festival', { claimFrom: shanghai('2026-11-01 00:00') }, { 'coupon.claimFrom': '不能早于年货节开始（11月20日 00:00）' }],
    ['more for one than for all', { quantity: 1, perPerson: 2 }, { 'coupon.perPerson': '每人张数不能多于总张数' }],
    ['a heap for one', { perPerson: 11 }, { 'coupon.perPerson': '每人最多 10 张' }],
    ['a word that is none', { code: '年货' }, { 'coupon.code': '口令是 4 到 16 位大写字母或数字' }],
    ['a use that ends before it begins', { validity: { from: shanghai('2027-01-18 00:00'), until: shanghai('2027-01-18 00:00') } }, { 'coupon.validUntil': '有效期结束要晚于开始' }],
    ['a use that is over while it is still claimed', { validity: { from: shanghai('2027-01-15 00:00'), until: shanghai('2027-01-16 23:59') } }, { 'coupon.validUntil': '有效期不能在领取结束之前就过完' }],
    ['a use for ever', { validity: { days: 91 } }, { 'coupon.validDays': '有效期最长 90 天' }],
  ])('a coupon: %s', (_, overrides, expected) => {
    expect(problems({ ...coupon, coupon: { ...terms, ...overrides } })).toEqual(expected)
  })

  test('a coupon’s word that another one has, and fewer coupons than were claimed', () => {
    const other = { merchantId: null, definition: definition({ ...coupon, coupon: { ...terms, code: 'NIANHUO' } }) }
    expect(problems({ ...coupon, coupon: { ...terms, code: 'NIANHUO' } }, { others: [other] })).toEqual({ 'coupon.code': '这个口令已被别的优惠券使用' })
    expect(problems(coupon, { taken: { budgetFen: 0, uses: 0, coupons: 501, units: {} } })).toEqual({ 'coupon.quantity': '已经领走 501 张，不能少于它' })
  })
})

describe('overlapping itself', () => {
  const other = (overrides: Partial<PromotionDefinition>, merchantId: string | null = 'm1') => ({ merchantId, definition: definition({ name: '别的活动', ...overrides }) })

  test.each<[string, Partial<PromotionDefinition>, string]>([
    ['the same goods at two prices', { ...markdown, action: priced(8_000) }, 'action.items.0.skuId'],
    ['a percentage on the same goods', { kind: 'ladder', lane: 'PRODUCT', action: { type: 'ITEM_PERCENT', steps: [{ units: 1, offBps: 500 }] } }, 'action.items.0.skuId'],
  ])('item lanes: %s', (_, overrides, path) => {
    expect(problems(markdown, { merchantId: 'm1', others: [other(overrides)] })).toEqual({ [path]: '「灰枣」同一时间已在「别的活动」里，时间不能重叠' })
  })

  test('half-open: one may begin as another ends', () => {
    const before = other({ ...markdown, startsAt: shanghai('2027-01-10 00:00'), endsAt: shanghai('2027-01-15 00:00') })
    const intoIt = other({ ...markdown, startsAt: shanghai('2027-01-10 00:00'), endsAt: shanghai('2027-01-15 00:01') })
    expect(problems(markdown, { merchantId: 'm1', others: [before] })).toEqual({})
    expect(problems(markdown, { merchantId: 'm1', others: [intoIt] })).not.toEqual({})
  })

  test('other lanes: the same kind of the same owner, about the same goods', () => {
    const second = { startsAt: '「灰枣」同一时间已在「别的活动」里，时间不能重叠' }
    expect(problems({}, { others: [other({}, null)] })).toEqual(second)
    expect(problems({ scope: { categoryIds: ['fresh-fruit'] } }, { others: [other({ scope: { categoryIds: ['dates'] } }, null)] })).toEqual({})
    const gift = { kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 10_000, skuId: '骏枣', quantity: 1 }] } } as const
    expect(problems(gift, { others: [other({}, null)] })).toEqual({})
    const shop = { kind: 'shop_threshold', lane: 'MERCHANT_ORDER', funders: [{ funder: 'MERCHANT', bps: 10_000 }] } as const
    expect(problems(shop, { merchantId: 'm1', others: [other(shop, 'm2')] })).toEqual({})
    expect(problems(shop, { merchantId: 'm1', others: [other(shop, 'm1')] })).toEqual(second)
    expect(problems(coupon, { others: [other(coupon, null)] })).toEqual({})
  })
})

test('goods of a promotion are those of its shop and scope', () => {
  const names = (overrides: Partial<PromotionDefinition>, merchantId: string | null) => goodsOf(definition(overrides), facts({ merchantId })).map(({ skuId }) => skuId)
  expect(names({}, null)).toEqual(['灰枣', '骏枣', '苹果'])
  expect(names({}, 'm1')).toEqual(['灰枣', '骏枣'])
  expect(names({ scope: { categoryIds: ['fresh-fruit'] } }, null)).toEqual(['苹果'])
  expect(names(markdown, 'm1')).toEqual(['灰枣'])
})

test.each([[3_333, '33.33%'], [10_000, '100%'], [6_670, '66.7%']])('%i basis points are %s', (bps, words) => {
  expect(percentWords(bps)).toBe(words)
})
