import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'
import { createStripeProvider } from '#app/infra/stripe-provider.server.ts'
import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { Entry, EntryKind } from '#app/infra/stripe-sandbox/book-file.server.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { verifyBook } from '#app/services/verify/verify-book.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-book-'))
const book = join(folder, 'book.jsonl')
let sandbox: Sandbox

/** @returns the session that was opened for it */
async function order(): Promise<{ sessionId: string; number: string; takeBack: () => Promise<unknown> }> {
  const owner = await createShopper()
  const sku = await createSku()
  const placed = await placeCheckout({ ...(await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 1 }], await businessNow())), acceptsHold: true })
  if (!placed.ok) throw new Error(`Not placed: ${placed.reason}`)
  await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  return { sessionId: sessionId!, number: placed.number, takeBack: () => cancelMerchantOrder({ number: `${placed.number}-1`, viewer: viewerOf(owner) }) }
}

// One order open, one paid, one paid and taken back.
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, secretKey: 'sk_test_sandbox', webhookUrl: null, webhookSecret: 'whsec_x', bookFile: book })
  singleton('payment-provider', () => createStripeProvider({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandbox.url }))
  await order()
  const [paid, takenBack] = [await order(), await order()]
  for (const { sessionId } of [paid, takenBack]) {
    sandbox.pay(sessionId)
    expect(await settleSession(sessionId)).toBe('paid')
  }
  expect(await takenBack.takeBack()).toMatchObject({ ok: true })
})

afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** What is found when these objects stood otherwise in the book. */
async function differencesWith(kind: EntryKind, change: (value: Record<string, unknown>) => Record<string, unknown>): Promise<object[]> {
  const copy = join(folder, 'copy.jsonl')
  copyFileSync(book, copy)
  const file = new BookFile(copy)
  const last = new Map<string, Entry>()
  for (const entry of file.read()) if (entry.kind === kind) last.set(entry.id, entry)
  file.append(
    [...last.values()].map((entry) => {
      const value = change({ ...(entry.value as Record<string, unknown>) })
      return { kind, id: String(value.id), value }
    }),
  )
  file.close()
  return verifyBook(copy)
}

test('what was paid and given back stands in both books; without a book there is nothing to compare', async () => {
  expect(await verifyBook(book)).toEqual([])
  expect(await verifyBook(join(folder, 'none.jsonl'))).toEqual([])
})

test('a payment the shop has not asked about yet is no difference', async () => {
  const { sessionId } = await order()
  sandbox.pay(sessionId)
  expect(await verifyBook(book)).toEqual([])
  await settleSession(sessionId)
  expect(await verifyBook(book)).toEqual([])
})

// Seen from our rows (payment, refund) or from the book (session, refunded).
test.each<[what: string, seenAs: string, kind: EntryKind, (value: Record<string, unknown>) => Record<string, unknown>]>([
  ['another amount came in', 'payment', 'intent', (intent) => ({ ...intent, amount_received: 1 })],
  ['a payment never succeeded', 'payment', 'intent', (intent) => ({ ...intent, status: 'requires_payment_method' })],
  ['another amount was asked for', 'session', 'session', (session) => ({ ...session, amount_total: 1 })],
  ['a session of no attempt', 'session', 'session', (session) => ({ ...session, metadata: {} })],
  ['money nobody booked', 'session', 'session', (session) => (session.payment_status === 'paid' ? { ...session, payment_intent: 'pi_other' } : session)],
  ['less went back', 'refund', 'refund', (refund) => ({ ...refund, amount: 1 })],
  ['a refund of another payment', 'refund', 'refund', (refund) => ({ ...refund, payment_intent: 'pi_other' })],
  ['a refund twice', 'refunded', 'refund', (refund) => ({ ...refund, id: 're_again' })],
])('%s, seen as a %s', async (_what, seenAs, kind, change) => {
  const differences = await differencesWith(kind, change)
  expect(differences.map((difference) => Object.keys(difference)[0])).toContain(seenAs)
})
