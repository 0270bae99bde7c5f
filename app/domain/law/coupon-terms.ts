import type { CouponTerms } from '#app/domain/promotion/definition.ts'
import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'

/**
 * the half-open window [validFrom, validUntil) that a coupon keeps from its claim on,
 * under the terms of the version that was published then. Days are counted from the day after
 * the claim to the end of the last one (民法典 201, 203). Later versions and a stop do not
 * reach it: a coupon is priced with its own version.
 */
export function frozenValidity({ validity }: Pick<CouponTerms, 'validity'>, claimedAt: Date): { validFrom: Date; validUntil: Date } {
  if ('from' in validity) return { validFrom: validity.from, validUntil: validity.until }
  return { validFrom: claimedAt, validUntil: startOfDay(addDays(businessDate(claimedAt), validity.days + 1)) }
}
