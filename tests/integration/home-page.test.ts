import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { createEdition } from '#app/services/campaign/create-edition.server.ts'
import { publishCampaign } from '#app/services/campaign/publish-campaign.server.ts'
import { saveVenue } from '#app/services/campaign/save-campaign.server.ts'
import { getHomePage } from '#app/services/catalogue/get-home-page.server.ts'
import type { HomeVenue } from '#app/services/catalogue/get-home-page.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'

const noon = new Date('2027-01-16T12:00:00+08:00')
const actor = { id: newId(), role: 'OPERATOR' }

const bundle = async (title: string, priceFen: number, stock: number) => {
  const { id: regimentId } = await db.regiment.findFirstOrThrow({ orderBy: { sort: 'asc' } })
  const merchantId = (await createMerchant()).id
  return createSku({ title, priceFen, stock, merchantId, components: [{ name: '灰枣', netGrams: 500, priceShareBps: 10_000, regimentId, producerMerchantId: merchantId }] })
}

const shown = (venue: HomeVenue | null | undefined) => venue?.items.map(({ card, because }) => [card.title, because.kind === 'pin' && because.paid])

test('the home page shows what stands in front in its venues, each listing once, and says what is paid for', async () => {
  const pinned = await createSku({ title: '置顶灰枣', priceFen: 4_000 })
  const box = await bundle('大礼盒', 12_000, 10)
  const dear = await createSku({ title: '枣礼盒', priceFen: 9_000 })
  const gone = await bundle('卖完的礼盒', 9_900, 0)
  // Not of this venue: under the price of its rule.
  await createSku({ title: '便宜枣', priceFen: 3_000 })

  const none = await getHomePage(noon)
  expect([none.venues, none.union]).toEqual([[], null])

  const made = await createEdition({ edition: 2027, name: '2027 年货节', cloneOf: null, actor, now: noon })
  if (!made.ok) throw new Error(made.reason)
  const { venues } = readContent((await db.campaign.findUniqueOrThrow({ where: { id: made.id } })).draft)
  const taizhou = venues.find(({ slug }) => slug === 'taizhou')!
  const union = venues.find(({ slug }) => slug === 'union')!
  const pin = (productId: string, paid: boolean) => ({ productId, paid, note: '' })
  expect(await saveVenue({ seen: { id: made.id, version: 1 }, slug: 'taizhou', venue: { ...taizhou, pins: [pin(pinned.productId, true)] }, actor, now: noon })).toEqual({ ok: true })
  expect(await saveVenue({ seen: { id: made.id, version: 2 }, slug: 'union', venue: { ...union, rules: [], pins: [pin(box.productId, false)] }, actor, now: noon })).toEqual({ ok: true })
  expect(await publishCampaign({ id: made.id, version: 3, promotions: [], actor, now: noon })).toMatchObject({ ok: true })

  const page = await getHomePage(noon)
  expect(page.venues.map(({ slug }) => slug)).toEqual(['taizhou', 'gift-boxes'])
  expect(shown(page.venues[0])).toEqual([['置顶灰枣', true]])
  // By the order of its rules, in each what can be had first.
  expect(shown(page.venues[1])).toEqual([['大礼盒', false], ['卖完的礼盒', false], ['枣礼盒', false]])
  expect(shown(page.union)).toEqual([['大礼盒', false]])
  const others = [...page.venues.flatMap(({ items }) => items.map(({ card }) => card.productId)), ...page.rows.flatMap(({ cards }) => cards.map(({ productId }) => productId)), ...page.mixed.map(({ productId }) => productId)]
  expect(new Set(others).size).toBe(others.length)
  expect(others).toContain(dear.productId)
  expect(others).toContain(gone.productId)
})

test('the street has one door a regiment, with every open shop that lists something', async () => {
  const [first, second, closed, empty] = [await createMerchant({ name: '甲店' }), await createMerchant({ name: '乙店' }), await createMerchant({ name: '关门店', status: 'SUSPENDED' }), await createMerchant({ name: '空店' })]
  for (const merchant of [first, second, closed]) await createSku({ merchantId: merchant.id })
  const { street } = await getHomePage(noon)
  expect(new Set(street.map(({ regimentName }) => regimentName)).size).toBe(street.length)
  const names = street.flatMap(({ shops }) => shops.map(({ name }) => name))
  expect(names).toEqual(expect.arrayContaining(['甲店', '乙店']))
  expect(names).not.toContain(closed.name)
  expect(names).not.toContain(empty.name)
})
