import type { ClaimRefusal } from '#app/domain/coupon/claim.ts'
import { decideClaim } from '#app/domain/coupon/claim.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { couponPromotions } from '#app/services/coupon/coupon-promotions.server.ts'
import type { CouponPromotion } from '#app/services/coupon/coupon-promotions.server.ts'

/** gone: no such coupon, stopped, or of a closed shop. changed: other terms than were seen are published by now. */
export type ClaimProblem = ClaimRefusal | 'gone' | 'changed'
export type CouponClaim = { ok: true; couponId: string } | { ok: false; reason: ClaimProblem }

/**
 * Puts one coupon into a wallet, under the terms of the version that the person saw, which
 * must be the published one. The same press twice gives one coupon; the last one goes
 * to one person.
 */
export async function claimCoupon({ userId, promotionId, version, now }: { userId: string; promotionId: string; version: number; now: Date }): Promise<CouponClaim> {
  const offered = (await couponPromotions()).find((promotion) => promotion.promotionId === promotionId)
  if (!offered) return { ok: false, reason: 'gone' }
  return offered.version === version ? claimOffered({ offered, userId, code: null, now }) : { ok: false, reason: 'changed' }
}

export async function claimOffered({ offered, userId, code, now }: { offered: CouponPromotion; userId: string; code: string | null; now: Date }): Promise<CouponClaim> {
  const { promotionId, version, definition, left } = offered
  const claimedByMe = await db.coupon.count({ where: { promotionId, userId } })
  const decision = decideClaim(definition.coupon, { claimedByMe, left, code, now })
  if (!decision.ok) return decision

  const couponId = newId()
  // The decision read a snapshot. Here a new version or a stop waits for the claim or the claim
  // for it, the lock on the counter lines claimants up, the ordinal makes a double tap one
  // coupon, and what is not inserted is not counted.
  const [verdict] = await queryNamed<{ claimed: boolean; offered: boolean; soldOut: boolean }>(
    'claim-coupon',
    `with offered as (
       select id from promotion where id = $2 and state = 'PUBLISHED' and published_version = $3 for share
     ), counter as (
       select coupons_claimed, coupons_limit, coupons_claimed >= coupons_limit as "soldOut" from promotion_counter where promotion_id = (select id from offered) for update
     ), mine as (
       insert into coupon (id, promotion_id, version, user_id, ordinal, valid_from, valid_until, claimed_at)
       select $1, $2, $3, $4, $5, $6, $7, $8 from offered where not exists (select 1 from counter where "soldOut")
       on conflict (promotion_id, user_id, ordinal) do nothing
       returning id
     ), counted as (
       update promotion_counter k set coupons_claimed = c.coupons_claimed + 1, coupons_limit = c.coupons_limit from counter c
        where k.promotion_id = $2 and exists (select 1 from mine)
     )
     select exists (select 1 from mine) as claimed, exists (select 1 from offered) as offered,
            exists (select 1 from counter where "soldOut") as "soldOut"`,
    [couponId, promotionId, version, userId, claimedByMe + 1, decision.validFrom, decision.validUntil, now],
  )
  if (verdict?.claimed) return { ok: true, couponId }
  if (!verdict?.offered) return { ok: false, reason: 'changed' }
  return { ok: false, reason: verdict.soldOut ? 'sold_out' : 'has_enough' }
}
