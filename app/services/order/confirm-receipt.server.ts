import type { ReceiptBy, ReceiptRefusal } from '#app/domain/order/receipt.ts'
import { decideReceipt } from '#app/domain/order/receipt.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'

export type ReceiptResult = { ok: true } | { ok: false; reason: 'not_found' | ReceiptRefusal }

/**
 * The buyer says that one merchant's part of their order has come. Stock and books are not
 * touched: the goods left them when they were shipped.
 * @param number the merchant order's, such as 1234567890123456-1
 */
export async function confirmReceipt({ number, viewer }: { number: string; viewer: Viewer }): Promise<ReceiptResult> {
  const order = await db.merchantOrder.findUnique({
    where: { number },
    select: { id: true, checkout: { select: { id: true, userId: true, guestHash: true } } },
  })
  if (!order || !mayView(order.checkout, viewer)) return { ok: false, reason: 'not_found' }
  const now = await businessNow()
  return db.$transaction((tx) => receive(tx, order.id, { by: 'buyer', actor: viewer.userId ?? 'guest', now }))
}

const BATCH = 200

/**
 * Orders that nobody confirmed although they must have come count as received.
 * @returns how many
 */
export async function receiveDueOrders(now: Date): Promise<number> {
  const due = await db.merchantOrder.findMany({
    where: { state: 'SHIPPED', receiptDueAt: { lte: now }, complaints: { none: { state: 'OPEN' } } },
    orderBy: { receiptDueAt: 'asc' },
    take: BATCH,
    select: { id: true },
  })
  let received = 0
  for (const { id } of due) {
    const result = await db.$transaction((tx) => receive(tx, id, { by: 'due', actor: 'system', now }))
    if (result.ok) received += 1
  }
  return received
}

async function receive(tx: Tx, id: string, { by, actor, now }: { by: ReceiptBy; actor: string; now: Date }): Promise<ReceiptResult> {
  // The buyer and the worker may come at the same moment: the second one finds it done.
  await tx.$queryRaw`select 1 from merchant_order where id = ${id}::uuid for update`
  const order = await tx.merchantOrder.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      receiptDueAt: true,
      shipments: { select: { id: true, state: true } },
      lines: { orderBy: { id: 'asc' }, select: { id: true, inTransit: true } },
      complaints: { where: { state: 'OPEN' }, select: { id: true } },
    },
  })
  const decision = decideReceipt({ ...order, disputed: order.complaints.length > 0 }, by, now)
  if (!decision.ok) return decision
  await tx.merchantOrder.update({ where: { id }, data: { state: 'RECEIVED', receivedAt: now } })
  // Not the day of the delivery: a button says that parcels are there, the carrier alone since when.
  await tx.shipment.updateMany({ where: { id: { in: decision.shipmentIds } }, data: { state: 'DELIVERED' } })
  for (const { lineId, quantity } of decision.lines)
    await tx.orderLine.update({ where: { id: lineId }, data: { inTransit: { decrement: quantity }, received: { increment: quantity } } })
  const event = by === 'buyer' ? 'confirmed_by_buyer' : 'receipt_due'
  await recordMoves(tx, [
    ...decision.shipmentIds.map((shipmentId) => ({ entity: 'SHIPMENT' as const, entityId: shipmentId, fromState: 'IN_TRANSIT', toState: 'DELIVERED', event, actor, at: now })),
    { entity: 'MERCHANT_ORDER', entityId: id, fromState: 'SHIPPED', toState: 'RECEIVED', event, actor, at: now },
  ])
  await appendOutbox(tx, { type: 'order.received', payload: { merchantOrderId: id } }, now)
  return { ok: true }
}
