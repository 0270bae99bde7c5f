import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import type { FaultKind, FaultOrder, Operation } from '#app/infra/stripe-sandbox/faults.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { settleRefund } from '#app/services/payment/settle-refund.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { verifyBook } from '#app/services/verify/verify-book.server.ts'
import { verifyDatabase } from '#app/services/verify/verify-database.server.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { closed, endOf, ordersAt, paid, takenBack, waiting } from '#tests/factories/payments.ts'
import { createGuest } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const folder = mkdtempSync(join(tmpdir(), 'payment-faults-'))
const bookFile = join(folder, 'book.jsonl')
let aheadMs = 0
// The SDK repeats nothing at once, so every fault reaches our code.
const sandbox = useSandbox({ bookFile, timeoutMs: 250, retries: 0, now: () => new Date(Date.now() + aheadMs) })
const { newOrder, orderWithSession, paidOrder } = ordersAt(sandbox)

afterEach(async () => {
  sandbox().faults.clear()
  aheadMs = 0
  expect(await verifyBook(bookFile)).toEqual([])
})
afterAll(() => rmSync(folder, { recursive: true }))

/** While `act` runs, every request of this operation meets the fault. */
async function during<T>(order: FaultOrder, act: () => Promise<T>): Promise<T> {
  sandbox().faults.order({ count: 1_000, ...order })
  const result = await act()
  sandbox().faults.clear()
  return result
}

/** The next pass of the worker, however long the pause until then. */
async function laterRefunds() {
  await db.refund.updateMany({ where: { state: 'PENDING' }, data: { nextTryAt: null } })
  await runRefunds()
}

const notDone: FaultKind[] = ['reset_before', 'rate_limit', 'conflict', 'bad_gateway']
const doneUnheard: FaultKind[] = ['timeout', 'reset_after', 'cut_body', 'slow_body', 'truncated_json', 'html', 'not_an_object', 'empty_object']
const fault = (operation: Operation, kind: FaultKind): FaultOrder => ({ operation, kind })

describe('asking for a payment page', () => {
  test.each([...notDone, ...doneUnheard])('%s: told to try again, nothing charged; the second click pays, once', async (kind) => {
    const order = await newOrder()
    expect(await during(fault('create_session', kind), order.click)).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await endOf(order)).toEqual(waiting)
    expect(order.sessions()).toHaveLength(doneUnheard.includes(kind) ? 1 : 0)

    const again = await order.click()
    expect(order.sessions().map(({ url }) => ({ ok: true, redirectTo: url }))).toEqual([again])
    sandbox().pay(order.sessions()[0]!.id)
    await order.comeBack()
    expect(await endOf(order)).toEqual(paid)
    expect(await db.paymentAttempt.count({ where: { checkoutId: order.checkoutId } })).toBe(1)
  })

  test.each([
    ['of the other mode', { livemode: true }],
    ['with an address that is none', { url: 'javascript:alert(1)' }],
    ['without an id', { id: null }],
  ])('an answer %s leads nowhere', async (_, patch) => {
    const order = await newOrder()
    expect(await during({ operation: 'create_session', kind: 'altered', patch }, order.click)).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await order.click()).toMatchObject({ ok: true, redirectTo: order.sessions()[0]?.url })
    expect(await endOf(order)).toEqual(waiting)
  })

  test('a stored 500 that made nothing: the same click goes on under a new key', async () => {
    const order = await newOrder()
    sandbox().faults.order(fault('create_session', 'stored_500'))
    expect(await order.click()).toMatchObject({ ok: true, redirectTo: order.sessions()[0]?.url })
    const attempts = await db.paymentAttempt.findMany({ where: { checkoutId: order.checkoutId }, orderBy: { createdAt: 'asc' }, select: { state: true } })
    expect(attempts).toEqual([{ state: 'REJECTED' }, { state: 'OPEN' }])
    sandbox().pay(order.sessions()[0]!.id)
    await order.comeBack()
    expect(await endOf(order)).toEqual(paid)
  })

  test('a stored 500 that made a session all the same: it is found, no second one is made', async () => {
    const order = await newOrder()
    expect(await during(fault('create_session', 'stored_500_made'), order.click)).toMatchObject({ ok: true, redirectTo: order.sessions()[0]?.url })
    expect(order.sessions()).toHaveLength(1)
    expect(await endOf(order)).toEqual(waiting)
  })

  test('nothing but stored 500s, and the look-up fails too: told to try again, and it works once they end', async () => {
    const order = await newOrder()
    sandbox().faults.order({ operation: 'list_sessions', kind: 'timeout' })
    expect(await during(fault('create_session', 'stored_500'), order.click)).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await during(fault('create_session', 'stored_500'), order.click)).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await endOf(order)).toEqual(waiting)
    expect(await order.click()).toMatchObject({ ok: true })
    expect(order.sessions()).toHaveLength(1)
  })

  test('work that ends after we gave up: a twin is told to wait, then gets the same session', async () => {
    const order = await newOrder()
    sandbox().faults.order({ operation: 'create_session', kind: 'late_work', delayMs: 900 })
    expect(await order.click()).toEqual({ ok: false, reason: 'provider_unavailable' })
    expect(await order.click()).toEqual({ ok: false, reason: 'provider_unavailable' })
    await expect.poll(() => order.sessions().length, { timeout: 5_000 }).toBe(1)
    expect(await order.click()).toEqual({ ok: true, redirectTo: order.sessions()[0]!.url })
    expect(order.sessions()).toHaveLength(1)
  })

  test('a shop renamed between two tries: its key is spent, its session is found', async () => {
    const order = await newOrder()
    await during(fault('create_session', 'timeout'), order.click)
    await db.merchant.updateMany({ where: { orders: { some: { checkoutId: order.checkoutId } } }, data: { name: '改了名的店' } })
    expect(await order.click()).toEqual({ ok: true, redirectTo: order.sessions()[0]!.url })
    expect(order.sessions()).toHaveLength(1)
  })

  test.each([...notDone, ...doneUnheard, 'stored_500' as const])('%s until the order is due: it waits with its stock held, then closes', async (kind) => {
    const order = await newOrder()
    sandbox().faults.order({ operation: 'list_sessions', kind: 'bad_gateway', count: 1_000 })
    sandbox().faults.order({ operation: 'create_session', kind, count: 1_000 })
    await order.click()
    expect(await order.cancel()).toEqual({ ok: true, outcome: 'waiting' })
    expect(await endOf(order)).toEqual({ ...waiting, state: 'CLOSING' })
    sandbox().faults.clear()
    await closeDueCheckouts(now)
    expect(await endOf(order)).toEqual(closed)
    expect(order.sessions().map(({ status }) => status)).not.toContain('open')
  })

  test('a day later the key is forgotten: the session is looked for, never made again', async () => {
    const order = await newOrder()
    await during(fault('create_session', 'timeout'), order.click)
    const dayAgo = new Date(Date.now() - 24 * 60 * 60_000 - 60_000)
    aheadMs = 24 * 60 * 60_000 + 60_000
    await db.paymentAttempt.updateMany({ where: { checkoutId: order.checkoutId }, data: { askedAt: dayAgo } })
    expect(await order.cancel()).toEqual({ ok: true, outcome: 'closed' })
    expect(order.sessions().map(({ status }) => status)).toEqual(['expired'])
    expect(await endOf(order)).toEqual(closed)
  })
})

describe('coming back from the payment page', () => {
  test.each([...notDone, ...doneUnheard, 'stored_500' as const])('%s: “being confirmed”, never “not paid”; then paid, once', async (kind) => {
    const order = await orderWithSession()
    sandbox().pay(order.sessionId)
    expect(await during(fault('retrieve_session', kind), order.comeBack)).toBe(false)
    expect(await endOf(order)).toEqual(waiting)
    await reconcilePayments(new Date(Date.now() + 60_000))
    expect(await endOf(order)).toEqual(paid)
    expect(await order.click()).toEqual({ ok: false, reason: 'already_paid' })
  })

  test.each([
    ['another session', { id: 'cs_test_other' }],
    ['the other mode', { livemode: true }],
    ['no status at all', { payment_status: undefined }],
  ])('an answer about %s pays nothing', async (_, patch) => {
    const order = await orderWithSession()
    expect(await during({ operation: 'retrieve_session', kind: 'altered', patch: { payment_status: 'paid', payment_intent: 'pi_x', ...patch } }, order.comeBack)).toBe(false)
    expect(await endOf(order)).toEqual(waiting)
  })
})

describe('ending a payment page', () => {
  const shrugged: FaultKind[] = ['not_an_object', 'empty_object']

  test.each([...notDone, ...doneUnheard, 'stored_500' as const])('%s: nothing is released before the end is confirmed', async (kind) => {
    const order = await orderWithSession()
    const ended = await during(fault('expire_session', kind), order.cancel)
    const atOnce = ended.ok && ended.outcome === 'closed'
    // Where the answer says nothing at all, the session itself was asked and had ended.
    expect(ended).toEqual({ ok: true, outcome: shrugged.includes(kind) && atOnce ? 'closed' : 'waiting' })
    if (atOnce) expect(order.sessions()[0]?.status).toBe('expired')
    else expect(await endOf(order)).toEqual({ ...waiting, state: 'CLOSING' })
    await closeDueCheckouts(now)
    expect(await endOf(order)).toEqual(closed)
    expect(order.sessions()[0]?.status).toBe('expired')
  })

  test.each(notDone)('%s, and paid meanwhile: the payment wins', async (kind) => {
    const order = await orderWithSession()
    await during(fault('expire_session', kind), order.cancel)
    sandbox().pay(order.sessionId)
    await closeDueCheckouts(now)
    expect(await endOf(order)).toEqual(paid)
  })
})

describe('giving money back', () => {
  test.each([...notDone, ...doneUnheard, 'stored_500' as const, 'stored_500_made' as const])('%s: “in progress” until it is known; one refund', async (kind) => {
    const order = await paidOrder()
    expect(await during(fault('create_refund', kind), order.takeBack)).toMatchObject({ ok: true })
    expect(await endOf(order)).toEqual(takenBack('PENDING'))
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
    expect(order.refunds().map(({ amount }) => amount)).toEqual([3_600])
  })

  test.each([...notDone, ...doneUnheard, 'stored_500' as const])('%s at the look-up: nothing is sent again unseen', async (kind) => {
    const order = await paidOrder()
    await during(fault('create_refund', 'stored_500_made'), order.takeBack)
    await during(fault('list_refunds', kind), laterRefunds)
    expect(await endOf(order)).toEqual(takenBack('PENDING'))
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
    expect(order.refunds()).toHaveLength(1)
  })

  test('the answer lost and the key forgotten after a day: no second refund', async () => {
    const order = await paidOrder()
    await during(fault('create_refund', 'timeout'), order.takeBack)
    aheadMs = 25 * 60 * 60_000
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
    expect(order.refunds()).toHaveLength(1)
  })

  test('killed after the provider was asked, before anything was noted: no second refund a day later', async () => {
    const order = await paidOrder()
    await during(fault('create_refund', 'timeout'), order.takeBack)
    await db.refund.updateMany({ where: { checkoutId: order.checkoutId }, data: { lastError: null } })
    aheadMs = 25 * 60 * 60_000
    await Promise.all([laterRefunds(), laterRefunds()])
    expect(order.refunds()).toHaveLength(1)
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
  })

  test.each([...notDone, ...doneUnheard, 'stored_500' as const])('waiting at the bank, and %s when asked how it stands: still in progress, then there', async (kind) => {
    const order = await paidOrder()
    await during(fault('create_refund', 'pending'), order.takeBack)
    expect(await endOf(order)).toEqual(takenBack('PENDING'))
    sandbox().book.settleRefund(order.refunds()[0]!.id, 'succeeded')
    await during(fault('retrieve_refund', kind), laterRefunds)
    expect(await endOf(order)).toEqual(takenBack('PENDING'))
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
  })

  test('waiting at the bank, then failed: a person is called, and “refunded” is never shown', async () => {
    const order = await paidOrder()
    await during(fault('create_refund', 'pending'), order.takeBack)
    expect(await order.shownRefunds()).toEqual(['PENDING'])
    await laterRefunds()
    expect(await order.shownRefunds()).toEqual(['PENDING'])
    sandbox().book.settleRefund(order.refunds()[0]!.id, 'failed')
    await laterRefunds()
    await laterRefunds()
    expect(await order.shownRefunds()).toEqual(['FAILED'])
    expect(await endOf(order)).toEqual(takenBack('FAILED'))
    await drainOutbox()
    expect(await db.salesFact.count({ where: { checkoutId: order.checkoutId, type: 'REFUND' } })).toBe(0)
    expect(await db.message.count({ where: { body: { contains: '已退' } } })).toBe(0)
  })

  test.each([
    ['another amount', { amount: 1 }],
    ['another payment', { payment_intent: 'pi_other' }],
    ['another currency', { currency: 'usd' }],
  ])('an answer about %s is not taken for ours', async (_, patch) => {
    const order = await paidOrder()
    await during({ operation: 'create_refund', kind: 'altered', patch }, order.takeBack)
    expect(await endOf(order)).toEqual(takenBack('PENDING'))
    await laterRefunds()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
    expect(order.refunds()).toHaveLength(1)
  })

  test('arrived, then sent back by the bank: booked back, counted again, no longer shown as refunded, a person is called', async () => {
    const order = await paidOrder()
    await order.takeBack()
    await drainOutbox()
    expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
    sandbox().book.settleRefund(order.refunds()[0]!.id, 'failed')
    const told = order.refunds()[0]!.id
    expect(await Promise.all([settleRefund(told), settleRefund(told)])).toEqual(['done', 'done'])
    expect(await endOf(order)).toEqual(takenBack('FAILED'))
    expect(await order.shownRefunds()).toEqual(['FAILED'])
    // Between the news and the facts the books agree, too.
    expect(await verifyDatabase()).toEqual([])
    await drainOutbox()
    const facts = await db.salesFact.findMany({ where: { checkoutId: order.checkoutId, type: 'REFUND' }, orderBy: [{ goodsFen: 'asc' }, { freightFen: 'asc' }], select: { quantity: true, goodsFen: true, freightFen: true } })
    expect(facts).toEqual([
      { quantity: -1, goodsFen: -3_000, freightFen: 0 },
      { quantity: 0, goodsFen: 0, freightFen: -600 },
      { quantity: 0, goodsFen: 0, freightFen: 600 },
      { quantity: 1, goodsFen: 3_000, freightFen: 0 },
    ])
    const lines = await db.orderLine.findMany({ where: { merchantOrder: { checkoutId: order.checkoutId } }, select: { refundedQty: true, refundedFen: true } })
    expect(lines).toEqual([{ refundedQty: 0, refundedFen: 0 }, { refundedQty: 0, refundedFen: 0 }])
  })

  test('surplus money sent back by the bank: owed again, and a person is called', async () => {
    const order = await orderWithSession()
    await order.cancel()
    await placeOrder(createGuest(), [{ skuId: order.skus[0]!, quantity: 99 }])
    // As if a payment slipped through after the provider had confirmed the end.
    Object.assign(sandbox().book.sessions.get(order.sessionId)!, { status: 'open' })
    sandbox().pay(order.sessionId)
    await settleSession(order.sessionId)
    await runRefunds()
    const refund = [...sandbox().book.refunds.values()].at(-1)!
    sandbox().book.settleRefund(refund.id, 'failed')
    await settleRefund(refund.id)
    expect(await endOf(order)).toMatchObject({
      state: 'REFUND_DUE',
      refunds: [{ amountFen: 21_200, state: 'FAILED' }],
      clearing: 21_200,
      exceptions: [{ kind: 'REFUND_FAILED', amountFen: 21_200 }, { kind: 'LATE_PAYMENT', amountFen: 21_200 }],
    })
  })
})
