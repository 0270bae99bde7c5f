import type { CouponTerms } from '#app/domain/promotion/definition.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * the half-open window [validFrom, validUntil) that a coupon keeps from its claim on,
 * under the terms of the version that was published then. Days are 24 hours from the claim.
 * Later versions and a stop do not reach it: a coupon is priced with its own version.
 */
export function frozenValidity({ validity }: Pick<CouponTerms, 'validity'>, claimedAt: Date): { validFrom: Date; validUntil: Date } {
  if ('from' in validity) return { validFrom: validity.from, validUntil: validity.until }
  return { validFrom: claimedAt, validUntil: new Date(claimedAt.getTime() + validity.days * DAY_MS) }
}
