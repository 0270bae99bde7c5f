import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'

/** What waits for the platform's staff, and whether the machinery keeps up. */
export async function getOperatorCounts() {
  const [inReview, exceptions, closing, outbox, inbox, refunds, complaints] = await Promise.all([
    db.product.count({ where: { status: 'IN_REVIEW' } }),
    db.paymentException.count({ where: { closedAt: null } }),
    db.checkout.count({ where: { state: 'CLOSING' } }),
    db.outboxEvent.count({ where: { processedAt: null } }),
    db.webhookInbox.count({ where: { state: 'RECEIVED' } }),
    db.refund.count({ where: { state: 'PENDING' } }),
    db.complaint.count({ where: { state: 'OPEN' } }),
  ])
  return { inReview, exceptions, closing, outbox, inbox, refunds, complaints, demo: env().appMode !== 'production' }
}
