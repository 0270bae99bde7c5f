import { afterEach, describe, expect, test } from 'vitest'
import { noFilters } from '#app/domain/catalogue/list-query.ts'
import type { CardOrder, ProductCard } from '#app/domain/catalogue/views.ts'
import { db } from '#app/infra/db.server.ts'
import { forgetAllKept, hearRings } from '#app/infra/kept-until-rung.server.ts'
import { getCategoryPage } from '#app/services/catalogue/get-category-page.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { listCategoryCards } from '#app/services/catalogue/list-category-cards.server.ts'
import { otherGoods } from '#app/services/catalogue/other-goods.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, taizhou } from '#tests/factories/orders.ts'

afterEach(() => hearRings(false))

/** A category of the catalogue's with goods of this test alone, by title. */
async function category(id: string, goods: Record<string, { sort: number; stock: number; priceFen: number }>) {
  const { slug } = await db.category.create({ data: { id, slug: `only-${id}`, name: id, motif: 'jujube', sort: 900 }, select: { slug: true } })
  const skus: Record<string, Awaited<ReturnType<typeof createSku>>> = {}
  for (const [title, { sort, ...sku }] of Object.entries(goods)) {
    skus[title] = await createSku({ title, categoryId: id, ...sku })
    await db.product.update({ where: { id: skus[title].productId }, data: { sort } })
  }
  const list = async (page: number, { order = 'default', ...filters }: { order?: CardOrder; inStock?: boolean; minYuan?: number } = {}) => {
    const { cards, ...rest } = await listCategoryCards(slug, { order, page, pageSize: 2, filters: { ...noFilters, ...filters } }, now)
    return [titles(cards), rest]
  }
  return { slug, skus, list }
}

const titles = (cards: readonly ProductCard[]) => cards.map(({ title }) => title)

const goods = {
  甲: { sort: 3, stock: 5, priceFen: 3_000 },
  乙: { sort: 1, stock: 0, priceFen: 1_000 },
  丙: { sort: 2, stock: 5, priceFen: 5_000 },
}

describe('a category', () => {
  test('what can be had first, then the catalogue’s own order; a page beyond the last is the last', async () => {
    const { list } = await category('pages', goods)
    expect(await list(1)).toEqual([['丙', '甲'], { total: 3, page: 1 }])
    expect(await list(2)).toEqual([['乙'], { total: 3, page: 2 }])
    expect(await list(1_000_000_000)).toEqual([['乙'], { total: 3, page: 2 }])
  })

  test('by price, within a price, in stock: what fits is counted', async () => {
    const { list } = await category('filters', goods)
    expect(await list(1, { order: 'price' })).toEqual([['甲', '丙'], { total: 3, page: 1 }])
    expect(await list(1, { inStock: true })).toEqual([['丙', '甲'], { total: 2, page: 1 }])
    expect(await list(1, { minYuan: 40 })).toEqual([['丙'], { total: 1, page: 1 }])
  })

  test('is empty where nothing is listed, and none where there is none', async () => {
    const { slug, skus } = await category('empty', { 甲: goods.甲 })
    await db.product.update({ where: { id: skus.甲!.productId }, data: { status: 'OFF_SHELF' } })
    const page = await getCategoryPage(slug)
    expect([page?.category, page?.list]).toEqual([{ slug, name: 'empty', motif: 'jujube' }, { cards: [], total: 0, page: 1, pageCount: 1 }])
    expect(await getCategoryPage('no-such-category')).toBeNull()
  })

  test('its order is kept until the database rings; what went meanwhile is left out at once', async () => {
    const { list, skus } = await category('kept', goods)
    hearRings(true)
    expect((await list(1))[0]).toEqual(['丙', '甲'])
    await db.product.update({ where: { id: skus.丙!.productId }, data: { status: 'OFF_SHELF' } })
    expect((await list(1))[0]).toEqual(['甲'])
    forgetAllKept()
    expect(await list(1)).toEqual([['甲', '乙'], { total: 2, page: 1 }])
  })
})

test('the foot of a product’s page: others of its category that can be had, in the catalogue’s order', async () => {
  const { skus } = await category('related', { ...goods, 丁: { sort: 9, stock: 1, priceFen: 900 } })
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: skus.甲!.productId } })
  const page = await getProductPage(slug, null, { provinceCode: taizhou.provinceCode, now })
  expect(titles(page!.related)).toEqual(['丙', '丁'])
})

test('one of each category is offered instead of what is gone: what can be had before what comes first', async () => {
  await category('instead', { 子: goods.甲, 丑: goods.乙, 寅: goods.丙 })
  await category('sold-out', { 卯: goods.乙 })
  const offered = titles(await otherGoods(now))
  expect(offered.filter((title) => /[子丑寅卯]/.test(title))).toEqual(['寅'])
})
