import { decideSettlement } from '#app/domain/payment/decide-settlement.ts'
import { realNow, toBusinessTime } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { ProviderSession } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { applyCapture } from '#app/services/payment/apply-capture.server.ts'

export type SettleOutcome =
  /** The order is paid, now or before. */
  | 'paid'
  /** Money arrived that goes back by itself. */
  | 'returned'
  /** Nothing is paid yet, and it still can be. */
  | 'open'
  /** It can no longer be paid. */
  | 'dead'
  /** The provider gave no usable answer. */
  | 'unknown'
  /** No such attempt of ours. */
  | 'foreign'

/**
 * The one road by which money becomes state, for the webhook, the return page and the
 * reconciler alike: reads the session anew from the provider and applies what it says.
 * Repeats and any order of arrival end in the same state.
 */
export async function settleSession(sessionId: string): Promise<SettleOutcome> {
  const answer = await paymentProvider().retrieveSession(sessionId)
  failpoint('K12')
  if (!answer.ok) return answer.kind === 'not_found' ? 'foreign' : 'unknown'
  return applySession(answer.value)
}

/** Applies what the provider said of a session. */
export async function applySession(session: ProviderSession): Promise<SettleOutcome> {
  const attempt = await findAttempt(session)
  if (!attempt) return 'foreign'
  if (session.paid && session.paymentId) {
    return applyCapture({
      attemptId: attempt.id,
      checkoutId: attempt.checkoutId,
      session: { ...session, paymentId: session.paymentId },
      capturedAt: await toBusinessTime(session.capturedAt ?? realNow()),
      decide: decideSettlement,
    })
  }
  if (session.status === 'expired') {
    await db.paymentAttempt.updateMany({
      where: { id: attempt.id, state: { in: ['CREATED', 'OPEN'] } },
      data: { state: 'DEAD', checkedAt: realNow() },
    })
    return 'dead'
  }
  await db.paymentAttempt.updateMany({ where: { id: attempt.id }, data: { checkedAt: realNow() } })
  return 'open'
}

/** By our stored id, else by the metadata: the answer to the creating call may have been lost. */
async function findAttempt(session: ProviderSession) {
  const select = { id: true, checkoutId: true, sessionId: true } as const
  const known = await db.paymentAttempt.findUnique({ where: { sessionId: session.id }, select })
  if (known) return known
  const attemptId = session.metadata.attempt_id
  if (!attemptId || !/^[0-9a-f-]{36}$/.test(attemptId)) return null
  const attempt = await db.paymentAttempt.findUnique({ where: { id: attemptId }, select })
  if (!attempt || attempt.sessionId !== null) return null
  await db.paymentAttempt.updateMany({
    where: { id: attempt.id, sessionId: null },
    data: { sessionId: session.id, sessionUrl: session.url },
  })
  return attempt
}
