import { describe, expect, test } from 'vitest'
import { businessNow } from '#app/infra/clock.server.ts'
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

async function listing(overrides: Parameters<typeof createSku>[0]) {
  const sku = await createSku(overrides)
  return { sku, product: await db.product.findUniqueOrThrow({ where: { id: sku.productId } }) }
}

const slugs = (list: { cards: { slug: string }[] }) => list.cards.map((card) => card.slug)

describe('what is shown', () => {
  test('a listing that is off the shelf, of a suspended shop or without a SKU on sale is in no list', async () => {
    const shown = await listing({ title: '可见性' })
    const offShelf = await listing({ title: '可见性' })
    await db.product.update({ where: { id: offShelf.product.id }, data: { status: 'OFF_SHELF' } })
    const suspended = await createMerchant({ status: 'SUSPENDED' })
    await listing({ merchantId: suspended.id, title: '可见性' })
    const noSku = await listing({ title: '可见性' })
    await db.sku.update({ where: { id: noSku.sku.id }, data: { status: 'OFF_SALE' } })

    expect(slugs(await searchCatalogue('可见性'))).toEqual([shown.product.slug])
    expect(await getProductPage(offShelf.product.slug, null, to)).toMatchObject({ onShelf: false })
    expect(await getProductPage(noSku.product.slug, null, to)).toMatchObject({ onShelf: false, selected: null })
    const shop = await getShopPage(suspended.slug, 1, to.now)
    expect(shop).toMatchObject({ shop: { open: false }, list: { total: 0 } })
  })

  test('drafts, shops that were never open and made-up names do not exist', async () => {
    const draft = await listing({ title: '草稿' })
    await db.product.update({ where: { id: draft.product.id }, data: { status: 'DRAFT' } })
    const pending = await createMerchant()
    await db.merchant.update({ where: { id: pending.id }, data: { status: 'PENDING' } })

    expect(await getProductPage(draft.product.slug, null, to)).toBeNull()
    expect(await getProductPage('no-such-thing', null, to)).toBeNull()
    expect(await getShopPage(pending.slug, 1, to.now)).toBeNull()
    expect(await getCategoryPage('no-such-thing')).toBeNull()
    expect((await listLicences()).map((licence) => licence.slug)).not.toContain(pending.slug)
  })

  test('the specification that can be had is chosen, another one only when asked for', async () => {
    const { sku, product } = await listing({ stock: 0, title: '双规格' })
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
    const [card] = (await searchCatalogue('双规格')).cards
    expect(card).toMatchObject({ hasChoice: true, soldOut: true })
  })

  test('the home page has each category once, full rows of four', async () => {
    for (let n = 0; n < 4; n += 1) await createSku()
    const page = await getHomePage(await businessNow())
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
