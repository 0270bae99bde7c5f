import type { CartOwner } from '#app/domain/cart/cart.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import { confirmReceipt } from '#app/services/order/confirm-receipt.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'

let parcels = 0

export type Bought = Awaited<ReturnType<typeof paidOrder>>

/** A paid order of 2 × one SKU from one merchant, whose owner is a person of its own. */
export async function paidOrder(sandbox: Sandbox, given: { owner?: CartOwner; skuId?: string } = {}) {
  const owner = given.owner ?? (await createShopper())
  const skuId = given.skuId ?? (await createSku()).id
  const placed = await placeOrder(owner, [{ skuId, quantity: 2 }])
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
  const viewer = viewerOf(owner)
  await startPayment({ number: placed.number, viewer })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  sandbox.pay(sessionId!)
  await settleSession(sessionId!)
  const order = await db.merchantOrder.findUniqueOrThrow({
    where: { number: `${placed.number}-1` },
    include: { lines: true, merchant: { include: { memberships: true } } },
  })
  const merchantId = order.merchantId
  const seller = await createShopper()
  await db.membership.create({ data: { userId: seller.userId, role: 'MERCHANT_OWNER', merchantId } })
  const sku = await db.sku.findUniqueOrThrow({ where: { id: skuId }, include: { product: true } })
  return {
    owner,
    viewer,
    seller: { id: seller.userId, role: 'MERCHANT_OWNER' },
    merchantId,
    checkoutNumber: placed.number,
    id: order.id,
    number: order.number,
    lineId: order.lines[0]!.id,
    skuId,
    product: sku.product,
  }
}

/** Sends these units of it; all of them unless told otherwise. */
export async function ship(order: Bought, quantity = 2, at = now): Promise<void> {
  parcels += 1
  const shipped = await shipOrder({
    merchantId: order.merchantId,
    merchantOrderId: order.id,
    carrierCode: 'zto',
    trackingNumber: `7310${String(parcels).padStart(8, '0')}`,
    lines: [{ lineId: order.lineId, quantity }],
    actor: order.seller,
    now: at,
  })
  if (!shipped.ok) throw new Error(shipped.reason)
}

export async function shippedOrder(sandbox: Sandbox, given: Parameters<typeof paidOrder>[1] = {}): Promise<Bought> {
  const order = await paidOrder(sandbox, given)
  await ship(order)
  return order
}

/** Paid, shipped and confirmed by its buyer: what may be reviewed. */
export async function receivedOrder(sandbox: Sandbox, given: Parameters<typeof paidOrder>[1] = {}): Promise<Bought> {
  const order = await shippedOrder(sandbox, given)
  const confirmed = await confirmReceipt(order)
  if (!confirmed.ok) throw new Error(confirmed.reason)
  return order
}

/** An operator of its own, as services take an actor. */
export async function createOperator(): Promise<{ id: string; role: 'OPERATOR' }> {
  const { userId } = await createShopper()
  await db.membership.create({ data: { id: newId(), userId, role: 'OPERATOR' } })
  return { id: userId, role: 'OPERATOR' }
}
