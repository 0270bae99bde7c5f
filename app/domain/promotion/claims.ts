import type { Fen } from '#app/domain/money.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { PricedCart } from '#app/domain/promotion/types.ts'

/** What a purchase takes of one promotion. */
export type Claim = {
  promotionId: string
  version: number
  couponId: string | null
  amountFen: Fen
  /** Units at its price, by SKU id; only of promotions that set unit prices. */
  units: Record<string, number>
}

/** What of a promotion's definition limits a claim. */
export type ClaimTerms = Pick<PromotionDefinition, 'limits' | 'action'>

/** A row that a claim raises, with what it may at most come to; skuId null: uses of the promotion. */
export type BuyerLimit = { promotionId: string; skuId: string | null; quantity: number; most: number }

/** What a placement claims, in the order of promotion ids. A gift that could not be given claims nothing. */
export function claimsOf({ applied, lines }: PricedCart, given: readonly { promotionId: string }[], setsPrices: (promotionId: string, version: number) => boolean): Claim[] {
  return applied
    .filter(({ promotionId, amountFen }) => amountFen > 0 || given.some((gift) => gift.promotionId === promotionId))
    .map(({ promotionId, version, couponId, amountFen }): Claim => {
      const units: Record<string, number> = {}
      if (setsPrices(promotionId, version))
        for (const { skuId, allocations } of lines)
          for (const share of allocations)
            if (share.promotionId === promotionId) units[skuId] = (units[skuId] ?? 0) + share.units.reduce((sum, run) => sum + run.count, 0)
      return { promotionId, version, couponId, amountFen, units }
    })
    .sort((a, b) => (a.promotionId < b.promotionId ? -1 : 1))
}

/** Whether its budget or uses are limited, so that a counter row must be there to be raised. */
export function isCounted({ limits }: Pick<ClaimTerms, 'limits'>): boolean {
  return limits.budgetFen !== null || limits.uses !== null
}

/** Units that must be left of those promised at the price. */
export function promisedUnits({ promotionId, units }: Claim, { action }: ClaimTerms): { promotionId: string; skuId: string; quantity: number }[] {
  if (action.type !== 'UNIT_PRICE') return []
  return action.items.flatMap(({ skuId, promisedUnits: promised }) => {
    const quantity = units[skuId]
    return promised === null || !quantity ? [] : [{ promotionId, skuId, quantity }]
  })
}

/** What the buyer must still have left. */
export function buyerLimits({ promotionId, units }: Claim, { limits, action }: ClaimTerms): BuyerLimit[] {
  const uses = limits.usesPerBuyer === null ? [] : [{ promotionId, skuId: null, quantity: 1, most: limits.usesPerBuyer }]
  if (action.type !== 'UNIT_PRICE') return uses
  return [
    ...uses,
    ...action.items.flatMap(({ skuId, maxPerBuyer }) => {
      const quantity = units[skuId]
      return maxPerBuyer === null || !quantity ? [] : [{ promotionId, skuId, quantity, most: maxPerBuyer }]
    }),
  ]
}
