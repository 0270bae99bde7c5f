import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { readContent } from '#app/services/campaign/campaign-content.server.ts'
import { createEdition } from '#app/services/campaign/create-edition.server.ts'
import { getFestival, nextFestivalChange } from '#app/services/campaign/get-festival.server.ts'
import { getVenuePage } from '#app/services/campaign/get-venue-page.server.ts'
import { closeCampaign, publishCampaign } from '#app/services/campaign/publish-campaign.server.ts'
import { saveVenue } from '#app/services/campaign/save-campaign.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const noon = shanghai('2027-01-16 12:00:00')
const actor = { id: newId(), role: 'OPERATOR' }

async function createLive(edition: number) {
  const made = await createEdition({ edition, name: `${edition} 年货节`, cloneOf: null, actor, now: noon })
  if (!made.ok) throw new Error(made.reason)
  const published = await publishCampaign({ id: made.id, version: 1, promotions: [], actor, now: noon })
  expect(published).toMatchObject({ ok: true })
  return made.id
}

test('shoppers see the edition under way as it was published, with its phase, its venues and why goods stand there', async () => {
  const dear = await createSku({ title: '灰枣礼盒', priceFen: 12_000 })
  const enrolled = await createSku({ title: '灰枣', priceFen: 4_000 })
  const draft = await createEdition({ edition: 2026, name: '2026 年货节', cloneOf: null, actor, now: noon })
  expect(draft.ok).toBe(true)
  expect(await getFestival(noon)).toBe(null)
  expect(await getVenuePage('main', noon)).toBe(null)

  const next = await createLive(2028)
  expect((await getFestival(noon))?.banner).toMatchObject({ title: '招商报名', left: '还有 297 天开始' })
  const id = await createLive(2027)
  await db.enrolment.create({ data: { campaignId: id, merchantId: enrolled.merchantId, skuId: enrolled.id, campaignPriceFen: 3_900, promisedUnits: 10, proposedBy: actor.id, proposedAt: noon, state: 'ACCEPTED' } })

  expect((await getFestival(noon))?.banner).toMatchObject({ code: 'peak', title: '爆发', when: '1月17日 24:00 结束', left: '还有 1 天结束', until: shanghai('2027-01-18 00:00:00') })
  expect(await nextFestivalChange(noon)).toEqual(shanghai('2027-01-18 00:00:00'))
  const page = await getVenuePage('main', noon)
  expect(page?.sections.map(({ label, items }) => [label, items.map(({ card, because }) => [card.title, because])])).toEqual([
    ['活动商品', [['灰枣', { kind: 'rule', label: '活动商品' }]]],
    ['全部年货', [['灰枣礼盒', { kind: 'rule', label: '全部年货' }]]],
  ])

  // A paid place in the draft is seen once it is published, and says that it is paid.
  const main = readContent((await db.campaign.findUniqueOrThrow({ where: { id } })).draft).venues[0]!
  expect(await saveVenue({ seen: { id, version: 2 }, slug: 'main', venue: { ...main, pins: [{ productId: dear.productId, paid: true, note: '' }] }, actor, now: noon })).toEqual({ ok: true })
  expect((await getVenuePage('main', noon))?.sections[0]?.label).toBe('活动商品')
  expect(await publishCampaign({ id, version: 3, promotions: [], actor, now: noon })).toMatchObject({ ok: true })
  expect((await getVenuePage('main', noon))?.sections[0]).toMatchObject({ label: '精选', items: [{ card: { title: '灰枣礼盒' }, because: { kind: 'pin', paid: true } }] })

  expect(await getVenuePage('nowhere', noon)).toBe(null)
  expect(await closeCampaign({ id, version: 4, reason: '收官', actor, now: noon })).toEqual({ ok: true })
  expect((await getVenuePage('main', noon))?.campaignName).toBe('2028 年货节')
  expect(next).not.toBe(id)
})
