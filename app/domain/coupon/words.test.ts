import { describe, expect, test } from 'vitest'
import type { ScopeNames } from '#app/domain/coupon/scope-words.ts'
import { couponFace, couponTicket } from '#app/domain/coupon/words.ts'
import type { PromotionAction } from '#app/domain/promotion/types.ts'
import { couponDefinition } from '#tests/factories/promotions.ts'

const names: ScopeNames = {
  shop: { slug: 'heyan', name: '河沿枣园' },
  merchant: (id) => `店${id}`,
  category: (id) => `类${id}`,
  product: (id) => `品${id}`,
  goods: (id) => `货${id}`,
}
const first = { promotionId: 'p', version: 1 }
const platform: ScopeNames = { ...names, shop: null }
const detail = (ticket: ReturnType<typeof couponTicket>, term: string) => ticket.terms.find((row) => row.term === term)?.detail

test.each<[PromotionAction, string]>([
  [{ type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }, { thresholdFen: 19_950, offFen: 2_550 }] }, '¥10满99元可用'],
  [{ type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 500 }] }, '¥5无门槛'],
  [{ type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: 3 }, '¥30每满200元减一次'],
  [{ type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, '¥30每满200元减一次'],
  [{ type: 'PERCENT', steps: [{ thresholdFen: 9_900, offBps: 1_500 }], maxOffFen: 5_000 }, '8.5折满99元可用'],
  [{ type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 1_000 }] }, '9折满2件可用'],
  [{ type: 'UNIT_PRICE', items: [{ skuId: 'a', unitPriceFen: 6_900, promisedUnits: null, maxPerBuyer: null }] }, '¥69券后单价'],
  [{ type: 'GIFT', steps: [{ thresholdFen: 9_900, skuId: 'a', quantity: 1 }] }, '赠品满99元可用'],
  [{ type: 'FREIGHT', steps: [{ thresholdFen: 0, maxOffFen: null }] }, '免运费无门槛'],
  [{ type: 'FREIGHT', steps: [{ thresholdFen: 5_900, maxOffFen: 1_000 }] }, '¥10运费券 · 满59元可用'],
])('%j on the stub', (action, face) => {
  const { sign, amount, condition } = couponFace(action)
  expect(`${sign === '折' ? amount + sign : sign + amount}${condition}`).toBe(face)
})

describe('R-04: a ticket says threshold, window, scope, who may and what it combines with', () => {
  test.each([
    ['all of a shop', {}, names, '河沿枣园店内商品'],
    ['everything', {}, platform, '全场商品'],
    ['some shops', { scope: { merchantIds: ['1', '2', '3', '4'] } }, platform, '店1、店2、店3等 4 家店内商品'],
    ['kinds of goods', { scope: { categoryIds: ['1', '2'] } }, platform, '全场的类1、类2'],
    ['named goods', { scope: { skuIds: ['1', '2', '3', '4', '5'] } }, names, '河沿枣园店内的货1、货2、货3等 5 种'],
    ['named products of a kind', { scope: { productIds: ['1'], categoryIds: ['9'] } }, platform, '全场的类9，限品1'],
    ['all but some', { scope: { exceptSkuIds: ['1'] } }, platform, '全场商品，不含货1'],
    ['enrolled goods', { onlyEnrolled: true, scope: { skuIds: ['1'] } }, platform, '全场活动商品'],
  ])('scope: %s', (_, overrides, of, expected) => {
    expect(couponTicket(first, couponDefinition(overrides), of).scope).toBe(expected)
  })

  test.each([
    ['all lanes', {}, '可与其他各类优惠同时使用；同一件商品只用一张店铺优惠券'],
    ['none', { combinesWith: [] as const }, '不与其他优惠同时使用'],
    ['some', { combinesWith: ['PLATFORM_ORDER', 'SHIPPING'] as const }, '可与跨店满减、运费优惠同时使用，不与秒杀、单品优惠、店铺满减、平台优惠券同享；同一件商品只用一张店铺优惠券'],
  ])('combines with %s', (_, overrides, expected) => {
    expect(detail(couponTicket(first, couponDefinition(overrides), names), '叠加')).toBe(expected)
  })

  test('windows end with the day that they name; a claimed coupon says its own', () => {
    const definition = couponDefinition({})
    const ticket = couponTicket(first, definition, names)
    expect(detail(ticket, '优惠')).toBe('满 99 元减 10 元')
    expect(detail(ticket, '有效期')).toBe('1月15日 00:00 至 1月20日 24:00')
    expect(ticket.validity).toBe('1月20日 24:00 前可用')
    expect(detail(ticket, '领取')).toBe('1月15日 00:00 至 1月17日 24:00，每人限领 1 张，共 100 张')
    expect(detail(ticket, '兑付')).toContain('不再改变')
    const claimed = couponTicket(first, definition, names, { validFrom: new Date('2027-01-16T04:00:00Z'), validUntil: new Date('2027-01-18T16:00:00Z') })
    expect(detail(claimed, '有效期')).toBe('1月16日 12:00 至 1月18日 24:00')
    expect(claimed.validity).toBe('1月18日 24:00 前可用')
    expect(detail(claimed, '领取')).toBeUndefined()
    expect(couponTicket(first, couponDefinition({ coupon: { validity: { days: 7 } } }), names).validity).toBe('领取后 7 天内可用')
  })

  test('who may, where to', () => {
    const ticket = couponTicket(first, couponDefinition({ buyers: 'FIRST_ORDER', provinceCodes: ['330000'] }), names)
    expect(detail(ticket, '谁能用')).toBe('限在本站第一次下单的用户')
    expect(detail(ticket, '送达')).toBe('限送到浙江的订单')
  })
})
