import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import type { EventObject } from '#app/infra/stripe-sandbox/book.server.ts'
import { closeCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { receiveWebhook } from '#app/services/payment/receive-webhook.server.ts'
import { refreshPayment } from '#app/services/payment/refresh-payment.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { testSettings } from '#tests/setup/settings.ts'

const sandbox = useSandbox()
const signer = new Stripe('sk_test_signer')

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((first, place) => permutations(list.filter((_, other) => other !== place)).map((rest) => [first, ...rest]))
}

/** Every way to tell some of them, none and all included. */
const arrangements = <T>(list: readonly T[]): T[][] => [
  [],
  ...list.flatMap((first, place) => arrangements(list.filter((_, other) => other !== place)).map((rest) => [first, ...rest])),
]

async function send(event: EventObject): Promise<void> {
  const payload = JSON.stringify(event)
  const signature = signer.webhooks.generateTestHeaderString({ payload, secret: testSettings.STRIPE_WEBHOOK_SECRET })
  expect((await receiveWebhook({ rawBody: Buffer.from(payload), signature })).status).toBe(200)
}

async function orderWithSession() {
  const owner = createGuest()
  const [kept, returned] = [await createSku({ priceFen: 8_800 }), await createSku({ priceFen: 3_000 })]
  const placed = await placeOrder(owner, [{ skuId: kept.id, quantity: 1 }, { skuId: returned.id, quantity: 1 }])
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
  await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  const begun = sandbox().book.events.length
  return { ...placed, viewer: viewerOf(owner), sessionId: sessionId!, skus: [kept.id, returned.id], events: () => sandbox().book.events.slice(begun) }
}

async function endOf({ checkoutId, skus }: { checkoutId: string; skus: string[] }) {
  const [checkout, orders, payments, refunds, ledger, outbox, stock] = await Promise.all([
    db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: { state: true } }),
    db.merchantOrder.findMany({ where: { checkoutId }, orderBy: { number: 'asc' }, select: { state: true } }),
    db.payment.findMany({ where: { checkoutId }, select: { amountFen: true, use: true } }),
    db.refund.findMany({ where: { checkoutId }, select: { amountFen: true, state: true } }),
    db.ledgerEntry.groupBy({ by: ['account'], where: { transaction: { checkoutId } }, _sum: { amountFen: true }, orderBy: { account: 'asc' } }),
    db.outboxEvent.count({ where: { OR: [{ payload: { path: ['checkoutId'], equals: checkoutId } }, { type: 'refund.succeeded' }] } }),
    Promise.all(skus.map((id) => db.sku.findUniqueOrThrow({ where: { id }, select: { onHand: true, held: true, committed: true } }))),
  ])
  return { state: checkout.state, orders: orders.map(({ state }) => state), payments, refunds, ledger: ledger.map(({ account, _sum }) => [account, _sum.amountFen]), outbox: outbox > 0, stock }
}

const orders = permutations([0, 1, 2, 3, 4])

test('all 120 orders of the five events of a life with a failed try, a payment and a refund end alike', async () => {
  expect(orders).toHaveLength(120)
  for (const order of orders) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId, 'failure')
    sandbox().pay(life.sessionId)
    await refreshPayment({ number: life.number, viewer: life.viewer })
    await cancelMerchantOrder({ number: `${life.number}-2`, viewer: life.viewer })
    const events = life.events().filter(({ type }) => type !== 'charge.refunded')
    expect(events).toHaveLength(5)
    for (const place of order) await send(events[place]!)
    expect(await endOf(life), order.join('')).toEqual({
      state: 'PAID',
      orders: ['TO_SHIP', 'CLOSED'],
      payments: [{ amountFen: 12_400, use: 'ORDER' }],
      refunds: [{ amountFen: 3_600, state: 'SUCCEEDED' }],
      ledger: [['PROVIDER_CLEARING', 8_800], ['MERCHANT_PAYABLE', -8_800]],
      outbox: true,
      stock: [{ onHand: 100, held: 0, committed: 1 }, { onHand: 100, held: 0, committed: 0 }],
    })
  }
}, 120_000)

test('payment events alone, in every order, pay the order', async () => {
  for (const order of permutations([0, 1, 2])) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId, 'failure')
    sandbox().pay(life.sessionId)
    for (const place of order) await send(life.events()[place]!)
    expect((await endOf(life)).state, order.join('')).toBe('PAID')
  }
})

test('a last-second payment and the closing: whichever speaks first, the order is paid', async () => {
  for (const webhookFirst of [true, false]) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId)
    const completed = life.events().find(({ type }) => type === 'checkout.session.completed')!
    const acts = [() => send(completed), () => closeCheckout(life.checkoutId, { event: 'due', actor: 'system', now })]
    for (const act of webhookFirst ? acts : [...acts].reverse()) await act()
    expect((await endOf(life)).state).toBe('PAID')
  }
})

test('expiry told before and after we ended the session ourselves: closed, stock free', async () => {
  const life = await orderWithSession()
  await closeCheckout(life.checkoutId, { event: 'due', actor: 'system', now })
  for (const event of life.events()) await send(event)
  expect(await endOf(life)).toMatchObject({ state: 'CLOSED', payments: [], stock: [{ held: 0, committed: 0 }, { held: 0, committed: 0 }] })
})

test('some of the payment events or all, in every order, then told again backwards: paid as soon as the session’s end is told, else when asked; once', async () => {
  const ways = arrangements([0, 1, 2])
  expect(ways).toHaveLength(16)
  for (const way of ways) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId, 'failure')
    sandbox().pay(life.sessionId)
    const told = way.map((place) => life.events()[place]!)
    for (const event of [...told, ...[...told].reverse()]) await send(event)
    // The payment’s own event says nothing of the order; the session’s does.
    const isPaid = told.some(({ type }) => type === 'checkout.session.completed')
    const paid = {
      state: 'PAID',
      payments: [{ amountFen: 12_400, use: 'ORDER' }],
      stock: [{ held: 0, committed: 1 }, { held: 0, committed: 1 }],
    }
    const waiting = { state: 'AWAITING_PAYMENT', payments: [], stock: [{ held: 1, committed: 0 }, { held: 1, committed: 0 }] }
    expect(await endOf(life), way.join('')).toMatchObject(isPaid ? paid : waiting)
    await refreshPayment({ number: life.number, viewer: life.viewer })
    expect(await endOf(life), way.join('')).toMatchObject(paid)
  }
}, 60_000)

test('a life that ends unpaid: a failed try and the expiry, some told or all, in every order and twice: closed, nothing booked', async () => {
  for (const way of arrangements([0, 1])) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId, 'failure')
    sandbox().book.expireSession(life.sessionId)
    expect(life.events().map(({ type }) => type)).toEqual(['payment_intent.payment_failed', 'checkout.session.expired'])
    const told = way.map((place) => life.events()[place]!)
    for (const event of [...told, ...[...told].reverse()]) await send(event)
    await closeCheckout(life.checkoutId, { event: 'due', actor: 'system', now })
    for (const event of told) await send(event)
    expect(await endOf(life), way.join('')).toEqual({
      state: 'CLOSED',
      orders: ['CLOSED', 'CLOSED'],
      payments: [],
      refunds: [],
      ledger: [],
      outbox: expect.any(Boolean),
      stock: [{ onHand: 100, held: 0, committed: 0 }, { onHand: 100, held: 0, committed: 0 }],
    })
  }
}, 60_000)

test('a refund that waits and then fails, told in every order with the payment, twice: failed, and the money stays booked', async () => {
  const ways = permutations([0, 1, 2, 3])
  for (const way of ways) {
    const life = await orderWithSession()
    sandbox().pay(life.sessionId)
    await refreshPayment({ number: life.number, viewer: life.viewer })
    sandbox().faults.order({ operation: 'create_refund', kind: 'pending' })
    await cancelMerchantOrder({ number: `${life.number}-2`, viewer: life.viewer })
    sandbox().book.settleRefund([...sandbox().book.refunds.keys()].at(-1)!, 'failed')
    const events = life.events().filter(({ type }) => type !== 'payment_intent.succeeded' && type !== 'charge.refunded')
    expect(events.map(({ type }) => type)).toEqual(['checkout.session.completed', 'refund.created', 'refund.updated', 'refund.failed'])
    const told = way.map((place) => events[place]!)
    for (const event of [...told, ...told]) await send(event)
    expect(await endOf(life), way.join('')).toMatchObject({
      state: 'PAID',
      orders: ['TO_SHIP', 'CLOSED'],
      payments: [{ amountFen: 12_400, use: 'ORDER' }],
      refunds: [{ amountFen: 3_600, state: 'FAILED' }],
      stock: [{ held: 0, committed: 1 }, { held: 0, committed: 0 }],
    })
    expect(await db.paymentException.count({ where: { kind: 'REFUND_FAILED', checkoutId: life.checkoutId } })).toBe(1)
  }
}, 60_000)
