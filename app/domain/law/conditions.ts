import type { BasisPoints, Fen } from '#app/domain/money.ts'
import { formatYuan, splitByWeight } from '#app/domain/money.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { Funder, Promotion, PromotionAction } from '#app/domain/promotion/types.ts'
import { placeName } from '#app/domain/reporting/places.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** What must stand in plain words beside a price that a promotion makes. */
export type Conditions = {
  /** 1月15日 00:00 至 1月17日 24:00 */
  time: string
  conditions: string[]
  exclusions: string[]
}

export const laneNames: Record<Lane, string> = {
  FLASH: '秒杀',
  PRODUCT: '单品优惠',
  MERCHANT_ORDER: '店铺满减',
  MERCHANT_COUPON: '店铺优惠券',
  PLATFORM_ORDER: '跨店满减',
  PLATFORM_COUPON: '平台优惠券',
  SHIPPING: '运费优惠',
}

/**
 * R-04: the time, the conditions and the exclusions of a promotion, to be shown beside the
 * price and not only behind a tap.
 * @param skuId says what is promised of these goods, where the promotion has a unit price for them
 */
export function conditionsOf(promotion: Omit<Promotion, 'id' | 'version'>, skuId?: string): Conditions {
  return {
    time: `${formatInstantChinese(promotion.startsAt)} 至 ${deadlineWords(promotion.endsAt)}`,
    conditions: [...actionWords(promotion.action, skuId), ...whoAndWhere(promotion)],
    exclusions: exclusionsOf(promotion),
  }
}

/** All of it in one line, for the place under a price. */
export function conditionsLine({ time, conditions, exclusions }: Conditions): string {
  return [time, ...conditions, ...exclusions].join('；')
}

function actionWords(action: PromotionAction, skuId: string | undefined): string[] {
  switch (action.type) {
    case 'UNIT_PRICE': {
      const item = action.items.find((candidate) => candidate.skuId === skuId)
      if (!item) return []
      return [
        ...(item.promisedUnits === null ? [] : [`活动价限量 ${item.promisedUnits} 件，售完恢复日常价`]),
        ...(item.maxPerBuyer === null ? [] : [`每人限购 ${item.maxPerBuyer} 件`]),
      ]
    }
    case 'ITEM_PERCENT':
      return action.steps.map(({ units, offBps }) => (units === 1 ? percentWords(offBps) : `满 ${units} 件${percentWords(offBps)}`))
    case 'THRESHOLD':
      return action.steps.map(({ thresholdFen, offFen }) => `满${shortYuan(thresholdFen)}减${shortYuan(offFen)}`)
    case 'EVERY':
      return [`每满${shortYuan(action.thresholdFen)}减${shortYuan(action.offFen)}${action.maxTimes === null ? '' : `，最多减 ${action.maxTimes} 次`}`]
    case 'PERCENT':
      return action.steps.map(({ thresholdFen, offBps }) => `${fromWords(thresholdFen)}${percentWords(offBps)}${capWords(action.maxOffFen, '最多减')}`)
    case 'GIFT':
      return action.steps.map(({ thresholdFen, quantity }) => `${fromWords(thresholdFen)}送赠品 ${quantity} 件，送完为止`)
    case 'FREIGHT':
      return action.steps.map(({ thresholdFen, maxOffFen }) => `${fromWords(thresholdFen)}${maxOffFen === null ? '包邮' : `运费最多减 ${shortYuan(maxOffFen)} 元`}`)
  }
}

function whoAndWhere({ provinceCodes, channels, buyers, needs, scope, action }: Omit<Promotion, 'id' | 'version'>): string[] {
  return [
    ...(needs === 'CLAIM' ? ['须先领券'] : typeof needs === 'object' ? ['须填写优惠口令'] : []),
    ...(buyers === 'ALL' ? [] : [buyers === 'FIRST_ORDER' ? '限首次下单' : `限${buyers.tiers.join('、')}`]),
    ...(provinceCodes === null ? [] : [`限寄往${provinceCodes.map((code) => placeName(code) ?? code).join('、')}`]),
    ...(channels === null ? [] : ['限指定渠道进入']),
    ...(action.type !== 'UNIT_PRICE' && (scope.skuIds || scope.productIds || scope.categoryIds || scope.merchantIds) ? ['限指定商品'] : []),
  ]
}

function exclusionsOf({ scope, combinesWith, lane }: Omit<Promotion, 'id' | 'version'>): string[] {
  // Two combine only if both agree; of its own lane only one applies in any case.
  const apart = LANES.filter((other) => other !== lane && !combinesWith.includes(other))
  return [
    ...(scope.exceptSkuIds?.length ? [`${scope.exceptSkuIds.length} 种商品除外`] : []),
    ...(apart.length > 0 ? [`不与${apart.map((other) => laneNames[other]).join('、')}同享`] : []),
  ]
}

/**
 * R-05: a gift with its name, its number and, as its value, the present price of so many in
 * this shop. The value is that of the quote, never a figure that somebody typed.
 */
export function giftWords({ name, quantity, valueFen }: { name: string; quantity: number; valueFen: Fen }): string {
  return `赠 ${name} × ${quantity}（现价共 ${formatYuan(valueFen)} 元）`
}

const payers: Record<Funder, string> = { MERCHANT: '商家', PLATFORM: '平台', BRAND_FUND: '品牌资金', AID_FUND: '援疆资金' }

/**
 * R-51: who bears how much of one step of an order discount, so that a merchant knows what it
 * joins: “每满200减30：贵店承担10元，平台承担20元”. Shares of funders are rounded as in the engine.
 */
export function sharesWords({ action, funders }: Pick<Promotion, 'action' | 'funders'>, merchantName = '贵店'): string[] {
  const step = (rule: string, offFen: Fen) => {
    const shares = splitByWeight(offFen, funders.map(({ bps }) => bps))
    const paid = funders.flatMap(({ funder }, place) =>
      shares[place] === 0 ? [] : [`${funder === 'MERCHANT' ? merchantName : payers[funder]}承担${shortYuan(shares[place]!)}元`],
    )
    return `${rule}：${paid.join('，')}`
  }
  if (action.type === 'EVERY') return [step(`每满${shortYuan(action.thresholdFen)}减${shortYuan(action.offFen)}`, action.offFen)]
  if (action.type === 'THRESHOLD') return action.steps.map(({ thresholdFen, offFen }) => step(`满${shortYuan(thresholdFen)}减${shortYuan(offFen)}`, offFen))
  const shares = funders.filter(({ bps }) => bps > 0).map(({ funder, bps }) => `${funder === 'MERCHANT' ? merchantName : payers[funder]}承担 ${bps / 100}%`)
  return [`${actionWords(action, undefined).join('，') || '优惠'}：${shares.join('，')}`]
}

/** 8500 of 10 000 to pay is 8.5 折. */
function percentWords(offBps: BasisPoints): string {
  return `打 ${(10_000 - offBps) / 1_000} 折`
}

function fromWords(thresholdFen: Fen): string {
  return thresholdFen > 0 ? `满 ${shortYuan(thresholdFen)} 元` : ''
}

function capWords(maxOffFen: Fen | null, words: string): string {
  return maxOffFen === null ? '' : `，${words} ${shortYuan(maxOffFen)} 元`
}

/** 3000 → 30, 3050 → 30.50 */
function shortYuan(fen: Fen): string {
  return fen % 100 === 0 ? String(fen / 100) : formatYuan(fen)
}
