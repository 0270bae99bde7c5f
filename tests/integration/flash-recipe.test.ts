import { describe, expect, test } from 'vitest'
import { readEditor } from '#app/domain/promotion/editor.ts'
import { recipeOf } from '#app/domain/promotion/recipes.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { publishPromotion } from '#app/services/promotion/publish-promotion.server.ts'
import { savePromotion } from '#app/services/promotion/save-promotion.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, taizhou } from '#tests/factories/orders.ts'
import { createShopper } from '#tests/factories/people.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const now = shanghai('2027-01-10 12:00')
const start = shanghai('2027-01-16 20:00')
const end = shanghai('2027-01-16 22:00')
const actor = { id: newId(), role: 'OPERATOR' }

type Goods = Awaited<ReturnType<typeof createSku>>

/** The editor's form as an operator fills it in, saved as a draft of the shop. */
function saveFlash({ id, merchantId }: Goods, typed: Record<string, string> = {}) {
  const values = {
    name: '今晚八点', startsAt: '2027-01-16T20:00', endsAt: '2027-01-16T22:00', combine: 'all', buyers: 'ALL',
    'action.items.0.skuId': id, 'action.items.0.unitPriceFen': '69.90', 'action.items.0.promisedUnits': '3', 'action.items.0.maxPerBuyer': '1', ...typed,
  }
  const read = readEditor(values, recipeOf('flash')!, merchantId, null)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return savePromotion({ promotion: null, campaignId: null, merchantId, definition: read.definition, consent: '店主签字', actor, now })
}

async function publishFlash(goods: Goods): Promise<string> {
  const saved = await saveFlash(goods)
  if (!saved.ok) throw new Error(JSON.stringify(saved))
  expect(await publishPromotion({ id: saved.id, version: 1, actor, now })).toEqual({ ok: true, publishedVersion: 1 })
  forgetPromotions()
  return saved.id
}

test('from the editor to a priced cart: the price of the window, once for each buyer, as long as there are units', async () => {
  const sku = await createSku({ priceFen: 8_800, stock: 50 })
  const promotionId = await publishFlash(sku)
  const shopper = await createShopper()
  await addToCart(shopper, { skuId: sku.id, quantity: 2 })
  const payable = async (at: Date) => (await quoteCheckout({ owner: shopper, buyNow: null, provinceCode: taizhou.provinceCode, now: at })).payableFen
  expect(await payable(new Date(start.getTime() - 1))).toBe(17_600)
  expect(await payable(start)).toBe(6_990 + 8_800)
  expect(await payable(new Date(end.getTime() - 1))).toBe(6_990 + 8_800)
  expect(await payable(end)).toBe(17_600)

  const lineOf = async (at: Date) => (await getCart(shopper, { provinceCode: taizhou.provinceCode, now: at })).groups[0]?.lines[0]
  expect(await lineOf(start)).toMatchObject({ paidFen: 15_790, fewAtPrice: 3 })
  expect(await lineOf(end)).toMatchObject({ paidFen: 17_600, fewAtPrice: null })

  // what the cart says is left is what is left after somebody else has ordered.
  const placed = await placeCheckout(await fillCheckoutForm(await createShopper(), [{ skuId: sku.id, quantity: 1 }], start))
  expect(placed).toMatchObject({ ok: true })
  expect(await lineOf(start)).toMatchObject({ fewAtPrice: 2 })

  expect(await placeCheckout(await fillCheckoutForm(shopper, [], start))).toMatchObject({ ok: true })
  await addToCart(shopper, { skuId: sku.id, quantity: 1 })
  expect(await payable(start)).toBe(8_800)
  expect(await db.promotionUnits.findMany({ where: { promotionId } })).toMatchObject([{ skuId: sku.id, promised: 3, taken: 2 }])
})

describe('what is refused, beside its field; nothing is written', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['more than there is', { 'action.items.0.promisedUnits': '6' }, { 'action.items.0.promisedUnits': '最多承诺 5 件，可卖库存不够' }],
    ['no number of units', { 'action.items.0.promisedUnits': '' }, { 'action.items.0.promisedUnits': '秒杀要写明数量' }],
    ['no limit for each buyer', { 'action.items.0.maxPerBuyer': '' }, { 'action.items.0.maxPerBuyer': '秒杀要写明每人限购几件' }],
    ['a price below the floor', { 'action.items.0.unitPriceFen': '59.99' }, { 'action.items.0.unitPriceFen': '低于商家底价 60.00 元' }],
    ['an end before its start', { endsAt: '2027-01-16T19:59' }, { endsAt: '结束要晚于开始' }],
    ['a window of days', { endsAt: '2027-01-17T20:01' }, { endsAt: '秒杀最长 24 小时；更长的请用「单品直降」' }],
  ])('%s', async (_, typed, problems) => {
    const sku = await createSku({ priceFen: 8_800, stock: 5 })
    await db.sku.update({ where: { id: sku.id }, data: { floorFen: 6_000 } })
    const audits = await db.auditLog.count()
    expect(await saveFlash(sku, typed)).toEqual({ ok: false, reason: 'invalid', problems })
    expect(await db.promotion.count({ where: { merchantId: sku.merchantId } })).toBe(0)
    expect(await db.auditLog.count()).toBe(audits)
  })

  test('the same goods in another flash sale at the same time; right after it is another matter', async () => {
    const sku = await createSku({ title: '秒杀灰枣', priceFen: 8_800, stock: 50 })
    await publishFlash(sku)
    expect(await saveFlash(sku, { startsAt: '2027-01-16T21:59', endsAt: '2027-01-16T23:00' })).toEqual({ ok: false, reason: 'invalid', problems: { 'action.items.0.skuId': '「秒杀灰枣」同一时间已在「今晚八点」里，时间不能重叠' } })
    expect(await saveFlash(sku, { startsAt: '2027-01-16T22:00', endsAt: '2027-01-16T23:00' })).toMatchObject({ ok: true })
  })
})
