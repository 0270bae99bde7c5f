import type { CheckoutState, MerchantOrderState, RefundState } from '#app/domain/order/states.ts'

/** What of a person's trade stands, as far as closing the account asks. */
export type OpenTrade = {
  checkouts: readonly { number: string; state: CheckoutState }[]
  orders: readonly { number: string; state: MerchantOrderState }[]
  refunds: readonly { number: string; state: RefundState }[]
}

export type ClosingObstacle =
  | { kind: 'unpaid' | 'on_the_way' | 'refund'; number: string }
  /** Somebody with a role is let go by whoever gave it. */
  | { kind: 'role' }

const unpaid: readonly CheckoutState[] = ['AWAITING_PAYMENT', 'CLOSING']
const onTheWay: readonly MerchantOrderState[] = ['TO_SHIP', 'PART_SHIPPED', 'SHIPPED']

/**
 * why an account cannot be closed yet; empty: it can. Only what would leave the person
 * without goods or money stands in the way; a right to return goods does not end with the
 * account, because the seller's duty hangs on the order.
 */
export function closingObstacles(trade: OpenTrade, hasRole: boolean): ClosingObstacle[] {
  return [
    ...(hasRole ? [{ kind: 'role' as const }] : []),
    ...trade.checkouts.filter(({ state }) => unpaid.includes(state)).map(({ number }) => ({ kind: 'unpaid' as const, number })),
    ...trade.orders.filter(({ state }) => onTheWay.includes(state)).map(({ number }) => ({ kind: 'on_the_way' as const, number })),
    ...trade.checkouts.filter(({ state }) => state === 'REFUND_DUE').map(({ number }) => ({ kind: 'refund' as const, number })),
    ...trade.refunds.filter(({ state }) => state !== 'SUCCEEDED').map(({ number }) => ({ kind: 'refund' as const, number })),
  ]
}

export function obstacleSentence(obstacle: ClosingObstacle): string {
  switch (obstacle.kind) {
    case 'role':
      return '这个账号还有商家或平台的岗位，请先请管理员解除'
    case 'unpaid':
      return `订单 ${obstacle.number} 还在等待付款，请先付款或取消`
    case 'on_the_way':
      return `订单 ${obstacle.number} 还没有送到，签收以后再来注销`
    case 'refund':
      return `订单 ${obstacle.number} 的退款还没有到账，到账以后再来注销`
  }
}
