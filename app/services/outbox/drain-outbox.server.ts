import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { OutboxMessage } from '#app/services/outbox/append-outbox.server.ts'
import { notifyComplaintClosed, notifyComplaintOpened, notifySaid } from '#app/services/outbox/notify-of-talk.server.ts'
import { notifyOfReview, notifyPaid, notifyReceived, notifyShipped } from '#app/services/outbox/notify-parties.server.ts'
import { projectRefund, projectRefundReversal, projectSale } from '#app/services/reporting/project-sales-facts.server.ts'

const BATCH = 100

/**
 * Handles waiting events, each in a transaction of its own together with its mark, so an
 * effect in our database happens exactly once; several workers share the work. An event
 * that fails is tried again with growing pauses and never blocks the ones behind it.
 * @returns how many were handled
 */
export async function drainOutbox(): Promise<number> {
  let handled = 0
  for (; handled < BATCH; handled += 1) {
    const outcome = await handleNext()
    if (outcome === 'empty') break
  }
  return handled
}

async function handleNext(): Promise<'empty' | 'done' | 'failed'> {
  let eventId: bigint | null = null
  try {
    return await db.$transaction(async (tx) => {
      const [event] = await tx.$queryRaw<({ id: bigint; at: Date } & OutboxMessage)[]>`
        select id, type, payload, at from outbox_event
         where processed_at is null and next_try_at <= now()
         order by id limit 1 for update skip locked`
      if (!event) return 'empty'
      eventId = event.id
      await handle(tx, event, event.at)
      failpoint('K14')
      await tx.$executeRaw`update outbox_event set processed_at = now(), last_error = null where id = ${event.id}`
      return 'done'
    })
  } catch (error) {
    if (eventId === null) throw error
    const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    await db.$executeRaw`
      update outbox_event set tries = tries + 1, last_error = ${reason},
             next_try_at = now() + least(power(2, least(tries, 12)), 3600) * interval '1 second'
       where id = ${eventId} and processed_at is null`
    return 'failed'
  }
}

async function handle(tx: Tx, event: OutboxMessage, at: Date): Promise<void> {
  switch (event.type) {
    case 'order.paid':
      await projectSale(tx, event.payload.checkoutId, event.payload.paymentId)
      await notifyPaid(tx, event.payload.checkoutId, at)
      return
    case 'refund.succeeded':
      await projectRefund(tx, event.payload.refundId)
      return
    case 'refund.reversed':
      await projectRefundReversal(tx, event.payload.refundId, at)
      return
    case 'order.shipped':
      await notifyShipped(tx, event.payload.shipmentId, at)
      return
    case 'review.written':
    case 'review.answered':
      await notifyOfReview(tx, event.payload.reviewId, event.type, at)
      return
    case 'talk.said':
      await notifySaid(tx, event.payload.messageId, at)
      return
    case 'complaint.opened':
      await notifyComplaintOpened(tx, event.payload.complaintId, at)
      return
    case 'complaint.closed':
      await notifyComplaintClosed(tx, event.payload.complaintId, at)
      return
    case 'order.received':
      await notifyReceived(tx, event.payload.merchantOrderId, at)
      return
  }
}
