import type { CouponFace, CouponTicket } from '#app/domain/coupon/views.ts'
import type { ClaimRefusal } from '#app/domain/coupon/claim.ts'
import type { WalletState } from '#app/domain/coupon/wallet.ts'
import { scopeWords } from '#app/domain/coupon/scope-words.ts'
import type { ScopeNames } from '#app/domain/coupon/scope-words.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { CouponTerms, PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { giveWords } from '#app/domain/promotion/announce.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { LANES, laneNames } from '#app/domain/promotion/lanes.ts'
import type { PromotionAction } from '#app/domain/promotion/types.ts'
import { placeName } from '#app/domain/reporting/places.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** 9900 → 99, 9950 → 99.50: as tickets say it. */
export function ticketYuan(fen: Fen): string {
  return formatYuan(fen).replace(/\.00$/, '')
}

/** 1000 off of 10000 → 9, 1500 → 8.5 */
const tenths = (offBps: number): string => String(Number(((10_000 - offBps) / 1_000).toFixed(3)))

const atLeast = (fen: Fen): string => (fen > 0 ? `满${ticketYuan(fen)}元可用` : '无门槛')

/** Of the first step; all steps stand in the terms. */
export function couponFace(action: PromotionAction): CouponFace {
  switch (action.type) {
    case 'THRESHOLD':
      return { sign: '¥', amount: ticketYuan(action.steps[0]?.offFen ?? 0), condition: atLeast(action.steps[0]?.thresholdFen ?? 0) }
    case 'EVERY':
      return { sign: '¥', amount: ticketYuan(action.offFen), condition: `每满${ticketYuan(action.thresholdFen)}元减一次` }
    case 'PERCENT':
      return { sign: '折', amount: tenths(action.steps[0]?.offBps ?? 0), condition: atLeast(action.steps[0]?.thresholdFen ?? 0) }
    case 'ITEM_PERCENT':
      return { sign: '折', amount: tenths(action.steps[0]?.offBps ?? 0), condition: `满${action.steps[0]?.units ?? 1}件可用` }
    case 'UNIT_PRICE':
      return { sign: '¥', amount: ticketYuan(Math.min(...action.items.map(({ unitPriceFen }) => unitPriceFen))), condition: '券后单价' }
    case 'GIFT':
      return { sign: '', amount: '赠品', condition: atLeast(action.steps[0]?.thresholdFen ?? 0) }
    case 'FREIGHT': {
      const off = action.steps[0]?.maxOffFen ?? null
      return off === null
        ? { sign: '', amount: '免运费', condition: atLeast(action.steps[0]?.thresholdFen ?? 0) }
        : { sign: '¥', amount: ticketYuan(off), condition: `运费券 · ${atLeast(action.steps[0]?.thresholdFen ?? 0)}` }
    }
  }
}

/** Which other discounts the same goods may have. Of its own kind only the best one counts. */
function combinationWords({ lane, combinesWith, shuts }: Pick<PromotionDefinition, 'lane' | 'combinesWith' | 'shuts'>): string {
  const others = LANES.filter((other) => other !== lane)
  const named = (lanes: readonly Lane[]) => lanes.map((other) => laneNames[other]).join('、')
  const agreed = others.filter((other) => combinesWith.includes(other) && !shuts.includes(other))
  const refused = others.filter((other) => !agreed.includes(other))
  if (agreed.length === 0) return '不与其他优惠同时使用'
  const own = `同一件商品只用一张${laneNames[lane]}`
  return refused.length === 0 ? `可与其他各类优惠同时使用；${own}` : `可与${named(agreed)}同时使用，不与${named(refused)}同享；${own}`
}

function buyerWords(buyers: PromotionDefinition['buyers']): string {
  if (buyers === 'ALL') return '登录用户都可以用'
  return buyers === 'FIRST_ORDER' ? '限在本站第一次下单的用户' : `限${buyers.tiers.join('、')}用户`
}

/** “1月16日 00:00 至 1月20日 24:00” */
export function windowWords(from: Date, until: Date): string {
  return `${formatInstantChinese(from)} 至 ${deadlineWords(until)}`
}

const endWords = (until: Date): string => `${deadlineWords(until)} 前可用`

function validityWords(validity: CouponTerms['validity']): string {
  return 'days' in validity ? `领取当天起可用，次日算起第 ${validity.days} 天 24:00 止` : windowWords(validity.from, validity.until)
}

/** A coupon out of one published version; a claimed one gives its own frozen window. */
export function couponTicket(
  { promotionId, version }: { promotionId: string; version: number },
  definition: PromotionDefinition & { coupon: CouponTerms },
  names: ScopeNames,
  claimed?: { validFrom: Date; validUntil: Date },
): CouponTicket {
  const { name, action, coupon, provinceCodes, channels } = definition
  const scope = scopeWords(definition, names)
  const rows: [string, string | null][] = [
    ['优惠', giveWords(action, names)],
    ['有效期', claimed ? windowWords(claimed.validFrom, claimed.validUntil) : validityWords(coupon.validity)],
    ['送达', provinceCodes && `限送到${provinceCodes.map((code) => placeName(code) ?? code).join('、')}的订单`],
    ['渠道', channels && '限指定渠道下的订单'],
    ['谁能用', buyerWords(definition.buyers)],
    ['叠加', combinationWords(definition)],
    ['领取', claimed ? null : `${windowWords(coupon.claimFrom, coupon.claimUntil)}，每人限领 ${coupon.perPerson} 张${coupon.quantity === null ? '' : `，共 ${coupon.quantity} 张`}`],
    ['兑付', '结算时自动抵扣，不找零、不兑现金；领到后条件和有效期不再改变'],
  ]
  return {
    promotionId,
    version,
    name,
    shop: names.shop,
    face: couponFace(action),
    scope,
    validity: claimed ? endWords(claimed.validUntil) : 'days' in coupon.validity ? `领取后 ${coupon.validity.days} 天内可用` : endWords(coupon.validity.until),
    terms: rows.flatMap(([term, detail]) => (detail === null ? [] : [{ term, detail }])),
  }
}

export const walletStateWords: Record<WalletState, string> = {
  AVAILABLE: '可用',
  NOT_STARTED: '未生效',
  LOCKED: '锁定中',
  USED: '已用',
  EXPIRED: '已过期',
}

/** gone: not given out any more. changed: under other terms than were seen. */
export function claimRefusalSentence(reason: ClaimRefusal | 'gone' | 'changed'): string {
  switch (reason) {
    case 'wrong_code':
      return '没有这个券码，请核对后再输一次'
    case 'not_started':
      return '这张券还没有开始发放，请到时再来'
    case 'ended':
      return '这张券的领取时间已经过了'
    case 'has_enough':
      return '您已经领过这张券了，就在下面的券包里'
    case 'sold_out':
      return '来晚了一步，这张券已经领完'
    case 'gone':
      return '这张券已停止发放；以前领到的仍可使用'
    case 'changed':
      return '这张券的条件刚刚更新了，请看过新的条件再领'
  }
}
