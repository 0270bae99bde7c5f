import { goodsTypes } from '#app/domain/shipping/words.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

type Actor = { id: string; role: string }

export type StopResult = { ok: true } | { ok: false; reason: 'no_province' | 'already' | 'not_found' }

/** From now on no goods of this type (of any type: ALL) are sent to a province. */
export async function addStop({
  provinceCode,
  goodsType,
  reason,
  actor,
  now,
}: {
  provinceCode: string
  goodsType: GoodsType | 'ALL'
  reason: string
  actor: Actor
  now: Date
}): Promise<StopResult> {
  const types = goodsType === 'ALL' ? goodsTypes : [goodsType]
  return db.$transaction(async (tx): Promise<StopResult> => {
    if (!(await tx.zoneProvince.findUnique({ where: { provinceCode } }))) return { ok: false, reason: 'no_province' }
    const there = await tx.deliveryStop.count({ where: { provinceCode, goodsType: { in: [...types] } } })
    if (there === types.length) return { ok: false, reason: 'already' }
    const { count } = await tx.deliveryStop.createMany({ data: types.map((type) => ({ provinceCode, goodsType: type, reason })), skipDuplicates: true })
    if (count === 0) return { ok: false, reason: 'already' }
    await appendAudit(tx, { actor, action: 'shipping.stop', subjectType: 'province', subjectId: provinceCode, after: { goodsTypes: [...types] }, reason, at: now })
    return { ok: true }
  })
}

export async function removeStop({ provinceCode, goodsType, actor, now }: { provinceCode: string; goodsType: GoodsType; actor: Actor; now: Date }): Promise<StopResult> {
  return db.$transaction(async (tx): Promise<StopResult> => {
    if (!(await tx.deliveryStop.findUnique({ where: { provinceCode_goodsType: { provinceCode, goodsType } } }))) return { ok: false, reason: 'not_found' }
    const { count } = await tx.deliveryStop.deleteMany({ where: { provinceCode, goodsType } })
    if (count === 0) return { ok: false, reason: 'not_found' }
    await appendAudit(tx, { actor, action: 'shipping.stop_removed', subjectType: 'province', subjectId: provinceCode, before: { goodsTypes: [goodsType] }, at: now })
    return { ok: true }
  })
}
