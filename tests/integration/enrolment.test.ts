import { beforeEach, describe, expect, test } from 'vitest'
import type { EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { acceptEnrolment, regatherEnrolments, rejectEnrolment } from '#app/services/promotion/decide-enrolment.server.ts'
import { getEnrolmentDesk, getEnrolmentReview } from '#app/services/promotion/get-enrolment-desk.server.ts'
import { proposeEnrolment, withdrawEnrolment } from '#app/services/promotion/propose-enrolment.server.ts'
import type { ProposeInput } from '#app/services/promotion/propose-enrolment.server.ts'
import { readDefinition, writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { sell } from '#tests/factories/deals.ts'
import { createCrossShop, createEnrolmentCampaign } from '#tests/factories/enrolments.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const startsAt = new Date('2026-12-27T16:00:00Z') // 28 Dec 00:00 in Shanghai
const now = new Date('2026-12-27T04:00:00Z')
const terms10and20 = ['每满200减30：贵店承担10元，平台承担20元']
const owner = { id: newId(), role: 'MERCHANT_OWNER' }
const operator = { id: newId(), role: 'OPERATOR' }

type Sku = Awaited<ReturnType<typeof createSku>>
let campaign: Awaited<ReturnType<typeof createEnrolmentCampaign>>
let sku: Sku
let crossShop: Awaited<ReturnType<typeof createCrossShop>>

beforeEach(async () => {
  campaign = await createEnrolmentCampaign({ startsAt })
  crossShop = await createCrossShop(campaign)
  sku = await createSku({ priceFen: 9_900, stock: 1_503 })
  for (const [at, unitFen] of [['2026-12-21T02:00:00Z', 8_800], ['2026-12-23T02:00:00Z', 7_990], ['2026-12-26T02:00:00Z', 8_500]] as const)
    await sell({ sku, at, unitFen }, (session) => sandbox().pay(session))
})

const m3: EnrolmentTerms = { campaignPriceFen: 6_900, referencePriceFen: 7_990, promisedUnits: 1_500, maxPerBuyer: 5, joinsCrossShop: true }

const propose = (overrides: Partial<Omit<ProposeInput, 'terms'>> & { terms?: Partial<EnrolmentTerms> } = {}) =>
  proposeEnrolment({
    merchantId: sku.merchantId, campaignId: campaign.id, skuId: sku.id, seenVersion: 0, seenTerms: terms10and20, actor: owner, now, ...overrides, terms: { ...m3, ...overrides.terms },
  })
const row = () => db.enrolment.findFirst({ where: { campaignId: campaign.id, skuId: sku.id } })
const decision = async () => {
  const { id, version } = (await row())!
  return { campaignId: campaign.id, id, seenVersion: version, actor: operator, now }
}
const audits = async () => (await db.auditLog.findMany({ where: { subjectId: (await row())?.id ?? '' }, orderBy: { seq: 'asc' } })).map(({ action }) => action)
const promotions = () => db.promotion.findMany({ where: { campaignId: campaign.id, merchantId: { not: null } } })

/** Everything that an enrolment may change. */
const everything = async () => ({ enrolments: await db.enrolment.findMany({ orderBy: { id: 'asc' } }), promotions: await db.promotion.findMany({ orderBy: { id: 'asc' } }), audits: await db.auditLog.count() })
async function unchanged<T>(act: () => Promise<T>): Promise<T> {
  const before = await everything()
  const answer = await act()
  expect(await everything()).toEqual(before)
  return answer
}

describe('R-51: a merchant enrols by its own wish', () => {
  test('journey M3: at most 79.90 is offered, 128.00 refused; 69.00, 1,500 units, 5 a buyer and 10 of the 30 are proposed and accepted', async () => {
    const desk = await getEnrolmentDesk({ merchantId: sku.merchantId, slug: campaign.slug, now })
    expect(desk.terms).toEqual(terms10and20)
    expect(desk.rows).toMatchObject([{ skuId: sku.id, listPriceFen: 9_900, freeUnits: 1_500, enrolment: null, mayChange: true, evidence: { ground: 'LOWEST_7_DAYS', basePriceFen: 7_990, dealCount: 3 } }])
    expect(desk.rows[0]?.evidence.deals.map(({ unitFen }) => unitFen)).toEqual([7_990, 8_500, 8_800])

    expect(await unchanged(() => propose({ terms: { referencePriceFen: 12_800 } }))).toEqual({ ok: false, reason: 'invalid', problems: { referencePriceFen: '最多 79.90 元（活动前7日最低成交价）' } })
    expect(await propose()).toEqual({ ok: true })
    expect(await row()).toMatchObject({ ...m3, state: 'PROPOSED', crossShopTerms: terms10and20, proposedBy: owner.id, version: 1, promotionId: null })

    expect(await acceptEnrolment(await decision())).toEqual({ ok: true })
    const [promotion] = await promotions()
    expect(await row()).toMatchObject({ state: 'ACCEPTED', decidedBy: operator.id, promotionId: promotion?.id })
    expect(promotion).toMatchObject({ kind: 'item_markdown', state: 'DRAFT', merchantId: sku.merchantId, publishedVersion: null })
    expect(readDefinition(promotion?.draft)).toMatchObject({
      lane: 'PRODUCT', startsAt, action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 6_900, promisedUnits: 1_500, maxPerBuyer: 5 }] },
    })
    expect(await audits()).toEqual(['enrolment.propose', 'enrolment.accept'])
  })

  test.each([
    ['below the floor', { campaignPriceFen: 4_949 }, 'campaignPriceFen'],
    ['at the list price', { campaignPriceFen: 9_900, referencePriceFen: null, joinsCrossShop: false }, 'campaignPriceFen'],
    ['more units than are free', { promisedUnits: 1_501 }, 'promisedUnits'],
    ['more a buyer than in all', { promisedUnits: 4 }, 'maxPerBuyer'],
  ])('%s: refused beside its field, and nothing changes', async (_, terms, field) => {
    const answer = await unchanged(() => propose({ terms }))
    if (answer.ok || answer.reason !== 'invalid') throw new Error('not refused')
    expect(Object.keys(answer.problems)).toEqual([field])
  })

  test('R-02: what was never sold has nothing to strike through', async () => {
    const fresh = await createSku({ merchantId: sku.merchantId, priceFen: 9_900 })
    const wish = { skuId: fresh.id, terms: { promisedUnits: 10 } }
    expect(await unchanged(() => propose(wish))).toEqual({ ok: false, reason: 'invalid', problems: { referencePriceFen: '还没有成交过，不能划线，请留空' } })
    expect(await propose({ ...wish, terms: { promisedUnits: 10, referencePriceFen: null } })).toEqual({ ok: true })
  })

  test('another merchant’s goods, an unknown campaign and goods off the shelf are not there', async () => {
    const stranger = await createMerchant()
    expect(await unchanged(() => propose({ merchantId: stranger.id }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await unchanged(() => propose({ campaignId: newId() }))).toEqual({ ok: false, reason: 'not_found' })
    await db.product.update({ where: { id: sku.productId }, data: { status: 'OFF_SHELF' } })
    expect(await unchanged(() => propose())).toEqual({ ok: false, reason: 'not_found' })
    await propose({ seenVersion: 0 })
    expect((await getEnrolmentDesk({ merchantId: stranger.id, slug: campaign.slug, now })).rows).toEqual([])
  })

  test('before 招商报名 and after the sale nothing is taken', async () => {
    const early = new Date(startsAt.getTime() - 41 * 86_400_000)
    const late = new Date(startsAt.getTime() + 14 * 86_400_000)
    for (const at of [early, late]) expect(await unchanged(() => propose({ now: at, terms: { referencePriceFen: null } }))).toEqual({ ok: false, reason: 'closed' })
  })

  test('the terms of the cross-shop discount are those that were shown, or the merchant is asked anew', async () => {
    expect(await unchanged(() => propose({ seenTerms: [] }))).toEqual({ ok: false, reason: 'terms_changed' })
    expect(await propose({ seenTerms: [], terms: { joinsCrossShop: false } })).toEqual({ ok: true })
    expect(await row()).toMatchObject({ joinsCrossShop: false, crossShopTerms: [] })
  })

  test('two tabs: the second is told, and the first stands; so with two first wishes at once', async () => {
    const both = await Promise.all([propose(), propose({ terms: { campaignPriceFen: 6_000 } })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual({ ok: false, reason: 'stale' })
    expect(await propose({ seenVersion: 1, terms: { promisedUnits: 1_000 } })).toEqual({ ok: true })
    expect(await unchanged(() => propose({ seenVersion: 1 }))).toEqual({ ok: false, reason: 'stale' })
    expect(await row()).toMatchObject({ promisedUnits: 1_000, version: 2 })
  })

  test('R-03: a raise of the list price that nobody has explained keeps goods out until it is put back', async () => {
    await db.priceChange.create({ data: { skuId: sku.id, merchantId: sku.merchantId, oldFen: 8_800, newFen: 9_900, changedBy: owner.id, at: new Date('2026-12-10T02:00:00Z') } })
    const answer = await unchanged(() => propose())
    if (answer.ok || answer.reason !== 'invalid') throw new Error('not refused')
    expect(answer.problems.campaignPriceFen).toContain('12月10日 10:00 售价由 88.00 涨到 99.00 元')
    await db.sku.update({ where: { id: sku.id }, data: { priceFen: 8_800 } })
    expect(await propose()).toEqual({ ok: true })
  })
})

describe('withdrawing', () => {
  const withdraw = async (at = now, seenVersion?: number) =>
    withdrawEnrolment({ merchantId: sku.merchantId, campaignId: campaign.id, skuId: sku.id, seenVersion: seenVersion ?? (await row())!.version, actor: owner, now: at })

  test('a wish, and then it may come again', async () => {
    await propose()
    expect(await withdraw()).toEqual({ ok: true })
    expect(await unchanged(() => withdraw())).toEqual({ ok: false, reason: 'stale' })
    expect(await propose({ seenVersion: 2 })).toEqual({ ok: true })
    expect(await audits()).toEqual(['enrolment.propose', 'enrolment.withdraw', 'enrolment.change'])
  })

  test('what was accepted leaves the draft; from the start of the sale on it stays', async () => {
    await propose()
    await acceptEnrolment(await decision())
    expect(await unchanged(() => withdraw(startsAt))).toEqual({ ok: false, reason: 'fixed' })
    expect(await unchanged(() => propose({ seenVersion: 2, now: startsAt, terms: { referencePriceFen: null } }))).toEqual({ ok: false, reason: 'fixed' })
    expect(await withdraw()).toEqual({ ok: true })
    expect(await promotions()).toEqual([])
    expect(await row()).toMatchObject({ state: 'WITHDRAWN', promotionId: null })
  })

  test('another merchant cannot, and an old page is told', async () => {
    await propose()
    const { id: merchantId } = await createMerchant()
    expect(await unchanged(() => withdrawEnrolment({ merchantId, campaignId: campaign.id, skuId: sku.id, seenVersion: 1, actor: owner, now }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await unchanged(() => withdraw(now, 7))).toEqual({ ok: false, reason: 'stale' })
  })
})

describe('deciding', () => {
  test('all accepted goods of a merchant are one promotion; changed or taken out, they leave its draft', async () => {
    const second = await createSku({ merchantId: sku.merchantId, priceFen: 5_000 })
    await propose()
    await acceptEnrolment(await decision())
    expect(await propose({ skuId: second.id, terms: { campaignPriceFen: 4_000, referencePriceFen: null, promisedUnits: 50 } })).toEqual({ ok: true })
    const other = await db.enrolment.findFirstOrThrow({ where: { skuId: second.id } })
    expect(await acceptEnrolment({ ...(await decision()), id: other.id, seenVersion: 1 })).toEqual({ ok: true })
    const items = async () => {
      const all = await promotions()
      expect(all).toHaveLength(1)
      const { action } = readDefinition(all[0]!.draft)
      return action.type === 'UNIT_PRICE' ? action.items.map(({ skuId, unitPriceFen }) => [skuId, unitPriceFen]) : null
    }
    expect(await items()).toEqual([[sku.id, 6_900], [second.id, 4_000]].sort())
    expect(await propose({ seenVersion: 2, terms: { campaignPriceFen: 6_500 } })).toEqual({ ok: true })
    expect(await items()).toEqual([[second.id, 4_000]])
    expect(await acceptEnrolment(await decision())).toEqual({ ok: true })
    expect(await items()).toEqual([[sku.id, 6_500], [second.id, 4_000]].sort())
    expect(await rejectEnrolment({ ...(await decision()), reason: '样品检测未过' })).toEqual({ ok: true })
    expect(await items()).toEqual([[second.id, 4_000]])
    expect(await row()).toMatchObject({ state: 'REJECTED', reason: '样品检测未过' })
  })

  test('a published promotion keeps its version while its draft changes, even down to nothing', async () => {
    await propose()
    await acceptEnrolment(await decision())
    const [promotion] = await promotions()
    await db.promotion.update({ where: { id: promotion!.id }, data: { state: 'PUBLISHED', publishedVersion: 1 } })
    expect(await rejectEnrolment({ ...(await decision()), reason: '断货' })).toEqual({ ok: true })
    const [after] = await promotions()
    expect(after).toMatchObject({ id: promotion!.id, state: 'PUBLISHED', publishedVersion: 1, version: promotion!.version + 1 })
    expect(readDefinition(after?.draft).action).toEqual({ type: 'UNIT_PRICE', items: [] })
  })

  test('one decision wins, the other is told', async () => {
    await propose()
    const seen = await decision()
    const answers = await Promise.all([acceptEnrolment(seen), rejectEnrolment({ ...seen, reason: '不参加' })])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, reason: 'stale' })
    expect(await unchanged(() => acceptEnrolment(seen))).toEqual({ ok: false, reason: 'stale' })
  })

  test('stock that is gone, deals that came cheaper and terms that changed meanwhile stop an acceptance', async () => {
    await propose()
    await sell({ sku, at: '2026-12-26T03:00:00Z', unitFen: 7_500 }, (session) => sandbox().pay(session))
    const answer = await unchanged(async () => acceptEnrolment(await decision()))
    expect(answer).toEqual({ ok: false, reason: 'invalid', problems: { referencePriceFen: '最多 75.00 元（活动前7日最低成交价）', promisedUnits: '可售库存只有 1499 件' } })
    expect(await propose({ seenVersion: 1, terms: { referencePriceFen: 7_500, promisedUnits: 1_000 } })).toEqual({ ok: true })
    const { draft } = crossShop
    await db.promotion.update({ where: { id: crossShop.id }, data: { draft: writeDefinition({ ...readDefinition(draft), funders: [{ funder: 'MERCHANT', bps: 10_000 }] }) } })
    expect(await unchanged(async () => acceptEnrolment(await decision()))).toEqual({ ok: false, reason: 'terms_changed' })
  })

  test('the review shows every merchant’s wishes with the evidence, and drafts are gathered anew on demand', async () => {
    await propose()
    expect(await getEnrolmentReview({ campaignId: campaign.id, now })).toMatchObject({
      waiting: 1, terms: terms10and20, merchants: [{ id: sku.merchantId, promotion: null, rows: [{ skuId: sku.id, evidence: { basePriceFen: 7_990, dealCount: 3 }, enrolment: { state: 'PROPOSED', campaignPriceFen: 6_900 } }] }],
    })
    await acceptEnrolment(await decision())
    const [promotion] = await promotions()
    await db.promotion.update({ where: { id: promotion!.id }, data: { draft: writeDefinition({ ...readDefinition(promotion!.draft), name: '旧名' }) } })
    expect(await regatherEnrolments({ campaignId: campaign.id, actor: operator, now })).toEqual({ ok: true, merchants: 1 })
    expect((await promotions())[0]?.name).toBe(`${campaign.name}活动价`)
    expect(await getEnrolmentReview({ campaignId: newId(), now })).toBe(null)
  })
})
