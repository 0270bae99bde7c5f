import { encrypt } from '#app/infra/crypto.server.ts'
import type { Reader } from '#app/infra/db.server.ts'

export type Notice = {
  userId: string | null
  /** A phone for a text message; null for the on-site inbox alone. */
  phone: string | null
  /** The same notice is sent once, however often it is asked for. */
  dedupeKey: string
  title: string
  body: string
  at: Date
}

/**
 * Writes a notice; what goes to a phone is encrypted at rest, in demo mode a page shows
 * it. Call it in the transaction of its cause.
 */
export async function notify(on: Reader, notice: Notice): Promise<void> {
  await on.message.createMany({
    data: [
      {
        userId: notice.userId,
        dedupeKey: notice.dedupeKey,
        channel: notice.phone ? 'sms' : 'inbox',
        toCipher: notice.phone ? encrypt(notice.phone) : null,
        title: notice.title,
        body: notice.phone ? encrypt(notice.body) : notice.body,
        createdAt: notice.at,
      },
    ],
    skipDuplicates: true,
  })
}
