import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import type { PromotionActor } from '#app/services/promotion/save-promotion.server.ts'

type StopPromotionInput = { id: string; version: number; reason: string; actor: PromotionActor; now: Date }
export type StopPromotionResult = { ok: true } | { ok: false; reason: 'stale' }

/** From now on it is granted to nobody; coupons that were claimed are still honoured. */
export async function stopPromotion(input: StopPromotionInput): Promise<StopPromotionResult> {
  return db.$transaction((tx) => stopPromotionIn(tx, input))
}

export async function stopPromotionIn(tx: Tx, { id, version, reason, actor, now }: StopPromotionInput): Promise<StopPromotionResult> {
  const { count } = await tx.promotion.updateMany({
    where: { id, version, state: 'PUBLISHED' },
    data: { state: 'STOPPED', stoppedAt: now, version: { increment: 1 }, updatedAt: now },
  })
  if (count === 0) return { ok: false, reason: 'stale' }
  await appendAudit(tx, { actor, action: 'promotion.stop', subjectType: 'promotion', subjectId: id, before: { state: 'PUBLISHED' }, after: { state: 'STOPPED' }, reason, at: now })
  return { ok: true }
}
