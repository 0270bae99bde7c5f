import type { CutoffProblems } from '#app/domain/shipping/edit-rules.ts'
import { cutoffProblems } from '#app/domain/shipping/edit-rules.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { isUniqueViolation } from '#app/infra/place-checkout-statement.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

type Actor = { id: string; role: string }

export type CutoffResult =
  | { ok: true }
  | { ok: false; reason: 'invalid'; problems: CutoffProblems }
  /** Changed or removed meanwhile by somebody else. */
  | { ok: false; reason: 'not_found' | 'stale' }

/**
 * Sets the cut-off of one road, or changes the one the operator saw. Orders that are
 * placed keep their promise; pages and new quotes follow at once.
 */
export async function saveCutoff(input: {
  warehouseId: string
  zoneId: string
  seen: { id: string; version: number } | null
  cutoffAt: Date
  resumesOn: BusinessDate
  actor: Actor
  now: Date
}): Promise<CutoffResult> {
  const { warehouseId, zoneId, seen, cutoffAt, resumesOn, actor, now } = input
  const problems = cutoffProblems({ cutoffAt, resumesOn }, now)
  if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }
  const values = { cutoffAt, resumesOn: new Date(`${resumesOn}T00:00:00Z`) }
  try {
    return await db.$transaction(async (tx): Promise<CutoffResult> => {
      const lane = await tx.shippingLane.findUnique({ where: { warehouseId_zoneId: { warehouseId, zoneId } } })
      if (!lane) return { ok: false, reason: 'not_found' }
      const before = seen && (await tx.orderCutoff.findFirst({ where: { id: seen.id, warehouseId, zoneId } }))
      if (seen) {
        if (before?.version !== seen.version) return { ok: false, reason: 'stale' }
        // What was read may be old by now; the conditional write is the referee.
        const { count } = await tx.orderCutoff.updateMany({ where: { id: seen.id, warehouseId, zoneId, version: seen.version }, data: { ...values, version: { increment: 1 } } })
        if (count === 0) return { ok: false, reason: 'stale' }
      } else await tx.orderCutoff.create({ data: { id: newId(), warehouseId, zoneId, ...values } })
      await appendAudit(tx, {
        actor,
        action: 'shipping.cutoff',
        subjectType: 'shipping_lane',
        subjectId: `${warehouseId}:${zoneId}`,
        ...(before ? { before: { cutoffAt: before.cutoffAt.toISOString(), resumesOn: before.resumesOn.toISOString().slice(0, 10) } } : {}),
        after: { cutoffAt: cutoffAt.toISOString(), resumesOn },
        at: now,
      })
      return { ok: true }
    })
  } catch (error) {
    // Another tab set one for the same holiday.
    if (isUniqueRefusal(error)) return { ok: false, reason: 'stale' }
    throw error
  }
}

export async function removeCutoff({ id, version, actor, now }: { id: string; version: number; actor: Actor; now: Date }): Promise<CutoffResult> {
  return db.$transaction(async (tx): Promise<CutoffResult> => {
    const before = await tx.orderCutoff.findUnique({ where: { id } })
    if (before?.version !== version) return { ok: false, reason: 'stale' }
    const { count } = await tx.orderCutoff.deleteMany({ where: { id, version } })
    if (count === 0) return { ok: false, reason: 'stale' }
    await appendAudit(tx, {
      actor,
      action: 'shipping.cutoff_removed',
      subjectType: 'shipping_lane',
      subjectId: `${before.warehouseId}:${before.zoneId}`,
      before: { cutoffAt: before.cutoffAt.toISOString(), resumesOn: before.resumesOn.toISOString().slice(0, 10) },
      at: now,
    })
    return { ok: true }
  })
}

function isUniqueRefusal(error: unknown): boolean {
  return isUniqueViolation(error) || (typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002')
}
