import type { Fen } from '#app/domain/money.ts'
import type { Promotion } from '#app/domain/promotion/types.ts'

/** What may be taken in all; null: no limit. Claimed by every placement, given back when it closes. */
export type PromotionLimits = {
  /** What all funders together give. */
  budgetFen: Fen | null
  /** Checkouts in which it is used, in all and by one buyer. */
  uses: number | null
  usesPerBuyer: number | null
}

/** How a coupon gets into a wallet and how long it is good there. */
export type CouponTerms = {
  /** Half-open [claimFrom, claimUntil). */
  claimFrom: Date
  claimUntil: Date
  /** Coupons to be had in all; null: as many as are claimed. */
  quantity: number | null
  perPerson: number
  /** Claimed by typing this code; null: by a button. */
  code: string | null
  /** The same half-open window for everybody, or days from the claim, both frozen at the claim. */
  validity: { from: Date; until: Date } | { days: number }
}

/**
 * What people edit and what a published version keeps: a promotion as the engine prices it,
 * its limits and, for coupons, the terms of the claim. Its owner and number stand in its row.
 */
export type PromotionDefinition = Omit<Promotion, 'id' | 'version' | 'merchantId'> & {
  limits: PromotionLimits
  /** Exactly for promotions that need a claim. */
  coupon: CouponTerms | null
  /** Only goods that merchants have enrolled in its campaign and joined; publishing names them in the scope. */
  onlyEnrolled: boolean
}

/** The promotion that the engine prices, out of one published version. */
export function promotionOf({ limits: _limits, coupon: _coupon, onlyEnrolled: _enrolled, ...promotion }: PromotionDefinition, identity: Pick<Promotion, 'id' | 'version' | 'merchantId'>): Promotion {
  return { ...promotion, ...identity }
}
