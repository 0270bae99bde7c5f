import type { Funder, NotAppliedReason } from '#app/domain/promotion/types.ts'
import type { ClaimState } from '#app/domain/promotion/budget.ts'
import type { PromotionOutcome } from '#app/domain/promotion/rehearsal-report.ts'
import type { LeftAside } from '#app/domain/promotion/rehearsal-views.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'

export const funderNames: Record<Funder, string> = { MERCHANT: '商家', PLATFORM: '平台', BRAND_FUND: '品牌资金', AID_FUND: '援疆资金' }

export const claimStateNames: Record<ClaimState, string> = { HELD: '待支付', USED: '已支付', RELEASED: '已关闭' }

/** 12345 → 123.45, with thousands separators. */
export const yuan = (fen: Fen): string => formatYuan(fen, { grouped: true })

/** A share of the whole with one decimal; the whole 0: a dash. */
export function percentWords(part: Fen, whole: Fen): string {
  return whole === 0 ? '—' : `${((part * 100) / whole).toFixed(1)}%`
}

const reasonNames: Record<NotAppliedReason['kind'], string> = {
  not_started: '那时还没开始',
  ended: '那时已结束',
  coupon_not_held: '没有券可用',
  coupon_not_started: '券还没到使用时间',
  coupon_expired: '券已过期',
  coupon_used: '券已用过',
  code_not_entered: '没有输入优惠码',
  no_goods: '没有买参加的商品',
  destination_unknown: '不知道收货地',
  other_destinations: '收货地不参加',
  other_channels: '渠道不参加',
  sign_in_needed: '没有登录',
  first_order_only: '不是首单',
  other_buyers: '买家不参加',
  uses_exhausted: '次数已用完',
  buyer_uses_exhausted: '每人次数已用完',
  budget_exhausted: '预算不够',
  units_exhausted: '活动数量已售完',
  buyer_units_exhausted: '每人限购已满',
  below_threshold: '金额没到门槛',
  below_units: '件数没到门槛',
  not_combinable: '不能和别的优惠同享',
  shut_out: '被别的优惠排除',
  beaten: '别的优惠更划算',
  at_floor: '已到底价',
  not_cheaper: '不比现价便宜',
  gift_out_of_stock: '赠品已送完',
  no_freight: '没有运费可免',
  left_out: '不用它总价更低',
}

/** Why carts went without a promotion, the most frequent reason first. */
export function reasonsWords(reasons: PromotionOutcome['reasons']): string {
  return (Object.entries(reasons) as [NotAppliedReason['kind'], number][])
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${reasonNames[kind]} ${count} 单`)
    .join('，')
}

/** Whether limits hold out: “预算在第 312 单用完”. */
export function limitWords({ budgetLeftFen, budgetOutAt, usesOutAt, unitsOutAt }: PromotionOutcome): { text: string; out: boolean }[] {
  const words: { text: string; out: boolean }[] = []
  if (budgetLeftFen !== null && budgetOutAt === null) words.push({ text: `预算够用，还剩 ${yuan(budgetLeftFen)} 元`, out: false })
  if (budgetOutAt !== null)
    words.push({ text: budgetLeftFen === 0 ? `预算在第 ${budgetOutAt} 单用完` : `预算从第 ${budgetOutAt} 单起不够用，最后剩 ${yuan(budgetLeftFen ?? 0)} 元`, out: true })
  if (usesOutAt !== null) words.push({ text: `次数在第 ${usesOutAt} 单用完`, out: true })
  if (unitsOutAt !== null) words.push({ text: `活动数量在第 ${unitsOutAt} 单售完`, out: true })
  return words
}

/** What was not rehearsed, one sentence each. */
export function leftAsideWords({ beyondLimit, goneLines, emptyCarts, notServed }: LeftAside): string[] {
  return [
    ...(beyondLimit > 0 ? [`这段时间还有 ${beyondLimit} 单超出上限，没有算`] : []),
    ...(goneLines > 0 ? [`${goneLines} 行商品已不在售，没有算`] : []),
    ...(emptyCarts > 0 ? [`${emptyCarts} 单的商品都已不在售`] : []),
    ...(notServed > 0 ? [`${notServed} 单有商品送不到收货地，下不了单`] : []),
  ]
}
