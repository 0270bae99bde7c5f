import type { BasisPoints, Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { AppliedPromotion, LeftOut, NextTier, NotApplied, NotAppliedReason, PricedCart, TierGain } from '#app/domain/promotion/types.ts'
import { dayWords, deadlineWords } from '#app/domain/shipping/words.ts'
import { businessDate, startOfDay } from '#app/domain/time.ts'

/** Names for the ids in a quote; null where the caller does not know one. */
export type Names = { promotion: (promotionId: string) => string | null; goods: (skuId: string) => string | null }

/** Names of a quote's own promotions and gifts, and of whatever else the caller knows by SKU. */
export function namesIn(quote: PricedCart, goods: ReadonlyMap<string, string> = new Map()): Names {
  const promotions = new Map([...quote.applied, ...quote.notApplied].map(({ promotionId, name }) => [promotionId, name]))
  const gifts = new Map(quote.gifts.map(({ skuId, name }) => [skuId, name]))
  return { promotion: (id) => promotions.get(id) ?? null, goods: (id) => gifts.get(id) ?? goods.get(id) ?? null }
}

/** Everything that a quote has to say about its promotions, in the order of lanes. */
export function promotionWords(quote: PricedCart, names: Names = namesIn(quote)): { applied: string[]; notApplied: string[]; leftOut: string[]; nextTiers: string[] } {
  const tierOf = (one: NotApplied) => quote.nextTiers.find(({ promotionId, version }) => promotionId === one.promotionId && version === one.version) ?? null
  return {
    applied: quote.applied.map((one) => `${one.name}：${appliedWords(one)}`),
    notApplied: quote.notApplied.map((one) => `${one.name}：${notAppliedWords(one.reason, names, tierOf(one))}`),
    leftOut: quote.leftOut.map(leftOutWords),
    nextTiers: quote.nextTiers.map((tier) => nextTierWords(tier, names)),
  }
}

/** 再买 143.10 元减 30 元 */
export function nextTierWords(tier: NextTier, names: Names): string {
  const short = 'shortFen' in tier ? `${formatYuan(tier.shortFen)} 元` : `${tier.shortUnits} 件`
  return `再买 ${short}${gainWords(tier.gain, names)}`
}

/** 减 30 元, 打 8.5 折, 送纯棉毛巾 2 件, 包邮 */
export function gainWords(gain: TierGain, names: Names): string {
  switch (gain.type) {
    case 'off':
      return `减 ${yuanWords(gain.offFen)} 元`
    case 'percent':
      return percentWords(gain.offBps)
    case 'gift':
      return `送${names.goods(gain.skuId) ?? '赠品'} ${gain.quantity} 件`
    case 'freight':
      return gain.maxOffFen === null ? '包邮' : `减运费 ${yuanWords(gain.maxOffFen)} 元`
  }
}

/** Only a gift applies without an amount. */
export function appliedWords({ lane, amountFen, droppedFen }: AppliedPromotion): string {
  if (amountFen === 0) return '赠品随单送出'
  const what = lane === 'SHIPPING' ? '运费已减' : '已减'
  return `${what} ${formatYuan(amountFen)} 元${droppedFen > 0 ? `（商品已到最低价，另有 ${formatYuan(droppedFen)} 元未减）` : ''}`
}

/** 满减：第 2 档未用，按第 1 档计算，为您多省 25.00 元 */
export function leftOutWords({ name, step, keptStep, savedFen }: LeftOut): string {
  const what = keptStep === 0 ? '未使用' : `第 ${step ?? keptStep + 1} 档未用，按第 ${keptStep} 档计算`
  return `${name}：${what}${savedFen > 0 ? `，为您多省 ${formatYuan(savedFen)} 元` : '，总价更低'}`
}

/**
 * Why a promotion does not count, in words for the buyer. With the tier that its goods are
 * short of, says what is to be had: 还差 11.00 元可用：满 99 元减 10 元.
 */
export function notAppliedWords(reason: NotAppliedReason, names: Names, tier: NextTier | null = null): string {
  switch (reason.kind) {
    case 'not_started':
      return `活动 ${instantWords(reason.startsAt)} 开始`
    case 'ended':
      return `活动已于 ${deadlineWords(reason.endsAt)} 结束`
    case 'coupon_not_held':
      return '领券后可用'
    case 'coupon_not_started':
      return `优惠券 ${instantWords(reason.validFrom)} 起可用`
    case 'coupon_expired':
      return `优惠券已于 ${deadlineWords(reason.validUntil)} 到期`
    case 'coupon_used':
      return '优惠券已使用，或正用于另一笔订单'
    case 'code_not_entered':
      return '输入优惠码后可用'
    case 'no_goods':
      return '还没有选购参加活动的商品'
    case 'destination_unknown':
      return '选好收货地址后可知能否使用'
    case 'other_destinations':
      return '收货地区不在活动范围内'
    case 'other_channels':
      return '限指定渠道下单使用'
    case 'sign_in_needed':
      return '登录后可用'
    case 'first_order_only':
      return '限首次下单使用'
    case 'other_buyers':
      return '限活动公示的买家使用'
    case 'uses_exhausted':
      return '名额已用完'
    case 'buyer_uses_exhausted':
      return '您的使用次数已用完'
    case 'budget_exhausted':
      return reason.leftFen > 0 ? `活动补贴只剩 ${formatYuan(reason.leftFen)} 元，不够这一档` : '活动补贴已用完'
    case 'units_exhausted':
      return '优惠价的商品已售完'
    case 'buyer_units_exhausted':
      return '优惠价的商品您已买满限购数量'
    case 'below_threshold':
      return `还差 ${formatYuan(reason.needFen - reason.haveFen)} 元可用：满 ${yuanWords(reason.needFen)} 元${tier ? gainWords(tier.gain, names) : '起'}`
    case 'below_units':
      return `还差 ${reason.need - reason.have} 件可用：满 ${reason.need} 件${tier ? gainWords(tier.gain, names) : '起'}`
    case 'not_combinable':
      return `不与${listed(reason.with, names)}同享`
    case 'shut_out':
      return `已享${listed(reason.by, names)}，不再叠加`
    case 'beaten':
      return `${listed(reason.by, names)}更优惠，已为您选用`
    case 'at_floor':
      return '商品已到最低价，不再减'
    case 'not_cheaper':
      return '现在的价格已不高于活动价'
    case 'gift_out_of_stock':
      return `${names.goods(reason.skuId) ?? '赠品'}已送完`
    case 'no_freight':
      return '本单没有要减免的运费'
    case 'left_out':
      return reason.savedFen > 0 ? `不用它更省，已为您多省 ${formatYuan(reason.savedFen)} 元` : '不用它总价更低'
  }
}

/** 30 元 and 9.90 元: whole yuan without decimals, as on a coupon. */
export function yuanWords(fen: Fen): string {
  return fen % 100 === 0 ? String(fen / 100) : formatYuan(fen)
}

/** 1500 → 打 8.5 折; what has no short 折 stands as a percentage. */
function percentWords(bps: BasisPoints): string {
  return bps % 10 === 0 && bps < 10_000 ? `打 ${Number(((10_000 - bps) / 1_000).toFixed(2))} 折` : `减 ${Number((bps / 100).toFixed(2))}%`
}

/** A beginning: 1月19日 00:00. */
function instantWords(at: Date): string {
  const day = businessDate(at)
  const minutes = Math.floor((at.getTime() - startOfDay(day).getTime()) / 60_000)
  return `${dayWords(day)} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function listed(promotionIds: readonly string[], names: Names): string {
  const known = [...new Set(promotionIds.flatMap((id) => names.promotion(id) ?? []))]
  return known.length > 0 ? known.map((name) => `「${name}」`).join('、') : '其他优惠'
}
