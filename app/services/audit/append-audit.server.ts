import { Prisma } from '#app/infra/generated/prisma/client.ts'
import type { Tx } from '#app/infra/db.server.ts'

export type AuditEntry = {
  actor: { id: string; role: string }
  /** listing.publish, merchant.suspend … */
  action: string
  subjectType: string
  subjectId: string
  /** What changed; ids, states and amounts, never personal data. */
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  reason?: string
  at: Date
}

/**
 * One row per privileged write, in the transaction of the write. The database chains the
 * rows by hash and refuses to change them.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditLog.create({
    data: {
      at: entry.at,
      actorId: entry.actor.id,
      actorRole: entry.actor.role,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
      reason: entry.reason ?? '',
    },
  })
}
