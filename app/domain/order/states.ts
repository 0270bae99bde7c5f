// The life of each thing as a table; guards and effects live in the services. A change of
// state is one conditional UPDATE on the old state plus one history row.

export type CheckoutState = 'AWAITING_PAYMENT' | 'CLOSING' | 'PAID' | 'CLOSED' | 'REFUND_DUE'

export const checkoutTransitions = {
  AWAITING_PAYMENT: ['PAID', 'CLOSING'],
  // The provider is being asked to end its sessions; a payment found there still wins.
  CLOSING: ['PAID', 'CLOSED'],
  PAID: [],
  // Only a late payment: everything could be held again, or the money goes back.
  CLOSED: ['PAID', 'REFUND_DUE'],
  REFUND_DUE: [],
} as const satisfies Record<CheckoutState, readonly CheckoutState[]>

export type MerchantOrderState =
  | 'AWAITING_PAYMENT'
  | 'TO_SHIP'
  | 'PART_SHIPPED'
  | 'SHIPPED'
  | 'RECEIVED'
  | 'COMPLETED'
  | 'CLOSED'

export const merchantOrderTransitions = {
  AWAITING_PAYMENT: ['TO_SHIP', 'CLOSED'],
  TO_SHIP: ['PART_SHIPPED', 'SHIPPED', 'CLOSED'],
  PART_SHIPPED: ['SHIPPED'],
  SHIPPED: ['RECEIVED'],
  RECEIVED: ['COMPLETED'],
  COMPLETED: [],
  // With its checkout, when a late payment could be served after all; never once refunded.
  CLOSED: ['TO_SHIP'],
} as const satisfies Record<MerchantOrderState, readonly MerchantOrderState[]>

export type ShipmentState = 'CREATED' | 'IN_TRANSIT' | 'DELIVERED' | 'EXCEPTION' | 'RETURNED' | 'VOID'

export const shipmentTransitions = {
  CREATED: ['IN_TRANSIT', 'VOID'],
  IN_TRANSIT: ['DELIVERED', 'EXCEPTION'],
  EXCEPTION: ['IN_TRANSIT', 'RETURNED'],
  DELIVERED: [],
  RETURNED: [],
  VOID: [],
} as const satisfies Record<ShipmentState, readonly ShipmentState[]>

export type RefundState = 'PENDING' | 'SUCCEEDED' | 'FAILED'

export const refundTransitions = {
  PENDING: ['SUCCEEDED', 'FAILED'],
  // A bank may hand the money back days later.
  SUCCEEDED: ['FAILED'],
  FAILED: [],
} as const satisfies Record<RefundState, readonly RefundState[]>

export function canMove<State extends string>(
  table: Record<State, readonly State[]>,
  from: State,
  to: State,
): boolean {
  return table[from].includes(to)
}

/** Every legal pair [from, to] of a table; the invariant checker asks the history for others. */
export function legalMoves<State extends string>(table: Record<State, readonly State[]>): [State, State][] {
  return (Object.keys(table) as State[]).flatMap((from) => table[from].map((to) => [from, to] as [State, State]))
}
