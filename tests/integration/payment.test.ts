import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { db } from '#app/infra/db.server.ts'
import type { EventObject } from '#app/infra/stripe-sandbox/book.server.ts'
import { closeCheckout, cancelCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { endAttempt } from '#app/services/payment/end-attempt.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { receiveWebhook } from '#app/services/payment/receive-webhook.server.ts'
import { refreshPayment } from '#app/services/payment/refresh-payment.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { testSettings } from '#tests/setup/settings.ts'

const sandbox = useSandbox()
const signer = new Stripe('sk_test_signer')

/** An order of 2 × 88.00 yuan from one merchant and 30.00 from another (6.00 freight), its payment page open. */
async function orderWithSession(owner: CartOwner = createGuest(), stock = 100) {
  const first = await createSku({ priceFen: 8_800, stock })
  const second = await createSku({ priceFen: 3_000, stock })
  const placed = await placeOrder(owner, [
    { skuId: first.id, quantity: 2 },
    { skuId: second.id, quantity: 1 },
  ])
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 15 * 60_000) } })
  const started = await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  if (!started.ok) throw new Error(started.reason)
  const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  return { ...placed, owner, viewer: viewerOf(owner), first, second, sessionId: attempt.sessionId!, redirectTo: started.redirectTo }
}

function webhook(event: EventObject, secret = testSettings.STRIPE_WEBHOOK_SECRET) {
  const payload = JSON.stringify(event)
  return receiveWebhook({ rawBody: Buffer.from(payload), signature: signer.webhooks.generateTestHeaderString({ payload, secret }) })
}

const eventsOf = (sessionId: string) =>
  sandbox().book.events.filter(({ data }) => {
    const session = sandbox().book.sessions.get(sessionId)
    return 'id' in data.object && (data.object.id === sessionId || data.object.id === session?.payment_intent)
  })

const stockOf = (id: string) => db.sku.findUniqueOrThrow({ where: { id }, select: { onHand: true, held: true, committed: true } })
const stateOf = async (id: string) => (await db.checkout.findUniqueOrThrow({ where: { id } })).state

/** All that a payment writes. */
async function paidState(checkoutId: string) {
  const [checkout, orders, payments, ledger, outbox, holds] = await Promise.all([
    db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: { state: true } }),
    db.merchantOrder.findMany({ where: { checkoutId }, orderBy: { number: 'asc' }, select: { state: true } }),
    db.payment.findMany({ where: { checkoutId }, select: { amountFen: true, use: true } }),
    db.ledgerEntry.findMany({ where: { transaction: { checkoutId } }, orderBy: { amountFen: 'asc' }, select: { account: true, amountFen: true } }),
    db.outboxEvent.count({ where: { type: 'order.paid', payload: { path: ['checkoutId'], equals: checkoutId } } }),
    db.stockHold.findMany({ where: { checkoutId }, select: { state: true } }),
  ])
  return { state: checkout.state, orders: orders.map((order) => order.state), payments, ledger, outbox, holds: holds.map((hold) => hold.state) }
}

const fullyPaid = {
  state: 'PAID',
  orders: ['TO_SHIP', 'TO_SHIP'],
  payments: [{ amountFen: 21_200, use: 'ORDER' }],
  ledger: [
    { account: 'MERCHANT_PAYABLE', amountFen: -17_600 },
    { account: 'MERCHANT_PAYABLE', amountFen: -3_000 },
    { account: 'MERCHANT_PAYABLE', amountFen: -600 },
    { account: 'PROVIDER_CLEARING', amountFen: 21_200 },
  ],
  outbox: 1,
  holds: ['COMMITTED', 'COMMITTED'],
}

describe('paying', () => {
  test('one payment for two merchants: the amount asked is the sum of the merchant orders', async () => {
    const order = await orderWithSession()
    expect(sandbox().book.sessions.get(order.sessionId)?.amount_total).toBe(21_200)
    sandbox().pay(order.sessionId)
    await refreshPayment({ number: order.number, viewer: order.viewer })
    expect(await paidState(order.checkoutId)).toEqual(fullyPaid)
    expect(await stockOf(order.first.id)).toEqual({ onHand: 100, held: 0, committed: 2 })
  })

  test('webhook, return page and reconciler at once, each twice: one effect', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    const [intent, completed] = eventsOf(order.sessionId)
    await Promise.all([
      webhook(completed!),
      webhook(completed!),
      webhook(intent!),
      refreshPayment({ number: order.number, viewer: order.viewer }),
      settleSession(order.sessionId),
      reconcilePayments(new Date(Date.now() + 60_000)),
    ])
    await reconcilePayments(new Date(Date.now() + 120_000))
    expect(await paidState(order.checkoutId)).toEqual(fullyPaid)
    expect(await db.webhookInbox.count({ where: { eventId: completed!.id } })).toBe(1)
  })

  test('with webhooks switched off the reconciler finds the payment', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    await reconcilePayments(new Date(Date.now() + 60_000))
    expect(await stateOf(order.checkoutId)).toBe('PAID')
  })

  test('two clicks on 去支付 share one session', async () => {
    const order = await orderWithSession()
    const again = await Promise.all([1, 2, 3].map(() => startPayment({ number: order.number, viewer: order.viewer })))
    expect(again).toEqual(again.map(() => ({ ok: true, redirectTo: order.redirectTo })))
    expect(await db.paymentAttempt.count({ where: { checkoutId: order.checkoutId } })).toBe(1)
  })

  test('a failed try leaves the order payable', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId, 'failure')
    for (const event of eventsOf(order.sessionId)) await webhook(event)
    expect(await stateOf(order.checkoutId)).toBe('AWAITING_PAYMENT')
    sandbox().pay(order.sessionId)
    await settleSession(order.sessionId)
    expect(await paidState(order.checkoutId)).toEqual(fullyPaid)
  })

  test('somebody else’s order, and one that does not exist, are the same', async () => {
    const order = await orderWithSession()
    const stranger = viewerOf(createGuest())
    expect(await startPayment({ number: order.number, viewer: stranger })).toEqual({ ok: false, reason: 'not_found' })
    expect(await startPayment({ number: '9999999999999999', viewer: stranger })).toEqual({ ok: false, reason: 'not_found' })
    expect(await cancelCheckout({ number: order.number, viewer: stranger, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await stateOf(order.checkoutId)).toBe('AWAITING_PAYMENT')
  })

  test('a guest’s link opens the order, a changed link does not', async () => {
    const order = await orderWithSession()
    const open = { userId: null, guestHash: null, accessKey: order.accessKey }
    expect(await startPayment({ number: order.number, viewer: open })).toMatchObject({ ok: true })
    const changed = { ...open, accessKey: `${order.accessKey.slice(0, -2)}xx` }
    expect(await startPayment({ number: order.number, viewer: changed })).toEqual({ ok: false, reason: 'not_found' })
  })
})

describe('webhooks', () => {
  test.each([
    ['a wrong secret', (event: EventObject) => webhook(event, 'whsec_wrong')],
    ['a changed body', (event: EventObject) => {
      const payload = JSON.stringify(event)
      const signature = signer.webhooks.generateTestHeaderString({ payload, secret: testSettings.STRIPE_WEBHOOK_SECRET })
      return receiveWebhook({ rawBody: Buffer.from(payload.replace('21200', '1')), signature })
    }],
    ['an old stamp', (event: EventObject) => stamped(event, -400)],
    ['a stamp from the future', (event: EventObject) => stamped(event, 400)],
    ['no signature', (event: EventObject) => receiveWebhook({ rawBody: Buffer.from(JSON.stringify(event)), signature: '' })],
  ])('%s is refused and nothing is kept', async (_, send) => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    const event = eventsOf(order.sessionId).at(-1)!
    const before = await db.webhookInbox.count()
    expect((await send(event)).status).toBe(400)
    expect(await db.webhookInbox.count()).toBe(before)
    expect(await stateOf(order.checkoutId)).toBe('AWAITING_PAYMENT')
  })

  function stamped(event: EventObject, seconds: number) {
    const payload = JSON.stringify(event)
    const signature = signer.webhooks.generateTestHeaderString({
      payload,
      secret: testSettings.STRIPE_WEBHOOK_SECRET,
      timestamp: Math.floor(Date.now() / 1000) + seconds,
    })
    return receiveWebhook({ rawBody: Buffer.from(payload), signature })
  }

  test('an unknown session is answered, ignored, and changes nothing', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    const event = structuredClone(eventsOf(order.sessionId).at(-1)!)
    Object.assign(event, { id: 'evt_unknown', data: { object: { ...event.data.object, id: 'cs_test_unknown' } } })
    expect((await webhook(event)).status).toBe(200)
    expect((await db.webhookInbox.findUniqueOrThrow({ where: { eventId: 'evt_unknown' } })).state).toBe('IGNORED')
    expect(await stateOf(order.checkoutId)).toBe('AWAITING_PAYMENT')
  })
})

describe('closing', () => {
  test('a due order is closed after the provider confirmed, and its stock is free', async () => {
    const order = await orderWithSession()
    await db.checkout.update({ where: { id: order.checkoutId }, data: { dueAt: new Date(now.getTime() - 1) } })
    await closeDueCheckouts(now)
    expect(await stateOf(order.checkoutId)).toBe('CLOSED')
    expect(sandbox().book.sessions.get(order.sessionId)?.status).toBe('expired')
    expect(await stockOf(order.first.id)).toEqual({ onHand: 100, held: 0, committed: 0 })
  })

  test('an order that was paid in the last moment is paid, not closed', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    expect(await closeCheckout(order.checkoutId, { event: 'due', actor: 'system', now })).toBe('paid')
    expect(await paidState(order.checkoutId)).toEqual(fullyPaid)
  })

  test('while the provider is away nothing is released', async () => {
    const order = await orderWithSession()
    const session = sandbox().book.sessions.get(order.sessionId)!
    sandbox().book.sessions.delete(order.sessionId)
    expect(await closeCheckout(order.checkoutId, { event: 'due', actor: 'system', now })).toBe('waiting')
    expect(await stateOf(order.checkoutId)).toBe('CLOSING')
    expect(await stockOf(order.first.id)).toEqual({ onHand: 100, held: 2, committed: 0 })
    expect(await startPayment({ number: order.number, viewer: order.viewer })).toEqual({ ok: false, reason: 'expired' })

    sandbox().book.sessions.set(order.sessionId, session)
    await closeDueCheckouts(now)
    expect(await stateOf(order.checkoutId)).toBe('CLOSED')
  })

  test('never asked for payment: closed without the provider', async () => {
    const owner = createGuest()
    const sku = await createSku()
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }])
    const before = sandbox().requests()
    expect(await cancelCheckout({ number: placed.number, viewer: viewerOf(owner), now })).toEqual({ ok: true, outcome: 'closed' })
    expect(sandbox().requests()).toBe(before)
    expect(await stockOf(sku.id)).toEqual({ onHand: 100, held: 0, committed: 0 })
  })

  test('two closers at once, the payment never asked for: both find it dead', async () => {
    const owner = createGuest()
    const sku = await createSku()
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }])
    const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
    const requests = sandbox().requests()
    expect([await endAttempt(attempt.id), await endAttempt(attempt.id)]).toEqual(['dead', 'dead'])
    expect(sandbox().requests()).toBe(requests)
    const closers = [1, 2, 3, 4].map(() => cancelCheckout({ number: placed.number, viewer: viewerOf(owner), now }))
    expect((await Promise.all(closers)).filter((closer) => closer.ok && closer.outcome === 'closed')).toHaveLength(1)
    expect(await db.sku.findUniqueOrThrow({ where: { id: sku.id } })).toMatchObject({ held: 0 })
  })
})

describe('money that comes too late or wrong', () => {
  /** As if a payment slipped through after the provider had confirmed the end. */
  function payAfterAll(sessionId: string, amount?: number) {
    const session = sandbox().book.sessions.get(sessionId)!
    Object.assign(session, { status: 'open', ...(amount === undefined ? {} : { amount_total: amount }) })
    sandbox().pay(sessionId)
  }

  test('late, everything still there: held again and paid', async () => {
    const order = await orderWithSession()
    await closeCheckout(order.checkoutId, { event: 'due', actor: 'system', now })
    payAfterAll(order.sessionId)
    expect(await settleSession(order.sessionId)).toBe('paid')
    expect(await paidState(order.checkoutId)).toEqual(fullyPaid)
    expect(await stockOf(order.first.id)).toEqual({ onHand: 100, held: 0, committed: 2 })
  })

  test('late, gone: the money goes back by itself and people see the exception', async () => {
    const order = await orderWithSession(createGuest(), 2)
    await closeCheckout(order.checkoutId, { event: 'due', actor: 'system', now })
    await placeOrder(createGuest(), [{ skuId: order.first.id, quantity: 1 }])
    const before = await stockOf(order.first.id)
    payAfterAll(order.sessionId)
    expect(await settleSession(order.sessionId)).toBe('returned')
    expect(await stateOf(order.checkoutId)).toBe('REFUND_DUE')
    expect(await db.paymentException.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).toMatchObject({
      kind: 'LATE_PAYMENT',
      amountFen: 21_200,
      closedAt: null,
    })
    await runRefunds()
    expect(await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).toMatchObject({ state: 'SUCCEEDED', amountFen: 21_200 })
    expect([...sandbox().book.refunds.values()].at(-1)?.amount).toBe(21_200)
    expect((await db.paymentException.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).closedAt).not.toBeNull()
    expect(await stockOf(order.first.id)).toEqual(before)
    const ledger = await db.ledgerEntry.aggregate({ where: { transaction: { checkoutId: order.checkoutId }, account: 'SURPLUS_PAYABLE' }, _sum: { amountFen: true } })
    expect(ledger._sum.amountFen).toBe(0)
  })

  test('a wrong amount pays nothing and goes back', async () => {
    const order = await orderWithSession()
    payAfterAll(order.sessionId, 21_199)
    expect(await settleSession(order.sessionId)).toBe('returned')
    expect(await stateOf(order.checkoutId)).toBe('AWAITING_PAYMENT')
    await runRefunds()
    expect(await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).toMatchObject({ reason: 'WRONG_AMOUNT', state: 'SUCCEEDED', amountFen: 21_199 })
    // The order itself can still be paid, by a new session.
    const again = await startPayment({ number: order.number, viewer: order.viewer })
    expect(again.ok).toBe(true)
  })

  test('the provider is down at payment: the order waits, stock is held, trying again works', async () => {
    const owner = await createShopper()
    const sku = await createSku()
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }])
    await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
    const createSession = sandbox().book.createSession.bind(sandbox().book)
    sandbox().book.createSession = () => { throw new Error('down') }
    expect(await startPayment({ number: placed.number, viewer: viewerOf(owner) })).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await stateOf(placed.checkoutId)).toBe('AWAITING_PAYMENT')
    expect(await stockOf(sku.id)).toEqual({ onHand: 100, held: 1, committed: 0 })
    sandbox().book.createSession = createSession
    expect(await startPayment({ number: placed.number, viewer: viewerOf(owner) })).toMatchObject({ ok: true })
    expect(await db.paymentAttempt.count({ where: { checkoutId: placed.checkoutId } })).toBe(1)
  })
})

describe('taking back one merchant’s part before it ships', () => {
  test('goods and freight of that part go back once; the other part stays', async () => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    await settleSession(order.sessionId)
    const answers = await Promise.all([1, 2].map(() => cancelMerchantOrder({ number: `${order.number}-2`, viewer: order.viewer })))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, reason: 'too_late' })
    await runRefunds()

    const refund = await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId }, include: { lines: true } })
    expect(refund).toMatchObject({ state: 'SUCCEEDED', amountFen: 3_600, freightFen: 600, lines: [{ quantity: 1, amountFen: 3_000 }] })
    expect(await stockOf(order.second.id)).toEqual({ onHand: 100, held: 0, committed: 0 })
    expect(await stockOf(order.first.id)).toEqual({ onHand: 100, held: 0, committed: 2 })
    const orders = await db.merchantOrder.findMany({ where: { checkoutId: order.checkoutId }, orderBy: { number: 'asc' } })
    expect(orders.map(({ state }) => state)).toEqual(['TO_SHIP', 'CLOSED'])

    await drainOutbox()
    await drainOutbox()
    const facts = await db.salesFact.findMany({ where: { checkoutId: order.checkoutId }, orderBy: [{ type: 'asc' }, { goodsFen: 'asc' }, { freightFen: 'asc' }] })
    expect(facts.map(({ type, part, goodsFen, freightFen, grams }) => [type, part, goodsFen, freightFen, grams])).toEqual([
      ['SALE', 'FREIGHT', 0, 600, 0],
      ['SALE', 'GOODS', 3_000, 0, 500],
      ['SALE', 'GOODS', 17_600, 0, 1_000],
      ['REFUND', 'GOODS', -3_000, 0, -500],
      ['REFUND', 'FREIGHT', 0, -600, 0],
    ])
  })

  test('the buyer and the merchants’ people are told once', async () => {
    const owner = await createShopper()
    const order = await orderWithSession(owner)
    sandbox().pay(order.sessionId)
    await settleSession(order.sessionId)
    await drainOutbox()
    expect(await db.message.count({ where: { userId: owner.userId, dedupeKey: `paid:${order.checkoutId}` } })).toBe(1)
  })
})
