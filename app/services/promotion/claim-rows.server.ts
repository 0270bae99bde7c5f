import type { BuyerLimit, Claim, ClaimTerms } from '#app/domain/promotion/claims.ts'
import { buyerLimits, isCounted, promisedUnits } from '#app/domain/promotion/claims.ts'
import type { Allocation, Funder } from '#app/domain/promotion/types.ts'
import type { ClaimRows } from '#app/infra/claim-ctes.server.ts'
import { newId } from '#app/infra/id.server.ts'

export type Claimant = {
  checkoutId: string
  buyerKey: string
  userId: string | null
  /** When coupons must be good; null: they were good when they were promised. */
  couponAt: Date | null
}

/** What the claiming statement has to take and to judge. */
export function claimRows(claims: readonly Claim[], termsOf: (promotionId: string, version: number) => ClaimTerms, claimant: Claimant): ClaimRows {
  const withTerms = claims.map((claim) => ({ claim, terms: termsOf(claim.promotionId, claim.version) }))
  return {
    claims: withTerms.map(({ claim, terms }) => ({
      promotion_id: claim.promotionId,
      version: claim.version,
      coupon_id: claim.couponId,
      amount_fen: claim.amountFen,
      units: claim.units,
      counted: isCounted(terms),
    })),
    claim_units: withTerms.flatMap(({ claim, terms }) => promisedUnits(claim, terms)).map(({ promotionId, skuId, quantity }) => ({ promotion_id: promotionId, sku_id: skuId, quantity })),
    buyer_limits: withTerms.flatMap(({ claim, terms }) => buyerLimits(claim, terms)).map(buyerLimitRow),
    claimant: { checkout_id: claimant.checkoutId, buyer_key: claimant.buyerKey, user_id: claimant.userId, coupon_at: claimant.couponAt },
  }
}

function buyerLimitRow({ promotionId, skuId, quantity, most }: BuyerLimit): ClaimRows['buyer_limits'][number] {
  return { promotion_id: promotionId, sku_id: skuId ?? '', quantity, most }
}

/** A share of a promotion as the order keeps it, by column name. lineId null: freight. */
export function allocationRow(
  { promotionId, version, lane, amountFen, funders, units }: Allocation,
  of: { checkoutId: string; merchantOrderId: string; merchantId: string; lineId: string | null },
): Record<string, unknown> {
  const borneBy = (funder: Funder) => funders.reduce((sum, share) => (share.funder === funder ? sum + share.amountFen : sum), 0)
  return {
    id: newId(),
    checkout_id: of.checkoutId,
    merchant_order_id: of.merchantOrderId,
    merchant_id: of.merchantId,
    line_id: of.lineId,
    promotion_id: promotionId,
    version,
    lane,
    amount_fen: amountFen,
    units,
    merchant_fen: borneBy('MERCHANT'),
    platform_fen: borneBy('PLATFORM'),
    brand_fund_fen: borneBy('BRAND_FUND'),
    aid_fund_fen: borneBy('AID_FUND'),
  }
}
