import type { Buyer, HeldCoupon, NotAppliedReason, Promotion, PromotionUsage } from '#app/domain/promotion/types.ts'

/** What is asked of a purchase beside its goods. */
export type Occasion = {
  buyer: Buyer
  provinceCode: string | null
  channel: string
  coupons: readonly HeldCoupon[]
  codes: readonly string[]
  usage: ReadonlyMap<string, PromotionUsage>
  now: Date
}

export type Eligibility = { ok: true; couponId: string | null } | { ok: false; reason: NotAppliedReason }

/**
 * Whether a promotion may be used at all in this purchase, whatever is in the cart. A fact that
 * is missing skips the promotion with a reason; it is never an error.
 */
export function eligibility(promotion: Promotion, occasion: Occasion): Eligibility {
  const brought = promotion.needs === 'CLAIM' ? heldCoupon(promotion, occasion) : withinWindow(promotion, occasion)
  if (!brought.ok) return brought
  const reason = conditionMissed(promotion, occasion) ?? limitReached(occasion.usage.get(promotion.id))
  return reason ? { ok: false, reason } : brought
}

/** The claim that ends first; failing one that can be used, the reason of the one that is nearest to it. */
function heldCoupon({ id, version }: Promotion, { coupons, now }: Occasion): Eligibility {
  let best: HeldCoupon | null = null
  let refusal: CouponRefusal = { kind: 'coupon_not_held' }
  for (const coupon of coupons) {
    if (coupon.promotionId !== id || coupon.version !== version) continue
    const reason = couponRefusal(coupon, now)
    if (reason) refusal = nearer(refusal, reason)
    else if (!best || coupon.validUntil < best.validUntil || (+coupon.validUntil === +best.validUntil && coupon.couponId < best.couponId)) best = coupon
  }
  return best ? { ok: true, couponId: best.couponId } : { ok: false, reason: refusal }
}

const NEAREST_FIRST = ['coupon_not_started', 'coupon_used', 'coupon_expired', 'coupon_not_held'] as const
type CouponRefusal = Extract<NotAppliedReason, { kind: (typeof NEAREST_FIRST)[number] }>

/** Whatever the order of the wallet: of two that wait the sooner, of two that ended the later. */
function nearer(a: CouponRefusal, b: CouponRefusal): CouponRefusal {
  if (a.kind === 'coupon_not_started' && b.kind === 'coupon_not_started') return a.validFrom <= b.validFrom ? a : b
  if (a.kind === 'coupon_expired' && b.kind === 'coupon_expired') return a.validUntil >= b.validUntil ? a : b
  return NEAREST_FIRST.indexOf(a.kind) <= NEAREST_FIRST.indexOf(b.kind) ? a : b
}

/** Why a claimed coupon cannot be used at an instant; the wallet asks the same. */
export function couponRefusal({ state, validFrom, validUntil }: HeldCoupon, now: Date): CouponRefusal | null {
  if (state === 'USED' || state === 'LOCKED') return { kind: 'coupon_used' }
  if (state === 'EXPIRED' || now >= validUntil) return { kind: 'coupon_expired', validUntil }
  if (now < validFrom) return { kind: 'coupon_not_started', validFrom }
  return null
}

function withinWindow({ startsAt, endsAt, needs }: Promotion, { codes, now }: Occasion): Eligibility {
  if (now < startsAt) return { ok: false, reason: { kind: 'not_started', startsAt } }
  if (now >= endsAt) return { ok: false, reason: { kind: 'ended', endsAt } }
  if (typeof needs === 'object' && !codes.includes(needs.code)) return { ok: false, reason: { kind: 'code_not_entered' } }
  return { ok: true, couponId: null }
}

function conditionMissed(promotion: Promotion, { buyer, provinceCode, channel }: Occasion): NotAppliedReason | null {
  const { provinceCodes, channels, buyers } = promotion
  if (channels && !channels.includes(channel)) return { kind: 'other_channels' }
  if (provinceCodes && provinceCode === null) return { kind: 'destination_unknown' }
  if (provinceCodes && provinceCode !== null && !provinceCodes.includes(provinceCode)) return { kind: 'other_destinations' }
  if (buyers === 'ALL') return null
  if (!buyer.signedIn) return { kind: 'sign_in_needed' }
  if (buyers === 'FIRST_ORDER') return buyer.firstOrder ? null : { kind: 'first_order_only' }
  return buyers.tiers.some((tier) => buyer.tiers.includes(tier)) ? null : { kind: 'other_buyers' }
}

/** The same function judges the badge on a page and the price: both see the same limit. */
export function limitReached(usage: PromotionUsage | undefined): NotAppliedReason | null {
  if (!usage) return null
  if (usage.usesLeft !== undefined && usage.usesLeft < 1) return { kind: 'uses_exhausted' }
  if (usage.usesLeftForBuyer !== undefined && usage.usesLeftForBuyer < 1) return { kind: 'buyer_uses_exhausted' }
  if (usage.budgetLeftFen !== undefined && usage.budgetLeftFen < 1) return { kind: 'budget_exhausted', leftFen: 0 }
  return null
}
