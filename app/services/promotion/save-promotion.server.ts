import type { DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import { checkDefinition } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { definitionFacts } from '#app/services/promotion/definition-facts.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'

export type PromotionActor = { id: string; role: string }

export type SavePromotionResult =
  | { ok: true; id: string }
  /** By the path of the definition's field, `merchantId` or `consent`. */
  | { ok: false; reason: 'invalid'; problems: DefinitionProblems }
  /** Changed in another tab, or its campaign was closed, meanwhile. */
  | { ok: false; reason: 'not_found' | 'stale' | 'closed' }

/**
 * Creates a draft, or changes the one that was seen. What is published stays as it is until
 * the draft is published as its next version. The owner of a promotion never changes; an
 * operator who writes one for a merchant says on what consent.
 */
export async function savePromotion(input: {
  promotion: { id: string; version: number } | null
  campaignId: string | null
  merchantId: string | null
  definition: PromotionDefinition
  consent: string
  /** For a new one: made up unless given. */
  id?: string
  actor: PromotionActor
  now: Date
}): Promise<SavePromotionResult> {
  const { promotion, campaignId, merchantId, definition, consent, actor, now } = input
  return db.$transaction(async (tx): Promise<SavePromotionResult> => {
    const campaign = campaignId === null ? null : await tx.campaign.findUnique({ where: { id: campaignId }, select: { state: true } })
    if (campaignId !== null && !campaign) return { ok: false, reason: 'not_found' }
    if (campaign?.state === 'CLOSED') return { ok: false, reason: 'closed' }
    const before = promotion && (await tx.promotion.findFirst({ where: { id: promotion.id, campaignId, merchantId } }))
    if (promotion && !before) return { ok: false, reason: 'not_found' }
    if (promotion && before?.version !== promotion.version) return { ok: false, reason: 'stale' }

    const problems = checkDefinition(definition, await definitionFacts(tx, { promotionId: promotion?.id ?? null, campaignId, merchantId, now }))
    if (merchantId !== null && !(await tx.merchant.findFirst({ where: { id: merchantId, status: 'OPEN' }, select: { id: true } }))) problems.merchantId ??= '请选择营业中的店'
    if (merchantId !== null && actor.role === 'OPERATOR' && consent === '') problems.consent = '请写明商家同意的依据，平台不能替商家决定'
    if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }

    const id = promotion?.id ?? input.id ?? newId()
    const draft = writeDefinition(definition)
    const values = { kind: definition.kind, name: definition.name, draft, updatedAt: now }
    if (promotion) {
      // What was read may be old by now; the conditional write is the referee.
      const { count } = await tx.promotion.updateMany({ where: { id, version: promotion.version }, data: { ...values, version: { increment: 1 } } })
      if (count === 0) return { ok: false, reason: 'stale' }
    } else await tx.promotion.create({ data: { ...values, id, campaignId, merchantId, createdBy: actor.id, createdAt: now } })
    await appendAudit(tx, {
      actor,
      action: promotion ? 'promotion.change' : 'promotion.create',
      subjectType: 'promotion',
      subjectId: id,
      ...(before ? { before: { definition: before.draft } } : {}),
      after: { definition: draft },
      reason: consent,
      at: now,
    })
    return { ok: true, id }
  })
}

/** Throws away a draft that was never published. */
export async function removePromotion({ id, version, actor, now }: { id: string; version: number; actor: PromotionActor; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'stale' }> {
  return db.$transaction(async (tx) => {
    const before = await tx.promotion.findUnique({ where: { id }, select: { name: true, draft: true } })
    const { count } = await tx.promotion.deleteMany({ where: { id, version, state: 'DRAFT', publishedVersion: null } })
    if (!before || count === 0) return { ok: false, reason: 'stale' } as const
    await appendAudit(tx, { actor, action: 'promotion.remove', subjectType: 'promotion', subjectId: id, before: { definition: before.draft }, at: now })
    return { ok: true } as const
  })
}
