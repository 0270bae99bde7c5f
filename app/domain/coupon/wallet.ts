import { couponRefusal } from '#app/domain/promotion/eligible.ts'
import type { HeldCoupon } from '#app/domain/promotion/types.ts'

export type WalletState = 'AVAILABLE' | 'NOT_STARTED' | 'LOCKED' | 'USED' | 'EXPIRED'

type Held = Pick<HeldCoupon, 'couponId' | 'validFrom' | 'validUntil' | 'state'>

/**
 * What a person's coupon is at an instant. One that an unpaid order holds stays with it even
 * after its end: it was used in time.
 */
export function walletState(coupon: Held, now: Date): WalletState {
  if (coupon.state === 'USED' || coupon.state === 'LOCKED') return coupon.state
  const refusal = couponRefusal({ ...coupon, promotionId: '', version: 0 }, now)
  if (!refusal) return 'AVAILABLE'
  return refusal.kind === 'coupon_not_started' ? 'NOT_STARTED' : 'EXPIRED'
}

const places: Record<WalletState, number> = { AVAILABLE: 0, NOT_STARTED: 1, LOCKED: 2, USED: 3, EXPIRED: 3 }

/** Coupons that can still be of use, the soonest end first; the others, the latest first. */
export function sortWallet<Entry extends { coupon: Held; state: WalletState }>(entries: readonly Entry[]): { live: Entry[]; past: Entry[] } {
  const sorted = [...entries].sort(
    (a, b) => places[a.state] - places[b.state] || +a.coupon.validUntil - +b.coupon.validUntil || (a.coupon.couponId < b.coupon.couponId ? -1 : 1),
  )
  const isPast = ({ state }: Entry) => places[state] === 3
  return { live: sorted.filter((entry) => !isPast(entry)), past: sorted.filter(isPast).reverse() }
}
