import type { ScopeSets } from '#app/domain/promotion/scope.ts'
import { mayShareGoods, scopeSets } from '#app/domain/promotion/scope.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { laneIndex, laneMask } from '#app/domain/promotion/lanes.ts'
import type { PricedItem, Promotion, PromotionAction } from '#app/domain/promotion/types.ts'

/** A promotion with what can be worked out once for all carts. */
export type BookEntry = {
  promotion: Promotion
  lane: number
  bit: number
  scope: ScopeSets
  /** Lanes it permits on the same goods, its own bit only if it says so (gifts beside money). */
  permits: number
  shuts: number
  /** Places in the book of those in the same lane that may share goods with it. */
  rivals: ReadonlySet<number>
  /** Unit prices by SKU id, if that is what it does. */
  items: ReadonlyMap<string, PricedItem> | null
  /** Steps: from which amount or number of units, and what they give (fen or basis points). */
  from: Float64Array
  off: Float64Array
}

/** Promotions in lane order; inside a lane the tie order: earlier end, then id, then version. */
export type PromotionBook = readonly BookEntry[]

/**
 * Prepares promotions for pricing: what can be worked out once, competition included. It is
 * immutable and knows no clock, buyer or usage, so callers make it once for each published
 * state of promotions (a fraction of a millisecond for 200), share it between requests, and
 * make a new one when a version is published or withdrawn. Promotions that have ended may stay
 * in it: their quotes then say so. Versions frozen in claimed coupons belong in it too.
 */
export function promotionBook(promotions: readonly Promotion[]): PromotionBook {
  promotions.forEach(assertSound)
  const entries = [...promotions].sort(byLaneAndTie).map((promotion) => ({
    promotion,
    lane: laneIndex[promotion.lane],
    bit: 1 << laneIndex[promotion.lane],
    scope: scopeSets(promotion),
    permits: laneMask(promotion.combinesWith),
    shuts: laneMask(promotion.shuts),
    rivals: new Set<number>(),
    items: promotion.action.type === 'UNIT_PRICE' ? new Map(promotion.action.items.map((item) => [item.skuId, item])) : null,
    ...stepsOf(promotion.action),
  }))
  entries.forEach((entry, place) => {
    for (let other = 0; other < place; other += 1) {
      const rival = entries[other]!
      if (rival.lane !== entry.lane || isGift(rival) !== isGift(entry) || !mayShareGoods(rival.scope, entry.scope)) continue
      entry.rivals.add(other)
      rival.rivals.add(place)
    }
  })
  return entries
}

const ORDER_ACTIONS = ['THRESHOLD', 'EVERY', 'PERCENT', 'GIFT'] as const satisfies readonly PromotionAction['type'][]
const ACTIONS: Record<Lane, readonly PromotionAction['type'][]> = {
  FLASH: ['UNIT_PRICE'],
  PRODUCT: ['UNIT_PRICE', 'ITEM_PERCENT'],
  MERCHANT_ORDER: ORDER_ACTIONS,
  MERCHANT_COUPON: ORDER_ACTIONS,
  PLATFORM_ORDER: ORDER_ACTIONS,
  PLATFORM_COUPON: ORDER_ACTIONS,
  SHIPPING: ['FREIGHT'],
}

/** Definitions are checked when they are saved; one that would give wrong sums is a bug. */
function assertSound({ id, lane, funders, action }: Promotion): void {
  if (funders.reduce((sum, { bps }) => sum + bps, 0) !== 10_000) throw new RangeError(`Funders of promotion ${id} do not share 100 %`)
  if (!ACTIONS[lane].includes(action.type)) throw new RangeError(`Promotion ${id} cannot do ${action.type} in lane ${lane}`)
  if (action.type === 'EVERY' && !(action.thresholdFen >= 1)) throw new RangeError(`Promotion ${id} repeats on nothing`)
}

function stepsOf(action: Promotion['action']): Pick<BookEntry, 'from' | 'off'> {
  switch (action.type) {
    case 'UNIT_PRICE':
      return { from: Float64Array.of(0), off: Float64Array.of(0) }
    case 'ITEM_PERCENT':
      return { from: Float64Array.from(action.steps, (step) => step.units), off: Float64Array.from(action.steps, (step) => step.offBps) }
    case 'THRESHOLD':
      return { from: Float64Array.from(action.steps, (step) => step.thresholdFen), off: Float64Array.from(action.steps, (step) => step.offFen) }
    case 'EVERY':
      return { from: Float64Array.of(action.thresholdFen), off: Float64Array.of(action.offFen) }
    case 'PERCENT':
      return { from: Float64Array.from(action.steps, (step) => step.thresholdFen), off: Float64Array.from(action.steps, (step) => step.offBps) }
    case 'GIFT':
      return { from: Float64Array.from(action.steps, (step) => step.thresholdFen), off: new Float64Array(action.steps.length) }
    case 'FREIGHT':
      return { from: Float64Array.from(action.steps, (step) => step.thresholdFen), off: Float64Array.from(action.steps, (step) => step.maxOffFen ?? Infinity) }
  }
}

const isGift = ({ promotion }: { promotion: Promotion }): boolean => promotion.action.type === 'GIFT'

function byLaneAndTie(a: Promotion, b: Promotion): number {
  return (
    laneIndex[a.lane] - laneIndex[b.lane] ||
    a.endsAt.getTime() - b.endsAt.getTime() ||
    compareIds(a.id, b.id) ||
    a.version - b.version
  )
}

/** Order of ids by code unit, which every machine and locale sees alike. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
