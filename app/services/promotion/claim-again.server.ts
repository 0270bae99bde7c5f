import type { Claim } from '#app/domain/promotion/claims.ts'
import { claimVerdict, claimWrites } from '#app/infra/claim-ctes.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { Prisma } from '#app/infra/generated/prisma/client.ts'
import { claimRows } from '#app/services/promotion/claim-rows.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

/**
 * Money came for a checkout that was closed: what it had of promotions is taken again, if all
 * of it is still to be had. That a promotion has ended or a coupon's time is up meanwhile does
 * not count: the price was promised in time. Otherwise nothing is taken, and the money goes
 * back: a discount that somebody else has now is not given twice, and no other price is made
 * of money that paid this one. Call it with the SKU rows locked.
 */
export async function claimAgainLate(tx: Tx, checkoutId: string): Promise<boolean> {
  const claims = await tx.promotionClaim.findMany({
    where: { checkoutId, state: 'RELEASED' },
    select: { promotionId: true, version: true, couponId: true, buyerKey: true, amountFen: true, units: true, checkout: { select: { userId: true } } },
    orderBy: { promotionId: 'asc' },
  })
  const [first] = claims
  if (!first) return true
  const versions = await tx.promotionVersion.findMany({
    where: { OR: claims.map(({ promotionId, version }) => ({ promotionId, version })) },
    select: { promotionId: true, version: true, definition: true },
  })
  const terms = new Map(versions.map(({ promotionId, version, definition }) => [`${promotionId}/${version}`, readDefinition(definition)]))
  const rows = claimRows(
    claims.map((claim): Claim => ({ ...claim, units: claim.units as Record<string, number> })),
    (promotionId, version) => terms.get(`${promotionId}/${version}`)!,
    { checkoutId, buyerKey: first.buyerKey, userId: first.checkout.userId, couponAt: null },
  )
  const [answer] = await tx.$queryRaw<{ granted: boolean }[]>`
    with input as materialized (select ${JSON.stringify(rows)}::jsonb as j),
    locked as materialized (select 1),
    ${Prisma.raw(claimVerdict)},
    go as materialized (select j from input where not exists (select 1 from claim_verdict where problem is not null)),
    ${Prisma.raw(claimWrites)},
    coupons_used as (
      update coupon q set state = 'USED', checkout_id = a.checkout_id from claims c, claimant a where q.id = c.coupon_id and exists (select 1 from go)
    ),
    claims_used as (
      update promotion_claim p set state = 'USED', released_fen = 0 from claims c, claimant a
       where p.checkout_id = a.checkout_id and p.promotion_id = c.promotion_id and exists (select 1 from go)
    )
    select exists (select 1 from go) as granted`
  return answer?.granted ?? false
}
