import type { EnrolmentField } from '#app/domain/promotion/enrolment.ts'
import { enrolmentProblems } from '#app/domain/promotion/enrolment.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import type { EnrolmentCampaign } from '#app/services/promotion/enrolment-facts.server.ts'
import { crossShopTerms, enrolmentCampaigns, enrolmentFacts, lockCampaign } from '#app/services/promotion/enrolment-facts.server.ts'
import { gatherEnrolments } from '#app/services/promotion/gather-enrolments.server.ts'

type Actor = { id: string; role: string }
type Decision = { campaignId: string; id: string; seenVersion: number; actor: Actor; now: Date }

export type DecideResult =
  | { ok: true }
  /** Stock, price or deals are no longer what they were when the merchant proposed. */
  | { ok: false; reason: 'invalid'; problems: Partial<Record<EnrolmentField, string>> }
  /** terms_changed: the merchant agreed to bear other shares than those of today. */
  | { ok: false; reason: 'not_found' | 'stale' | 'closed' | 'terms_changed' }

/** Accepts what a merchant has proposed, judged anew, and gathers it into the merchant's promotion draft. */
export async function acceptEnrolment({ campaignId, id, seenVersion, actor, now }: Decision): Promise<DecideResult> {
  return db.$transaction(async (tx): Promise<DecideResult> => {
    await lockCampaign(tx, campaignId)
    const [campaign] = await enrolmentCampaigns(tx, now, campaignId)
    const enrolment = await tx.enrolment.findFirst({ where: { id, campaignId } })
    if (!campaign || !enrolment) return { ok: false, reason: 'not_found' }
    if (now >= campaign.sale.endsAt) return { ok: false, reason: 'closed' }
    if (enrolment.state !== 'PROPOSED' || enrolment.version !== seenVersion) return { ok: false, reason: 'stale' }
    const facts = await enrolmentFacts(tx, { campaign, skuIds: [enrolment.skuId], now })
    const problems = enrolmentProblems(enrolment, facts.get(enrolment.skuId)!)
    if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }
    if (enrolment.joinsCrossShop && (await crossShopTerms(tx, campaignId)).join('\n') !== enrolment.crossShopTerms.join('\n')) return { ok: false, reason: 'terms_changed' }

    const { merchantId, skuId } = enrolment
    await tx.enrolment.update({ where: { id, merchantId }, data: { state: 'ACCEPTED', reason: '', decidedBy: actor.id, decidedAt: now, version: { increment: 1 } } })
    await appendAudit(tx, { actor, action: 'enrolment.accept', subjectType: 'enrolment', subjectId: id, before: { state: 'PROPOSED' }, after: { state: 'ACCEPTED', skuId }, at: now })
    await gatherEnrolments(tx, { campaign, merchantId, actor, now })
    return { ok: true }
  })
}

/** Sends back what was proposed, or takes out what was accepted, and says why. */
export async function rejectEnrolment({ campaignId, id, seenVersion, reason, actor, now }: Decision & { reason: string }): Promise<DecideResult> {
  return db.$transaction(async (tx): Promise<DecideResult> => {
    await lockCampaign(tx, campaignId)
    const [campaign] = await enrolmentCampaigns(tx, now, campaignId)
    const enrolment = await tx.enrolment.findFirst({ where: { id, campaignId } })
    if (!campaign || !enrolment) return { ok: false, reason: 'not_found' }
    const { state, version, merchantId, skuId } = enrolment
    if ((state !== 'PROPOSED' && state !== 'ACCEPTED') || version !== seenVersion) return { ok: false, reason: 'stale' }
    await tx.enrolment.update({ where: { id, merchantId }, data: { state: 'REJECTED', reason, decidedBy: actor.id, decidedAt: now, version: { increment: 1 } } })
    await appendAudit(tx, { actor, action: 'enrolment.reject', subjectType: 'enrolment', subjectId: id, before: { state }, after: { state: 'REJECTED', skuId }, reason, at: now })
    if (state === 'ACCEPTED') await gatherEnrolments(tx, { campaign, merchantId, actor, now })
    return { ok: true }
  })
}

/** Writes every merchant's draft of a campaign anew, after its phases have moved. */
export async function regatherEnrolments({ campaignId, actor, now }: Pick<Decision, 'campaignId' | 'actor' | 'now'>): Promise<{ ok: true; merchants: number } | { ok: false; reason: 'not_found' }> {
  return db.$transaction(async (tx) => {
    await lockCampaign(tx, campaignId)
    const [campaign]: EnrolmentCampaign[] = await enrolmentCampaigns(tx, now, campaignId)
    if (!campaign) return { ok: false, reason: 'not_found' } as const
    const merchants = await tx.enrolment.findMany({ where: { campaignId, state: 'ACCEPTED' }, distinct: ['merchantId'], select: { merchantId: true } })
    for (const { merchantId } of merchants) await gatherEnrolments(tx, { campaign, merchantId, actor, now })
    return { ok: true, merchants: merchants.length } as const
  })
}
