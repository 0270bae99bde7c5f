import { nearForms } from '#app/domain/catalogue/near-word.ts'
import type { KnownWord } from '#app/domain/catalogue/near-word.ts'
import { plainText } from '#app/domain/catalogue/search-terms.ts'
import type { Readings } from '#app/domain/catalogue/search-tokens.ts'
import { isHan, searchTokens, titleParts } from '#app/domain/catalogue/search-tokens.ts'
import { db } from '#app/infra/db.server.ts'
import type { Reader } from '#app/infra/db.server.ts'

const BATCH = 200

type WordsRow = { productId: string; title: string; subtitle: string; grade: string; categoryName: string; regimentName: string; town: string | null; merchantName: string }

/** The readings of characters: a dictionary that only writers need, loaded before they open a transaction. */
export async function loadReadings(): Promise<Readings> {
  return (await import('#app/infra/pinyin.server.ts')).readings
}

/** Writes what these listings are found by. In the transaction that changed them. */
export async function indexListings(tx: Reader, productIds: readonly string[], readings: Readings): Promise<void> {
  if (productIds.length === 0) return
  // Locked first and read afterwards: whoever changes words meanwhile waits and marks them again.
  await tx.$queryRaw`select 1 from search_document where product_id = any(${productIds}::uuid[]) order by product_id for update`
  const rows = await tx.$queryRaw<WordsRow[]>`
    select p.id as "productId", p.title, p.subtitle, c.name as "categoryName", r.name as "regimentName", r.town, m.name as "merchantName",
           coalesce((select string_agg(distinct s.grade, ' ') from sku s where s.product_id = p.id and s.status = 'ON_SALE'), '') as grade
      from product p join category c on c.id = p.category_id join regiment r on r.id = p.regiment_id join merchant m on m.id = p.merchant_id
     where p.id = any(${productIds}::uuid[])`
  const documents = rows.map((row) => ({ id: row.productId, tokens: searchTokens(row, readings) }))
  await tx.$executeRaw`
    update search_document d set tokens = array_to_tsvector(x.tokens), indexed = true
      from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) as x (id uuid, tokens text[])
     where d.product_id = x.id`
  await addWords(
    tx,
    rows.flatMap(({ title, categoryName, regimentName, town }): [string, KnownWord['kind']][] => [
      [categoryName, 'CATEGORY'],
      [regimentName, 'PLACE'],
      [town ?? '', 'PLACE'],
      ...titleParts(title).map((part): [string, 'TITLE'] => [part, 'TITLE']),
    ]),
    readings,
  )
}

/** Words for suggestions and corrections; one that is known stays what it is. */
export async function addWords(on: Reader, words: readonly (readonly [word: string, kind: KnownWord['kind']])[], readings: Readings): Promise<void> {
  const rows = new Map(words.map(([text, kind]) => [plainText(text), kind] as const).filter(([word]) => isHan(word) && [...word].length > 1).reverse())
  await on.searchWord.createMany({
    // In one order everywhere, so that two who add the same words wait and do not deadlock.
    data: [...rows].map(([word, kind]) => wordRow(word, kind, readings)).sort((a, b) => (a.word < b.word ? -1 : 1)),
    skipDuplicates: true,
  })
}

function wordRow(word: string, kind: KnownWord['kind'], readings: Readings): KnownWord & { near: string[] } {
  const syllables = readings([...word].filter((sign) => isHan(sign)).join(''))
  const pinyin = syllables.join('')
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('')
  return { word, kind, pinyin, initials, near: [...new Set([...shortEnough(word, 2, 12), ...shortEnough(pinyin, 4, 30)])] }
}

const shortEnough = (word: string, least: number, most: number): string[] => (word.length >= least && word.length <= most ? nearForms(word) : [])

/** Listings whose words changed elsewhere (a shop's name, a place, a migration), until none is left. */
export async function indexWaitingListings(): Promise<number> {
  const readings = await loadReadings()
  for (let indexed = 0; ; ) {
    const batch = await db.$transaction(async (tx) => {
      const waiting = await tx.$queryRaw<{ id: string }[]>`
        select product_id as id from search_document where not indexed order by product_id limit ${BATCH} for update skip locked`
      await indexListings(tx, waiting.map(({ id }) => id), readings)
      return waiting.length
    })
    indexed += batch
    if (batch < BATCH) return indexed
  }
}
