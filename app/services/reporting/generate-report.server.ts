import { bulletinNumber } from '#app/domain/reporting/bulletin.ts'
import { businessDate, periodDates, periodOf } from '#app/domain/time.ts'
import type { Period } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

// Numbers of bulletins count up within a year; two preparers must not get the same one.
const NUMBERING_LOCK = 7202

export type GenerateReportResult = { ok: true; period: Period; isNew: boolean } | { ok: false; reason: 'not_begun' | 'no_sales' }

/** Makes the draft of a month's bulletin, once; asking again leads to the same draft. */
export async function generateReport(input: {
  period: Period
  actor: { id: string; role: string }
  now: Date
}): Promise<GenerateReportResult> {
  const { period, actor, now } = input
  const today = businessDate(now)
  if (period > periodOf(today)) return { ok: false, reason: 'not_begun' }
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${NUMBERING_LOCK})`
    const earlier = await tx.report.findUnique({ where: { kind_period: { kind: 'MONTHLY', period } }, select: { id: true } })
    if (earlier) return { ok: true, period, isNew: false } as const
    const { from, until } = periodDates(period)
    const sold = await tx.salesFact.findFirst({
      where: { businessDate: { gte: new Date(`${from}T00:00:00Z`), lt: new Date(`${until}T00:00:00Z`) } },
      select: { id: true },
    })
    if (!sold) return { ok: false, reason: 'no_sales' } as const
    const year = Number(today.slice(0, 4))
    const ofThisYear = await tx.report.count({ where: { number: { contains: `〔${year}〕` } } })
    const number = bulletinNumber(year, ofThisYear + 1)
    const { id } = await tx.report.create({
      data: { id: newId(), kind: 'MONTHLY', period, number, preparerId: actor.id, createdAt: now, updatedAt: now },
      select: { id: true },
    })
    await appendAudit(tx, { actor, action: 'report.generate', subjectType: 'report', subjectId: id, after: { period, number }, at: now })
    return { ok: true, period, isNew: true } as const
  })
}
