import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { maskPhone } from '#app/services/identity/get-account.server.ts'

export type MessageView = { id: string; title: string; body: string; createdAt: Date }

/** A person's own on-site messages, newest first. */
export async function listMessages(userId: string): Promise<MessageView[]> {
  return db.message.findMany({
    where: { userId, channel: 'inbox' },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { id: true, title: true, body: true, createdAt: true },
  })
}

/** Text messages that a real festival would have sent; null outside demo and test mode. */
export async function listSentTexts(): Promise<(MessageView & { to: string })[] | null> {
  if (env().appMode === 'production') return null
  const rows = await db.message.findMany({ where: { channel: 'sms' }, orderBy: { createdAt: 'desc' }, take: 50 })
  return rows.map(({ id, title, body, createdAt, toCipher }) => ({
    id,
    title,
    body: decrypt(body),
    createdAt,
    to: toCipher ? maskPhone(decrypt(toCipher)) : '',
  }))
}
