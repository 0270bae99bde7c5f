import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { FunderSums } from '#app/domain/promotion/rehearsal-report.ts'
import { FUNDERS } from '#app/domain/promotion/rehearsal-report.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { NOON } from '#tests/factories/promotions.ts'
import { createPromotion, definition } from '#tests/factories/published-promotions.ts'

export async function createCampaign(name = '测试年货节') {
  return db.campaign.create({
    data: { seriesId: 'nianhuo', slug: `c-${newId()}`, edition: 3_000 + (await db.campaign.count()), name, draft: {}, createdAt: NOON, updatedAt: NOON },
  })
}

type Terms = Parameters<typeof definition>[0]

/** A published promotion of a campaign. */
export async function publishIn(campaignId: string, terms: Terms): Promise<{ id: string; definition: PromotionDefinition }> {
  const { id } = await createPromotion(terms)
  await db.promotion.update({ where: { id }, data: { campaignId } })
  return { id, definition: definition(terms) }
}

/** A promotion of a campaign that nobody has published yet. */
export async function draftIn(campaignId: string, terms: Terms): Promise<{ id: string; definition: PromotionDefinition }> {
  const made = definition(terms)
  const { id } = await db.promotion.create({
    data: { campaignId, kind: made.kind, name: made.name, draft: writeDefinition(made), createdBy: newId(), createdAt: NOON, updatedAt: NOON },
  })
  return { id, definition: made }
}

/** The allocations themselves, by funder, of a promotion's claims in a state. */
export async function allocated(promotionId: string, state: 'HELD' | 'USED' | 'RELEASED'): Promise<FunderSums> {
  const [row] = await db.$queryRaw<Record<string, number>[]>`
    select coalesce(sum(a.merchant_fen), 0)::bigint as "MERCHANT", coalesce(sum(a.platform_fen), 0)::bigint as "PLATFORM",
           coalesce(sum(a.brand_fund_fen), 0)::bigint as "BRAND_FUND", coalesce(sum(a.aid_fund_fen), 0)::bigint as "AID_FUND"
      from allocation a join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
     where a.promotion_id = ${promotionId}::uuid and c.state = ${state}::claim_state`
  return Object.fromEntries(FUNDERS.map((funder) => [funder, Number(row?.[funder] ?? 0)])) as FunderSums
}
