import { receiptDueAt } from '#app/domain/order/receipt.ts'
import type { MerchantOrderState } from '#app/domain/order/states.ts'
import type { ShipmentRefusal, WantedLine } from '#app/domain/shipping/decide-shipment.ts'
import { decideShipment } from '#app/domain/shipping/decide-shipment.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { lockSkus } from '#app/services/inventory/move-held-stock.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { noticeBrokenPromisesOf } from '#app/services/shipping/notice-broken-promises.server.ts'

export type ShipOrderInput = {
  merchantId: string
  merchantOrderId: string
  carrierCode: string
  trackingNumber: string
  lines: readonly WantedLine[]
  actor: { id: string; role: string }
  now: Date
}

export type ShipOrderResult =
  | { ok: true; shipmentId: string; state: 'SHIPPED' | 'PART_SHIPPED' }
  | { ok: false; reason: 'not_found' | 'carrier' | 'tracking_format' | 'tracking_taken' | ShipmentRefusal }

/**
 * Sends a part or all of an own order: parcel, line quantities, stock that left the house,
 * state, notice and a broken promise in one transaction. The same tracking number twice is refused, so a
 * double click ships once.
 */
export async function shipOrder(input: ShipOrderInput): Promise<ShipOrderResult> {
  const { merchantId, merchantOrderId, carrierCode } = input
  const trackingNumber = input.trackingNumber.trim().toUpperCase()
  const carrier = await db.carrier.findFirst({ where: { code: carrierCode, active: true } })
  if (!carrier) return { ok: false, reason: 'carrier' }
  if (!new RegExp(carrier.format).test(trackingNumber)) return { ok: false, reason: 'tracking_format' }

  return db.$transaction(async (tx): Promise<ShipOrderResult> => {
    const skus = await tx.orderLine.findMany({ where: { merchantId, merchantOrderId }, select: { skuId: true } })
    await lockSkus(tx, skus.map(({ skuId }) => skuId))
    const [order] = await tx.$queryRaw<{ state: MerchantOrderState; arriveBy: string | null }[]>`
      select state::text, to_char(arrive_by, 'YYYY-MM-DD') as "arriveBy" from merchant_order
       where id = ${merchantOrderId}::uuid and merchant_id = ${merchantId}::uuid for update`
    if (!order) return { ok: false, reason: 'not_found' }
    const lines = await tx.orderLine.findMany({
      where: { merchantId, merchantOrderId },
      select: { id: true, skuId: true, toShip: true },
    })
    const decision = decideShipment(order.state, lines.map(({ id, toShip }) => ({ lineId: id, toShip })), input.lines)
    if (!decision.ok) return decision
    if ((await tx.shipment.count({ where: { carrierCode, trackingNumber } })) > 0) return { ok: false, reason: 'tracking_taken' }

    await noticeBrokenPromisesOf(tx, merchantOrderId, input.now)
    const shipmentId = newId()
    await tx.shipment.create({
      data: { id: shipmentId, merchantOrderId, merchantId, carrierCode, trackingNumber, state: 'IN_TRANSIT', createdAt: input.now },
    })
    await tx.shipmentLine.createMany({ data: decision.lines.map(({ lineId, quantity }) => ({ shipmentId, lineId, merchantId, quantity })) })
    const skuOf = new Map(lines.map(({ id, skuId }) => [id, skuId]))
    for (const { lineId, quantity } of decision.lines)
      await tx.orderLine.update({
        where: { id: lineId },
        data: { toShip: { decrement: quantity }, shipped: { increment: quantity }, inTransit: { increment: quantity } },
      })
    await takeOut(tx, input, shipmentId, decision.lines.map(({ lineId, quantity }) => ({ skuId: skuOf.get(lineId)!, quantity })))
    await tx.merchantOrder.update({
      where: { id: merchantOrderId },
      data: { state: decision.state, ...(decision.state === 'SHIPPED' ? { shippedAt: input.now, receiptDueAt: receiptDueAt(input.now, order.arriveBy) } : {}) },
    })
    await recordMoves(tx, [
      { entity: 'SHIPMENT', entityId: shipmentId, fromState: null, toState: 'CREATED', event: 'create', actor: input.actor.id, at: input.now },
      { entity: 'SHIPMENT', entityId: shipmentId, fromState: 'CREATED', toState: 'IN_TRANSIT', event: 'hand_over', actor: input.actor.id, at: input.now },
      // A further parcel of an order that is partly shipped changes no state.
      ...(decision.state === order.state
        ? []
        : [{ entity: 'MERCHANT_ORDER' as const, entityId: merchantOrderId, fromState: order.state, toState: decision.state, event: 'ship', actor: input.actor.id, at: input.now }]),
    ])
    await appendAudit(tx, {
      actor: input.actor,
      action: 'order.ship',
      subjectType: 'merchant_order',
      subjectId: merchantOrderId,
      before: { state: order.state },
      after: { state: decision.state, shipmentId, carrierCode, units: decision.lines.reduce((sum, line) => sum + line.quantity, 0) },
      at: input.now,
    })
    await appendOutbox(tx, { type: 'order.shipped', payload: { shipmentId } }, input.now)
    return { ok: true, shipmentId, state: decision.state }
  })
}

/** Committed units leave the warehouse; lines of one SKU are booked as one movement. */
async function takeOut(tx: Tx, { merchantId, now }: ShipOrderInput, shipmentId: string, units: { skuId: string; quantity: number }[]): Promise<void> {
  const bySku = new Map<string, number>()
  for (const { skuId, quantity } of units) bySku.set(skuId, (bySku.get(skuId) ?? 0) + quantity)
  for (const [skuId, quantity] of bySku) {
    await tx.stockMovement.create({
      data: { id: newId(), skuId, merchantId, kind: 'SHIP', onHandDelta: -quantity, committedDelta: -quantity, ref: `shipment:${shipmentId}`, at: now },
    })
    await tx.sku.update({ where: { id: skuId }, data: { onHand: { decrement: quantity }, committed: { decrement: quantity } } })
  }
}
