import type { CheckoutState } from '#app/domain/order/states.ts'
import { db } from '#app/infra/db.server.ts'
import { closeCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { endAttempt } from '#app/services/payment/end-attempt.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'

const BATCH = 100

/**
 * Closes orders whose time to pay is over, and goes on with those whose closing waits for
 * the provider.
 * @param now business time
 */
export async function closeDueCheckouts(now: Date): Promise<number> {
  const due = await db.checkout.findMany({
    where: { OR: [{ state: 'AWAITING_PAYMENT', dueAt: { lte: now } }, { state: 'CLOSING' }] },
    orderBy: { dueAt: 'asc' },
    take: BATCH,
    select: { id: true },
  })
  for (const { id } of due) await closeCheckout(id, { event: 'due', actor: 'system', now })
  return due.length
}

/**
 * Asks the provider how open sessions stand, so that the shop is right with webhooks
 * switched off; ends sessions that are left over once their order is paid otherwise or the
 * link they were opened by was withdrawn.
 * @param realTime real time; sessions asked for within the last seconds are left alone
 */
export async function reconcilePayments(realTime: Date): Promise<number> {
  const settledBefore = new Date(realTime.getTime() - 5_000)
  const over: CheckoutState[] = ['PAID', 'CLOSED', 'REFUND_DUE']
  const open = await db.paymentAttempt.findMany({
    where: {
      state: { in: ['OPEN', 'CREATED'] },
      askedAt: { lte: settledBefore },
      AND: [
        { OR: [{ checkedAt: null }, { checkedAt: { lte: new Date(realTime.getTime() - 20_000) } }] },
        // Without a session only the end of its order or link makes an attempt worth a question.
        { OR: [{ sessionId: { not: null } }, { checkout: { state: { in: over } } }, { payLink: { withdrawnAt: { not: null } } }] },
      ],
    },
    // In turns: sessions that the provider has no answer for never keep others waiting.
    orderBy: [{ checkedAt: { sort: 'asc', nulls: 'first' } }, { askedAt: 'asc' }],
    take: BATCH,
    select: { id: true, sessionId: true, checkout: { select: { state: true } }, payLink: { select: { withdrawnAt: true } } },
  })
  for (const attempt of open) {
    await db.paymentAttempt.update({ where: { id: attempt.id }, data: { checkedAt: realTime } })
    if (over.includes(attempt.checkout.state) || attempt.payLink?.withdrawnAt) await endAttempt(attempt.id)
    else if (attempt.sessionId) await settleSession(attempt.sessionId)
  }
  return open.length
}
