import { frozenValidity } from '#app/domain/law/coupon-terms.ts'
import type { CouponTerms } from '#app/domain/promotion/definition.ts'

export type ClaimRefusal = 'wrong_code' | 'not_started' | 'ended' | 'has_enough' | 'sold_out'
export type ClaimDecision = { ok: true; validFrom: Date; validUntil: Date } | { ok: false; reason: ClaimRefusal }

export type ClaimFacts = {
  /** Coupons of this promotion that the person has ever claimed, used ones too. */
  claimedByMe: number
  /** Coupons still to be had; null: no limit. */
  left: number | null
  /** What was typed, or null for a press on the button. */
  code: string | null
  now: Date
}

/**
 * Whether a coupon may be claimed, and the window that is frozen then: nothing that is
 * published later moves it. A wrong code learns nothing else about the coupon.
 */
export function decideClaim(terms: CouponTerms, { claimedByMe, left, code, now }: ClaimFacts): ClaimDecision {
  if (terms.code !== null && (code === null || foldCode(code) !== foldCode(terms.code))) return refuse('wrong_code')
  if (now < terms.claimFrom) return refuse('not_started')
  const { validFrom, validUntil } = frozenValidity(terms, now)
  if (now >= terms.claimUntil || now >= validUntil) return refuse('ended')
  if (claimedByMe >= terms.perPerson) return refuse('has_enough')
  if (left !== null && left < 1) return refuse('sold_out')
  return { ok: true, validFrom, validUntil }
}

/** One form for all the ways in which a code is typed: full-width or not, in any case, with spaces. */
export function foldCode(code: string): string {
  return code.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

const refuse = (reason: ClaimRefusal): ClaimDecision => ({ ok: false, reason })
