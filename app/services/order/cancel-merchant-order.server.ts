import type { Fen } from '#app/domain/money.ts'
import { takeBackPart } from '#app/domain/promotion/take-back.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { lockSkus, moveHeldStock } from '#app/services/inventory/move-held-stock.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { runRefund } from '#app/services/payment/run-refunds.server.ts'
import { bookRefund } from '#app/services/payment/settle-refund.server.ts'
import { giveBackPart } from '#app/services/promotion/give-back.server.ts'
import { loadSold } from '#app/services/promotion/load-sold.server.ts'

export type CancelRequest = {
  /** The merchant order's number, such as 1234567890123456-1. */
  number: string
  viewer: Viewer
  /** The refund that the buyer was shown and agreed to; absent: whatever it comes to. */
  seenFen?: Fen
}

export type CancelResult =
  | { ok: true; refundId: string }
  | { ok: false; reason: 'not_found' | 'too_late' }
  | { ok: false; reason: 'changed'; refundFen: Fen }

/**
 * The shopper takes back one merchant's part of a paid order before anything of it is
 * shipped: the part is closed, its stock is free again, and what was paid beyond the price of
 * the kept parts goes back by the original way. The seller has no such button (R-19: no
 * silent cancellation). Locks: SKUs in id order, then the checkout, so that of two parts that
 * go back at the same moment the later one is priced by what the earlier left.
 */
export async function cancelMerchantOrder({ number, viewer, seenFen }: CancelRequest): Promise<CancelResult> {
  const order = await db.merchantOrder.findUnique({
    where: { number },
    select: {
      id: true,
      checkoutId: true,
      checkout: { select: { id: true, userId: true, guestHash: true, payments: { where: { use: 'ORDER' }, select: { id: true } } } },
      lines: { select: { id: true, skuId: true, merchantId: true, quantity: true } },
    },
  })
  if (!order || !mayView(order.checkout, viewer)) return { ok: false, reason: 'not_found' }
  const payment = order.checkout.payments[0]
  if (!payment) return { ok: false, reason: 'too_late' }

  const { checkoutId } = order
  const now = await businessNow()
  const actor = viewer.userId ?? 'guest'
  const refundId = newId()
  const result = await db.$transaction(async (tx): Promise<CancelResult> => {
    await lockSkus(tx, order.lines.map((line) => line.skuId))
    await tx.$queryRaw`select 1 from checkout where id = ${checkoutId}::uuid for update`
    const waiting = await tx.merchantOrder.count({ where: { id: order.id, state: 'TO_SHIP' } })
    if (waiting === 0) return { ok: false, reason: 'too_late' }
    const back = takeBackPart(await loadSold(tx, checkoutId), order.id)
    if (seenFen !== undefined && seenFen !== back.refundFen) return { ok: false, reason: 'changed', refundFen: back.refundFen }
    const moved = await tx.merchantOrder.updateMany({
      where: { id: order.id, state: 'TO_SHIP' },
      data: { state: 'CLOSED', closedAt: now },
    })
    if (moved.count === 0) return { ok: false, reason: 'too_late' }
    for (const line of order.lines)
      await tx.orderLine.update({ where: { id: line.id }, data: { toShip: 0, cancelled: line.quantity } })
    await moveHeldStock(tx, 'CANCEL', `merchant-order:${order.id}`, order.lines, now)
    await giveBackPart(tx, { checkoutId, merchantOrderId: order.id, returned: back.released })
    await tx.refund.create({
      data: {
        id: refundId,
        checkoutId,
        paymentId: payment.id,
        merchantOrderId: order.id,
        reason: 'CANCELLED_BEFORE_SHIPPING',
        amountFen: back.refundFen,
        freightFen: back.freightFen,
        state: 'PENDING',
        idempotencyKey: `refund:${refundId}:v1`,
        requestedBy: actor,
        createdAt: now,
        lines: { create: back.lines },
        repriced: { create: back.repriced.map((row) => ({ ...row, id: newId() })) },
      },
    })
    await recordMoves(tx, [
      { entity: 'MERCHANT_ORDER', entityId: order.id, fromState: 'TO_SHIP', toState: 'CLOSED', event: 'cancelled_by_buyer', actor, at: now },
      { entity: 'REFUND', entityId: refundId, fromState: null, toState: 'PENDING', event: 'cancelled_by_buyer', actor, at: now },
    ])
    if (back.refundFen === 0) await bookRefund(tx, refundId, { actor: 'system', at: now })
    return { ok: true, refundId }
  })
  failpoint('K15')
  // At once if the provider answers; otherwise the worker goes on with the committed row.
  if (result.ok) await runRefund(refundId).catch(() => undefined)
  return result
}
