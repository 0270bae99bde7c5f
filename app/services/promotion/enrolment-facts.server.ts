import { sharesWords } from '#app/domain/law/shares.ts'
import type { EnrolmentFacts } from '#app/domain/promotion/enrolment.ts'
import { enrolmentOpen, priceStart, saleSpan } from '#app/domain/promotion/enrolment.ts'
import type { Reader, Tx } from '#app/infra/db.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { findBasePrices } from '#app/services/promotion/find-base-prices.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

export type EnrolmentCampaign = {
  id: string
  slug: string
  name: string
  sale: { startsAt: Date; endsAt: Date }
  /** Whether new wishes are taken at this moment. */
  open: boolean
}

/** Published campaigns with a sale, the next to start first; as shoppers know them, not as drafted. */
export async function enrolmentCampaigns(on: Reader, now: Date, id?: string): Promise<EnrolmentCampaign[]> {
  const campaigns = await on.campaign.findMany({
    where: { state: 'LIVE', ...(id === undefined ? {} : { id }) },
    select: { id: true, slug: true, name: true, versions: { orderBy: { version: 'desc' }, take: 1, select: { content: true } } },
  })
  return campaigns
    .flatMap(({ versions, ...campaign }) => {
      const phases = versions[0] ? readContent(versions[0].content).phases : []
      const sale = saleSpan(phases)
      return sale ? [{ ...campaign, sale, open: enrolmentOpen(phases, now) }] : []
    })
    .sort((a, b) => a.sale.startsAt.getTime() - b.sale.startsAt.getTime())
}

/**
 * the campaign's discounts across shops that only enrolled goods take part in, in words
 * that say who bears how much.
 */
export async function crossShopTerms(on: Reader, campaignId: string): Promise<string[]> {
  const promotions = await on.promotion.findMany({ where: { campaignId, merchantId: null, state: { not: 'STOPPED' } }, orderBy: { id: 'asc' }, select: { draft: true } })
  return promotions
    .map(({ draft }) => readDefinition(draft))
    .filter(({ onlyEnrolled }) => onlyEnrolled)
    .flatMap((definition) => sharesWords(definition))
}

/** Until the end of the transaction, nobody else changes what a campaign's enrolments come to. */
export async function lockCampaign(tx: Tx, campaignId: string): Promise<void> {
  await tx.$executeRaw`select 1 from campaign where id = ${campaignId}::uuid for no key update`
}

export type EnrolmentSku = EnrolmentFacts & { skuId: string }

/** What enrolments of these SKUs are judged by. */
export async function enrolmentFacts(
  on: Reader,
  { campaign, skuIds, now }: { campaign: Pick<EnrolmentCampaign, 'id' | 'sale'>; skuIds: readonly string[]; now: Date },
): Promise<Map<string, EnrolmentSku>> {
  const start = priceStart(campaign.sale, now)
  const ids = [...skuIds]
  const skus = await on.sku.findMany({
    where: { id: { in: ids } },
    select: {
      id: true, priceFen: true, floorFen: true, onHand: true, held: true, committed: true,
      priceChanges: { select: { at: true, oldFen: true, newFen: true, reason: true } },
      enrolments: { where: { campaignId: campaign.id }, select: { promotion: { select: { units: { where: { skuId: { in: ids } }, select: { skuId: true, taken: true } } } } } },
    },
  })
  const bases = await findBasePrices(skuIds, start, on)
  return new Map(
    skus.map(({ id, priceFen, floorFen, onHand, held, committed, priceChanges, enrolments }) => {
      const taken = enrolments[0]?.promotion?.units.find(({ skuId }) => skuId === id)?.taken ?? 0
      return [id, { skuId: id, listPriceFen: priceFen, floorPriceFen: floorFen, freeUnits: onHand - held - committed + taken, base: bases.get(id)!, changes: priceChanges, start }]
    }),
  )
}
