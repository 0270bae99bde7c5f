import type { DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import { checkDefinition } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { keepBasePriceEvidence } from '#app/services/promotion/base-price-evidence.server.ts'
import { definitionFacts, enrolledSkuIds, lockPublishing, withEnrolled } from '#app/services/promotion/definition-facts.server.ts'
import { readDefinition, writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import type { PromotionActor } from '#app/services/promotion/save-promotion.server.ts'

export type PublishPromotionResult =
  | { ok: true; publishedVersion: number }
  | { ok: false; reason: 'invalid'; problems: DefinitionProblems }
  /** Changed in another tab meanwhile, or its campaign is not published (any more). */
  | { ok: false; reason: 'not_found' | 'stale' | 'campaign_not_live' }

type PublishPromotionInput = { id: string; version: number; actor: PromotionActor; now: Date }

/**
 * Publishes the draft that was seen as the promotion's next version, judged anew: goods, stock
 * and other promotions may have changed since it was saved. The version never changes again;
 * coupons that are claimed keep the one they were claimed under.
 */
export async function publishPromotion(input: PublishPromotionInput): Promise<PublishPromotionResult> {
  return db.$transaction((tx) => publishPromotionIn(tx, input))
}

/** The same within a transaction of the caller, who writes nothing if it refuses. */
export async function publishPromotionIn(tx: Tx, { id, version, actor, now }: PublishPromotionInput): Promise<PublishPromotionResult> {
  await lockPublishing(tx)
  const promotion = await tx.promotion.findUnique({ where: { id }, include: { campaign: { select: { state: true } } } })
  if (!promotion) return { ok: false, reason: 'not_found' }
  if (promotion.version !== version) return { ok: false, reason: 'stale' }
  const { campaignId, merchantId, campaign } = promotion
  if (campaign && campaign.state !== 'LIVE') return { ok: false, reason: 'campaign_not_live' }

  const draft = readDefinition(promotion.draft)
  const definition = withEnrolled(draft, draft.onlyEnrolled && campaignId !== null ? await enrolledSkuIds(tx, campaignId, draft) : [])
  const problems = checkDefinition(definition, await definitionFacts(tx, { promotionId: id, campaignId, merchantId, now }))
  if (definition.onlyEnrolled && definition.scope.skuIds?.length === 0) problems.onlyEnrolled = '还没有商家的商品报名参加，先审核报名再发布'
  if (definition.endsAt <= now) problems.endsAt ??= '这段时间已经过去了'
  if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }

  const publishedVersion = (promotion.publishedVersion ?? 0) + 1
  const { count } = await tx.promotion.updateMany({
    where: { id, version },
    data: { state: 'PUBLISHED', publishedVersion, stoppedAt: null, version: { increment: 1 }, updatedAt: now },
  })
  if (count === 0) return { ok: false, reason: 'stale' }
  const { startsAt, endsAt } = definition
  await tx.promotionVersion.create({
    data: { promotionId: id, version: publishedVersion, definition: writeDefinition(definition), startsAt, endsAt, publishedAt: now, publishedBy: actor.id },
  })
  await writeCounter(tx, id, definition)
  await writeUnits(tx, id, definition)
  await keepBasePriceEvidence(tx, { promotionId: id, version: publishedVersion, definition, now })
  await appendAudit(tx, {
    actor,
    action: 'promotion.publish',
    subjectType: 'promotion',
    subjectId: id,
    before: { state: promotion.state, publishedVersion: promotion.publishedVersion },
    after: { state: 'PUBLISHED', publishedVersion, name: definition.name },
    at: now,
  })
  return { ok: true, publishedVersion }
}

/** Only where there is a limit. What was taken before there was one counts. */
async function writeCounter(tx: Tx, id: string, { limits, coupon }: PromotionDefinition): Promise<void> {
  const couponsLimit = coupon?.quantity ?? null
  if (limits.budgetFen === null && limits.uses === null && couponsLimit === null) {
    await tx.promotionCounter.updateMany({ where: { promotionId: id }, data: { budgetFen: null, usesLimit: null, couponsLimit: null } })
    return
  }
  await tx.$executeRaw`
    insert into promotion_counter (promotion_id, budget_fen, taken_fen, uses_limit, uses, coupons_limit, coupons_claimed)
    select ${id}::uuid, ${limits.budgetFen}::int, coalesce(sum(amount_fen - released_fen), 0), ${limits.uses}::int, count(*), ${couponsLimit}::int,
           (select count(*) from coupon where promotion_id = ${id}::uuid)
      from promotion_claim where promotion_id = ${id}::uuid and state <> 'RELEASED'
    on conflict (promotion_id) do update
       set budget_fen = excluded.budget_fen, uses_limit = excluded.uses_limit, coupons_limit = excluded.coupons_limit`
}

/** A promise that is no longer made stays as high as what was taken of it, which may still be given back. */
async function writeUnits(tx: Tx, id: string, { action }: PromotionDefinition): Promise<void> {
  const promised = action.type === 'UNIT_PRICE' ? action.items.flatMap(({ skuId, promisedUnits }) => (promisedUnits === null ? [] : [{ skuId, promisedUnits }])) : []
  const skuIds = promised.map(({ skuId }) => skuId)
  await tx.promotionUnits.deleteMany({ where: { promotionId: id, skuId: { notIn: skuIds }, taken: 0 } })
  await tx.$executeRaw`update promotion_units set promised = taken where promotion_id = ${id}::uuid and sku_id <> all(${skuIds}::uuid[])`
  for (const { skuId, promisedUnits } of promised)
    await tx.$executeRaw`
      insert into promotion_units (promotion_id, sku_id, promised, taken)
      select ${id}::uuid, ${skuId}::uuid, ${promisedUnits}::int, coalesce(sum((units->>${skuId})::int), 0)
        from promotion_claim where promotion_id = ${id}::uuid and state <> 'RELEASED'
      on conflict (promotion_id, sku_id) do update set promised = excluded.promised`
}
