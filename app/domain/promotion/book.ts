import type { ScopeSets } from '#app/domain/promotion/scope.ts'
import { mayShareGoods, scopeSets } from '#app/domain/promotion/scope.ts'
import { laneIndex, laneMask } from '#app/domain/promotion/lanes.ts'
import type { PricedItem, Promotion } from '#app/domain/promotion/types.ts'

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
}

/** Promotions in lane order; inside a lane the tie order: earlier end, then id, then version. */
export type PromotionBook = readonly BookEntry[]

/** Prepares promotions for pricing. Make it once per published state and price many carts with it. */
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

/** Definitions are checked when they are saved; one that would give wrong sums is a bug. */
function assertSound({ id, funders, action }: Promotion): void {
  if (funders.reduce((sum, { bps }) => sum + bps, 0) !== 10_000) throw new RangeError(`Funders of promotion ${id} do not share 100 %`)
  if (action.type === 'EVERY' && !(action.thresholdFen >= 1)) throw new RangeError(`Promotion ${id} repeats on nothing`)
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
