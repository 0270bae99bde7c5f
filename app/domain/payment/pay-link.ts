import { MINUTES_TO_PAY } from '#app/domain/checkout/quote.ts'
import type { CheckoutState } from '#app/domain/order/states.ts'
import { addMinutes } from '#app/domain/time.ts'

/** A daughter who is at work answers in the evening, or the next morning. */
export const PAY_LINK_HOURS = 24

/** Goods that one person keeps from others while somebody else is asked to pay. */
export const MOST_WAITING_LINKS = 3

/** Left to the seller between the last moment to pay and the promised pick-up. */
const SELLER_NEEDS_MINUTES = 4 * 60

export type LinkedOrder = {
  state: CheckoutState
  placedAt: Date
  dueAt: Date
  /** The earliest promise of its parcels; null in orders older than promises. */
  shipBy: Date | null
  signedIn: boolean
  /** Of the same person, on other orders that are not paid yet. */
  waitingLinks: number
}

export type PayLinkDecision = { ok: true; expiresAt: Date } | { ok: false; reason: 'already_paid' | 'expired' | 'too_many' }

/**
 * Until when somebody else may pay. The order waits as long, with its goods: a day after it
 * was placed at most, whatever links were made and withdrawn meanwhile, and never into the
 * time the seller needs for the promise that was given. A guest, who can place any number
 * of orders, keeps the order's own quarter of an hour.
 */
export function decidePayLink(order: LinkedOrder, now: Date): PayLinkDecision {
  if (order.state === 'PAID') return { ok: false, reason: 'already_paid' }
  if (order.state !== 'AWAITING_PAYMENT' || now >= order.dueAt) return { ok: false, reason: 'expired' }
  if (!order.signedIn) return { ok: true, expiresAt: order.dueAt }
  if (order.waitingLinks >= MOST_WAITING_LINKS) return { ok: false, reason: 'too_many' }
  const latest = [
    addMinutes(now, PAY_LINK_HOURS * 60),
    addMinutes(order.placedAt, PAY_LINK_HOURS * 60 + MINUTES_TO_PAY),
    ...(order.shipBy ? [addMinutes(order.shipBy, -SELLER_NEEDS_MINUTES)] : []),
  ].reduce((first, at) => (at < first ? at : first))
  return { ok: true, expiresAt: latest > order.dueAt ? latest : order.dueAt }
}

/** When an order is due whose link was withdrawn: its buyer has the usual time again, never more than before. */
export function dueWithoutLink(dueAt: Date, now: Date): Date {
  const usual = addMinutes(now, MINUTES_TO_PAY)
  return usual < dueAt ? usual : dueAt
}

export type PayLinkStage =
  | 'open'
  /** Back from the provider, whose answer is not known yet. */
  | 'processing'
  /** Paid by this link. */
  | 'paid'
  /** Paid by its buyer, or by an earlier link. */
  | 'paid_otherwise'
  /** By this link came money that the order no longer needed; it goes back by itself. */
  | 'returned'
  | 'withdrawn'
  | 'expired'

export type LinkFacts = {
  state: CheckoutState
  expiresAt: Date
  withdrawn: boolean
  /** What became of money that came by this link. */
  payment: 'ORDER' | 'SURPLUS' | null
  /** A payment may be on its way. */
  unsure: boolean
}

/** What whoever opens the link is told. Their own payment comes before everything else. */
export function payLinkStage({ state, expiresAt, withdrawn, payment, unsure }: LinkFacts, now: Date): PayLinkStage {
  if (payment === 'ORDER') return 'paid'
  if (payment === 'SURPLUS') return 'returned'
  if (state === 'PAID') return 'paid_otherwise'
  if (unsure && (state === 'AWAITING_PAYMENT' || state === 'CLOSING')) return 'processing'
  if (withdrawn) return 'withdrawn'
  return state === 'AWAITING_PAYMENT' && now < expiresAt ? 'open' : 'expired'
}
