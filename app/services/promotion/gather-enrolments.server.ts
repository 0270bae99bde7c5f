import { enrolledMarkdown } from '#app/domain/promotion/enrolment.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import type { EnrolmentCampaign } from '#app/services/promotion/enrolment-facts.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'

type Actor = { id: string; role: string }

/**
 * Writes the accepted enrolments of one merchant into the draft of its item_markdown promotion
 * of the campaign. What is published stays until the draft is published as its next version;
 * a draft that was never published and has no goods left goes. Called under the campaign's lock.
 */
export async function gatherEnrolments(tx: Tx, { campaign, merchantId, actor, now }: { campaign: EnrolmentCampaign; merchantId: string; actor: Actor; now: Date }): Promise<void> {
  const enrolments = await tx.enrolment.findMany({ where: { campaignId: campaign.id, merchantId }, include: { promotion: true, sku: { select: { priceFen: true } } } })
  // At the list price there is nothing to mark down: such goods only join the cross-shop discounts.
  const accepted = enrolments.filter(({ state, campaignPriceFen, sku }) => state === 'ACCEPTED' && campaignPriceFen < sku.priceFen)
  const before = enrolments.find(({ promotion }) => promotion !== null)?.promotion ?? null
  const definition = enrolledMarkdown(campaign, accepted)
  const draft = writeDefinition(definition)
  if (!before && accepted.length === 0) return
  const id = before?.id ?? newId()
  if (before && accepted.length === 0 && before.publishedVersion === null) {
    await tx.promotion.delete({ where: { id } })
  } else if (before) {
    await tx.promotion.update({ where: { id }, data: { draft, name: definition.name, version: { increment: 1 }, updatedAt: now } })
  } else {
    await tx.promotion.create({ data: { id, campaignId: campaign.id, merchantId, kind: definition.kind, name: definition.name, draft, createdBy: actor.id, createdAt: now, updatedAt: now } })
  }
  // Those that left keep the link: should one come back, it comes back to the same promotion.
  await tx.enrolment.updateMany({ where: { id: { in: accepted.map((enrolment) => enrolment.id) } }, data: { promotionId: id } })
  await appendAudit(tx, {
    actor,
    action: 'promotion.gather',
    subjectType: 'promotion',
    subjectId: id,
    ...(before ? { before: { definition: before.draft as object } } : {}),
    after: { skuIds: accepted.map(({ skuId }) => skuId) },
    at: now,
  })
}
