import { describe, expect, test } from 'vitest'
import { defaultPhases } from '#app/domain/campaign/phases.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { addMinutes } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { createEdition } from '#app/services/campaign/create-edition.server.ts'
import { closeCampaign, publishCampaign } from '#app/services/campaign/publish-campaign.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { removeVenue, renameCampaign, savePhases, saveVenue } from '#app/services/campaign/save-campaign.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { publishPromotion } from '#app/services/promotion/publish-promotion.server.ts'
import { removePromotion, savePromotion } from '#app/services/promotion/save-promotion.server.ts'
import { stopPromotion } from '#app/services/promotion/stop-promotion.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { definition } from '#tests/factories/promotions.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const now = shanghai('2027-01-10 12:00')
const actor = { id: newId(), role: 'OPERATOR' }

// Each test has a year of its own: an edition is there once.
let year = 2030
const newYear = (): number => (year += 1)

/** An edition whose phases are those of 2027, whatever its own year. */
async function createCampaign({ live = false }: { live?: boolean } = {}) {
  const edition = newYear()
  const id = newId()
  const draft = JSON.parse(JSON.stringify({ phases: defaultPhases(2027), venues: [{ slug: 'main', name: '主会场', intro: '', motif: 'lantern', rules: [{ label: '全部' }], pins: [] }] }))
  await db.campaign.create({ data: { id, seriesId: 'nianhuo', slug: `nianhuo-${edition}`, edition, name: `${edition} 年货节`, draft, state: live ? 'LIVE' : 'DRAFT', ...(live ? { publishedVersion: 1 } : {}), createdAt: now, updatedAt: now } })
  if (live) await db.campaignVersion.create({ data: { campaignId: id, version: 1, content: draft, publishedAt: now, publishedBy: actor.id } })
  return db.campaign.findUniqueOrThrow({ where: { id } })
}

async function snapshot() {
  return Promise.all([
    db.campaign.findMany({ orderBy: { id: 'asc' } }), db.campaignVersion.count(), db.promotion.findMany({ orderBy: { id: 'asc' } }), db.promotionVersion.count(),
    db.promotionCounter.findMany(), db.promotionUnits.findMany(), db.auditLog.count(), db.promotionRevision.findMany(),
  ])
}

/** Runs what must be refused; nothing has changed afterwards. */
async function refused<T extends { ok: boolean }>(run: () => Promise<T>): Promise<T> {
  const before = await snapshot()
  const answer = await run()
  expect(answer.ok).toBe(false)
  expect(await snapshot()).toEqual(before)
  return answer
}

/** A promotion of a shop of its own, so that no two tests' promotions meet. */
async function shopPromotion(campaignId: string | null, overrides: Partial<PromotionDefinition> = {}) {
  const sku = await createSku({ stock: 50 })
  const input = {
    campaignId, merchantId: sku.merchantId, consent: '商家签字', actor, now,
    definition: definition({ kind: 'shop_threshold', lane: 'MERCHANT_ORDER', name: '店铺满200减30', funders: [{ funder: 'MERCHANT', bps: 10_000 }], ...overrides }),
  }
  const saved = await savePromotion({ ...input, promotion: null })
  if (!saved.ok) throw new Error(JSON.stringify(saved))
  return { ...(await db.promotion.findUniqueOrThrow({ where: { id: saved.id } })), sku, input }
}

const unitPrice = (skuId: string, extra: object = {}) => ({ kind: 'item_markdown', lane: 'PRODUCT', action: { type: 'UNIT_PRICE', items: [{ skuId, unitPriceFen: 7_900, promisedUnits: 20, maxPerBuyer: 2, ...extra }] }, funders: [{ funder: 'MERCHANT', bps: 10_000 }] }) as const

describe('editions', () => {
  test('a new one has the phases and venues that its Spring Festival suggests, once', async () => {
    await createSku()
    const made = await createEdition({ edition: 2030, name: '2030 年货节', cloneOf: null, actor, now })
    if (!made.ok) throw new Error(made.reason)
    const campaign = await db.campaign.findUniqueOrThrow({ where: { id: made.id } })
    expect(campaign).toMatchObject({ slug: 'nianhuo-2030', state: 'DRAFT', publishedVersion: null, version: 1 })
    const content = readContent(campaign.draft)
    expect(content.phases).toEqual(defaultPhases(2030))
    expect(content.venues.map(({ slug }) => slug)).toEqual(['main', 'towns', 'dates', 'fresh-fruit', 'gift-boxes', 'union', 'taizhou'])
    expect(await db.auditLog.findFirst({ where: { subjectId: made.id } })).toMatchObject({ action: 'campaign.create', actorId: actor.id })
    expect(await refused(() => createEdition({ edition: 2030, name: '又一个', cloneOf: null, actor, now }))).toMatchObject({ problems: { edition: '2030 年的年货节已经有了' } })
  })

  test('two tabs that make the same edition make one', async () => {
    const edition = newYear()
    const made = await Promise.all([1, 2, 3].map(() => createEdition({ edition, name: '年货节', cloneOf: null, actor, now })))
    expect(made.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.campaign.count({ where: { edition } })).toBe(1)
  })

  test('a clone has everything as far from the Eve, as drafts; nothing of merchants', async () => {
    const model = await createEdition({ edition: 2028, name: '2028 年货节', cloneOf: null, actor, now })
    if (!model.ok) throw new Error(model.reason)
    await createSku()
    const platform = await savePromotion({
      promotion: null, campaignId: model.id, merchantId: null, consent: '', actor, now,
      definition: definition({ name: '跨店满200减30', startsAt: shanghai('2028-01-04 00:00'), endsAt: shanghai('2028-01-07 00:00'), limits: { budgetFen: 100_000, uses: null, usesPerBuyer: 1 } }),
    })
    expect(platform).toMatchObject({ ok: true })
    const shop = await shopPromotion(model.id, { startsAt: shanghai('2028-01-04 00:00'), endsAt: shanghai('2028-01-07 00:00') })
    await db.enrolment.create({ data: { campaignId: model.id, merchantId: shop.sku.merchantId, skuId: shop.sku.id, campaignPriceFen: 7_900, promisedUnits: 10, proposedBy: actor.id, proposedAt: now } })
    const clone = await createEdition({ edition: 2029, name: '2029 年货节', cloneOf: model.id, actor, now })
    if (!clone.ok) throw new Error(clone.reason)
    const made = await db.campaign.findUniqueOrThrow({ where: { id: clone.id }, include: { promotions: true, enrolments: true } })
    expect(made).toMatchObject({ state: 'DRAFT', publishedVersion: null, clonedFromId: model.id, enrolments: [] })
    expect(readContent(made.draft).phases).toEqual(defaultPhases(2029))
    expect(made.promotions.map(({ name, state }) => [name, state])).toEqual([['跨店满200减30', 'DRAFT']])
    expect(readDefinition(made.promotions[0]!.draft)).toMatchObject({ startsAt: shanghai('2029-01-22 00:00'), endsAt: shanghai('2029-01-25 00:00'), limits: { budgetFen: 100_000, uses: null, usesPerBuyer: 1 } })
  })

  test('changes of the draft: the one that was seen, with one sentence where something is wrong', async () => {
    const { id } = await createCampaign()
    const edition = (await db.campaign.findUniqueOrThrow({ where: { id } })).edition
    const phases = defaultPhases(edition)
    const venue = { slug: 'dates', name: '红枣馆', intro: '', motif: 'jujube', rules: [{ label: '红枣', categoryId: 'dates' }], pins: [] }
    expect(await savePhases({ seen: { id, version: 1 }, phases, actor, now })).toEqual({ ok: true })
    expect(await saveVenue({ seen: { id, version: 2 }, slug: null, venue, actor, now })).toEqual({ ok: true })
    expect(await saveVenue({ seen: { id, version: 3 }, slug: 'dates', venue: { ...venue, slug: 'jujubes' }, actor, now })).toEqual({ ok: true })
    expect(await renameCampaign({ seen: { id, version: 4 }, name: '新名字', actor, now })).toEqual({ ok: true })
    expect(await refused(() => savePhases({ seen: { id, version: 4 }, phases, actor, now }))).toEqual({ ok: false, reason: 'stale' })
    expect(await refused(() => savePhases({ seen: { id, version: 5 }, phases: [], actor, now }))).toMatchObject({ reason: 'invalid' })
    expect(await refused(() => saveVenue({ seen: { id, version: 5 }, slug: null, venue: { ...venue, pins: [{ productId: newId(), paid: false, note: '' }] }, actor, now }))).toMatchObject({ problems: { 'pins.0.productId': '请选择在售的商品' } })
    expect(await refused(() => removeVenue({ seen: { id, version: 5 }, slug: 'dates', actor, now }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await removeVenue({ seen: { id, version: 5 }, slug: 'jujubes', actor, now })).toEqual({ ok: true })
    const after = await db.campaign.findUniqueOrThrow({ where: { id } })
    expect([after.name, after.version, readContent(after.draft).venues.map(({ slug }) => slug), readContent(after.draft).phases]).toEqual(['新名字', 6, ['main'], phases])
    expect(await db.auditLog.count({ where: { subjectId: id } })).toBe(5)
  })
})

test('an edition is renamed while it is a draft, once from what was seen', async () => {
  const draft = await createCampaign()
  const rename = (version: number, name: string, id = draft.id) => renameCampaign({ seen: { id, version }, name, actor, now })
  expect(await refused(() => rename(1, ''))).toEqual({ ok: false, reason: 'invalid', problems: { name: '请填写活动名称' } })
  const tabs = await Promise.all([rename(1, '甲'), rename(1, '乙')])
  expect(tabs.filter(({ ok }) => ok)).toHaveLength(1)
  expect(tabs.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'stale' })
  const name = tabs[0].ok ? '甲' : '乙'
  expect(await db.campaign.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({ name, version: 2 })
  expect(await db.auditLog.findMany({ where: { subjectId: draft.id } })).toMatchObject([{ action: 'campaign.rename', actorId: actor.id, before: { name: draft.name }, after: { name } }])
  const live = await createCampaign({ live: true })
  expect(await refused(() => rename(1, '新名字', live.id))).toEqual({ ok: false, reason: 'invalid', problems: { name: '已经发布的年货节不能改名' } })
})

describe('publishing an edition', () => {
  test('takes its draft promotions with it, all or none; what is published never changes', async () => {
    const campaign = await createCampaign()
    // The phases are those of 2027 whatever the edition, which publishing would refuse.
    await db.campaign.update({ where: { id: campaign.id }, data: { draft: JSON.parse(JSON.stringify({ ...readContent(campaign.draft) as object, phases: defaultPhases(campaign.edition) })) } })
    const span = defaultPhases(campaign.edition)
    const window = { startsAt: span[5]!.startsAt, endsAt: span[5]!.endsAt }
    const good = await shopPromotion(campaign.id, window)
    const bad = await shopPromotion(campaign.id, { ...window, ...unitPrice(good.sku.id) }).catch(() => null)
    expect(bad).toBe(null)
    const seen = { id: campaign.id, version: 1, actor, now }
    expect(await refused(() => publishCampaign({ ...seen, promotions: [{ id: good.id, version: 9 }] }))).toEqual({ ok: false, reason: 'stale' })
    await db.sku.update({ where: { id: good.sku.id }, data: { status: 'OFF_SALE' } })
    expect(await refused(() => publishCampaign({ ...seen, promotions: [{ id: good.id, version: 1 }] }))).toEqual({ ok: false, reason: 'promotion', promotionId: good.id, name: '店铺满200减30', problems: ['这个范围里没有在售的商品'] })
    await db.sku.update({ where: { id: good.sku.id }, data: { status: 'ON_SALE' } })
    expect(await publishCampaign({ ...seen, promotions: [{ id: good.id, version: 1 }] })).toEqual({ ok: true, publishedVersion: 1, promotions: 1 })
    expect(await db.campaign.findUniqueOrThrow({ where: { id: campaign.id } })).toMatchObject({ state: 'LIVE', publishedVersion: 1, version: 2 })
    expect(await db.promotion.findUniqueOrThrow({ where: { id: good.id } })).toMatchObject({ state: 'PUBLISHED', publishedVersion: 1 })
    await expect(db.campaignVersion.updateMany({ where: { campaignId: campaign.id }, data: { content: {} } })).rejects.toThrow()

    // Phases that would leave the published promotion outside.
    const shifted = span.filter(({ code }) => code === 'encore' || code === 'closed')
    expect(await savePhases({ seen: { id: campaign.id, version: 2 }, phases: shifted, actor, now })).toEqual({ ok: true })
    expect(await refused(() => publishCampaign({ ...seen, version: 3, promotions: [] }))).toEqual({ ok: false, reason: 'invalid', problems: ['「店铺满200减30」已经发布，它的时间超出了新的阶段'] })
    expect(await savePhases({ seen: { id: campaign.id, version: 3 }, phases: span, actor, now })).toEqual({ ok: true })
    expect(await publishCampaign({ ...seen, version: 4, promotions: [] })).toMatchObject({ ok: true, publishedVersion: 2 })
    expect(await db.campaignVersion.count({ where: { campaignId: campaign.id } })).toBe(2)

    expect(await refused(() => closeCampaign({ id: campaign.id, version: 4, reason: '', actor, now }))).toEqual({ ok: false, reason: 'stale' })
    expect(await closeCampaign({ id: campaign.id, version: 5, reason: '收官', actor, now })).toEqual({ ok: true })
    expect(await db.promotion.findUniqueOrThrow({ where: { id: good.id } })).toMatchObject({ state: 'STOPPED', stoppedAt: now })
    expect(await refused(() => publishCampaign({ ...seen, version: 6, promotions: [] }))).toEqual({ ok: false, reason: 'closed' })
    expect(await refused(() => savePhases({ seen: { id: campaign.id, version: 6 }, phases: span, actor, now }))).toEqual({ ok: false, reason: 'stale' })
    expect(await refused(() => savePromotion({ ...good.input, promotion: { id: good.id, version: 3 } }))).toEqual({ ok: false, reason: 'closed' })
  })
})

describe('promotions', () => {
  test.each<[string, Partial<PromotionDefinition>, Record<string, string>]>([
    ['ending before it starts', { endsAt: shanghai('2027-01-14 00:00') }, { endsAt: '结束要晚于开始' }],
    ['funded to 99 %', { funders: [{ funder: 'MERCHANT', bps: 9_900 }] }, { funders: '出资比例合计要等于 100%，现在是 99%' }],
  ])('%s are refused at save', async (_, overrides, problems) => {
    const { id } = await createCampaign()
    const sku = await createSku()
    const bad = definition({ kind: 'shop_threshold', lane: 'MERCHANT_ORDER', funders: [{ funder: 'MERCHANT', bps: 10_000 }], ...overrides })
    expect(await refused(() => savePromotion({ promotion: null, campaignId: id, merchantId: sku.merchantId, consent: '签字', definition: bad, actor, now }))).toEqual({ ok: false, reason: 'invalid', problems })
  })

  test('below the floor, and more than there is in stock', async () => {
    const { id } = await createCampaign()
    const sku = await createSku({ stock: 50 })
    const save = (extra: object) => savePromotion({ promotion: null, campaignId: id, merchantId: sku.merchantId, consent: '签字', definition: definition(unitPrice(sku.id, extra)), actor, now })
    expect(await refused(() => save({ unitPriceFen: 4_399 }))).toMatchObject({ problems: { 'action.items.0.unitPriceFen': '低于商家底价 44.00 元' } })
    expect(await refused(() => save({ promisedUnits: 51 }))).toMatchObject({ problems: { 'action.items.0.promisedUnits': '最多承诺 50 件，可卖库存不够' } })
    expect(await save({ promisedUnits: 50 })).toMatchObject({ ok: true })
  })

  test('R-51: an operator writes none for a merchant without its consent; nobody for a shop that is not there', async () => {
    const { id } = await createCampaign()
    const { input } = await shopPromotion(id)
    expect(await refused(() => savePromotion({ ...input, promotion: null, consent: '' }))).toMatchObject({ problems: { consent: '请写明商家同意的依据，平台不能替商家决定' } })
    const closed = await createMerchant({ status: 'SUSPENDED' })
    expect(await refused(() => savePromotion({ ...input, promotion: null, merchantId: closed.id }))).toMatchObject({ problems: { merchantId: '请选择营业中的店' } })
    expect(await refused(() => savePromotion({ ...input, promotion: null, campaignId: newId() }))).toEqual({ ok: false, reason: 'not_found' })
  })

  test('publishing appends a version with its limits; the next version has room for what was taken', async () => {
    const { id: campaignId } = await createCampaign({ live: true })
    const sku = await createSku({ stock: 50 })
    const limits = { budgetFen: 50_000, uses: 100, usesPerBuyer: 2 }
    const saved = await savePromotion({ promotion: null, campaignId, merchantId: sku.merchantId, consent: '签字', definition: definition({ ...unitPrice(sku.id), limits }), actor, now })
    if (!saved.ok) throw new Error(saved.reason)
    const [revision] = await db.promotionRevision.findMany()
    expect(await publishPromotion({ id: saved.id, version: 1, actor, now })).toEqual({ ok: true, publishedVersion: 1 })
    expect((await db.promotionRevision.findFirstOrThrow()).revision).toBeGreaterThan(revision!.revision)
    expect(await db.promotionCounter.findUnique({ where: { promotionId: saved.id } })).toMatchObject({ budgetFen: 50_000, takenFen: 0, usesLimit: 100, uses: 0, couponsLimit: null })
    expect(await db.promotionUnits.findMany({ where: { promotionId: saved.id } })).toMatchObject([{ skuId: sku.id, promised: 20, taken: 0 }])
    const version = await db.promotionVersion.findFirstOrThrow({ where: { promotionId: saved.id } })
    expect(readDefinition(version.definition)).toEqual(definition({ ...unitPrice(sku.id), limits }))
    await expect(db.promotionVersion.deleteMany({ where: { promotionId: saved.id } })).rejects.toThrow()
    expect(await refused(() => removePromotion({ id: saved.id, version: 2, actor, now }))).toEqual({ ok: false, reason: 'stale' })

    // A change of the draft leaves the published version as it is, until it is published.
    const changed = definition({ ...unitPrice(sku.id, { promisedUnits: 30 }), limits: { ...limits, budgetFen: 60_000 } })
    expect(await savePromotion({ promotion: { id: saved.id, version: 2 }, campaignId, merchantId: sku.merchantId, consent: '签字', definition: changed, actor, now })).toMatchObject({ ok: true })
    expect(await db.promotionUnits.findMany({ where: { promotionId: saved.id } })).toMatchObject([{ promised: 20 }])
    expect(await publishPromotion({ id: saved.id, version: 3, actor, now })).toEqual({ ok: true, publishedVersion: 2 })
    expect(await db.promotionUnits.findMany({ where: { promotionId: saved.id } })).toMatchObject([{ promised: 30 }])
    expect(await db.promotionCounter.findUnique({ where: { promotionId: saved.id } })).toMatchObject({ budgetFen: 60_000 })

    // Without limits there is nothing left to count.
    const free = definition({ ...unitPrice(sku.id, { promisedUnits: null, maxPerBuyer: null }) })
    expect(await savePromotion({ promotion: { id: saved.id, version: 4 }, campaignId, merchantId: sku.merchantId, consent: '签字', definition: free, actor, now })).toMatchObject({ ok: true })
    expect(await publishPromotion({ id: saved.id, version: 5, actor, now })).toEqual({ ok: true, publishedVersion: 3 })
    expect(await db.promotionUnits.count({ where: { promotionId: saved.id } })).toBe(0)
    expect(await db.promotionCounter.findUnique({ where: { promotionId: saved.id } })).toMatchObject({ budgetFen: null, usesLimit: null })

    expect(await refused(() => stopPromotion({ id: saved.id, version: 5, reason: '', actor, now }))).toEqual({ ok: false, reason: 'stale' })
    expect(await stopPromotion({ id: saved.id, version: 6, reason: '卖完了', actor, now })).toEqual({ ok: true })
    expect(await db.promotion.findUniqueOrThrow({ where: { id: saved.id } })).toMatchObject({ state: 'STOPPED', stoppedAt: now, publishedVersion: 3 })
    // Begun again, it is its own next version.
    expect(await publishPromotion({ id: saved.id, version: 7, actor, now })).toEqual({ ok: true, publishedVersion: 4 })
    expect(await db.promotion.findUniqueOrThrow({ where: { id: saved.id } })).toMatchObject({ state: 'PUBLISHED', stoppedAt: null })
  })

  test('a draft that was never published can be thrown away', async () => {
    const { id: campaignId } = await createCampaign()
    const { id } = await shopPromotion(campaignId)
    expect(await refused(() => removePromotion({ id, version: 2, actor, now }))).toEqual({ ok: false, reason: 'stale' })
    expect(await removePromotion({ id, version: 1, actor, now })).toEqual({ ok: true })
    expect(await db.promotion.findUnique({ where: { id } })).toBe(null)
  })

  test('refused when published: its edition is no draft’s, its time is over, its goods are taken meanwhile', async () => {
    const draft = await createCampaign()
    const early = await shopPromotion(draft.id)
    expect(await refused(() => publishPromotion({ id: early.id, version: 1, actor, now }))).toEqual({ ok: false, reason: 'campaign_not_live' })
    const live = await createCampaign({ live: true })
    const late = await shopPromotion(live.id)
    expect(await refused(() => publishPromotion({ id: late.id, version: 1, actor, now: late.input.definition.endsAt }))).toMatchObject({ problems: { endsAt: '这段时间已经过去了' } })
    expect(await publishPromotion({ id: late.id, version: 1, actor, now: addMinutes(late.input.definition.endsAt, -1) })).toMatchObject({ ok: true })
    expect(await refused(() => publishPromotion({ id: newId(), version: 1, actor, now }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await refused(() => publishPromotion({ id: late.id, version: 1, actor, now }))).toEqual({ ok: false, reason: 'stale' })

    const sku = await createSku({ stock: 50 })
    const twins = await Promise.all([1, 2].map(() => savePromotion({ promotion: null, campaignId: live.id, merchantId: sku.merchantId, consent: '签字', definition: definition(unitPrice(sku.id)), actor, now })))
    const published = await Promise.all(twins.map((twin) => publishPromotion({ id: twin.ok ? twin.id : '', version: 1, actor, now })))
    expect(published.filter(({ ok }) => ok)).toHaveLength(1)
    expect(published.find(({ ok }) => !ok)).toMatchObject({ reason: 'invalid', problems: { 'action.items.0.skuId': expect.stringContaining('时间不能重叠') } })
    expect(await db.promotionVersion.count({ where: { promotionId: { in: twins.map((twin) => (twin.ok ? twin.id : '')) } } })).toBe(1)
  })

  test('only what merchants enrolled and joined is in the scope of a published version', async () => {
    const live = await createCampaign({ live: true })
    const joined = await createSku()
    const priceOnly = await createSku()
    const saved = await savePromotion({
      promotion: null, campaignId: live.id, merchantId: null, consent: '', actor, now,
      definition: definition({ name: '每满200减30', onlyEnrolled: true, action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] }),
    })
    if (!saved.ok) throw new Error(JSON.stringify(saved))
    expect(await refused(() => publishPromotion({ id: saved.id, version: 1, actor, now }))).toMatchObject({ problems: { onlyEnrolled: '还没有商家的商品报名参加，先审核报名再发布' } })
    const enrol = (sku: { id: string; merchantId: string }, extra: object) =>
      db.enrolment.create({ data: { campaignId: live.id, merchantId: sku.merchantId, skuId: sku.id, campaignPriceFen: 8_800, promisedUnits: 10, proposedBy: actor.id, proposedAt: now, ...extra } })
    const agreed = { state: 'ACCEPTED', joinsCrossShop: true, crossShopTerms: ['每满200减30：贵店承担10元，平台承担20元'] }
    await enrol(joined, agreed)
    await enrol(await createSku(), { ...agreed, crossShopTerms: ['每满200减30：贵店承担5元，平台承担25元'] })
    await enrol(priceOnly, { state: 'ACCEPTED' })
    await enrol(await createSku(), { joinsCrossShop: true })
    expect(await publishPromotion({ id: saved.id, version: 1, actor, now })).toEqual({ ok: true, publishedVersion: 1 })
    const version = await db.promotionVersion.findFirstOrThrow({ where: { promotionId: saved.id } })
    expect(readDefinition(version.definition)).toMatchObject({ onlyEnrolled: true, scope: { skuIds: [joined.id] } })
    // The draft still says “whoever has enrolled”.
    expect(readDefinition((await db.promotion.findUniqueOrThrow({ where: { id: saved.id } })).draft).scope).toEqual({})
  })
})
