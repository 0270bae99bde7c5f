import type { ShipOrderResult } from '#app/services/shipping/ship-order.server.ts'

type Refusal = Exclude<ShipOrderResult, { ok: true }>['reason']

/** Beside which field a refusal stands, what it says, and its status. */
export const shipRefusals: Record<Refusal, { field: '' | 'carrierCode' | 'trackingNumber'; sentence: string; status: number }> = {
  not_found: { field: '', sentence: '没有这个订单', status: 404 },
  carrier: { field: 'carrierCode', sentence: '请选择快递公司', status: 422 },
  tracking_format: { field: 'trackingNumber', sentence: '运单号和这家快递公司的格式不符，请核对', status: 422 },
  tracking_taken: { field: 'trackingNumber', sentence: '这个运单号已经用过了', status: 409 },
  nothing: { field: '', sentence: '请至少发出一件', status: 422 },
  too_many: { field: '', sentence: '发货数量超过了还没发的数量，请刷新核对', status: 409 },
  unknown_line: { field: '', sentence: '商品与订单不符，请刷新核对', status: 422 },
  not_shippable: { field: '', sentence: '这个订单现在不能发货，可能已发完或已退款，请刷新查看', status: 409 },
}
