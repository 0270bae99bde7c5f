import type { WalletState } from '#app/domain/coupon/wallet.ts'

// What the coupon services hand to pages.

/** The left part of a ticket: “¥10 / 满99元可用”. */
export type CouponFace = {
  /** ¥ before the amount, 折 after it, or neither. */
  sign: '¥' | '折' | ''
  amount: string
  condition: string
}

/** Everything a coupon says of itself, in plain words. */
export type CouponTicket = {
  promotionId: string
  version: number
  name: string
  shop: { slug: string; name: string } | null
  face: CouponFace
  /** What it is for, and how long: a line each. */
  scope: string
  validity: string
  terms: { term: string; detail: string }[]
}

/** to_claim: press and have it. not_yet: claiming begins later. all_mine: as many as one person may have. */
export type ClaimState = 'to_claim' | 'not_yet' | 'sold_out' | 'all_mine'

export type ClaimableCoupon = CouponTicket & {
  state: ClaimState
  claimFrom: Date
  claimUntil: Date
}

export type WalletCoupon = CouponTicket & {
  couponId: string
  state: WalletState
  validFrom: Date
  validUntil: Date
  /** The order that locked or used it. */
  orderNumber: string | null
}
