import { db } from '#app/infra/db.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import { cancelCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { refreshPayment } from '#app/services/payment/refresh-payment.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'

export type Order = Awaited<ReturnType<typeof placeAt>>

/** A guest's order of 2 × 88.00 yuan from one merchant and 30.00 from another (6.00 freight), and what its buyer may do. */
async function placeAt(sandbox: Sandbox) {
  const owner = createGuest()
  const [first, second] = [await createSku({ priceFen: 8_800 }), await createSku({ priceFen: 3_000 })]
  const placed = await placeOrder(owner, [{ skuId: first.id, quantity: 2 }, { skuId: second.id, quantity: 1 }])
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
  const viewer = viewerOf(owner)
  const sessions = () => [...sandbox.book.sessions.values()].filter((session) => session.client_reference_id === placed.number)
  const paymentId = () => sessions().find((session) => session.payment_status === 'paid')?.payment_intent ?? null
  return {
    ...placed,
    viewer,
    skus: [first.id, second.id],
    click: () => startPayment({ number: placed.number, viewer }),
    comeBack: () => refreshPayment({ number: placed.number, viewer }),
    cancel: () => cancelCheckout({ number: placed.number, viewer, now }),
    /** The 30.00 and their freight. */
    takeBack: () => cancelMerchantOrder({ number: `${placed.number}-2`, viewer }),
    /** What the order page says of its return. */
    shownRefunds: async () => (await getOrder({ number: placed.number, viewer }))?.merchantOrders[1]?.refunds.map(({ state }) => state),
    sessions,
    paymentId,
    refunds: () => [...sandbox.book.refunds.values()].filter((refund) => refund.payment_intent === paymentId()),
  }
}

/** Orders at this sandbox, at three places of their road. */
export function ordersAt(sandbox: () => Sandbox) {
  const newOrder = () => placeAt(sandbox())
  const orderWithSession = async () => {
    const order = await newOrder()
    const started = await order.click()
    if (!started.ok) throw new Error(started.reason)
    return { ...order, sessionId: order.sessions()[0]!.id }
  }
  const paidOrder = async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    await order.comeBack()
    return { ...order, paymentId: order.paymentId()! }
  }
  return { newOrder, orderWithSession, paidOrder }
}

/** All that an order has come to. */
export async function endOf({ checkoutId, skus }: { checkoutId: string; skus: string[] }) {
  const [checkout, payments, refunds, clearing, exceptions, stock] = await Promise.all([
    db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: { state: true } }),
    db.payment.findMany({ where: { checkoutId }, select: { amountFen: true, use: true } }),
    db.refund.findMany({ where: { checkoutId }, select: { amountFen: true, state: true } }),
    db.ledgerEntry.aggregate({ where: { transaction: { checkoutId }, account: 'PROVIDER_CLEARING' }, _sum: { amountFen: true } }),
    db.paymentException.findMany({ where: { checkoutId }, select: { kind: true, amountFen: true }, orderBy: { dedupeKey: 'asc' } }),
    Promise.all(skus.map((id) => db.sku.findUniqueOrThrow({ where: { id }, select: { onHand: true, held: true, committed: true } }))),
  ])
  return { state: checkout.state, payments, refunds, clearing: clearing._sum.amountFen ?? 0, exceptions, stock }
}

export const waiting = { state: 'AWAITING_PAYMENT', payments: [], refunds: [], clearing: 0, exceptions: [], stock: [{ onHand: 100, held: 2, committed: 0 }, { onHand: 100, held: 1, committed: 0 }] }
export const paid = { ...waiting, state: 'PAID', payments: [{ amountFen: 21_200, use: 'ORDER' }], clearing: 21_200, stock: [{ onHand: 100, held: 0, committed: 2 }, { onHand: 100, held: 0, committed: 1 }] }
export const closed = { ...waiting, state: 'CLOSED', stock: [{ onHand: 100, held: 0, committed: 0 }, { onHand: 100, held: 0, committed: 0 }] }
/** One part was taken back; how its refund stands. */
export const takenBack = (state: 'PENDING' | 'SUCCEEDED' | 'FAILED') => ({
  ...paid,
  refunds: [{ amountFen: 3_600, state }],
  clearing: state === 'SUCCEEDED' ? 17_600 : 21_200,
  exceptions: state === 'FAILED' ? [{ kind: 'REFUND_FAILED', amountFen: 3_600 }] : [],
  stock: [paid.stock[0], { onHand: 100, held: 0, committed: 0 }],
})
