import { phaseProblems } from '#app/domain/campaign/check-campaign.ts'
import { contentChanges } from '#app/domain/campaign/changes.ts'
import { checklist } from '#app/domain/campaign/checklist.ts'
import { campaignSpan } from '#app/domain/campaign/content.ts'
import { nextPhase, phaseAt } from '#app/domain/campaign/phases.ts'
import { resolveVenue } from '#app/domain/campaign/venue.ts'
import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import { announceWords } from '#app/domain/promotion/announce.ts'
import { db } from '#app/infra/db.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { venueGoods } from '#app/services/campaign/venue-goods.server.ts'
import { listPromotions } from '#app/services/promotion/list-promotions.server.ts'

/** All editions, the youngest first. */
export async function listEditions(now: Date) {
  const editions = await db.campaign.findMany({
    include: { _count: { select: { promotions: true, enrolments: { where: { state: 'PROPOSED' } } } } },
    orderBy: { edition: 'desc' },
  })
  return editions.map(({ id, edition, name, state, draft, _count }) => {
    const { phases, venues } = readContent(draft)
    const span = campaignSpan({ phases })
    return { id, edition, name, state, span, phase: phaseAt(phases, now)?.code ?? null, newYearsEve: newYearsEveOf(edition), venues: venues.length, promotions: _count.promotions, waiting: _count.enrolments }
  })
}

/** The workspace of one edition: what is drafted, what is published, and what publishing would change. */
export async function getCampaignDesk(id: string, now: Date) {
  const campaign = await db.campaign.findUnique({ where: { id } })
  if (!campaign) return null
  const content = readContent(campaign.draft)
  const [published, promotions, enrolments, goods, names] = await Promise.all([
    campaign.publishedVersion === null ? null : db.campaignVersion.findUnique({ where: { campaignId_version: { campaignId: id, version: campaign.publishedVersion } } }),
    listPromotions(db, id),
    listEnrolments(id),
    venueGoods(id),
    goodsNames(),
  ])
  const waiting = promotions.filter(({ waits }) => waits)
  const changes = [
    ...contentChanges(published && readContent(published.content), content),
    ...waiting.map(({ state, name, shop }) => `${state === 'DRAFT' ? '发布' : '更新'}优惠「${name}」${shop ? `（${shop}）` : ''}`),
  ]
  const proposed = enrolments.filter(({ state }) => state === 'PROPOSED')
  return {
    id,
    edition: campaign.edition,
    name: campaign.name,
    state: campaign.state,
    version: campaign.version,
    publishedVersion: campaign.publishedVersion,
    newYearsEve: newYearsEveOf(campaign.edition),
    phases: content.phases,
    now: { phase: phaseAt(content.phases, now)?.code ?? null, next: nextPhase(content.phases, now)?.code ?? null },
    venues: content.venues.map((venue) => {
      const sections = resolveVenue(venue, goods)
      return { ...venue, sections: sections.map(({ label, items }) => ({ label, titles: items.slice(0, 4).map((item) => item.goods.title), count: items.length })) }
    }),
    promotions: promotions.map(({ draft, published: _published, ...row }) => ({
      ...row,
      lane: draft.lane,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      words: announceWords(draft, { ...names, shop: row.shop }),
    })),
    enrolments: { proposed, accepted: enrolments.length - proposed.length },
    changes,
    seenPromotions: waiting.map((row) => ({ id: row.id, version: row.version })),
    checklist: checklist({
      content,
      phasesRight: Object.keys(phaseProblems(content.phases, campaign.edition)).length === 0,
      promotions: promotions.length,
      enrolments: { proposed: proposed.length, accepted: enrolments.length - proposed.length },
      changes: changes.length,
      isLive: campaign.state === 'LIVE',
    }),
  }
}

async function listEnrolments(campaignId: string) {
  const rows = await db.enrolment.findMany({
    where: { campaignId, state: { in: ['PROPOSED', 'ACCEPTED'] } },
    include: { sku: { select: { spec: true, priceFen: true, product: { select: { title: true } } } }, merchant: { select: { name: true } } },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, state, campaignPriceFen, promisedUnits, joinsCrossShop, sku, merchant }) => ({
    id, state, campaignPriceFen, promisedUnits, joinsCrossShop, listPriceFen: sku.priceFen, title: sku.product.title, spec: sku.spec, shop: merchant.name,
  }))
}

/** Names and prices for announcements. */
export async function goodsNames() {
  const [skus, categories] = await Promise.all([
    db.sku.findMany({ select: { id: true, priceFen: true, product: { select: { title: true } } } }),
    db.category.findMany({ select: { id: true, name: true } }),
  ])
  const goods = new Map(skus.map(({ id, product }) => [id, product.title]))
  const prices = new Map(skus.map(({ id, priceFen }) => [id, priceFen]))
  const category = new Map(categories.map(({ id, name }) => [id, name]))
  return { goods: (id: string) => goods.get(id) ?? '已下架的商品', price: (id: string) => prices.get(id) ?? null, category: (id: string) => category.get(id) ?? id }
}
