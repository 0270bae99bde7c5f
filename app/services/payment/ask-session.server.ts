import { realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { ProviderSession, SessionRequest } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { payLinkUrl } from '#app/services/payment/pay-link-token.server.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'

/** A day after its first use the provider may forget a key, and the same request would make a second object. */
const KEY_LASTS_MS = 23 * 60 * 60_000

export type AskOutcome =
  | { kind: 'session'; session: ProviderSession }
  /** Refused, or nothing was made and the key is spent: the next try gets a new row. */
  | { kind: 'nothing' }
  | { kind: 'unknown' }

/**
 * Asks the provider for the session of an attempt whose asking is committed, and stores
 * the answer. Always the same request under the attempt's own key, so asking again after a
 * lost answer gives the same session. Where the key says nothing (any more), what was made
 * is looked for instead, and only an attempt that made nothing is given up.
 */
export async function askSession(attemptId: string): Promise<AskOutcome> {
  const { request, askedAt } = await sessionRequest(attemptId)
  failpoint('K4')
  const keyIsOld = realNow().getTime() - askedAt.getTime() > KEY_LASTS_MS
  const asked = keyIsOld ? null : await paymentProvider().createSession(request)
  failpoint('K5')
  if (asked?.ok) return keep(attemptId, asked.value)
  const error = asked ? `${asked.kind}: ${asked.code}` : 'key too old'
  if (asked && asked.kind !== 'key_spent' && asked.kind !== 'rejected') {
    await note(attemptId, error)
    return { kind: 'unknown' }
  }
  const found = await paymentProvider().findSession({ attemptId, askedAt })
  if (found.ok && found.value) return keep(attemptId, found.value)
  await note(attemptId, error, ...(found.ok ? ['REJECTED' as const] : []))
  return { kind: found.ok ? 'nothing' : 'unknown' }
}

async function keep(attemptId: string, session: ProviderSession): Promise<AskOutcome> {
  await db.paymentAttempt.updateMany({
    where: { id: attemptId, state: 'CREATED' },
    data: { state: 'OPEN', sessionId: session.id, sessionUrl: session.url, lastError: null },
  })
  failpoint('K6')
  return { kind: 'session', session }
}

async function note(attemptId: string, lastError: string, state?: 'REJECTED'): Promise<void> {
  await db.paymentAttempt.updateMany({ where: { id: attemptId, state: 'CREATED' }, data: { lastError, ...(state ? { state } : {}) } })
}

async function sessionRequest(attemptId: string): Promise<{ request: SessionRequest; askedAt: Date }> {
  const attempt = await db.paymentAttempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      idempotencyKey: true,
      askedAt: true,
      method: true,
      sessionExpiresAt: true,
      payLinkId: true,
      checkout: {
        select: {
          id: true,
          number: true,
          userId: true,
          merchantOrders: {
            orderBy: { number: 'asc' },
            select: {
              freightFen: true,
              merchant: { select: { name: true } },
              lines: { orderBy: { position: 'asc' }, select: { title: true, quantity: true, paidFen: true } },
            },
          },
        },
      },
    },
  })
  const { checkout } = attempt
  if (!attempt.sessionExpiresAt || !attempt.askedAt) throw new Error(`Attempt ${attemptId} was not marked as asked`)
  const page = attempt.payLinkId
    ? `${payLinkUrl(attempt.payLinkId)}&`
    : `${env().appOrigin}/pay/${checkout.number}?${checkout.userId ? '' : `key=${orderAccessKey(checkout.id)}&`}`
  const request = {
    idempotencyKey: attempt.idempotencyKey,
    number: checkout.number,
    method: attempt.method,
    items: checkout.merchantOrders.flatMap((order) => [
      ...order.lines.map((line) => ({ name: `${line.title} ×${line.quantity}`, amountFen: line.paidFen })),
      ...(order.freightFen > 0 ? [{ name: `运费（${order.merchant.name}）`, amountFen: order.freightFen }] : []),
    ]),
    metadata: { checkout_id: checkout.id, attempt_id: attemptId, number: checkout.number },
    successUrl: `${page}session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${page}cancelled=1`,
    expiresAt: attempt.sessionExpiresAt,
  }
  return { request, askedAt: attempt.askedAt }
}
