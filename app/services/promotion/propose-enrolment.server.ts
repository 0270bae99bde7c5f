import type { EnrolmentField, EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'
import { enrolmentProblems, mayChange } from '#app/domain/promotion/enrolment.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { crossShopTerms, enrolmentCampaigns, enrolmentFacts, lockCampaign } from '#app/services/promotion/enrolment-facts.server.ts'
import { gatherEnrolments } from '#app/services/promotion/gather-enrolments.server.ts'

type Actor = { id: string; role: string }

export type ProposeResult =
  | { ok: true }
  | { ok: false; reason: 'invalid'; problems: Partial<Record<EnrolmentField, string>> }
  /** stale: changed or decided elsewhere meanwhile; terms_changed: those of the cross-shop discounts. */
  | { ok: false; reason: 'not_found' | 'stale' | 'closed' | 'fixed' | 'terms_changed' }

export type ProposeInput = {
  merchantId: string
  campaignId: string
  skuId: string
  /** The version that the form was opened with; 0: there was none. */
  seenVersion: number
  terms: EnrolmentTerms
  /** The terms of cross-shop discounts as the form showed them. */
  seenTerms: readonly string[]
  actor: Actor
  now: Date
}

/**
 * a merchant's own wish to have a SKU in a campaign, or a change of it, which the
 * platform decides on (anew). are asked here and again when it is accepted.
 */
export async function proposeEnrolment(input: ProposeInput): Promise<ProposeResult> {
  const { merchantId, campaignId, skuId, seenVersion, terms, seenTerms, actor, now } = input
  return db.$transaction(async (tx): Promise<ProposeResult> => {
    await lockCampaign(tx, campaignId)
    const [campaign] = await enrolmentCampaigns(tx, now, campaignId)
    const sku = await tx.sku.findFirst({ where: { id: skuId, merchantId, status: 'ON_SALE', product: { status: 'LISTED' }, merchant: { status: 'OPEN' } }, select: { id: true } })
    if (!campaign || !sku) return { ok: false, reason: 'not_found' }
    if (!campaign.open) return { ok: false, reason: 'closed' }
    const before = await tx.enrolment.findFirst({ where: { campaignId, skuId, merchantId } })
    if ((before?.version ?? 0) !== seenVersion) return { ok: false, reason: 'stale' }
    if (before && !mayChange(before.state, campaign.sale, now)) return { ok: false, reason: 'fixed' }
    const agreed = terms.joinsCrossShop ? await crossShopTerms(tx, campaignId) : []
    if (terms.joinsCrossShop && agreed.join('\n') !== seenTerms.join('\n')) return { ok: false, reason: 'terms_changed' }
    const facts = await enrolmentFacts(tx, { campaign, skuIds: [skuId], now })
    const problems = enrolmentProblems(terms, facts.get(skuId)!)
    if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }

    const id = before?.id ?? newId()
    const values = { ...terms, crossShopTerms: agreed, state: 'PROPOSED' as const, reason: '', proposedBy: actor.id, proposedAt: now, decidedBy: null, decidedAt: null }
    if (before) await tx.enrolment.update({ where: { id, merchantId }, data: { ...values, version: { increment: 1 } } })
    else await tx.enrolment.create({ data: { ...values, id, campaignId, merchantId, skuId } })
    await appendAudit(tx, {
      actor,
      action: before ? 'enrolment.change' : 'enrolment.propose',
      subjectType: 'enrolment',
      subjectId: id,
      ...(before ? { before: { state: before.state, campaignPriceFen: before.campaignPriceFen, referencePriceFen: before.referencePriceFen, promisedUnits: before.promisedUnits, maxPerBuyer: before.maxPerBuyer, joinsCrossShop: before.joinsCrossShop } } : {}),
      after: { skuId, ...terms, crossShopTerms: agreed },
      at: now,
    })
    if (before?.state === 'ACCEPTED') await gatherEnrolments(tx, { campaign, merchantId, actor, now })
    return { ok: true }
  })
}

export type WithdrawResult = { ok: true } | { ok: false; reason: 'not_found' | 'stale' | 'fixed' }

/** a merchant takes its wish back; what was accepted only before the sale starts. */
export async function withdrawEnrolment({ merchantId, campaignId, skuId, seenVersion, actor, now }: Pick<ProposeInput, 'merchantId' | 'campaignId' | 'skuId' | 'seenVersion' | 'actor' | 'now'>): Promise<WithdrawResult> {
  return db.$transaction(async (tx): Promise<WithdrawResult> => {
    await lockCampaign(tx, campaignId)
    const [campaign] = await enrolmentCampaigns(tx, now, campaignId)
    const before = await tx.enrolment.findFirst({ where: { campaignId, skuId, merchantId } })
    if (!campaign || !before) return { ok: false, reason: 'not_found' }
    if (before.version !== seenVersion || before.state === 'WITHDRAWN' || before.state === 'REJECTED') return { ok: false, reason: 'stale' }
    if (!mayChange(before.state, campaign.sale, now)) return { ok: false, reason: 'fixed' }
    await tx.enrolment.update({ where: { id: before.id, merchantId }, data: { state: 'WITHDRAWN', version: { increment: 1 } } })
    await appendAudit(tx, { actor, action: 'enrolment.withdraw', subjectType: 'enrolment', subjectId: before.id, before: { state: before.state }, after: { state: 'WITHDRAWN', skuId }, at: now })
    if (before.state === 'ACCEPTED') await gatherEnrolments(tx, { campaign, merchantId, actor, now })
    return { ok: true }
  })
}
