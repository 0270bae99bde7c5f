import { db } from '#app/infra/db.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { askSession } from '#app/services/payment/ask-session.server.ts'
import { applySession } from '#app/services/payment/settle-session.server.ts'

/**
 * Makes sure that an attempt can no longer be paid. 'unknown': the provider gave no usable
 * answer, so nothing may be released yet.
 */
export async function endAttempt(attemptId: string): Promise<'dead' | 'paid' | 'unknown'> {
  // Never asked: nothing exists at the provider.
  const unasked = await db.paymentAttempt.updateMany({
    where: { id: attemptId, state: 'CREATED', askedAt: null },
    data: { state: 'DEAD' },
  })
  if (unasked.count === 1) return 'dead'

  const sessionId = await sessionOf(attemptId)
  if (sessionId === 'nothing') return 'dead'
  if (sessionId === 'unknown') return 'unknown'
  const ended = await paymentProvider().expireSession(sessionId.id)
  if (!ended.ok) return 'unknown'
  const outcome = await applySession(ended.value)
  if (outcome === 'paid') return 'paid'
  // 'returned' is money that goes back by itself: this session is over too.
  return outcome === 'dead' || outcome === 'returned' ? 'dead' : 'unknown'
}

/** The session of an attempt; where its answer was lost, asking again finds it. */
async function sessionOf(attemptId: string): Promise<{ id: string } | 'nothing' | 'unknown'> {
  const attempt = await db.paymentAttempt.findUniqueOrThrow({ where: { id: attemptId }, select: { sessionId: true, state: true } })
  if (attempt.sessionId) return { id: attempt.sessionId }
  // Somebody else has just found the same: a shopper who pressed twice, or the worker.
  if (attempt.state !== 'CREATED') return 'nothing'
  const asked = await askSession(attemptId)
  return asked.kind === 'session' ? { id: asked.session.id } : asked.kind
}
