import { describe, expect, test } from 'vitest'
import { announceWords } from '#app/domain/promotion/announce.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { closeGaps } from '#app/domain/promotion/editor-action.ts'
import { editorFields, editorValues, readEditor } from '#app/domain/promotion/editor.ts'
import { recipeFor, recipeOf, recipes } from '#app/domain/promotion/recipes.ts'
import { definition } from '#tests/factories/promotions.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const merchant = [{ funder: 'MERCHANT', bps: 10_000 }] as const
const terms = { claimFrom: shanghai('2027-01-01 10:00'), claimUntil: shanghai('2027-01-17 00:00'), quantity: 500, perPerson: 1, code: null, validity: { from: shanghai('2027-01-15 00:00'), until: shanghai('2027-01-18 00:00') } }

const made: Record<(typeof recipes)[number]['id'], [PromotionDefinition, string | null]> = {
  'cross-every': [definition({ name: '跨店每满200减30', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, onlyEnrolled: true, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }], limits: { budgetFen: 5_000_000, uses: 1_000, usesPerBuyer: 2 } }), null],
  'cross-threshold': [definition({ scope: { categoryIds: ['dates', 'nuts'] }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 30_000, offFen: 4_000 }, { thresholdFen: 50_000, offFen: 8_050 }] }, combinesWith: [] }), null],
  'shop-threshold': [definition({ kind: 'shop_threshold', lane: 'MERCHANT_ORDER', funders: merchant }), 'm1'],
  ladder: [definition({ kind: 'ladder', lane: 'PRODUCT', scope: { skuIds: ['a', 'b'] }, action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 500 }, { units: 3, offBps: 1_250 }] }, funders: merchant }), 'm1'],
  markdown: [definition({ kind: 'item_markdown', lane: 'PRODUCT', action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 7_990, promisedUnits: 20, maxPerBuyer: null }, { skuId: 'b', unitPriceFen: 6_900, promisedUnits: null, maxPerBuyer: 1 }] }, funders: merchant }), 'm1'],
  flash: [definition({ kind: 'flash_sale', lane: 'FLASH', startsAt: shanghai('2027-01-15 20:00'), endsAt: shanghai('2027-01-15 22:00'), action: { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: 50, maxPerBuyer: 1 }] }, funders: merchant }), 'm1'],
  coupon: [definition({ kind: 'coupon', lane: 'MERCHANT_COUPON', needs: 'CLAIM', funders: merchant, startsAt: terms.claimFrom, endsAt: terms.validity.until, coupon: { ...terms, code: 'ZAO2027' } }), 'm1'],
  'percent-coupon': [definition({ kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM', buyers: 'FIRST_ORDER', action: { type: 'PERCENT', steps: [{ thresholdFen: 10_000, offBps: 1_000 }], maxOffFen: 2_000 }, startsAt: terms.claimFrom, endsAt: shanghai('2027-01-25 00:00'), coupon: { ...terms, validity: { days: 7 } } }), null],
  gift: [definition({ kind: 'gift_with_purchase', action: { type: 'GIFT', steps: [{ thresholdFen: 19_900, skuId: 'towel', quantity: 1 }] } }), null],
  'free-shipping': [definition({ kind: 'free_shipping', lane: 'SHIPPING', provinceCodes: ['330000', '310000'], action: { type: 'FREIGHT', steps: [{ thresholdFen: 5_900, maxOffFen: 600 }, { thresholdFen: 9_900, maxOffFen: null }] }, funders: [{ funder: 'BRAND_FUND', bps: 10_000 }] }), null],
}

describe('what the editor shows is read back as the same', () => {
  test.each(recipes.map(({ id }) => id))('%s', (id) => {
    const [model, merchantId] = made[id]
    expect(recipeFor(model)?.id).toBe(id)
    const values = editorValues(model)
    expect(Object.keys(values).filter((field) => !editorFields.includes(field))).toEqual([])
    expect(readEditor(values, recipeOf(id)!, merchantId, null)).toEqual({ ok: true, definition: model })
  })

  test('what the editor does not ask for stays', () => {
    const model = definition({ channels: ['wechat_group'], shuts: ['PLATFORM_COUPON'], combinesWith: ['SHIPPING'], scope: { categoryIds: ['dates'], exceptSkuIds: ['x'] }, buyers: { tiers: ['union'] } })
    expect(readEditor(editorValues(model), recipeOf('cross-threshold')!, null, model)).toEqual({ ok: true, definition: model })
  })
})

describe('what cannot be read is said beside its field', () => {
  const values = editorValues(made.markdown[0])
  test.each([
    ['name', '', '请填写活动名称'],
    ['name', '年'.repeat(31), '活动名称最多 30 个字'],
    ['startsAt', '', '请填写开始时间'],
    ['endsAt', '2027-02-30T00:00', '没有这个时间，请重新填写结束时间，如 2027-01-15 00:00'],
    ['action.items.0.unitPriceFen', '79.9.9', '活动价请填数字，最多两位小数'],
    ['action.items.0.unitPriceFen', '-1', '活动价请填数字，最多两位小数'],
    ['action.items.0.unitPriceFen', '', '请填写活动价'],
    ['action.items.0.skuId', '', '请选择商品'],
    ['action.items.0.promisedUnits', '0', '承诺件数要是大于 0 的整数'],
    ['limits.budgetFen', '1e5', '预算请填数字，最多两位小数'],
    ['limits.uses', '1.5', '总次数要是大于 0 的整数'],
  ])('%s: %j', (field, typed, sentence) => {
    expect(readEditor({ ...values, [field]: typed }, recipeOf('markdown')!, 'm1', null)).toEqual({ ok: false, problems: { [field]: sentence } })
  })

  test.each([['8.5', 1_500], ['9', 1_000], ['7.75', 2_250], ['８．８', 1_200]])('%s 折 is %i off', (typed, offBps) => {
    const read = readEditor({ ...editorValues(made.ladder[0]), 'action.steps.1.offBps': typed }, recipeOf('ladder')!, 'm1', null)
    expect(read.ok && read.definition.action).toMatchObject({ steps: [{ offBps: 500 }, { offBps }] })
  })
  test.each(['', '85', '十', '8.555'])('%j is no 折', (typed) => {
    expect(readEditor({ ...editorValues(made.ladder[0]), 'action.steps.1.offBps': typed }, recipeOf('ladder')!, 'm1', null).ok).toBe(false)
  })

  test('empty rows between are closed, so that a sentence stands in the row it is about', () => {
    expect(closeGaps({ name: 'x', 'action.steps.0.units': '', 'action.steps.0.offBps': '', 'action.steps.2.units': '3', 'action.steps.1.units': '2' })).toEqual({ name: 'x', 'action.steps.0.units': '2', 'action.steps.1.units': '3' })
  })
})

describe('R-04: what shoppers will read', () => {
  const names = { category: (id: string) => ({ dates: '红枣', nuts: '坚果' })[id] ?? id, goods: (id: string) => ({ a: '灰枣', b: '骏枣', towel: '纯棉毛巾' })[id] ?? id, price: (id: string) => (id === 'towel' ? 1_330 : null) }
  test.each([
    ['cross-every', '1月15日 00:00 至 1月17日 24:00，全场活动商品，每满 200 元减 30 元，上不封顶，每人限用 2 次'],
    ['cross-threshold', '1月15日 00:00 至 1月17日 24:00，全场红枣、坚果，满 300 元减 40 元，满 500 元减 80.50 元，不与其他优惠同享'],
    ['shop-threshold', '1月15日 00:00 至 1月17日 24:00，河沿枣园店内，满 200 元减 30 元'],
    ['ladder', '1月15日 00:00 至 1月17日 24:00，河沿枣园店内指定的灰枣、骏枣，满 2 件 9.5 折，满 3 件 8.75 折'],
    ['markdown', '1月15日 00:00 至 1月17日 24:00，河沿枣园，灰枣 79.90 元，共 20 件；骏枣 69 元，每人限购 1 件'],
    ['flash', '1月15日 20:00 至 1月15日 22:00，河沿枣园，灰枣 69 元，共 50 件，每人限购 1 件'],
    ['coupon', '1月1日 10:00 至 1月16日 24:00 领取，每人 1 张，共 500 张，1月15日 00:00 至 1月17日 24:00 可用，河沿枣园店内，满 200 元减 30 元'],
    ['percent-coupon', '1月1日 10:00 至 1月16日 24:00 领取，每人 1 张，共 500 张，领取后 7 天内可用，全场，满 100 元打 9 折，最多减 20 元，限首次下单'],
    ['gift', '1月15日 00:00 至 1月17日 24:00，全场，满 199 元送纯棉毛巾 × 1（现价 13.30 元）'],
    ['free-shipping', '1月15日 00:00 至 1月17日 24:00，全场，满 59 元每个包裹减运费 6 元，满 99 元免运费，限送到浙江、上海'],
  ] as const)('%s', (id, sentence) => {
    const [model, merchantId] = made[id]
    expect(announceWords(model, { ...names, shop: merchantId && '河沿枣园' })).toBe(sentence)
  })

  test.each<[string, Partial<PromotionDefinition>, string]>([
    ['goods, channels and tiers that are left out', { scope: { categoryIds: ['dates'], exceptSkuIds: ['a'] }, channels: ['wechat_group'], buyers: { tiers: ['工会'] } }, '灰枣除外，限工会，限指定渠道进入'],
    ['lanes that do not combine', { combinesWith: ['PRODUCT', 'PLATFORM_ORDER', 'SHIPPING', 'MERCHANT_COUPON'], shuts: ['MERCHANT_COUPON'] }, '不与秒杀、店铺满减、店铺优惠券、平台优惠券同享'],
  ])('exclusions: %s', (_, overrides, words) => {
    expect(announceWords(definition({ ...overrides, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 500 }] } }), { ...names, shop: null }).endsWith(`减 5 元，${words}`)).toBe(true)
  })

  test('a price with its units and its limit per buyer', () => {
    const [markdown] = made.markdown
    const action = { type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: 1_500, maxPerBuyer: 5 }] } as const
    expect(announceWords({ ...markdown, action: { ...action, items: [...action.items] } }, { ...names, shop: '河沿枣园' })).toBe('1月15日 00:00 至 1月17日 24:00，河沿枣园，灰枣 69 元，共 1500 件，每人限购 5 件')
  })
})
