import type { Tx } from '#app/infra/db.server.ts'

/** What happened, for everything that follows from it. Payloads carry ids only. */
export type OutboxMessage =
  | { type: 'order.paid'; payload: { checkoutId: string; paymentId: string } }
  | { type: 'order.shipped'; payload: { shipmentId: string } }
  | { type: 'order.received'; payload: { merchantOrderId: string } }
  | { type: 'review.written'; payload: { reviewId: string } }
  | { type: 'review.answered'; payload: { reviewId: string } }
  | { type: 'talk.said'; payload: { messageId: string } }
  | { type: 'complaint.opened'; payload: { complaintId: string } }
  | { type: 'complaint.closed'; payload: { complaintId: string } }
  | { type: 'refund.succeeded'; payload: { refundId: string } }
  | { type: 'refund.reversed'; payload: { refundId: string } }

/**
 * Writes an event into the outbox, in the transaction of its cause.
 * @param at business time of the cause
 */
export async function appendOutbox(tx: Tx, message: OutboxMessage, at: Date): Promise<void> {
  const id = Object.values(message.payload).at(-1) ?? ''
  await tx.outboxEvent.create({
    data: { type: message.type, dedupeKey: `${message.type}:${id}`, payload: message.payload, at },
  })
}
