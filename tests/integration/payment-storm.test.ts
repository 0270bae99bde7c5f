import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { catchUpEvents } from '#app/services/payment/catch-up-events.server.ts'
import { processInbox } from '#app/services/payment/process-inbox.server.ts'
import { receiveWebhook } from '#app/services/payment/receive-webhook.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { verifyBook } from '#app/services/verify/verify-book.server.ts'
import { verifyDatabase } from '#app/services/verify/verify-database.server.ts'
import { seededRandom } from '#app/domain/random.ts'
import { ordersAt } from '#tests/factories/payments.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { testSettings } from '#tests/setup/settings.ts'

// A share of all requests to the provider goes wrong, by a seed, while buyers, worker and
// webhooks act at random; then all is well again, and everything must come to its end. More
// seeds: STORM_SEEDS=100-400. Seeds that found a fault stay in the list.
const [first = 1, last = first] = (process.env.STORM_SEEDS ?? '1-4').split('-').map(Number)
const seeds = Array.from({ length: last - first + 1 }, (_, place) => first + place)

const folder = mkdtempSync(join(tmpdir(), 'payment-storm-'))
const bookFile = join(folder, 'book.jsonl')
const sandbox = useSandbox({ bookFile, timeoutMs: 150, retries: 0 })
const { newOrder } = ordersAt(sandbox)
const signer = new Stripe('sk_test_signer')
afterAll(() => rmSync(folder, { recursive: true }))

type Order = Awaited<ReturnType<typeof newOrder>> & {
  told: Set<string>
  payPage: string | null
  /** A refund of it has been with the buyer, if only for a time. */
  arrived: boolean
}

const book = () => sandbox().book
const shown = async (order: Order) => {
  const view = await getOrder(order)
  const refunds = view?.merchantOrders.flatMap((part) => part.refunds) ?? []
  if (refunds.some(({ state }) => state === 'SUCCEEDED')) expect(order.arrived || order.refunds().some(({ status }) => status === 'succeeded')).toBe(true)
  if (view?.state === 'PAID' || view?.state === 'CLOSED') order.told.add(view.state)
}

/** What may happen next to an order; each is something a person or a process does. */
const acts: Record<string, (order: Order, pick: (below: number) => number) => Promise<unknown>> = {
  click: async (order) => {
    const started = await order.click()
    if (started.ok) order.payPage = /cs_test_[0-9a-f]+$/.exec(started.redirectTo)?.[0] ?? null
  },
  payAtPage: async (order) => {
    // Only a page that the buyer was led to can be paid, and only while it is open.
    if (order.payPage && book().session(order.payPage).status === 'open') sandbox().pay(order.payPage)
  },
  comeBack: (order) => order.comeBack(),
  look: shown,
  cancel: (order) => order.cancel(),
  takeBack: (order) => order.takeBack(),
  webhook: async (_, pick) => {
    const event = book().events[pick(book().events.length)]
    if (event) await deliver(event)
  },
  worker: () => Promise.all([reconcilePayments(new Date(Date.now() + 30_000)), runRefunds(), processInbox(), drainOutbox()]),
  closing: () => closeDueCheckouts(new Date(0)),
  bank: async (order, pick) => {
    const [refund] = order.refunds()
    if (!refund || refund.status === 'failed') return
    order.arrived ||= refund.status === 'succeeded'
    const outcome = refund.status === 'succeeded' || pick(3) === 0 ? 'failed' : 'succeeded'
    order.arrived ||= outcome === 'succeeded'
    book().settleRefund(refund.id, outcome)
  },
  dispute: async (order, pick) => {
    const paymentId = order.paymentId()
    const disputes = [...book().disputes.values()].filter((dispute) => dispute.payment_intent === paymentId)
    if (paymentId && disputes.length === 0 && pick(3) === 0) book().openDispute(paymentId)
    else if (disputes[0]?.status === 'needs_response') book().closeDispute(disputes[0].id, pick(2) === 0 ? 'won' : 'lost')
  },
  retryNow: () => db.refund.updateMany({ where: { state: 'PENDING' }, data: { nextTryAt: null } }),
}

const likely = Object.keys(acts).map((name) => [name, name === 'click' || name === 'payAtPage' ? 4 : name === 'cancel' ? 1 : 2] as const)

async function deliver(event: object): Promise<void> {
  const payload = JSON.stringify(event)
  const signature = signer.webhooks.generateTestHeaderString({ payload, secret: testSettings.STRIPE_WEBHOOK_SECRET })
  expect((await receiveWebhook({ rawBody: Buffer.from(payload), signature })).status).toBe(200)
}

/** Faults are over: every wait is due at once, until nothing waits any more. */
async function heal(orders: Order[]): Promise<void> {
  sandbox().faults.clear()
  await sandbox().idle()
  const ids = orders.map(({ checkoutId }) => checkoutId)
  await db.checkout.updateMany({ where: { id: { in: ids } }, data: { dueAt: new Date(0) } })
  for (let round = 0; round < 4; round += 1) {
    for (const order of orders) for (const refund of order.refunds()) if (refund.status === 'pending') book().settleRefund(refund.id, 'succeeded')
    await db.refund.updateMany({ where: { state: 'PENDING' }, data: { nextTryAt: null } })
    await catchUpEvents(new Date(), 1)
    await db.webhookInbox.updateMany({ where: { state: 'RECEIVED' }, data: { nextTryAt: new Date(0) } })
    while ((await processInbox()) > 0);
    await reconcilePayments(new Date(Date.now() + 60_000))
    await closeDueCheckouts(new Date())
    await runRefunds()
    while ((await drainOutbox()) > 0);
  }
}

test.each(seeds)('storm %i: every order comes to its end, with the books equal and nobody told a thing that was not so', async (seed) => {
  const random = seededRandom(seed)
  const orders: Order[] = []
  for (let count = 0; count < 4; count += 1) orders.push({ ...(await newOrder()), told: new Set<string>(), payPage: null, arrived: false })
  sandbox().faults.storm({ seed, share: 0.45, delayMs: 300 })
  for (let step = 0; step < 20; step += 1) {
    const now = orders.map((order) => [order, acts[random.pick(likely)]!] as const)
    await Promise.all(now.map(([order, act]) => act(order, random.below)))
  }
  await heal(orders)

  expect(await verifyDatabase()).toEqual([])
  expect(await verifyBook(bookFile)).toEqual([])
  for (const order of orders) {
    const { state } = await db.checkout.findUniqueOrThrow({ where: { id: order.checkoutId } })
    const captured = order.sessions().filter((session) => session.payment_status === 'paid')
    expect(captured.length).toBeLessThanOrEqual(1)
    expect(state).toBe(captured.length === 1 ? 'PAID' : 'CLOSED')
    for (const word of ['PAID', 'CLOSED']) if (order.told.has(word)) expect(state).toBe(word)
    expect(order.sessions().filter(({ status }) => status === 'open')).toEqual([])
    const refunds = await db.refund.findMany({ where: { checkoutId: order.checkoutId } })
    // A request that was refused made no refund at the provider.
    expect(refunds.flatMap((refund) => (refund.providerRefundId ? [refund.state] : []))).toEqual(order.refunds().map(({ status }) => status?.toUpperCase()))
    const failed = refunds.filter((refund) => refund.state === 'FAILED')
    expect(await db.paymentException.count({ where: { checkoutId: order.checkoutId, kind: 'REFUND_FAILED' } })).toBe(failed.length)
    const disputes = [...book().disputes.values()].filter((dispute) => dispute.payment_intent === captured[0]?.payment_intent)
    const stages = disputes.flatMap(({ id, status }) => (status === 'needs_response' ? [`dispute:${id}:open`] : [`dispute:${id}:${status}`, `dispute:${id}:open`]))
    const seen = await db.paymentException.findMany({ where: { dedupeKey: { startsWith: 'dispute:', in: stages } }, orderBy: { dedupeKey: 'asc' }, select: { dedupeKey: true } })
    expect(seen.map(({ dedupeKey }) => dedupeKey)).toEqual(stages.sort())
    const stock = await db.sku.findMany({ where: { id: { in: order.skus } }, select: { held: true } })
    expect(stock).toEqual([{ held: 0 }, { held: 0 }])
  }
  expect(await db.paymentAttempt.count({ where: { state: { in: ['CREATED', 'OPEN'] } } })).toBe(0)
}, 120_000)
