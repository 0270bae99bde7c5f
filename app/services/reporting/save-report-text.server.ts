import type { Period } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

export type SaveReportTextResult = { ok: true; version: number } | { ok: false; reason: 'not_found' | 'not_open' | 'changed' }

/**
 * Saves the preparer's own words. `version` is the one the preparer was looking at: another
 * tab or person that saved first wins, and nothing of theirs is overwritten.
 */
export async function saveReportText(input: {
  period: Period
  version: number
  problems: string
  nextSteps: string
  actor: { id: string; role: string }
  now: Date
}): Promise<SaveReportTextResult> {
  const { period, version, problems, nextSteps, actor, now } = input
  return db.$transaction(async (tx) => {
    const report = await tx.report.findUnique({
      where: { kind_period: { kind: 'MONTHLY', period } },
      select: { id: true, state: true, problems: true, nextSteps: true },
    })
    if (!report) return { ok: false, reason: 'not_found' } as const
    if (report.state !== 'OPEN' && report.state !== 'RETURNED') return { ok: false, reason: 'not_open' } as const
    const { count } = await tx.report.updateMany({
      where: { id: report.id, version, state: { in: ['OPEN', 'RETURNED'] } },
      data: { problems, nextSteps, version: version + 1, updatedAt: now },
    })
    if (count === 0) return { ok: false, reason: 'changed' } as const
    await appendAudit(tx, {
      actor,
      action: 'report.edit_text',
      subjectType: 'report',
      subjectId: report.id,
      before: { version, problems: report.problems, nextSteps: report.nextSteps },
      after: { version: version + 1, problems, nextSteps },
      at: now,
    })
    return { ok: true, version: version + 1 } as const
  })
}
