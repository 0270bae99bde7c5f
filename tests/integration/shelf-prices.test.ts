import { afterEach, describe, expect, test } from 'vitest'
import { noFilters } from '#app/domain/catalogue/list-query.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { forgetAllKept, hearRings } from '#app/infra/kept-until-rung.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { getCategoryPage } from '#app/services/catalogue/get-category-page.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { listCategoryCards } from '#app/services/catalogue/list-category-cards.server.ts'
import { listCardsOfShop } from '#app/services/catalogue/product-cards.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { forgetPromotions, nextPromotionChange } from '#app/services/promotion/published-promotions.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, now, taizhou } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'
import { createPromotion, stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'

afterEach(async () => {
  for (const { id } of await db.promotion.findMany({ where: { state: 'PUBLISHED' }, select: { id: true } })) await stopPromotion(id)
  forgetPromotions()
})

type Goods = Awaited<ReturnType<typeof createSku>>

const byMerchant: PromotionDefinition['funders'] = [{ funder: 'MERCHANT', bps: 10_000 }]
const unitPrice = (skuId: string, unitPriceFen: number, promisedUnits: number | null = null) =>
  ({ name: '年货价', kind: 'item_markdown', lane: 'PRODUCT', funders: byMerchant, action: { type: 'UNIT_PRICE', items: [{ skuId, unitPriceFen, promisedUnits, maxPerBuyer: null }] } }) as const

/** The price of one unit everywhere that a shopper sees one. */
async function everywhere({ id, merchantId }: Goods, at = now) {
  const { product } = await db.sku.findUniqueOrThrow({ where: { id }, select: { product: { select: { slug: true, title: true, category: { select: { slug: true } } } } } })
  const cardOf = (cards: { slug: string; shelf: { priceFen: number } }[]) => cards.find(({ slug }) => slug === product.slug)?.shelf.priceFen
  const owner = createGuest()
  await addToCart(owner, { skuId: id, quantity: 1 })
  const cart = await getCart(owner, { provinceCode: taizhou.provinceCode, now: at })
  const quote = await quoteCheckout({ owner, buyNow: null, provinceCode: taizhou.provinceCode, now: at })
  const page = await getProductPage(product.slug, null, { provinceCode: taizhou.provinceCode, now: at })
  const form = await fillCheckoutForm(owner, [], at)
  const placed = await placeCheckout(form)
  if (!placed.ok) throw new Error(placed.reason)
  return {
    shop: cardOf((await listCardsOfShop(merchantId, 1, 100, at)).cards),
    byPrice: cardOf((await listCategoryCards(product.category.slug, { filters: noFilters, order: 'price', page: 1, pageSize: 1_000 }, at)).cards),
    search: cardOf((await searchCatalogue(product.title, {}, at)).cards),
    product: page?.selected?.shelf.priceFen,
    cart: cart.groups[0]?.lines[0]?.paidFen,
    checkout: quote.groups[0]?.lines[0]?.paidFen,
    order: (await db.orderLine.findFirstOrThrow({ where: { merchantOrder: { checkoutId: placed.checkoutId } } })).paidFen,
  }
}

const same = (fen: number) => ({ shop: fen, byPrice: fen, search: fen, product: fen, cart: fen, checkout: fen, order: fen })

describe('R-06: the same fen on list, product page, cart, checkout and order', () => {
  test('without a promotion', async () => {
    expect(await everywhere(await createSku({ priceFen: 8_850 }))).toEqual(same(8_850))
  })

  test('with a campaign price', async () => {
    const sku = await createSku({ priceFen: 8_850 })
    await createPromotion(unitPrice(sku.id, 6_999))
    expect(await everywhere(sku)).toEqual(same(6_999))
  })

  test('with a percentage on top of it, an order discount and a budget', async () => {
    const sku = await createSku({ priceFen: 22_250 })
    await createPromotion(unitPrice(sku.id, 19_999, 10))
    await createPromotion({ name: '满减', action: { type: 'EVERY', thresholdFen: 10_000, offFen: 1_500, maxTimes: null }, limits: { ...unlimited, budgetFen: 1_000_000 } })
    await createPromotion({ name: '店铺 85 折', kind: 'shop_threshold', lane: 'MERCHANT_ORDER', funders: byMerchant, action: { type: 'PERCENT', steps: [{ thresholdFen: 0, offBps: 1_500 }], maxOffFen: null } }, { merchantId: sku.merchantId })
    // 199.99; 15 % of it are 29.9985, rounded 30.00; 169.99, once 满 100 减 15.
    expect(await everywhere(sku)).toEqual(same(15_499))
  })

  test('with a budget that does not reach, units that are gone, and a promotion for elsewhere', async () => {
    const sku = await createSku({ priceFen: 22_250 })
    const promotion = await createPromotion(unitPrice(sku.id, 19_999, 1))
    await createPromotion({ name: '满减', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 1_500 }] }, limits: { ...unlimited, budgetFen: 1_499 } })
    await createPromotion({ name: '远方', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 700 }] }, provinceCodes: ['540000'] })
    expect(await everywhere(sku)).toEqual({ ...same(22_250), ...same(19_999), shop: 22_250, byPrice: 22_250, search: 22_250 })
    expect(await db.promotionUnits.findFirstOrThrow({ where: { promotionId: promotion.id } })).toMatchObject({ taken: 1 })
    expect(await everywhere(sku)).toEqual(same(22_250))
  })
})

test('R-07: what the product page says one unit costs with its freight is what the checkout asks for', async () => {
  const sku = await createSku({ priceFen: 6_000 })
  // Freight counts the goods before the platform's own discount, the buyer pays after it.
  await createPromotion({ name: '满减', action: { type: 'EVERY', thresholdFen: 5_000, offFen: 500, maxTimes: null } })
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  const asked = async (provinceCode: string) => {
    const owner = createGuest()
    await addToCart(owner, { skuId: sku.id, quantity: 1 })
    const page = await getProductPage(slug, null, { provinceCode, now })
    const quote = await quoteCheckout({ owner, buyNow: null, provinceCode, now })
    return [page?.delivery?.answer, quote.payableFen]
  }
  expect(await asked('330000')).toMatchObject([{ freightFen: 0, totalFen: 5_500 }, 5_500])
  expect(await asked('110000')).toMatchObject([{ freightFen: 1_000, totalFen: 6_500 }, 6_500])
})

test('lists by price are in the order of what they show', async () => {
  const [dear, cheap] = [await createSku({ title: '价序甲', priceFen: 9_000 }), await createSku({ title: '价序乙', priceFen: 8_000 })]
  await createPromotion(unitPrice(dear.id, 7_000))
  const list = await searchCatalogue('价序', { order: 'price' }, now)
  expect(list.cards.map(({ title, shelf }) => [title, shelf.priceFen])).toEqual([['价序甲', 7_000], ['价序乙', 8_000]])
  expect(list.total).toBe(2)
  expect(cheap.priceFen).toBe(8_000)
})

describe('R-01, R-02: a struck-through price only with its ground', () => {
  const slugOf = async (id: string) => (await db.sku.findUniqueOrThrow({ where: { id }, select: { product: { select: { slug: true } } } })).product.slug
  const shelfOf = async (id: string) => (await getProductPage(await slugOf(id), null, { provinceCode: taizhou.provinceCode, now }))?.selected?.shelf

  test('never sold: none; with evidence: the reference price and what it is', async () => {
    const sku = await createSku({ priceFen: 9_000 })
    const promotion = await createPromotion(unitPrice(sku.id, 7_000))
    expect((await shelfOf(sku.id))?.struck).toBe(null)
    await db.basePriceEvidence.create({
      data: {
        id: newId(), promotionId: promotion.id, version: 1, merchantId: sku.merchantId, skuId: sku.id, windowFrom: new Date('2027-01-07T16:00:00Z'), windowUntil: new Date('2027-01-14T16:00:00Z'),
        ground: 'LOWEST_7_DAYS', basePriceFen: 8_800, referencePriceFen: 8_800, deals: [], foundAt: new Date('2027-01-14T16:00:00Z'),
      },
    })
    // The row rings; nobody listens here.
    forgetPromotions()
    expect((await shelfOf(sku.id))?.struck).toEqual({ fen: 8_800, label: '活动前7日最低成交价' })
  })
})

test('R-04: time, number and limits stand beside the price; what only more units reach is named, too', async () => {
  const sku = await createSku({ title: '条件商品', priceFen: 9_000 })
  await createPromotion({ ...unitPrice(sku.id, 7_000), action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 7_000, promisedUnits: 20, maxPerBuyer: 2 }] } })
  await createPromotion({ name: '跨店每满200减30', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null } })
  const gift = await createSku({ merchantId: sku.merchantId, title: '小毛巾', priceFen: 990 })
  await createPromotion(
    { name: '满60送毛巾', kind: 'gift_with_purchase', lane: 'MERCHANT_ORDER', funders: byMerchant, action: { type: 'GIFT', steps: [{ thresholdFen: 6_000, skuId: gift.id, quantity: 1 }] } },
    { merchantId: sku.merchantId },
  )
  const [card] = (await searchCatalogue('条件商品', {}, now)).cards
  expect(card?.shelf.promotions).toMatchObject([
    { name: '年货价', inPrice: true, until: '1月17日 24:00 止', words: expect.stringMatching(/^(?!.*还剩).*共 20 件，每人限购 2 件/) },
    { name: '满60送毛巾', inPrice: false, words: expect.stringContaining('满 60 元送小毛巾 × 1（现价 9.90 元）') },
    { name: '跨店每满200减30', inPrice: false, words: expect.stringContaining('每满 200 元减 30 元') },
  ])
  // its value is its present price.
  await db.sku.update({ where: { id: gift.id }, data: { priceFen: 1_090 } })
  const [later] = (await searchCatalogue('条件商品', {}, now)).cards
  expect(later?.shelf.promotions[1]?.words).toContain('满 60 元送小毛巾 × 1（现价 10.90 元）')
})

test('what is kept until the database rings is right on both sides of a start and an end, and forgotten at the ring', async () => {
  const sku = await createSku({ title: '记住的价', priceFen: 9_000 })
  const promotion = await createPromotion({ ...unitPrice(sku.id, 7_000), action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 7_000, promisedUnits: 1, maxPerBuyer: null }] } })
  const priceAt = async (at: string) => (await searchCatalogue('记住的价', {}, new Date(at))).cards[0]?.shelf.priceFen
  hearRings(true)
  try {
    expect(await priceAt('2027-01-14T16:00:00.000Z')).toBe(7_000)
    expect(await priceAt('2027-01-14T15:59:59.999Z')).toBe(9_000)
    expect(await priceAt('2027-01-17T15:59:59.999Z')).toBe(7_000)
    expect(await priceAt('2027-01-17T16:00:00.000Z')).toBe(9_000)
    await db.promotionUnits.updateMany({ where: { promotionId: promotion.id }, data: { taken: 1 } })
    forgetAllKept()
    expect(await priceAt('2027-01-16T04:00:00.000Z')).toBe(9_000)
    // A price that changed is another question, whatever was answered before.
    await db.sku.update({ where: { id: sku.id }, data: { priceFen: 9_900 } })
    expect(await priceAt('2027-01-16T04:00:00.000Z')).toBe(9_900)
  } finally {
    hearRings(false)
    await db.promotionUnits.updateMany({ where: { promotionId: promotion.id }, data: { taken: 0 } })
  }
})

describe.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('on a server in %s a promotion starts and ends by the millisecond of Shanghai', (zone) => {
  const last = new Date('2027-01-17T15:59:59.999Z')
  const over = new Date('2027-01-17T16:00:00.000Z')

  test('until 23:59:59.999, not at 00:00:00.000', async () => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      const sku = await createSku({ priceFen: 9_000 })
      await createPromotion({ ...unitPrice(sku.id, 7_000), startsAt: new Date('2027-01-16T16:00:00Z'), endsAt: over })
      const priceAt = async (at: Date) => (await listCardsOfShop(sku.merchantId, 1, 1, at)).cards[0]?.shelf.priceFen
      expect(await priceAt(new Date('2027-01-16T15:59:59.999Z'))).toBe(9_000)
      expect(await priceAt(new Date('2027-01-16T16:00:00.000Z'))).toBe(7_000)
      expect(await priceAt(last)).toBe(7_000)
      expect(await priceAt(over)).toBe(9_000)
      // A page that is drawn between ends with the promotion.
      expect(await nextPromotionChange(new Date('2027-01-16T15:59:59.999Z'))).toEqual(new Date('2027-01-16T16:00:00.000Z'))
      expect(await nextPromotionChange(last)).toEqual(over)
      expect(await nextPromotionChange(over)).toBe(null)
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })
})

test('the pages of a category and a search show the same card', async () => {
  const sku = await createSku({ title: '同一张卡', priceFen: 9_000 })
  const { product } = await db.sku.findUniqueOrThrow({ where: { id: sku.id }, select: { product: { include: { category: true } } } })
  const inCategory = (await getCategoryPage(product.category.slug))?.list.cards.find(({ slug }) => slug === product.slug)
  const found = (await searchCatalogue('同一张卡')).cards[0]
  expect(found?.shelf).toMatchObject({ priceFen: 9_000, listFen: 9_000, struck: null, promotions: [] })
  expect(inCategory ?? found).toEqual(found)
})
