import { existsSync } from 'node:fs'
import type pg from 'pg'
import { pool } from '#app/infra/db.server.ts'
import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { IntentObject, RefundObject, SessionObject } from '#app/infra/stripe-sandbox/book.server.ts'

export const bookInvariant = {
  id: 'I-15',
  sentence: 'Our payments and refunds are those of the payment sandbox’s own book, and the other way round',
}

type Ours = {
  payments: { id: string; provider: string; amount: number; currency: string; attempt: string }[]
  refunds: { id: string; provider: string | null; payment: string; amount: number; state: string }[]
  attempts: { id: string; state: string; amount: number }[]
}

type Theirs = { sessions: Map<string, SessionObject>; intents: Map<string, IntentObject>; refunds: Map<string, RefundObject> }

/**
 * Differences between the sandbox's book and our rows; empty when there are none. The shop
 * may be open: the book is read before and after our rows, each way of the comparison takes
 * the reading that cannot lag behind, and what is still to be asked about is no difference.
 */
export async function verifyBook(path: string, on: pg.Pool = pool): Promise<object[]> {
  if (!existsSync(path)) return []
  const file = new BookFile(path)
  try {
    const theirs: Theirs = { sessions: new Map(), intents: new Map(), refunds: new Map() }
    readOn(file, theirs)
    const before: Theirs = { sessions: new Map(theirs.sessions), intents: new Map(theirs.intents), refunds: new Map(theirs.refunds) }
    const ours = await readOurs(on)
    readOn(file, theirs)
    return [...notInBook(ours, theirs), ...notWithUs(ours, before)]
  } finally {
    file.close()
  }
}

function readOn(file: BookFile, { sessions, intents, refunds }: Theirs): void {
  for (const { kind, id, value } of file.read()) {
    if (kind === 'session') sessions.set(id, value as SessionObject)
    if (kind === 'intent') intents.set(id, value as IntentObject)
    if (kind === 'refund') refunds.set(id, value as RefundObject)
  }
}

async function readOurs(on: pg.Pool): Promise<Ours> {
  const client = await on.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const payments = await client.query<Ours['payments'][number]>(
      'select id, provider_payment_id as provider, amount_fen as amount, currency, attempt_id as attempt from payment',
    )
    const refunds = await client.query<Ours['refunds'][number]>(
      `select r.id, r.provider_refund_id as provider, p.provider_payment_id as payment, r.amount_fen as amount, r.state::text
         from refund r join payment p on p.id = r.payment_id`,
    )
    const attempts = await client.query<Ours['attempts'][number]>('select id, state::text, amount_fen as amount from payment_attempt')
    return { payments: payments.rows, refunds: refunds.rows, attempts: attempts.rows }
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

function* notInBook(ours: Ours, theirs: Theirs): Generator<object> {
  for (const payment of ours.payments) {
    const intent = theirs.intents.get(payment.provider)
    if (intent?.status !== 'succeeded' || intent.amount_received !== payment.amount || intent.currency !== payment.currency)
      yield { payment: payment.id, amount: payment.amount, book: intent?.amount_received ?? null }
  }
  for (const refund of ours.refunds) {
    // A refund of nothing was never asked for.
    if (refund.state !== 'SUCCEEDED' || (refund.amount === 0 && refund.provider === null)) continue
    const written = refund.provider ? theirs.refunds.get(refund.provider) : undefined
    if (written?.status !== 'succeeded' || written.amount !== refund.amount || written.payment_intent !== refund.payment)
      yield { refund: refund.id, amount: refund.amount, book: written?.amount ?? null }
  }
}

function* notWithUs(ours: Ours, theirs: Theirs): Generator<object> {
  const attempts = new Map(ours.attempts.map((attempt) => [attempt.id, attempt]))
  const payments = new Map(ours.payments.map((payment) => [payment.provider, payment]))
  for (const session of theirs.sessions.values()) {
    const attempt = attempts.get(session.metadata?.attempt_id ?? '')
    if (!attempt || attempt.amount !== session.amount_total) {
      yield { session: session.id, amount: session.amount_total, attempt: attempt?.amount ?? null }
      continue
    }
    // The shop will still ask how an attempt stands that it has not seen the end of.
    if (session.payment_status !== 'paid' || attempt.state === 'CREATED' || attempt.state === 'OPEN') continue
    if (payments.get(session.payment_intent ?? '')?.attempt !== attempt.id) yield { session: session.id, paid: session.payment_intent }
  }
  const refunds = new Map(ours.refunds.map((refund) => [refund.id, refund]))
  for (const refund of theirs.refunds.values()) {
    const own = refunds.get(refund.metadata?.refund_id ?? '')
    const known = own?.state === 'PENDING' || (own?.state === 'SUCCEEDED' && own.provider === refund.id)
    if (refund.status === 'succeeded' && !known) yield { refunded: refund.id, amount: refund.amount, refund: own?.state ?? null }
  }
}
