import { db } from '#app/infra/db.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'

type Sale = { sku: { id: string }; unitFen: number; at: string; quantity?: number }

/**
 * A guest buys units of a SKU at this price and pays, by the services the pages call; the
 * payment is then said to have been at that time.
 */
export async function sell({ sku, unitFen, at, quantity = 1 }: Sale, pay: (sessionId: string) => void) {
  const owner = createGuest()
  const usual = await db.sku.findUniqueOrThrow({ where: { id: sku.id }, select: { priceFen: true, floorFen: true } })
  await db.sku.update({ where: { id: sku.id }, data: { priceFen: unitFen, floorFen: 0 } })
  const placed = await placeOrder(owner, [{ skuId: sku.id, quantity }])
  await db.sku.update({ where: { id: sku.id }, data: usual })
  const viewer = viewerOf(owner)
  const started = await startPayment({ number: placed.number, viewer })
  if (!started.ok) throw new Error(started.reason)
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  pay(sessionId!)
  await settleSession(sessionId!)
  const order = await db.merchantOrder.update({ where: { number: `${placed.number}-1` }, data: { paidAt: new Date(at) }, include: { lines: true } })
  return { ...placed, viewer, lineId: order.lines[0]!.id }
}
