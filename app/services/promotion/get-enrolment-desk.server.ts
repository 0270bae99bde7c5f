import type { Deal, Ground } from '#app/domain/law/base-price.ts'
import type { Fen } from '#app/domain/money.ts'
import type { EnrolmentState, EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'
import { mayChange } from '#app/domain/promotion/enrolment.ts'
import { db } from '#app/infra/db.server.ts'
import type { EnrolmentCampaign } from '#app/services/promotion/enrolment-facts.server.ts'
import { crossShopTerms, enrolmentCampaigns, enrolmentFacts } from '#app/services/promotion/enrolment-facts.server.ts'

/** The cheapest deals are what proves a base; a page shows no more than these. */
const DEALS_SHOWN = 20

export type Evidence = { ground: Ground; basePriceFen: Fen | null; windowFrom: Date; windowUntil: Date; dealCount: number; deals: Deal[] }

export type EnrolmentRow = {
  skuId: string
  title: string
  spec: string
  code: string
  motif: string
  listPriceFen: Fen
  floorPriceFen: Fen
  freeUnits: number
  evidence: Evidence
  enrolment: (EnrolmentTerms & { id: string; state: EnrolmentState; reason: string; version: number; proposedAt: Date; crossShopTerms: string[] }) | null
  mayChange: boolean
}

const skuFields = {
  id: true, code: true, spec: true, merchantId: true,
  product: { select: { title: true, motif: true } },
} as const

/** One merchant's goods in one campaign: what the law allows of each, and how its enrolment stands. */
export async function getEnrolmentDesk({ merchantId, slug, now }: { merchantId: string; slug: string | null; now: Date }) {
  const campaigns = (await enrolmentCampaigns(db, now)).filter(({ sale }) => sale.endsAt > now)
  const campaign = slug === null ? (campaigns.find(({ open }) => open) ?? campaigns[0]) : campaigns.find((one) => one.slug === slug)
  const choices = campaigns.map(({ slug: value, name }) => ({ slug: value, name }))
  if (!campaign) return { campaigns: choices, campaign: null, terms: [], rows: [] }
  const skus = await db.sku.findMany({
    where: { merchantId, OR: [{ status: 'ON_SALE', product: { status: 'LISTED' } }, { enrolments: { some: { campaignId: campaign.id } } }] },
    orderBy: [{ product: { sort: 'asc' } }, { product: { createdAt: 'asc' } }, { sort: 'asc' }],
    select: { ...skuFields, enrolments: { where: { campaignId: campaign.id, merchantId } } },
  })
  const [terms, rows] = await Promise.all([crossShopTerms(db, campaign.id), rowsOf(skus, campaign, now)])
  return { campaigns: choices, campaign, terms, rows }
}

/** All enrolments of a campaign for the operator who decides on them, those that wait first. */
export async function getEnrolmentReview({ campaignId, now }: { campaignId: string; now: Date }) {
  const [campaign] = await enrolmentCampaigns(db, now, campaignId)
  if (!campaign) return null
  const skus = await db.sku.findMany({
    where: { enrolments: { some: { campaignId, state: { not: 'WITHDRAWN' } } } },
    orderBy: [{ merchant: { name: 'asc' } }, { product: { sort: 'asc' } }, { sort: 'asc' }],
    select: { ...skuFields, merchant: { select: { name: true } }, enrolments: { where: { campaignId } } },
  })
  const [terms, rows, promotions] = await Promise.all([
    crossShopTerms(db, campaignId),
    rowsOf(skus, campaign, now),
    db.promotion.findMany({ where: { enrolments: { some: { campaignId } } }, select: { id: true, name: true, merchantId: true, state: true } }),
  ])
  const bySku = new Map(rows.map((row) => [row.skuId, row]))
  const merchants = [...Map.groupBy(skus, ({ merchantId }) => merchantId)].map(([id, own]) => ({
    id,
    name: own[0]!.merchant.name,
    promotion: promotions.find(({ merchantId }) => merchantId === id) ?? null,
    rows: own.map((sku) => bySku.get(sku.id)!),
  }))
  const waits = ({ rows: own }: { rows: EnrolmentRow[] }) => own.filter(({ enrolment }) => enrolment?.state === 'PROPOSED').length
  return { campaign, terms, merchants: merchants.sort((a, b) => waits(b) - waits(a)), waiting: merchants.reduce((sum, merchant) => sum + waits(merchant), 0) }
}

type SkuRow = {
  id: string
  code: string
  spec: string
  product: { title: string; motif: string }
  enrolments: (EnrolmentTerms & { id: string; state: EnrolmentState; reason: string; version: number; proposedAt: Date; crossShopTerms: string[] })[]
}

async function rowsOf(skus: readonly SkuRow[], campaign: EnrolmentCampaign, now: Date): Promise<EnrolmentRow[]> {
  const facts = await enrolmentFacts(db, { campaign, skuIds: skus.map(({ id }) => id), now })
  return skus.map(({ id, code, spec, product, enrolments: [own] }) => {
    const { listPriceFen, floorPriceFen, freeUnits, base } = facts.get(id)!
    return {
      skuId: id,
      ...product,
      spec,
      code,
      listPriceFen,
      floorPriceFen,
      freeUnits,
      evidence: { ...base, dealCount: base.deals.length, deals: base.deals.slice(0, DEALS_SHOWN) },
      enrolment: own ? pick(own) : null,
      mayChange: campaign.open && (!own || mayChange(own.state, campaign.sale, now)),
    }
  })
}

function pick({ id, state, reason, version, proposedAt, campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop, crossShopTerms: agreed }: SkuRow['enrolments'][number]) {
  return { id, state, reason, version, proposedAt, campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop, crossShopTerms: agreed }
}
