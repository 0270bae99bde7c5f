import type { PauseProblems } from '#app/domain/shipping/edit-rules.ts'
import { pauseProblems } from '#app/domain/shipping/edit-rules.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { addDays } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

type Actor = { id: string; role: string }

export type PauseResult =
  | { ok: true }
  | { ok: false; reason: 'invalid'; problems: PauseProblems & { warehouseId?: string; zoneId?: string } }
  | { ok: false; reason: 'not_found' }

/** Days on which couriers rest; null for every warehouse, every zone. The last day counts. */
export async function addPause(input: {
  warehouseId: string | null
  zoneId: string | null
  from: BusinessDate
  last: BusinessDate
  reason: string
  actor: Actor
  now: Date
}): Promise<PauseResult> {
  const { warehouseId, zoneId, from, last, reason, actor, now } = input
  const problems: Extract<PauseResult, { reason: 'invalid' }>['problems'] = pauseProblems({ from, last }, now)
  const [warehouse, zone] = await Promise.all([
    warehouseId === null ? null : db.warehouse.findUnique({ where: { id: warehouseId } }),
    zoneId === null ? null : db.shippingZone.findUnique({ where: { id: zoneId } }),
  ])
  if (warehouseId !== null && !warehouse) problems.warehouseId = '请选择仓'
  if (zoneId !== null && !zone) problems.zoneId = '请选择地区'
  if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }
  return db.$transaction(async (tx): Promise<PauseResult> => {
    const id = newId()
    await tx.courierPause.create({ data: { id, warehouseId, zoneId, fromDay: asDate(from), untilDay: asDate(addDays(last, 1)), reason } })
    await appendAudit(tx, { actor, action: 'shipping.pause', subjectType: 'courier_pause', subjectId: id, after: { warehouseId, zoneId, from, last }, reason, at: now })
    return { ok: true }
  })
}

export async function removePause({ id, actor, now }: { id: string; actor: Actor; now: Date }): Promise<PauseResult> {
  return db.$transaction(async (tx): Promise<PauseResult> => {
    const before = await tx.courierPause.findUnique({ where: { id } })
    if (!before) return { ok: false, reason: 'not_found' }
    const { count } = await tx.courierPause.deleteMany({ where: { id } })
    if (count === 0) return { ok: false, reason: 'not_found' }
    const { warehouseId, zoneId, fromDay, untilDay, reason } = before
    await appendAudit(tx, {
      actor,
      action: 'shipping.pause_removed',
      subjectType: 'courier_pause',
      subjectId: id,
      before: { warehouseId, zoneId, from: fromDay.toISOString().slice(0, 10), last: addDays(untilDay.toISOString().slice(0, 10), -1) },
      reason,
      at: now,
    })
    return { ok: true }
  })
}

const asDate = (day: BusinessDate): Date => new Date(`${day}T00:00:00Z`)
