import type { Deal, QuoteLine } from '#app/domain/checkout/quote.ts'

// With more than this left a number would only hurry people.
export const FEW_UNITS = 10

/**
 * the only number that may stand where something is said to be limited: units that can
 * really be had. Promised units of a promotion count no further than the stock behind them.
 */
export function realCounter(free: number, promisedLeft: number): number {
  return Math.max(0, Math.min(free, promisedLeft))
}

/**
 * How many units are left at the price that a promotion makes for this line, for anybody; null:
 * nothing is promised of it, or it is not few. To be said only where it is read for the page.
 */
export function fewLeftAtPrice({ skuId, free, allocations }: Pick<QuoteLine, 'skuId' | 'free' | 'allocations'>, { promotions, usage }: Pick<Deal, 'promotions' | 'usage'>): number | null {
  const setter = promotions.find(({ promotion, items }) => items !== null && allocations.some(({ promotionId, version }) => promotionId === promotion.id && version === promotion.version))
  const promisedLeft = setter && usage.get(setter.promotion.id)?.unitsLeft?.[skuId]
  if (promisedLeft === undefined) return null
  const left = realCounter(free, promisedLeft)
  return left > FEW_UNITS ? null : left
}
