import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { confirmBasePrices, findStruckPrices } from '#app/services/promotion/base-price-evidence.server.ts'
import { acceptEnrolment } from '#app/services/promotion/decide-enrolment.server.ts'
import { proposeEnrolment } from '#app/services/promotion/propose-enrolment.server.ts'
import { publishPromotion } from '#app/services/promotion/publish-promotion.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { sell } from '#tests/factories/deals.ts'
import { createEnrolmentCampaign } from '#tests/factories/enrolments.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const startsAt = new Date('2026-12-27T16:00:00Z')
const now = new Date('2026-12-26T04:00:00Z')
const later = new Date('2026-12-30T04:00:00Z')
const actor = { id: newId(), role: 'OPERATOR' }
type Sku = Awaited<ReturnType<typeof createSku>>
type Campaign = Awaited<ReturnType<typeof createEnrolmentCampaign>>

const sold = (sku: Sku, at: string, unitFen: number) => sell({ sku, at, unitFen }, (session) => sandbox().pay(session))
const labels = '活动前7日最低成交价'

async function enrol(campaign: Campaign, sku: Sku, terms: { campaignPriceFen: number; referencePriceFen: number | null }, at = now) {
  const proposed = await proposeEnrolment({ merchantId: sku.merchantId, campaignId: campaign.id, skuId: sku.id, seenVersion: 0, seenTerms: [], terms: { ...terms, promisedUnits: 50, maxPerBuyer: null, joinsCrossShop: false }, actor, now: at })
  expect(proposed).toEqual({ ok: true })
  const { id } = await db.enrolment.findFirstOrThrow({ where: { skuId: sku.id } })
  expect(await acceptEnrolment({ campaignId: campaign.id, id, seenVersion: 1, actor, now: at })).toEqual({ ok: true })
}

async function publish(campaign: Campaign, at = now) {
  const { id: promotionId, version } = await db.promotion.findFirstOrThrow({ where: { campaignId: campaign.id } })
  const published = await publishPromotion({ id: promotionId, version, actor, now: at })
  if (!published.ok) throw new Error(JSON.stringify(published))
  return { promotionId, version: published.publishedVersion }
}

const evidence = (promotionId: string) =>
  db.basePriceEvidence.findMany({ where: { promotionId }, orderBy: [{ foundAt: 'asc' }, { skuId: 'asc' }], select: { version: true, skuId: true, ground: true, basePriceFen: true, referencePriceFen: true, windowUntil: true, foundAt: true } })

test('R-01: what was published before its start is struck through only once the seven days are over, at what they came to', async () => {
  const campaign = await createEnrolmentCampaign({ startsAt })
  const sku = await createSku()
  await sold(sku, '2026-12-23T02:00:00Z', 7_990)
  await enrol(campaign, sku, { campaignPriceFen: 6_900, referencePriceFen: 7_990 })
  const published = await publish(campaign)
  const found = { version: 1, skuId: sku.id, ground: 'LOWEST_7_DAYS', windowUntil: startsAt }
  expect(await evidence(published.promotionId)).toEqual([{ ...found, basePriceFen: 7_990, referencePriceFen: 7_990, foundAt: now }])
  expect(await findStruckPrices([published])).toEqual([])
  expect(await confirmBasePrices(now)).toBe(0)

  // A cheaper deal in the last hours.
  await sold(sku, '2026-12-27T15:00:00Z', 7_500)
  expect(await confirmBasePrices(startsAt)).toBe(1)
  expect(await confirmBasePrices(later)).toBe(0)
  expect(await evidence(published.promotionId)).toEqual([
    { ...found, basePriceFen: 7_990, referencePriceFen: 7_990, foundAt: now },
    { ...found, basePriceFen: 7_500, referencePriceFen: 7_500, foundAt: startsAt },
  ])
  expect(await findStruckPrices([published])).toEqual([{ ...published, skuId: sku.id, referencePriceFen: 7_500, label: labels }])
  const kept = await db.basePriceEvidence.findFirstOrThrow({ where: { promotionId: published.promotionId }, orderBy: { foundAt: 'desc' } })
  expect((kept.deals as { unitFen: number }[]).map(({ unitFen }) => unitFen)).toEqual([7_500, 7_990])
})

test('R-01, R-02: nothing is struck through that was not wished, was never sold, or is no discount', async () => {
  const campaign = await createEnrolmentCampaign({ startsAt })
  const sku = await createSku()
  const own = { merchantId: sku.merchantId }
  const [unwished, unsold, sunk] = [sku, await createSku(own), await createSku(own)]
  await sold(unwished, '2026-12-23T02:00:00Z', 8_000)
  await sold(sunk, '2026-12-23T02:00:00Z', 8_000)
  await enrol(campaign, unwished, { campaignPriceFen: 6_900, referencePriceFen: null })
  await enrol(campaign, unsold, { campaignPriceFen: 6_900, referencePriceFen: null })
  await enrol(campaign, sunk, { campaignPriceFen: 6_900, referencePriceFen: 8_000 })
  const published = await publish(campaign)
  await sold(sunk, '2026-12-27T02:00:00Z', 6_900)
  await confirmBasePrices(startsAt)
  expect(await findStruckPrices([published])).toEqual([])
  const grounds = (await evidence(published.promotionId)).filter(({ foundAt }) => foundAt > now).map(({ skuId, ground, basePriceFen }) => [skuId, ground, basePriceFen])
  expect(grounds).toEqual([[unwished.id, 'LOWEST_7_DAYS', 8_000], [unsold.id, 'NONE', null], [sunk.id, 'LOWEST_7_DAYS', 6_900]].sort())
})

test('R-01: goods that join a running sale count their seven days from when they join', async () => {
  const campaign = await createEnrolmentCampaign({ startsAt })
  const sku = await createSku()
  const late = await createSku({ merchantId: sku.merchantId })
  await sold(sku, '2026-12-23T02:00:00Z', 8_000)
  await enrol(campaign, sku, { campaignPriceFen: 6_900, referencePriceFen: 8_000 })
  await publish(campaign)
  await confirmBasePrices(startsAt)
  await sold(late, '2026-12-23T02:00:00Z', 8_800)
  await sold(late, '2026-12-29T02:00:00Z', 7_400)
  await enrol(campaign, late, { campaignPriceFen: 6_900, referencePriceFen: 7_400 }, later)
  const published = await publish(campaign, later)
  expect(published.version).toBe(2)
  expect((await evidence(published.promotionId)).filter(({ version }) => version === 2)).toEqual(
    [
      { version: 2, skuId: sku.id, ground: 'LOWEST_7_DAYS', basePriceFen: 8_000, referencePriceFen: 8_000, windowUntil: startsAt, foundAt: later },
      { version: 2, skuId: late.id, ground: 'LOWEST_7_DAYS', basePriceFen: 7_400, referencePriceFen: 7_400, windowUntil: later, foundAt: later },
    ].sort((a, b) => (a.skuId < b.skuId ? -1 : 1)),
  )
  expect(await confirmBasePrices(later)).toBe(0)
})
