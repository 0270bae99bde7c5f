import { createHash } from 'node:crypto'
import { db } from '#app/infra/db.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'

const HOUR_MS = 60 * 60_000
/** As long as the provider itself goes on trying to deliver. */
const SWEEP_HOURS = 72

/** What {@link processInboxEvent} does something about. */
const TYPES = [
  'checkout.session.completed', 'checkout.session.expired', 'checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed',
  'refund.updated', 'refund.failed', 'charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed',
]

/**
 * Fetches the provider's events and stores those that no webhook brought, so that the shop
 * is right with webhooks switched off; the inbox does the rest.
 * @param realTime real time
 * @param hours how far back; a short look runs often, the long sweep finds what was missed while the shop was away
 * @returns how many were new
 */
export async function catchUpEvents(realTime: Date, hours = SWEEP_HOURS): Promise<number> {
  const answer = await paymentProvider().listEvents(new Date(realTime.getTime() - hours * HOUR_MS), TYPES)
  if (!answer.ok) return 0
  const { count } = await db.webhookInbox.createMany({
    data: answer.value.map((event) => ({
      eventId: event.id,
      type: event.type,
      objectId: event.objectId,
      bodyHash: createHash('sha256').update(`listed ${event.id}`).digest('hex'),
      eventAt: event.createdAt,
    })),
    skipDuplicates: true,
  })
  return count
}
