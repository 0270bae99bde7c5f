import type { CheckoutState, MerchantOrderState } from '#app/domain/order/states.ts'

export type OrderStep = { label: string; state: 'done' | 'current' | 'todo' }

const labels = ['提交订单', '付款', '发货', '签收'] as const

/** How far one merchant's part has come; a part that was taken back counts for nothing. */
const reached: Record<Exclude<MerchantOrderState, 'CLOSED'>, number> = {
  AWAITING_PAYMENT: 1,
  TO_SHIP: 2,
  PART_SHIPPED: 2,
  SHIPPED: 3,
  RECEIVED: 4,
  COMPLETED: 4,
}

/**
 * The road of an order for its page: as far as its slowest part. Null where there is no
 * road any more (closed, refunded, all parts taken back).
 */
export function orderSteps(state: CheckoutState, parts: readonly MerchantOrderState[]): OrderStep[] | null {
  if (state === 'CLOSED' || state === 'REFUND_DUE') return null
  const open = parts.filter((part) => part !== 'CLOSED')
  if (open.length === 0) return null
  const done = state === 'PAID' ? Math.min(...open.map((part) => reached[part])) : 1
  return labels.map((label, place) => ({ label, state: place < done ? 'done' : place === done ? 'current' : 'todo' }))
}
