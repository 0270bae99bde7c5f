import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import type { ProviderSession, SessionRequest } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'

export type AskOutcome =
  | { kind: 'session'; session: ProviderSession }
  /** The provider refused: nothing exists under this key, the next try gets a new row. */
  | { kind: 'rejected' }
  | { kind: 'unknown' }

/**
 * Asks the provider for the session of an attempt whose asking is committed, and stores
 * the answer. Always the same request under the attempt's own key, so asking again after a
 * lost answer gives the same session.
 */
export async function askSession(attemptId: string): Promise<AskOutcome> {
  const answer = await paymentProvider().createSession(await sessionRequest(attemptId))
  if (!answer.ok) {
    const rejected = answer.kind === 'rejected'
    await db.paymentAttempt.updateMany({
      where: { id: attemptId, state: 'CREATED' },
      data: { lastError: `${answer.kind}: ${answer.code}`, ...(rejected ? { state: 'REJECTED' } : {}) },
    })
    return { kind: rejected ? 'rejected' : 'unknown' }
  }
  await db.paymentAttempt.updateMany({
    where: { id: attemptId, state: 'CREATED' },
    data: { state: 'OPEN', sessionId: answer.value.id, sessionUrl: answer.value.url, lastError: null },
  })
  return { kind: 'session', session: answer.value }
}

async function sessionRequest(attemptId: string): Promise<SessionRequest> {
  const attempt = await db.paymentAttempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      idempotencyKey: true,
      method: true,
      sessionExpiresAt: true,
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
  if (!attempt.sessionExpiresAt) throw new Error(`Attempt ${attemptId} was not marked as asked`)
  const page = `${env().appOrigin}/pay/${checkout.number}?${checkout.userId ? '' : `key=${orderAccessKey(checkout.id)}&`}`
  return {
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
}
