import { closingRefusal } from '#app/domain/law/closing-notice.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

type Actor = { id: string; role: string }

export type StandingClosingNotice = { id: string; closesOn: BusinessDate; sentence: string; announcedAt: Date }

const standing = keptUntilRung('closing-notice', loadStanding, { unheardMs: 0 })

/** The end of the platform that is told on every page; null: it goes on. */
export function standingClosingNotice(): Promise<StandingClosingNotice | null> {
  return standing.get()
}

async function loadStanding(): Promise<StandingClosingNotice | null> {
  const row = await db.closingNotice.findFirst({ where: { withdrawnAt: null } })
  return row && { id: row.id, closesOn: row.closesOn.toISOString().slice(0, 10), sentence: row.sentence, announcedAt: row.announcedAt }
}

export type ClosingResult = { ok: true } | { ok: false; reason: 'too_soon'; sentence: string } | { ok: false; reason: 'stands_already' | 'not_found' }

/** tells that the platform closes, thirty days ahead; one notice stands at a time. */
export async function announceClosing({ closesOn, sentence, actor, now }: { closesOn: BusinessDate; sentence: string; actor: Actor; now: Date }): Promise<ClosingResult> {
  const refusal = closingRefusal(closesOn, now)
  if (refusal) return { ok: false, reason: 'too_soon', sentence: refusal }
  const id = newId()
  const told = await db.$transaction(async (tx) => {
    // Two operators at once: the unique index lets one in, the other waits here for it.
    const inserted = await tx.$executeRaw`
      insert into closing_notice (id, closes_on, sentence, announced_at, announced_by)
      values (${id}::uuid, ${closesOn}::date, ${sentence}, ${now}, ${actor.id}::uuid) on conflict do nothing`
    if (inserted === 0) return false
    await appendAudit(tx, { actor, action: 'site.closing_announced', subjectType: 'closing_notice', subjectId: id, after: { closesOn, sentence }, at: now })
    return true
  })
  standing.forget()
  return told ? { ok: true } : { ok: false, reason: 'stands_already' }
}

export async function withdrawClosing({ id, reason, actor, now }: { id: string; reason: string; actor: Actor; now: Date }): Promise<ClosingResult> {
  const done = await db.$transaction(async (tx) => {
    const { count } = await tx.closingNotice.updateMany({ where: { id, withdrawnAt: null }, data: { withdrawnAt: now } })
    if (count === 0) return false
    await appendAudit(tx, { actor, action: 'site.closing_withdrawn', subjectType: 'closing_notice', subjectId: id, reason, at: now })
    return true
  })
  standing.forget()
  return done ? { ok: true } : { ok: false, reason: 'not_found' }
}
