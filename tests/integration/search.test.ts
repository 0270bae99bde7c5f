import { describe, expect, test } from 'vitest'
import { noFilters } from '#app/domain/catalogue/list-query.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { removeHotWord, removeSynonym, saveHotWord, saveSynonym } from '#app/services/catalogue/change-search-words.server.ts'
import { getCategoryPage } from '#app/services/catalogue/get-category-page.server.ts'
import { indexWaitingListings } from '#app/services/catalogue/index-listings.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'
import { suggestWords } from '#app/services/catalogue/suggest-words.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'

async function listing(overrides: Parameters<typeof createSku>[0]) {
  const sku = await createSku(overrides)
  const { slug, id } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  return { slug, id, skuId: sku.id, merchantId: sku.merchantId }
}

const found = async (query: string, more: Parameters<typeof searchCatalogue>[1] = {}) => (await searchCatalogue(query, more)).cards.map(({ slug }) => slug)

describe('what finds a listing', async () => {
  const grey = await listing({ title: '阿拉尔灰枣 特级', subtitle: '树上吊干', categoryId: 'dates', regimentId: 'r14' })
  const star = await listing({ title: '骏枣 三星礼盒', categoryId: 'dates', regimentId: 'r10' })
  const pear = await listing({ title: '鸣山香梨', categoryId: 'fresh-fruit', regimentId: 'r01' })
  const plum = await listing({ title: '鸣山西梅 185', categoryId: 'fresh-fruit', regimentId: 'r11' })

  test.each([
    ['from the middle of a title', '灰枣', [grey]],
    ['one character', '梨', [pear]],
    ['every word', '鸣山 十一团', [plum]],
    ['a regiment alone, not the one whose name ends alike', '一团', [pear]],
    ['a regiment in digits', '10团', [star]],
    ['a town', '金杨镇', [grey]],
    ['initials of a part', 'msxl', [pear]],
    ['initials in capitals and full width', 'ＡＬＥＨＺ', [grey]],
    ['a reading', 'huizao', [grey]],
    ['the beginning of a reading', 'xiangl', [pear]],
    ['a number', '185', [plum]],
    ['a word of the card', '吊干', [grey]],
    ['what it means: the closest first', '大枣', [grey, star]],
    ['without spaces', '特级灰枣', [grey]],
    ['words of two listings', '灰枣 香梨', []],
    ['nothing', '洗衣机', []],
  ])('%s: %s', async (_, query, expected) => {
    expect((await found(query)).sort()).toEqual(expected.map(({ slug }) => slug).sort())
    expect((await searchCatalogue(query)).instead).toBeNull()
  })

  test.each([
    ['灰早', '“灰枣”', [grey]],
    ['阿拉尔会枣', '“阿拉尔灰枣”', [grey]],
    ['huizoa', '“灰枣”', [grey]],
    ['xaingli', '“香梨”', [pear]],
    ['鸣山西瓜', '“鸣山西梅”', [plum]],
    ['树上鸣山西梅185', '“鸣山西梅”', [plum]],
    ['灰早 特级', '“灰枣 特级”', [grey]],
    ['灰枣送妈妈', '“灰枣”', [grey]],
  ])('one wrong sign or too much, %s: looks for %s and says so', async (query, instead, expected) => {
    const result = await searchCatalogue(query)
    expect([result.instead, result.cards.map(({ slug }) => slug)]).toEqual([instead, expected.map(({ slug }) => slug)])
  })

  test('the title comes before the rest of the card, what can be had before what is sold out', async () => {
    const named = await listing({ title: '排名核桃', stock: 5 })
    const gone = await listing({ title: '排名核桃 大', stock: 0 })
    const beside = await listing({ title: '礼品一箱', subtitle: '内有排名核桃', stock: 5 })
    expect(await found('排名核桃')).toEqual([named.slug, beside.slug, gone.slug])
  })
})

describe('filters and order', async () => {
  const near = await listing({ title: '筛选果', priceFen: 3_000, netGrams: 250, regimentId: 'r05', categoryId: 'fresh-fruit', returnPolicy: 'STATUTORY_EXEMPT_FRESH' })
  const dear = await listing({ title: '筛选果', priceFen: 9_900, netGrams: 5_000, regimentId: 'r06', categoryId: 'nuts' })
  const gone = await listing({ title: '筛选果', priceFen: 5_000, netGrams: 500, regimentId: 'r06', categoryId: 'nuts', stock: 0 })

  test.each([
    [{ category: 'nuts' }, [dear, gone]],
    [{ regiment: 'r05' }, [near]],
    [{ minYuan: 30, maxYuan: 50 }, [near, gone]],
    [{ minYuan: 31 }, [dear, gone]],
    [{ inStock: true }, [near, dear]],
    [{ sevenDay: true, inStock: true }, [dear]],
    [{ category: 'meat' }, []],
  ])('%j', async (filters, expected) => {
    const result = await searchCatalogue('筛选果', { filters: { ...noFilters, ...filters } })
    expect(result.cards.map(({ slug }) => slug).sort()).toEqual(expected.map(({ slug }) => slug).sort())
    expect(result).toMatchObject({ total: expected.length, found: 3, capped: false })
    // What a list can be narrowed by stays as it was, so that a choice can be changed.
    expect(result.choices.categories.map(({ value }) => value)).toEqual(['fresh-fruit', 'nuts'])
    expect(result.choices.regiments.map(({ value, label }) => [value, label])).toEqual([['r05', '五团 · 沙河镇'], ['r06', '六团 · 双城镇']])
  })

  test.each([
    ['price', [near, dear, gone]],
    ['price-desc', [dear, near, gone]],
    ['unit-price', [dear, near, gone]],
  ] as const)('%s', async (order, expected) => {
    expect(await found('筛选果', { order })).toEqual(expected.map(({ slug }) => slug))
  })

  test('a page beyond the last is the last', async () => {
    const result = await searchCatalogue('筛选果', { page: 500 })
    expect([result.page, result.pageCount, result.cards.length]).toEqual([1, 1, 3])
    const category = await getCategoryPage('nuts', { page: 500 })
    expect(category?.list).toMatchObject({ page: 1, pageCount: 1, total: 2 })
  })

  test('a category is narrowed by the same', async () => {
    const nuts = async (filters: Partial<typeof noFilters>) => (await getCategoryPage('nuts', { filters: { ...noFilters, ...filters } }))?.list.cards.map(({ slug }) => slug)
    expect(await nuts({})).toEqual([dear.slug, gone.slug])
    expect(await nuts({ inStock: true })).toEqual([dear.slug])
    expect(await nuts({ maxYuan: 50 })).toEqual([gone.slug])
    expect(await nuts({ regiment: 'r05' })).toEqual([])
    expect((await getCategoryPage('nuts'))?.choices.regiments).toEqual([{ value: 'r06', label: '六团 · 双城镇' }])
  })
})

describe('bad input', () => {
  test.each(['%', '_', '🎁', "'", "'; drop table product; --", '<script>alert(1)</script>', '枣'.repeat(500), 'x'.repeat(500), '\0', '\\', ':*&|!()', '１'.repeat(40)])('%j finds nothing and breaks nothing', async (query) => {
    expect(await searchCatalogue(query, { page: 500, order: 'price' })).toEqual({ cards: [], total: 0, page: 1, pageCount: 1, found: 0, capped: false, instead: null, choices: { categories: [], regiments: [] } })
    expect(await suggestWords(query)).toEqual([])
  })
})

describe('what a listing is found by follows it', () => {
  test('a shop that is renamed, a place, a listing off the shelf, a suspended shop', async () => {
    const merchant = await createMerchant({ name: '旧名字店' })
    const { slug, id, skuId } = await listing({ merchantId: merchant.id, title: '跟随商品' })
    expect(await found('旧名字店')).toEqual([slug])

    await db.merchant.update({ where: { id: merchant.id }, data: { name: '新招牌店' } })
    expect(await indexWaitingListings()).toBe(1)
    expect([await found('旧名字店'), await found('新招牌店')]).toEqual([[], [slug]])

    for (const [off, on] of [
      [() => db.product.update({ where: { id }, data: { status: 'OFF_SHELF' } }), () => db.product.update({ where: { id }, data: { status: 'LISTED' } })],
      [() => db.merchant.update({ where: { id: merchant.id }, data: { status: 'SUSPENDED' } }), () => db.merchant.update({ where: { id: merchant.id }, data: { status: 'OPEN' } })],
      [() => db.sku.update({ where: { id: skuId }, data: { status: 'OFF_SALE' } }), () => db.sku.update({ where: { id: skuId }, data: { status: 'ON_SALE' } })],
    ] as const) {
      await off()
      expect(await found('跟随商品')).toEqual([])
      await on()
      expect(await found('跟随商品')).toEqual([slug])
    }

    await db.product.update({ where: { id }, data: { regimentId: 'r16' } })
    expect(await indexWaitingListings()).toBe(1)
    expect(await found('跟随商品 新开岭镇')).toEqual([slug])
    expect(await indexWaitingListings()).toBe(0)
  })

  test('a sale does not touch it', async () => {
    const { id, skuId } = await listing({ title: '不动的商品' })
    const version = () => db.$queryRaw<{ xmin: string }[]>`select xmin::text from search_document where product_id = ${id}::uuid`
    const before = await version()
    await db.sku.update({ where: { id: skuId }, data: { held: 3 } })
    await db.sku.update({ where: { id: skuId }, data: { held: 0 } })
    expect(await version()).toEqual(before)
  })
})

describe('suggestions', () => {
  test('names that begin so and find something, in characters, readings and initials', async () => {
    await listing({ title: '提示冬枣', subtitle: '' })
    expect(await suggestWords('冬')).toEqual(['冬枣'])
    expect(await suggestWords('dongz')).toEqual(['冬枣'])
    expect(await suggestWords('DZ')).toContain('冬枣')
    expect(await suggestWords('提示')).toEqual(['提示冬枣'])
    // Known words that nothing on the shelf answers to.
    expect(await suggestWords('驼奶')).toEqual([])
  })

  test('before the first sign: the operators’ words that find something, without what they hide', async () => {
    await listing({ title: '热词冬枣' })
    await db.hotWord.createMany({ data: [{ word: '热词冬枣', place: 1 }, { word: '没有的货', place: 0 }, { word: '灰枣', hidden: true }] })
    expect(await suggestWords('')).toEqual(['热词冬枣'])
  })
})

describe('the operators’ words', () => {
  const actor = { id: newId(), role: 'OPERATOR' }
  const now = new Date('2027-01-16T04:00:00Z')
  const audits = (subjectId: string) => db.auditLog.findMany({ where: { subjectId }, orderBy: { seq: 'asc' }, select: { action: true, before: true, after: true } })

  test('a synonym is kept, changed and removed, each with an audit row, and the search follows', async () => {
    const { slug } = await listing({ title: '同义毛毯' })
    expect(await found('盖毯')).toEqual([])
    expect(await saveSynonym({ word: '盖毯', also: '同义毛毯', actor, now })).toEqual({ ok: true })
    expect(await found('盖毯')).toEqual([slug])
    expect(await saveSynonym({ word: '盖毯', also: '别的', actor, now })).toEqual({ ok: true })
    expect(await found('盖毯')).toEqual([])
    expect(await removeSynonym({ word: '盖毯', actor, now })).toBe(true)
    expect(await removeSynonym({ word: '盖毯', actor, now })).toBe(false)
    expect(await audits('盖毯')).toEqual([
      { action: 'search.synonym.save', before: null, after: { also: ['同义毛毯'] } },
      { action: 'search.synonym.save', before: { also: ['同义毛毯'] }, after: { also: ['别的'] } },
      { action: 'search.synonym.remove', before: { also: ['别的'] }, after: null },
    ])
  })

  test('what is no word changes nothing', async () => {
    const before = [await db.searchSynonym.count(), await db.hotWord.count(), await db.auditLog.count()]
    expect(await saveSynonym({ word: '🎁', also: '红枣', actor, now })).toEqual({ ok: false, problems: { word: '请填一个词，最多 12 个字' } })
    expect(await saveHotWord({ word: '%', hidden: false, place: 1, actor, now })).toEqual({ ok: false, problems: { hotWord: '请填一个词，最多 12 个字' } })
    expect(await removeHotWord({ word: '没有这个', actor, now })).toBe(false)
    expect([await db.searchSynonym.count(), await db.hotWord.count(), await db.auditLog.count()]).toEqual(before)
  })

  test('a hot word is put first, hidden and removed', async () => {
    await listing({ title: '头条核桃' })
    await saveHotWord({ word: '头条核桃', hidden: false, place: 0, actor, now })
    expect((await suggestWords(''))[0]).toBe('头条核桃')
    await saveHotWord({ word: '头条核桃', hidden: true, place: 0, actor, now })
    expect(await suggestWords('')).not.toContain('头条核桃')
    expect(await removeHotWord({ word: '头条核桃', actor, now })).toBe(true)
    expect((await audits('头条核桃')).map(({ action }) => action)).toEqual(['search.hot-word.save', 'search.hot-word.save', 'search.hot-word.remove'])
  })
})
