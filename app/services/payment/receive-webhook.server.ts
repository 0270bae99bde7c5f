import { createHash } from 'node:crypto'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { processInboxEvent } from '#app/services/payment/process-inbox.server.ts'

/**
 * Takes a provider event: verify, store once, answer. What it means is worked out after
 * the row is committed, here at once and otherwise by the worker; so a failure below never
 * makes the provider send again what we already have.
 */
export async function receiveWebhook({ rawBody, signature }: { rawBody: Buffer; signature: string }): Promise<{ status: number; body: string }> {
  const event = await paymentProvider().verifyWebhook(rawBody, signature)
  if (!event) return { status: 400, body: 'signature' }
  failpoint('K9')
  const bodyHash = createHash('sha256').update(rawBody).digest('hex')
  const { count } = await db.webhookInbox.createMany({
    data: [{ eventId: event.id, type: event.type, objectId: event.objectId, bodyHash, eventAt: event.createdAt }],
    skipDuplicates: true,
  })
  failpoint('K10')
  if (count === 1) await processInboxEvent(event.id)
  failpoint('K11')
  return { status: 200, body: 'ok' }
}
