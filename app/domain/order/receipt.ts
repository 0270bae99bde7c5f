import type { MerchantOrderState, ShipmentState } from '#app/domain/order/states.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'

// Long enough for a parcel from southern Xinjiang and a buyer who is away for a weekend; a
// shop that shipped must not wait for ever for somebody to press a button.
export const DAYS_AFTER_SHIPPING = 10
/** Counted from the promised arrival, which may be weeks away around the holiday. */
export const DAYS_AFTER_ARRIVAL = 7

/**
 * When an order of which all has left counts as received although nobody confirmed it: at the
 * end of the business day on which both waits are over.
 */
export function receiptDueAt(shippedAt: Date, arriveBy: BusinessDate | null): Date {
  const afterShipping = addDays(businessDate(shippedAt), DAYS_AFTER_SHIPPING)
  const afterArrival = arriveBy === null ? afterShipping : addDays(arriveBy, DAYS_AFTER_ARRIVAL)
  return startOfDay(addDays(afterArrival > afterShipping ? afterArrival : afterShipping, 1))
}

export type ReceiptOrder = {
  state: MerchantOrderState
  receiptDueAt: Date | null
  shipments: readonly { id: string; state: ShipmentState }[]
  lines: readonly { id: string; inTransit: number }[]
  /** The buyer has complained and nothing is decided yet. */
  disputed: boolean
}

/** Who says that the goods are there: the buyer, or time. */
export type ReceiptBy = 'buyer' | 'due'
export type ReceiptRefusal = 'not_shipped' | 'already' | 'parcel_trouble' | 'not_due' | 'disputed'

export type ReceiptDecision =
  | { ok: true; shipmentIds: string[]; lines: { lineId: string; quantity: number }[] }
  | { ok: false; reason: ReceiptRefusal }

/** Parcels that no longer move, and lines with the units that arrive; lines without any are left out. */
export function decideReceipt(order: ReceiptOrder, by: ReceiptBy, now: Date): ReceiptDecision {
  if (order.state === 'RECEIVED' || order.state === 'COMPLETED') return { ok: false, reason: 'already' }
  if (order.state !== 'SHIPPED') return { ok: false, reason: 'not_shipped' }
  if (by === 'due' && (order.receiptDueAt === null || now < order.receiptDueAt)) return { ok: false, reason: 'not_due' }
  if (by === 'due' && order.disputed) return { ok: false, reason: 'disputed' }
  // Something is wrong with a parcel: that has to be settled, not confirmed.
  if (order.shipments.some(({ state }) => state === 'EXCEPTION' || state === 'RETURNED')) return { ok: false, reason: 'parcel_trouble' }
  return {
    ok: true,
    shipmentIds: order.shipments.filter(({ state }) => state === 'IN_TRANSIT').map(({ id }) => id),
    lines: order.lines.filter(({ inTransit }) => inTransit > 0).map(({ id, inTransit }) => ({ lineId: id, quantity: inTransit })),
  }
}
