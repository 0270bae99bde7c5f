import { decideClaim, foldCode } from '#app/domain/coupon/claim.ts'
import type { CouponClaim } from '#app/services/coupon/claim-coupon.server.ts'
import { claimOffered } from '#app/services/coupon/claim-coupon.server.ts'
import { couponPromotions } from '#app/services/coupon/coupon-promotions.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'

export type CodeRedemption = CouponClaim | { ok: false; reason: 'too_many'; retryAfterSeconds: number }

/**
 * Claims a coupon by its code. Every try counts, of the person and of the address, so that
 * codes cannot be guessed one after another.
 */
export async function redeemCode({ userId, address, code, now }: { userId: string; address: string; code: string; now: Date }): Promise<CodeRedemption> {
  for (const counted of [await countTry('couponCodeUser', userId), await countTry('couponCodeAddress', address)])
    if (!counted.ok) return { ok: false, reason: 'too_many', retryAfterSeconds: counted.retryAfterSeconds }
  const typed = foldCode(code)
  const named = (await couponPromotions()).filter(({ definition: { coupon } }) => coupon.code !== null && foldCode(coupon.code) === typed)
  // A code may come back in a later promotion: the one that can be had now counts.
  const offered = named.find(({ definition, left }) => decideClaim(definition.coupon, { claimedByMe: 0, left, code, now }).ok) ?? named[0]
  return offered ? claimOffered({ offered, userId, code, now }) : { ok: false, reason: 'wrong_code' }
}
