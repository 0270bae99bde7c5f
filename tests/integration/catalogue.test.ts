import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { listRegions } from '#app/services/address/list-regions.server.ts'
import { keepAddress } from '#app/services/address/save-address.server.ts'
import { getCategoryPage } from '#app/services/catalogue/get-category-page.server.ts'
import { getHomePage } from '#app/services/catalogue/get-home-page.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { getShopPage } from '#app/services/catalogue/get-shop-page.server.ts'
import { listLicences } from '#app/services/catalogue/list-licences.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { createShopper } from '#tests/factories/people.ts'

const to = { provinceCode: '330000', now: new Date('2027-01-16T04:00:00Z') }

async function listing(overrides: Parameters<typeof createSku>[0], words: { text: string; initials: string }) {
  const sku = await createSku(overrides)
  const product = await db.product.update({
    where: { id: sku.productId },
    data: { searchText: words.text, searchInitials: words.initials },
  })
  return { sku, product }
}

const slugs = (list: { cards: { slug: string }[] }) => list.cards.map((card) => card.slug)

describe('search', () => {
  test('finds by a part of the words and by pinyin initials, every word must match', async () => {
    const { product: pear } = await listing({ title: '鸣山香梨' }, { text: '鸣山香梨 鲜果 七团 玛滩镇', initials: 'msxl' })
    const { product: plum } = await listing({ title: '鸣山西梅' }, { text: '鸣山西梅 鲜果 十三团', initials: 'msxm' })

    expect(slugs(await searchCatalogue('鸣山', 'default', 1)).sort()).toEqual([pear.slug, plum.slug].sort())
    expect(slugs(await searchCatalogue('MSXL', 'default', 1))).toEqual([pear.slug])
    expect(slugs(await searchCatalogue('鸣山 十三团', 'default', 1))).toEqual([plum.slug])
    expect(slugs(await searchCatalogue('鸣山 十四团', 'default', 1))).toEqual([])
  })

  test.each(['', '   ', '%', '_', "'; drop table product; --", '枣'.repeat(1000)])('finds nothing for %j and does not fail', async (query) => {
    expect((await searchCatalogue(query, 'default', 1)).total).toBe(0)
  })

  test('orders by price and by the price of 500 g', async () => {
    const { product: small } = await listing({ priceFen: 2_000, netGrams: 250 }, { text: '排序商品', initials: '' })
    const { product: large } = await listing({ priceFen: 9_000, netGrams: 5_000 }, { text: '排序商品', initials: '' })

    expect(slugs(await searchCatalogue('排序商品', 'price', 1))).toEqual([small.slug, large.slug])
    expect(slugs(await searchCatalogue('排序商品', 'price-desc', 1))).toEqual([large.slug, small.slug])
    expect(slugs(await searchCatalogue('排序商品', 'unit-price', 1))).toEqual([large.slug, small.slug])
  })
})

describe('what is shown', () => {
  test('a listing that is off the shelf, of a suspended shop or without a SKU on sale is in no list', async () => {
    const shown = await listing({}, { text: '可见性', initials: '' })
    const offShelf = await listing({}, { text: '可见性', initials: '' })
    await db.product.update({ where: { id: offShelf.product.id }, data: { status: 'OFF_SHELF' } })
    const suspended = await createMerchant({ status: 'SUSPENDED' })
    await listing({ merchantId: suspended.id }, { text: '可见性', initials: '' })
    const noSku = await listing({}, { text: '可见性', initials: '' })
    await db.sku.update({ where: { id: noSku.sku.id }, data: { status: 'OFF_SALE' } })

    expect(slugs(await searchCatalogue('可见性', 'default', 1))).toEqual([shown.product.slug])
    expect(await getProductPage(offShelf.product.slug, null, to)).toMatchObject({ onShelf: false })
    expect(await getProductPage(noSku.product.slug, null, to)).toMatchObject({ onShelf: false, selected: null })
    const shop = await getShopPage(suspended.slug, 1, to.now)
    expect(shop).toMatchObject({ shop: { open: false }, list: { total: 0 } })
  })

  test('drafts, shops that were never open and made-up names do not exist', async () => {
    const draft = await listing({}, { text: '草稿', initials: '' })
    await db.product.update({ where: { id: draft.product.id }, data: { status: 'DRAFT' } })
    const pending = await createMerchant()
    await db.merchant.update({ where: { id: pending.id }, data: { status: 'PENDING' } })

    expect(await getProductPage(draft.product.slug, null, to)).toBeNull()
    expect(await getProductPage('no-such-thing', null, to)).toBeNull()
    expect(await getShopPage(pending.slug, 1, to.now)).toBeNull()
    expect(await getCategoryPage('no-such-thing', 'default', 1)).toBeNull()
    expect((await listLicences()).map((licence) => licence.slug)).not.toContain(pending.slug)
  })

  test('the specification that can be had is chosen, another one only when asked for', async () => {
    const { sku, product } = await listing({ stock: 0 }, { text: '双规格', initials: '' })
    const second = await db.sku.create({
      data: {
        productId: product.id,
        merchantId: product.merchantId,
        code: 'SECOND',
        grade: '一级',
        spec: '1 kg 袋',
        netGrams: 1_000,
        priceFen: 12_000,
        floorFen: 6_000,
        onHand: 0,
      },
    })
    const choices = async (code: string | null) => (await getProductPage(product.slug, code, to))?.selected?.id
    expect(await choices(null)).toBe(sku.id)
    expect(await choices('SECOND')).toBe(second.id)
    expect(await choices('made-up')).toBe(sku.id)
    const [card] = (await searchCatalogue('双规格', 'default', 1)).cards
    expect(card).toMatchObject({ hasChoice: true, soldOut: true })
  })

  test('the home page has each category once, full rows of four', async () => {
    for (let n = 0; n < 4; n += 1) await createSku()
    const page = await getHomePage()
    const ids = page.categories.map((category) => category.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(page.rows.length).toBeGreaterThan(0)
    for (const row of page.rows) expect(row.cards).toHaveLength(4)
  })
})

describe('addresses', () => {
  test('cities and districts follow what was chosen; a city of another province gives none', async () => {
    const none = await listRegions({ provinceCode: null, cityCode: null })
    expect(none.provinces).toHaveLength(34)
    expect([none.cities, none.districts]).toEqual([[], []])
    expect(none.provinces.filter((province) => !province.served).map((province) => province.code)).toEqual(['710000', '810000', '820000'])

    const taizhou = await listRegions({ provinceCode: '330000', cityCode: '331000' })
    expect(taizhou.cities).toContainEqual({ code: '331000', name: '台州市', served: true })
    expect(taizhou.districts).toContainEqual({ code: '331002', name: '椒江区', served: true })
    expect((await listRegions({ provinceCode: '310000', cityCode: '331000' })).districts).toEqual([])
  })

  test('an address is kept once, encrypted, the first as default', async () => {
    const owner = await createShopper()
    if (owner.kind !== 'user') throw new Error('a shopper is a user')
    const { userId } = owner
    const receiver = { name: '陈小满', phone: '13912345678', street: '学院路 8 号' }
    await keepAddress({ userId, receiver, districtCode: '331002' })
    await keepAddress({ userId, receiver, districtCode: '331002' })
    await keepAddress({ userId, receiver: { ...receiver, street: '学院路 9 号' }, districtCode: '331002' })

    const kept = await db.address.findMany({ where: { userId }, select: { personalCipher: true } })
    for (const { personalCipher } of kept) expect(personalCipher).not.toContain('13912345678')
    const list = await listAddresses(userId)
    expect(list.map((address) => [address.receiver.street, address.isDefault])).toEqual([
      ['学院路 8 号', true],
      ['学院路 9 号', false],
    ])
  })
})
