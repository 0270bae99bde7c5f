import type { Fen } from '#app/domain/money.ts'
import type { Claim } from '#app/domain/promotion/claims.ts'
import type { PromotionLimits } from '#app/domain/promotion/definition.ts'
import type { Promotion, PromotionUsage } from '#app/domain/promotion/types.ts'

/** A promotion as it is granted: what it does, and how much of it there is. */
export type GrantedPromotion = { promotion: Promotion; limits: PromotionLimits }

/** What checkouts have taken of one promotion. */
export type TakenOfPromotion = {
  fen: Fen
  uses: number
  usesBy: Map<string, number>
  /** Units at its price by SKU id, and by SKU id and buyer. */
  units: Map<string, number>
  unitsBy: Map<string, number>
}

export type Taken = Map<string, TakenOfPromotion>

export function takenOf(taken: Taken, promotionId: string): TakenOfPromotion {
  const known = taken.get(promotionId)
  if (known) return known
  const none: TakenOfPromotion = { fen: 0, uses: 0, usesBy: new Map(), units: new Map(), unitsBy: new Map() }
  taken.set(promotionId, none)
  return none
}

/** The key of what one buyer took of a SKU, in {@link TakenOfPromotion.unitsBy}. */
export const buyerUnits = (skuId: string, buyerKey: string): string => `${skuId}/${buyerKey}`

/** What is left for a buyer, of the promotions that have a limit. */
export function usageLeft(granted: readonly GrantedPromotion[], taken: Taken, buyerKey: string): Map<string, PromotionUsage> {
  const usage = new Map<string, PromotionUsage>()
  for (const { promotion, limits } of granted) {
    const { fen, uses, usesBy, units, unitsBy } = takenOf(taken, promotion.id)
    const left: PromotionUsage = {}
    if (limits.budgetFen !== null) left.budgetLeftFen = Math.max(0, limits.budgetFen - fen)
    if (limits.uses !== null) left.usesLeft = Math.max(0, limits.uses - uses)
    if (limits.usesPerBuyer !== null) left.usesLeftForBuyer = Math.max(0, limits.usesPerBuyer - (usesBy.get(buyerKey) ?? 0))
    if (promotion.action.type === 'UNIT_PRICE') {
      const unitsLeft: Record<string, number> = {}
      const unitsLeftForBuyer: Record<string, number> = {}
      for (const { skuId, promisedUnits, maxPerBuyer } of promotion.action.items) {
        if (promisedUnits !== null) unitsLeft[skuId] = Math.max(0, promisedUnits - (units.get(skuId) ?? 0))
        if (maxPerBuyer !== null) unitsLeftForBuyer[skuId] = Math.max(0, maxPerBuyer - (unitsBy.get(buyerUnits(skuId, buyerKey)) ?? 0))
      }
      if (Object.keys(unitsLeft).length > 0) left.unitsLeft = unitsLeft
      if (Object.keys(unitsLeftForBuyer).length > 0) left.unitsLeftForBuyer = unitsLeftForBuyer
    }
    if (Object.keys(left).length > 0) usage.set(promotion.id, left)
  }
  return usage
}

/** Adds claims to what is taken. */
export function take(taken: Taken, claims: readonly Claim[], buyerKey: string): void {
  for (const claim of claims) {
    const of = takenOf(taken, claim.promotionId)
    of.fen += claim.amountFen
    of.uses += 1
    add(of.usesBy, buyerKey, 1)
    for (const [skuId, count] of Object.entries(claim.units)) {
      add(of.units, skuId, count)
      add(of.unitsBy, buyerUnits(skuId, buyerKey), count)
    }
  }
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
