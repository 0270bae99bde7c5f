import { realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { recordDispute } from '#app/services/payment/record-dispute.server.ts'
import { settleRefund } from '#app/services/payment/settle-refund.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'

const BATCH = 50

/** Works off stored events that are due again. @returns how many were looked at */
export async function processInbox(): Promise<number> {
  const due = await db.$queryRaw<{ event_id: string }[]>`
    select event_id from webhook_inbox where state = 'RECEIVED' and next_try_at <= now()
     order by received_at limit ${BATCH}::int`
  for (const { event_id } of due) await processInboxEvent(event_id)
  return due.length
}

/**
 * Applies one stored event by asking the provider how its object stands now. Never throws:
 * what fails is tried again later, with growing pauses.
 */
export async function processInboxEvent(eventId: string): Promise<void> {
  try {
    const event = await db.webhookInbox.findUniqueOrThrow({ where: { eventId } })
    if (event.state !== 'RECEIVED') return
    const outcome = await apply(event.type, event.objectId)
    if (outcome === 'unknown') throw new Error('The provider gave no usable answer')
    await db.webhookInbox.updateMany({
      where: { eventId, state: 'RECEIVED' },
      data: { state: outcome === 'foreign' ? 'IGNORED' : 'PROCESSED', processedAt: realNow(), lastError: null },
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    await db.$executeRaw`
      update webhook_inbox set tries = tries + 1, last_error = ${reason},
             next_try_at = now() + least(power(2, least(tries, 12)), 3600) * interval '1 second'
       where event_id = ${eventId} and state = 'RECEIVED'`
  }
}

async function apply(type: string, objectId: string): Promise<'done' | 'foreign' | 'unknown'> {
  if (type.startsWith('checkout.session.')) {
    const outcome = await settleSession(objectId)
    return outcome === 'unknown' || outcome === 'foreign' ? outcome : 'done'
  }
  if (type.startsWith('refund.')) return settleRefund(objectId)
  if (type.startsWith('charge.dispute.')) return recordDispute(objectId)
  // Everything else says nothing that sessions, refunds and disputes do not say.
  return 'foreign'
}
