import { defaultPhases } from '#app/domain/campaign/phases.ts'
import { enrolledMarkdown } from '#app/domain/promotion/enrolment.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { addMinutes, startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { createEdition } from '#app/services/campaign/create-edition.server.ts'
import { closeCampaign, publishCampaign } from '#app/services/campaign/publish-campaign.server.ts'
import { saveVenue } from '#app/services/campaign/save-campaign.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { crossShopTerms } from '#app/services/promotion/enrolment-facts.server.ts'
import { publishPromotion } from '#app/services/promotion/publish-promotion.server.ts'
import { savePromotion } from '#app/services/promotion/save-promotion.server.ts'
import { userId } from '#prisma/seed/accounts.ts'
import { merchantId, skuId } from '#prisma/seed/catalogue.ts'
import { campaignPrices, crossShop, demoPromotions, mainPins, notEnrolled, proposed, taizhouPins } from '#prisma/seed/festival-data.ts'
import { demoListings } from '#prisma/seed/listings-data.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

const operator = { id: userId('13800000301'), role: 'OPERATOR' }
export const campaignId = (edition: number): string => stableId(`campaign:${edition}`)
export const promotionId = (key: string): string => stableId(`promotion:${key}`)

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`)

/** A service that refuses the demo is a fault of the demo. */
function done<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`The demo festival was refused: ${JSON.stringify(result)}`)
  return result as Extract<T, { ok: true }>
}

/**
 * The finished edition of 2026 and the running one of 2027, once, on the roads that operators
 * take. Promotions are published shortly before the demo's clock starts: no past order had them.
 */
export async function seedFestival(today: BusinessDate): Promise<void> {
  if ((await db.campaign.count()) > 0) return
  await finishedEdition()
  await runningEdition()
  const noon = addMinutes(startOfDay(today), 12 * 60)
  // A demo that starts after 爆发 still has its promotions on record.
  const beforeNoon = addMinutes(noon, -20)
  const lastDay = shanghai('2027-01-17 12:00')
  await runningPromotions(beforeNoon < lastDay ? beforeNoon : lastDay)
}

async function edition(year: number, name: string, at: Date): Promise<string> {
  return done(await createEdition({ id: campaignId(year), edition: year, name, cloneOf: null, actor: operator, now: at })).id
}

async function finishedEdition(): Promise<void> {
  const id = await edition(2026, '2026 塔里木河年货节', shanghai('2025-11-25 10:00'))
  const peak = defaultPhases(2026).find(({ code }) => code === 'peak')!
  const definition: PromotionDefinition = { ...crossShop.definition, name: '跨店每满200减20', startsAt: peak.startsAt, endsAt: peak.endsAt, onlyEnrolled: false, action: { type: 'EVERY', thresholdFen: 20_000, offFen: 2_000, maxTimes: null }, funders: [{ funder: 'PLATFORM', bps: 10_000 }] }
  const now = shanghai('2025-11-28 10:00')
  done(await savePromotion({ id: promotionId('cross-2026'), promotion: null, campaignId: id, merchantId: null, definition, consent: '', actor: operator, now }))
  done(await publishCampaign({ id, version: 1, promotions: [{ id: promotionId('cross-2026'), version: 1 }], actor: operator, now }))
  done(await closeCampaign({ id, version: 2, reason: '本届收官', actor: operator, now: shanghai('2026-04-05 10:00') }))
}

async function runningEdition(): Promise<void> {
  const id = await edition(2027, '2027 塔里木河年货节', shanghai('2026-11-10 10:00'))
  const now = shanghai('2026-11-18 10:00')
  const venues = readContent((await db.campaign.findUniqueOrThrow({ where: { id } })).draft).venues
  const pinned = { main: mainPins, taizhou: taizhouPins }
  let version = 1
  for (const [slug, pins] of Object.entries(pinned)) {
    const venue = venues.find((one) => one.slug === slug)!
    done(await saveVenue({ seen: { id, version }, slug, venue: { ...venue, pins: pins.map(({ code, note }) => ({ productId: stableId(`product:${code}`), paid: false, note })) }, actor: operator, now }))
    version += 1
  }
  done(await publishCampaign({ id, version, promotions: [], actor: operator, now }))
}

async function runningPromotions(now: Date): Promise<void> {
  const id = campaignId(2027)
  const save = (key: string, merchant: string | null, definition: PromotionDefinition) =>
    savePromotion({ id: promotionId(key), promotion: null, campaignId: id, merchantId: merchant && merchantId(merchant), definition, consent: merchant ? '商家书面同意（演示数据）' : '', actor: operator, now })
  const promotions = demoPromotions(skuId)
  for (const { key, merchant, definition } of promotions) done(await save(key, merchant, definition))
  const markdowns = await enrol(id, save)
  for (const key of [...promotions.map((one) => one.key), ...markdowns]) done(await publishPromotion({ id: promotionId(key), version: 1, actor: operator, now }))
}

/** Merchants' own wishes, accepted; one still waits for the operator. Gives the keys of the shops' campaign prices. */
async function enrol(id: string, save: (key: string, merchant: string, definition: PromotionDefinition) => ReturnType<typeof savePromotion>): Promise<string[]> {
  const terms = await crossShopTerms(db, id)
  const enrolled = demoListings.filter(({ code, stock }) => stock > 0 && !notEnrolled.includes(code))
  const shops = [...new Set(enrolled.filter(({ code }) => campaignPrices[code]).map(({ merchant }) => merchant))]
  const peak = defaultPhases(2027).find(({ code }) => code === 'peak')!
  for (const shop of shops) {
    const goods = enrolled.filter(({ merchant, code }) => merchant === shop && campaignPrices[code])
    const accepted = goods.map(({ code }) => ({ skuId: skuId(code), campaignPriceFen: campaignPrices[code]!.priceFen, promisedUnits: campaignPrices[code]!.units, maxPerBuyer: campaignPrices[code]!.perBuyer }))
    done(await save(`markdown-${shop}`, shop, enrolledMarkdown({ name: '2027 塔里木河年货节', sale: { startsAt: peak.startsAt, endsAt: peak.endsAt } }, accepted)))
  }
  const row = (code: string, merchant: string, listFen: number, price: { priceFen: number; units: number; perBuyer: number } | undefined) => ({
    id: stableId(`enrolment:2027:${code}`), campaignId: id, merchantId: merchantId(merchant), skuId: skuId(code),
    campaignPriceFen: price?.priceFen ?? listFen, referencePriceFen: price ? listFen : null, promisedUnits: price?.units ?? 200, maxPerBuyer: price?.perBuyer ?? null,
    proposedBy: stableId(`owner:${merchant}`), proposedAt: shanghai('2026-12-01 10:00'),
  })
  await db.enrolment.createMany({
    data: enrolled.map(({ code, merchant, priceFen }) => ({
      ...row(code, merchant, priceFen, campaignPrices[code]), state: 'ACCEPTED' as const, joinsCrossShop: true, crossShopTerms: terms,
      promotionId: campaignPrices[code] ? promotionId(`markdown-${merchant}`) : null, decidedBy: operator.id, decidedAt: shanghai('2026-12-08 10:00'),
    })),
  })
  await db.enrolment.createMany({
    data: demoListings.filter(({ code }) => proposed[code]).map(({ code, merchant, priceFen }) => ({ ...row(code, merchant, priceFen, proposed[code]), state: 'PROPOSED' as const, joinsCrossShop: true, crossShopTerms: terms })),
  })
  return shops.map((shop) => `markdown-${shop}`)
}
