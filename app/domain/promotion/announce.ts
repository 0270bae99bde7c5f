import { giftWords } from '#app/domain/law/gift-words.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { LANES, laneNames } from '#app/domain/promotion/lanes.ts'
import type { PromotionAction } from '#app/domain/promotion/types.ts'
import { placeName } from '#app/domain/reporting/places.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** Names of what an action lists by SKU, and, where they are known, present prices of gifts. */
export type GoodsNames = { goods: (skuId: string) => string; price?: (skuId: string) => Fen | null }

/** Names of what a definition lists by id. */
export type AnnounceNames = GoodsNames & { shop: string | null; category: (id: string) => string }

/** 9900 → 99, 9950 → 99.50 */
const yuan = (fen: Fen): string => formatYuan(fen).replace(/\.00$/, '')
const tenths = (offBps: number): string => String(Number(((10_000 - offBps) / 1_000).toFixed(3)))
const from = (fen: Fen): string => (fen > 0 ? `满 ${yuan(fen)} 元` : '不限金额，')

/** What is given, every step of it: 每满 200 元减 30 元. */
export function giveWords(action: PromotionAction, { goods, price }: GoodsNames): string {
  switch (action.type) {
    case 'UNIT_PRICE':
      return action.items.map(({ skuId, unitPriceFen, promisedUnits, maxPerBuyer }) => `${goods(skuId)} ${yuan(unitPriceFen)} 元${promisedUnits === null ? '' : `，共 ${promisedUnits} 件`}${maxPerBuyer === null ? '' : `，每人限购 ${maxPerBuyer} 件`}`).join('；')
    case 'ITEM_PERCENT':
      return action.steps.map(({ units, offBps }) => `满 ${units} 件 ${tenths(offBps)} 折`).join('，')
    case 'THRESHOLD':
      return action.steps.map(({ thresholdFen, offFen }) => `${from(thresholdFen)}减 ${yuan(offFen)} 元`).join('，')
    case 'EVERY':
      return `每满 ${yuan(action.thresholdFen)} 元减 ${yuan(action.offFen)} 元，${action.maxTimes === null ? '上不封顶' : `最多减 ${action.maxTimes} 次`}`
    case 'PERCENT':
      return `${action.steps.map(({ thresholdFen, offBps }) => `${from(thresholdFen)}打 ${tenths(offBps)} 折`).join('，')}${action.maxOffFen === null ? '' : `，最多减 ${yuan(action.maxOffFen)} 元`}`
    case 'GIFT':
      return action.steps
        .map(({ thresholdFen, skuId, quantity }) => {
          const priceFen = price?.(skuId) ?? null
          return `${from(thresholdFen)}送${giftWords({ name: goods(skuId), quantity, valueFen: priceFen === null ? null : priceFen * quantity })}`
        })
        .join('，')
    case 'FREIGHT':
      return action.steps.map(({ thresholdFen, maxOffFen }) => `${from(thresholdFen)}${maxOffFen === null ? '免运费' : `每个包裹减运费 ${yuan(maxOffFen)} 元`}`).join('，')
  }
}

/** R-04: what shoppers read of a promotion in one sentence: time, place, goods, what is given, for whom, and what is excluded. */
export function announceWords(definition: PromotionDefinition, names: AnnounceNames): string {
  const { action, scope, coupon, limits, buyers, provinceCodes, channels } = definition
  const when = coupon ? claimWords(coupon) : `${formatInstantChinese(definition.startsAt)} 至 ${deadlineWords(definition.endsAt)}`
  const where = action.type === 'UNIT_PRICE' ? (names.shop ?? '') : scopeName(definition, names)
  const conditions = [
    scope.exceptSkuIds?.length ? `${listed(scope.exceptSkuIds.map(names.goods), '种')}除外` : null,
    buyers === 'ALL' ? null : buyers === 'FIRST_ORDER' ? '限首次下单' : `限${buyers.tiers.join('、')}`,
    provinceCodes && `限送到${provinceCodes.map((code) => placeName(code) ?? code).join('、')}`,
    channels && '限指定渠道进入',
    limits.usesPerBuyer === null ? null : `每人限用 ${limits.usesPerBuyer} 次`,
    apartWords(definition),
  ].filter((condition) => condition !== null)
  return [when, [where, giveWords(action, names)].filter(Boolean).join('，'), ...conditions].join('，')
}

/** Two combine only if both agree; of its own lane only one applies in any case. */
function apartWords({ lane, combinesWith, shuts }: PromotionDefinition): string | null {
  const others = LANES.filter((other) => other !== lane)
  const apart = others.filter((other) => !combinesWith.includes(other) || shuts.includes(other))
  if (apart.length === 0) return null
  return apart.length === others.length ? '不与其他优惠同享' : `不与${apart.map((other) => laneNames[other]).join('、')}同享`
}

function scopeName({ scope, onlyEnrolled }: PromotionDefinition, { shop, category, goods }: AnnounceNames): string {
  const place = shop === null ? '全场' : `${shop}店内`
  if (onlyEnrolled) return `${place}活动商品`
  const named = scope.skuIds ? listed(scope.skuIds.map(goods), '种') : null
  const kinds = scope.categoryIds ? listed(scope.categoryIds.map(category), '类') : null
  return `${place}${kinds ?? ''}${named === null ? '' : `指定的${named}`}`
}

// A sentence is short: more names than this are counted.
const NAMED = 3

function listed(names: readonly string[], unit: string): string {
  return names.length > NAMED ? `${names.slice(0, NAMED).join('、')}等 ${names.length} ${unit}` : names.join('、')
}

function claimWords({ claimFrom, claimUntil, perPerson, quantity, validity }: NonNullable<PromotionDefinition['coupon']>): string {
  const use = 'days' in validity ? `领取后 ${validity.days} 天内可用` : `${formatInstantChinese(validity.from)} 至 ${deadlineWords(validity.until)} 可用`
  return `${formatInstantChinese(claimFrom)} 至 ${deadlineWords(claimUntil)} 领取，每人 ${perPerson} 张${quantity === null ? '' : `，共 ${quantity} 张`}，${use}`
}
