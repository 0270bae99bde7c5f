import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { lockSkus, moveHeldStock } from '#app/services/inventory/move-held-stock.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { runRefund } from '#app/services/payment/run-refunds.server.ts'
import { giveBackPart } from '#app/services/promotion/give-back.server.ts'

export type CancelResult = { ok: true; refundId: string } | { ok: false; reason: 'not_found' | 'too_late' }

/**
 * The shopper takes back one merchant's part of a paid order before anything of it is
 * shipped: the part is closed, its stock is free again, goods and freight are refunded by
 * the original way. The seller has no such button (R-19: no silent cancellation).
 * @param number the merchant order's number, such as 1234567890123456-1
 */
export async function cancelMerchantOrder({ number, viewer }: { number: string; viewer: Viewer }): Promise<CancelResult> {
  const order = await db.merchantOrder.findUnique({
    where: { number },
    select: {
      id: true,
      checkoutId: true,
      totalFen: true,
      freightFen: true,
      checkout: { select: { id: true, userId: true, guestHash: true, payments: { where: { use: 'ORDER' }, select: { id: true } } } },
      lines: { select: { id: true, skuId: true, merchantId: true, quantity: true, paidFen: true } },
    },
  })
  if (!order || !mayView(order.checkout, viewer)) return { ok: false, reason: 'not_found' }
  const payment = order.checkout.payments[0]
  if (!payment) return { ok: false, reason: 'too_late' }

  const now = await businessNow()
  const actor = viewer.userId ?? 'guest'
  const refundId = newId()
  const won = await db.$transaction(async (tx) => {
    await lockSkus(tx, order.lines.map((line) => line.skuId))
    const moved = await tx.merchantOrder.updateMany({
      where: { id: order.id, state: 'TO_SHIP' },
      data: { state: 'CLOSED', closedAt: now },
    })
    if (moved.count === 0) return false
    for (const line of order.lines)
      await tx.orderLine.update({ where: { id: line.id }, data: { toShip: 0, cancelled: line.quantity } })
    await moveHeldStock(tx, 'CANCEL', `merchant-order:${order.id}`, order.lines, now)
    await giveBackPart(tx, { checkoutId: order.checkoutId, merchantOrderId: order.id })
    await tx.refund.create({
      data: {
        id: refundId,
        checkoutId: order.checkoutId,
        paymentId: payment.id,
        merchantOrderId: order.id,
        reason: 'CANCELLED_BEFORE_SHIPPING',
        amountFen: order.totalFen,
        freightFen: order.freightFen,
        state: 'PENDING',
        idempotencyKey: `refund:${refundId}:v1`,
        requestedBy: actor,
        createdAt: now,
        lines: {
          create: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, amountFen: line.paidFen })),
        },
      },
    })
    await recordMoves(tx, [
      { entity: 'MERCHANT_ORDER', entityId: order.id, fromState: 'TO_SHIP', toState: 'CLOSED', event: 'cancelled_by_buyer', actor, at: now },
      { entity: 'REFUND', entityId: refundId, fromState: null, toState: 'PENDING', event: 'cancelled_by_buyer', actor, at: now },
    ])
    return true
  })
  failpoint('K15')
  if (!won) return { ok: false, reason: 'too_late' }
  // At once if the provider answers; otherwise the worker goes on with the committed row.
  await runRefund(refundId).catch(() => undefined)
  return { ok: true, refundId }
}
