import type { CheckoutState, MerchantOrderState, RefundState, ShipmentState } from '#app/domain/order/states.ts'
import type { LineProblem } from '#app/domain/cart/cart.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { GroupProblem } from '#app/domain/checkout/quote.ts'
import { goodsTypesWords } from '#app/domain/shipping/words.ts'

// The one place where reason codes and states become the storefront's sentences.

export function lineProblemSentence(problem: LineProblem, available: number): string {
  switch (problem) {
    case 'gone':
      return '商品已不存在'
    case 'off_sale':
      return '卖家已下架'
    case 'merchant_closed':
      return '店铺暂停营业'
    case 'sold_out':
      return '已售罄'
    case 'not_enough':
      return `只剩 ${available} 件，请改少一些`
  }
}

export function cartRefusalSentence(reason: LineProblem | 'too_many' | 'cart_full', available = 0): string {
  if (reason === 'too_many') return '每种商品最多买 999 件，更多请联系卖家团购'
  if (reason === 'cart_full') return '购物车最多放 100 种商品，请先结算或删掉一些'
  return lineProblemSentence(reason, available)
}

export function groupProblemSentence(problem: GroupProblem, refusedTypes: readonly GoodsType[]): string {
  switch (problem) {
    case 'not_served':
      return '该地区暂不配送，请换一个收货地区'
    case 'goods_not_served':
      return `该地区暂不配送${goodsTypesWords(refusedTypes)}，请换一个收货地区或先把它们移出订单`
  }
}

const merchantKinds: Record<string, string> = {
  COOPERATIVE: '农民专业合作社',
  PROCESSOR: '加工企业',
  REGIMENT_SHOP: '团场店',
  GROWER: '自产自销的职工户',
}

export function merchantKindLabel(kind: string): string {
  return merchantKinds[kind] ?? kind
}

export const paymentMethods = [
  { value: 'WECHAT_PAY', label: '微信支付' },
  { value: 'ALIPAY', label: '支付宝' },
  { value: 'CARD', label: '银行卡' },
] as const

export function paymentMethodLabel(method: (typeof paymentMethods)[number]['value']): string {
  return paymentMethods.find(({ value }) => value === method)?.label ?? method
}

export const checkoutStateLabel: Record<CheckoutState, string> = {
  AWAITING_PAYMENT: '待付款',
  CLOSING: '正在关闭',
  PAID: '已付款',
  CLOSED: '已关闭',
  REFUND_DUE: '退款中',
}

export const merchantOrderStateLabel: Record<MerchantOrderState, string> = {
  AWAITING_PAYMENT: '待付款',
  TO_SHIP: '待发货',
  PART_SHIPPED: '部分发货',
  SHIPPED: '已发货',
  RECEIVED: '已签收',
  COMPLETED: '已完成',
  CLOSED: '已关闭',
}

export const shipmentStateLabel: Record<ShipmentState, string> = {
  CREATED: '已发货，等待揽收',
  IN_TRANSIT: '运输中',
  DELIVERED: '已签收',
  EXCEPTION: '物流异常',
  RETURNED: '已退回',
  VOID: '已作废',
}

export const refundStateLabel: Record<RefundState, string> = {
  PENDING: '退款处理中，将原路退回',
  SUCCEEDED: '已原路退回',
  FAILED: '退款遇到问题，平台会人工处理',
}

const checkoutHistory: Record<CheckoutState, string> = {
  AWAITING_PAYMENT: '订单提交成功，等待付款',
  CLOSING: '订单正在关闭',
  PAID: '付款成功',
  CLOSED: '订单已关闭，没有扣款',
  REFUND_DUE: '付款到得太晚，款项将自动原路退回',
}

const merchantOrderHistory: Record<MerchantOrderState, string> = {
  AWAITING_PAYMENT: '等待付款',
  TO_SHIP: '卖家已接单，准备发货',
  PART_SHIPPED: '部分商品已发货',
  SHIPPED: '商品已全部发货',
  RECEIVED: '已签收',
  COMPLETED: '交易完成',
  CLOSED: '已取消',
}

const eventHistory: Record<string, string> = {
  confirmed_by_buyer: '您已确认收货',
  receipt_due: '发出已久，系统自动确认收货',
}

/** One entry of an order's history; `ofPart` says whether it is of one seller's part. */
export function historySentence({ toState, event }: { toState: string; event: string }, ofPart: boolean): string {
  const said = eventHistory[event]
  if (said) return said
  const table: Record<string, string> = ofPart ? merchantOrderHistory : checkoutHistory
  return table[toState] ?? toState
}

/** 13800001234 → 138****1234 */
export function maskPhone(phone: string): string {
  return phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2')
}
