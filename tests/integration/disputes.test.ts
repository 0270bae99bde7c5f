import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, afterEach, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import type { EventObject } from '#app/infra/stripe-sandbox/book.server.ts'
import type { FaultKind } from '#app/infra/stripe-sandbox/faults.server.ts'
import { catchUpEvents } from '#app/services/payment/catch-up-events.server.ts'
import { listExceptions } from '#app/services/payment/exceptions.server.ts'
import { processInbox } from '#app/services/payment/process-inbox.server.ts'
import { receiveWebhook } from '#app/services/payment/receive-webhook.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { verifyBook } from '#app/services/verify/verify-book.server.ts'
import { endOf, ordersAt, paid, takenBack } from '#tests/factories/payments.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { testSettings } from '#tests/setup/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'disputes-'))
const bookFile = join(folder, 'book.jsonl')
const sandbox = useSandbox({ bookFile, timeoutMs: 250, retries: 0 })
const { orderWithSession, paidOrder } = ordersAt(sandbox)
const signer = new Stripe('sk_test_signer')

afterEach(async () => {
  sandbox().faults.clear()
  expect(await verifyBook(bookFile)).toEqual([])
})
afterAll(() => rmSync(folder, { recursive: true }))

async function send(event: EventObject): Promise<void> {
  const payload = JSON.stringify(event)
  const signature = signer.webhooks.generateTestHeaderString({ payload, secret: testSettings.STRIPE_WEBHOOK_SECRET })
  expect((await receiveWebhook({ rawBody: Buffer.from(payload), signature })).status).toBe(200)
}

/** The inbox's next pass, however long the pause until then. */
async function laterInbox() {
  await db.webhookInbox.updateMany({ where: { state: 'RECEIVED' }, data: { nextTryAt: new Date(0) } })
  await processInbox()
}

const disputed = (count: number) => ({ ...paid, exceptions: Array.from({ length: count }, () => ({ kind: 'DISPUTE', amountFen: 21_200 })) })

test('a dispute told twice is one exception before the operator, and no money is booked', async () => {
  const order = await paidOrder()
  const dispute = sandbox().book.openDispute(order.paymentId)
  const created = sandbox().book.events.at(-1)!
  await Promise.all([send(created), send(created)])
  expect(await endOf(order)).toEqual(disputed(1))
  const { open } = await listExceptions()
  expect(open.filter(({ checkoutId }) => checkoutId === order.checkoutId)).toMatchObject([
    { kind: 'DISPUTE', amountFen: 21_200, paymentId: (await db.payment.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).id, detail: expect.stringContaining(dispute.id) as string },
  ])
})

test.each([['in order', false], ['backwards', true]])('opened and decided, told %s: the opening and the decision, once each', async (_, backwards) => {
  const order = await paidOrder()
  const begun = sandbox().book.events.length
  sandbox().book.closeDispute(sandbox().book.openDispute(order.paymentId).id, 'lost')
  const events = sandbox().book.events.slice(begun)
  for (const event of backwards ? events.reverse() : events) await send(event)
  expect(await endOf(order)).toEqual(disputed(2))
})

test('a disputed payment is not refunded on top: the refund is refused and a person is called', async () => {
  const order = await paidOrder()
  await send((sandbox().book.openDispute(order.paymentId), sandbox().book.events.at(-1)!))
  expect(await order.takeBack()).toMatchObject({ ok: true })
  expect(await endOf(order)).toEqual({
    ...takenBack('FAILED'),
    exceptions: [{ kind: 'DISPUTE', amountFen: 21_200 }, { kind: 'REFUND_FAILED', amountFen: 3_600 }],
  })
  expect(order.refunds()).toEqual([])
  expect(await order.shownRefunds()).toEqual(['FAILED'])
})

test.each<FaultKind>(['reset_before', 'rate_limit', 'timeout', 'cut_body', 'html', 'not_an_object', 'empty_object', 'stored_500'])('%s when the dispute is read: it stays in the inbox and is read later', async (kind) => {
  const order = await paidOrder()
  sandbox().book.openDispute(order.paymentId)
  sandbox().faults.order({ operation: 'retrieve_dispute', kind, count: 1_000 })
  await send(sandbox().book.events.at(-1)!)
  expect(await endOf(order)).toEqual(paid)
  sandbox().faults.clear()
  await laterInbox()
  expect(await endOf(order)).toEqual(disputed(1))
})

test('a dispute of a payment that is not booked yet is seen, and the payment is booked as ever', async () => {
  const order = await orderWithSession()
  sandbox().pay(order.sessionId)
  sandbox().book.openDispute(order.paymentId()!)
  await send(sandbox().book.events.at(-1)!)
  await order.comeBack()
  expect(await endOf(order)).toEqual(paid)
  expect((await listExceptions()).open.filter(({ kind, checkoutId }) => kind === 'DISPUTE' && checkoutId === null)).toHaveLength(1)
})

test.each<FaultKind>(['reset_before', 'rate_limit', 'bad_gateway', 'timeout', 'cut_body', 'slow_body', 'truncated_json', 'not_an_object', 'empty_object', 'stored_500'])(
  'no webhook ever, and %s when events are listed: found by the next look, once',
  async (kind) => {
    const order = await paidOrder()
    const begun = new Date(sandbox().book.openDispute(order.paymentId).created * 1000)
    sandbox().faults.order({ operation: 'list_events', kind, count: 1_000 })
    expect(await catchUpEvents(begun, 0)).toBe(0)
    expect(await endOf(order)).toEqual(paid)
    sandbox().faults.clear()
    await catchUpEvents(new Date(), 1)
    await laterInbox()
    expect(await endOf(order)).toEqual(disputed(1))
    expect(await catchUpEvents(new Date(), 1)).toBe(0)
  },
)

test('a refund and a payment that only the list of events knows of', async () => {
  const order = await paidOrder()
  sandbox().faults.order({ operation: 'create_refund', kind: 'pending' })
  await order.takeBack()
  sandbox().book.settleRefund(order.refunds()[0]!.id, 'succeeded')
  const other = await orderWithSession()
  sandbox().pay(other.sessionId)
  await catchUpEvents(new Date())
  await laterInbox()
  expect(await endOf(order)).toEqual(takenBack('SUCCEEDED'))
  expect(await endOf(other)).toEqual(paid)
  await runRefunds()
})
