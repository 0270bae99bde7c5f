import { db } from '#app/infra/db.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'

/**
 * For the page a shopper returns to: asks the provider instead of waiting for its webhook.
 * Only sessions of this order are asked about, whatever the address says.
 * @returns whether the provider's answer is known; without it nobody can say “not paid”
 */
export async function refreshPayment({ number, viewer }: { number: string; viewer: Viewer }): Promise<boolean> {
  const checkout = await db.checkout.findUnique({
    where: { number },
    select: {
      id: true,
      userId: true,
      guestHash: true,
      state: true,
      attempts: { where: { state: 'OPEN', sessionId: { not: null } }, select: { sessionId: true } },
    },
  })
  if (!checkout || !mayView(checkout, viewer) || checkout.state === 'PAID') return true
  let known = true
  for (const { sessionId } of checkout.attempts) if (sessionId && (await settleSession(sessionId)) === 'unknown') known = false
  return known
}
