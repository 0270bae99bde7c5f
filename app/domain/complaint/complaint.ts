import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, addMinutes, businessDate, startOfDay } from '#app/domain/time.ts'

export const MAX_WORDS = 1_000
/** The shop's turn, as long as a silent shop has in an after-sale. */
export const SHOP_ANSWERS_IN_HOURS = 48
/** The platform's word: a decision at the latest at the end of this day. */
export const DECIDED_IN_DAYS = 7

export const complaintKinds = ['NOT_ARRIVED', 'DAMAGED', 'NOT_AS_SHOWN', 'QUALITY', 'PRICE', 'SERVICE', 'OTHER'] as const
export type ComplaintKind = (typeof complaintKinds)[number]

export type ComplaintState = 'OPEN' | 'WITHDRAWN' | 'UPHELD' | 'REJECTED'

export const complaintTransitions = {
  OPEN: ['WITHDRAWN', 'UPHELD', 'REJECTED'],
  // By the buyer, when it was settled between the two.
  WITHDRAWN: [],
  UPHELD: [],
  REJECTED: [],
} as const satisfies Record<ComplaintState, readonly ComplaintState[]>

/** From when on the complaint is late: the end of its last business day. */
export function decidedBy(openedAt: Date): Date {
  return startOfDay(addDays(businessDate(openedAt), DECIDED_IN_DAYS + 1))
}

export function shopAnswersBy(openedAt: Date): Date {
  return addMinutes(openedAt, SHOP_ANSWERS_IN_HOURS * 60)
}

/** TS20270116-4829: the day and four random digits, to be read out on the telephone. */
export function complaintNumber(day: BusinessDate, random: number): string {
  return `TS${day.replaceAll('-', '')}-${String(random).padStart(4, '0')}`
}

export type Speaker = 'BUYER' | 'MERCHANT' | 'OPERATOR'
export type TalkRefusal = 'unpaid' | 'open_already' | 'not_open'

/** Somebody paid for something: only then is there anything to talk about with the shop that sold it. */
export function mayTalk(order: { paid: boolean }): { ok: true } | { ok: false; reason: 'unpaid' } {
  return order.paid ? { ok: true } : { ok: false, reason: 'unpaid' }
}

/** One complaint at a time about an order; when it has ended another one may come. */
export function mayComplain(order: { paid: boolean; openComplaint: boolean }): { ok: true } | { ok: false; reason: 'unpaid' | 'open_already' } {
  if (!order.paid) return { ok: false, reason: 'unpaid' }
  return order.openComplaint ? { ok: false, reason: 'open_already' } : { ok: true }
}
