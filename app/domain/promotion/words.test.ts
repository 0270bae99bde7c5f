import { describe, expect, test } from 'vitest'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { NextTier, NotAppliedReason, TierGain } from '#app/domain/promotion/types.ts'
import type { Names } from '#app/domain/promotion/words.ts'
import { appliedWords, gainWords, leftOutWords, namesIn, nextTierWords, notAppliedWords, promotionWords } from '#app/domain/promotion/words.ts'
import { cartLine, every200minus30, inLane, purchase } from '#tests/factories/promotions.ts'

const names: Names = { promotion: (id) => ({ shop: '店铺满减', every: '跨店满减' })[id] ?? null, goods: (id) => (id === 'towel' ? '纯棉毛巾' : null) }
const tier = (gain: TierGain): NextTier => ({ promotionId: 'p', version: 1, name: '优惠', lane: 'PLATFORM_ORDER', shortFen: 1_100, gain })

test('the festival’s cart says how far the next tier is', () => {
  const T002 = cartLine('T002', 8_800, { merchantId: 'm1' })
  const shop = inLane('MERCHANT_COUPON', { id: 'shop-99-10', name: '店铺券', merchantId: 'm1', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }] } })
  const quote = priceCart(purchase([T002, cartLine('T008', 8_900, { merchantId: 'm2' }), cartLine('T013', 7_990, { merchantId: 'm3' })], [every200minus30, shop]))
  expect(promotionWords(quote)).toEqual({
    applied: ['跨店每满200减30：已减 30.00 元'],
    notApplied: ['店铺券：还差 11.00 元可用：满 99 元减 10 元'],
    leftOut: [],
    nextTiers: ['再买 11.00 元减 10 元', '再买 143.10 元减 30 元'],
  })
})

test('what was left out is said with what it saved', () => {
  const shop = inLane('MERCHANT_ORDER', { id: 'shop', name: '店铺满减', merchantId: 'm1', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 5_000, offFen: 100 }, { thresholdFen: 15_000, offFen: 600 }] } })
  expect(promotionWords(priceCart(purchase([cartLine('a', 20_300)], [shop, every200minus30]))).leftOut).toEqual(['店铺满减：第 2 档未用，按第 1 档计算，为您多省 25.00 元'])
  expect(leftOutWords({ promotionId: 'shop', version: 1, name: '店铺满减', step: null, keptStep: 0, savedFen: 0 })).toBe('店铺满减：未使用，总价更低')
})

test.each<[TierGain, string]>([
  [{ type: 'off', offFen: 3_000 }, '减 30 元'],
  [{ type: 'off', offFen: 990 }, '减 9.90 元'],
  [{ type: 'percent', offBps: 1_500 }, '打 8.5 折'],
  [{ type: 'percent', offBps: 850 }, '打 9.15 折'],
  [{ type: 'percent', offBps: 333 }, '减 3.33%'],
  [{ type: 'percent', offBps: 10_000 }, '减 100%'],
  [{ type: 'gift', skuId: 'towel', quantity: 2 }, '送纯棉毛巾 2 件'],
  [{ type: 'gift', skuId: 'other', quantity: 1 }, '送赠品 1 件'],
  [{ type: 'freight', maxOffFen: null }, '包邮'],
  [{ type: 'freight', maxOffFen: 500 }, '减运费 5 元'],
])('a gain %o: %s', (gain, words) => {
  expect(gainWords(gain, names)).toBe(words)
  expect(nextTierWords(tier(gain), names)).toBe(`再买 11.00 元${words}`)
})

test('by units', () => {
  expect(nextTierWords({ promotionId: 'p', version: 1, name: '优惠', lane: 'PRODUCT', shortUnits: 2, gain: { type: 'percent', offBps: 1_000 } }, names)).toBe('再买 2 件打 9 折')
})

const at = new Date('2027-01-19T16:00:00Z')
const said: { [Kind in NotAppliedReason['kind']]: [Extract<NotAppliedReason, { kind: Kind }>, string][] } = {
  not_started: [[{ kind: 'not_started', startsAt: at }, '活动 1月20日 00:00 开始']],
  ended: [[{ kind: 'ended', endsAt: at }, '活动已于 1月19日 24:00 结束']],
  coupon_not_held: [[{ kind: 'coupon_not_held' }, '领券后可用']],
  coupon_not_started: [[{ kind: 'coupon_not_started', validFrom: at }, '优惠券 1月20日 00:00 起可用']],
  coupon_expired: [[{ kind: 'coupon_expired', validUntil: at }, '优惠券已于 1月19日 24:00 到期']],
  coupon_used: [[{ kind: 'coupon_used' }, '优惠券已使用，或正用于另一笔订单']],
  code_not_entered: [[{ kind: 'code_not_entered' }, '输入优惠码后可用']],
  no_goods: [[{ kind: 'no_goods' }, '还没有选购参加活动的商品']],
  destination_unknown: [[{ kind: 'destination_unknown' }, '选好收货地址后可知能否使用']],
  other_destinations: [[{ kind: 'other_destinations' }, '收货地区不在活动范围内']],
  other_channels: [[{ kind: 'other_channels' }, '限指定渠道下单使用']],
  sign_in_needed: [[{ kind: 'sign_in_needed' }, '登录后可用']],
  first_order_only: [[{ kind: 'first_order_only' }, '限首次下单使用']],
  other_buyers: [[{ kind: 'other_buyers' }, '限活动公示的买家使用']],
  uses_exhausted: [[{ kind: 'uses_exhausted' }, '名额已用完']],
  buyer_uses_exhausted: [[{ kind: 'buyer_uses_exhausted' }, '您的使用次数已用完']],
  budget_exhausted: [
    [{ kind: 'budget_exhausted', leftFen: 0 }, '活动补贴已用完'],
    [{ kind: 'budget_exhausted', leftFen: 99 }, '活动补贴只剩 0.99 元，不够这一档'],
  ],
  units_exhausted: [[{ kind: 'units_exhausted' }, '优惠价的商品已售完']],
  buyer_units_exhausted: [[{ kind: 'buyer_units_exhausted' }, '优惠价的商品您已买满限购数量']],
  below_threshold: [[{ kind: 'below_threshold', haveFen: 8_800, needFen: 9_900 }, '还差 11.00 元可用：满 99 元起']],
  below_units: [[{ kind: 'below_units', have: 1, need: 3 }, '还差 2 件可用：满 3 件起']],
  not_combinable: [[{ kind: 'not_combinable', with: ['shop', 'every'] }, '不与「店铺满减」、「跨店满减」同享']],
  shut_out: [[{ kind: 'shut_out', by: ['shop'] }, '已享「店铺满减」，不再叠加']],
  beaten: [
    [{ kind: 'beaten', by: ['every'] }, '「跨店满减」更优惠，已为您选用'],
    [{ kind: 'beaten', by: ['unknown'] }, '其他优惠更优惠，已为您选用'],
  ],
  at_floor: [[{ kind: 'at_floor' }, '商品已到最低价，不再减']],
  not_cheaper: [[{ kind: 'not_cheaper' }, '现在的价格已不高于活动价']],
  gift_out_of_stock: [
    [{ kind: 'gift_out_of_stock', skuId: 'towel' }, '纯棉毛巾已送完'],
    [{ kind: 'gift_out_of_stock', skuId: 'other' }, '赠品已送完'],
  ],
  no_freight: [[{ kind: 'no_freight' }, '本单没有要减免的运费']],
  left_out: [
    [{ kind: 'left_out', savedFen: 2_400 }, '不用它更省，已为您多省 24.00 元'],
    [{ kind: 'left_out', savedFen: 0 }, '不用它总价更低'],
  ],
}

describe('every reason has its words', () => {
  test.each(Object.entries(said).flatMap(([kind, all]) => all.map(([reason, words]) => [kind, words, reason] as const)))('%s: %s', (_, words, reason) => {
    expect(notAppliedWords(reason, names)).toBe(words)
  })

  test('with the tier that is to be had', () => {
    expect(notAppliedWords({ kind: 'below_threshold', haveFen: 8_800, needFen: 9_900 }, names, tier({ type: 'off', offFen: 1_000 }))).toBe('还差 11.00 元可用：满 99 元减 10 元')
    expect(notAppliedWords({ kind: 'below_units', have: 1, need: 3 }, names, tier({ type: 'percent', offBps: 1_000 }))).toBe('还差 2 件可用：满 3 件打 9 折')
  })
})

test('what applied: money, freight, gifts, and what the lowest price did not let through', () => {
  const applied = { promotionId: 'shop', version: 1, name: '店铺满减', couponId: null, step: 1, baseFen: 9_900, droppedFen: 0, funders: [], withheld: [] }
  expect(appliedWords({ ...applied, lane: 'MERCHANT_ORDER', amountFen: 1_000 })).toBe('已减 10.00 元')
  expect(appliedWords({ ...applied, lane: 'MERCHANT_ORDER', amountFen: 200, droppedFen: 800 })).toBe('已减 2.00 元（商品已到最低价，另有 8.00 元未减）')
  expect(appliedWords({ ...applied, lane: 'SHIPPING', amountFen: 500 })).toBe('运费已减 5.00 元')
  expect(appliedWords({ ...applied, lane: 'MERCHANT_ORDER', amountFen: 0 })).toBe('赠品随单送出')
})

test('names come from the quote, those of goods also from the page', () => {
  const gift = inLane('MERCHANT_ORDER', { id: 'gift', name: '买赠', kind: 'gift_with_purchase', merchantId: 'm1', action: { type: 'GIFT', steps: [{ thresholdFen: 5_000, skuId: 'towel', quantity: 1 }] } })
  const quote = priceCart(purchase([cartLine('a', 5_000)], [gift], { gifts: new Map([['towel', { name: '纯棉毛巾', priceFen: 1_330, free: 1 }]]) }))
  const found = namesIn(quote, new Map([['honey', '棉花蜜']]))
  expect([found.promotion('gift'), found.promotion('x'), found.goods('towel'), found.goods('honey'), found.goods('x')]).toEqual(['买赠', null, '纯棉毛巾', '棉花蜜', null])
})
