// The search, a list and a detail beside growing catalogues (1,000, 10,000, 100,000 listings) in a database of its own. Prints one line of JSON; run by npm run bench -- search.
import { mkdirSync, rmSync } from 'node:fs'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { migrate } from '#app/infra/migrate.server.ts'
import { readings } from '#app/infra/pinyin.server.ts'
import { median } from '#tests/bench/load.ts'
import { asRows, catalogueOf, queriesFor } from '#tests/bench/search-catalogue.ts'
import type { QueryKind } from '#tests/bench/search-catalogue.ts'
import { testSettings } from '#tests/setup/settings.ts'
import type { GrowthOfSearch, SearchFigures } from '#tests/bench/search.ts'

const DATA_DIR = '.cache/bench/search'
const SIZES = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const EACH = 120
const WARM = 40

rmSync(DATA_DIR, { recursive: true, force: true })
mkdirSync(DATA_DIR, { recursive: true })
const server = await startEmbeddedPostgres({ dataDir: DATA_DIR, port: Number(process.env.DATABASE_PORT ?? 43_350), durable: false })
Object.assign(process.env, testSettings, { DATABASE_URL: server.url })
await migrate(server.url)
const { db, pool } = await import('#app/infra/db.server.ts')
const { hearRings } = await import('#app/infra/kept-until-rung.server.ts')
const { seedReference } = await import('#prisma/seed/reference.ts')
const { searchCatalogue } = await import('#app/services/catalogue/search-catalogue.server.ts')
const { getCategoryPage } = await import('#app/services/catalogue/get-category-page.server.ts')
const { getProductPage } = await import('#app/services/catalogue/get-product-page.server.ts')
const { suggestWords } = await import('#app/services/catalogue/suggest-words.server.ts')
await seedReference(db)

const sizes: GrowthOfSearch = {}
let filled = 0
for (const size of SIZES) {
  await fill(filled, size)
  filled = size
  // A web process hears the database, so what hardly changes is read once.
  hearRings(true)
  const kinds: QueryKind[] = ['name', 'two words', 'broad', 'reading', 'means', 'mistyped', 'nothing']
  for (const kind of kinds) for (const query of queriesFor(kind, size, WARM, 'warm')) await searchCatalogue(query)
  const all: number[] = []
  const byKind: Record<string, SearchFigures> = {}
  for (const kind of kinds) {
    const times: number[] = []
    let found = 0
    for (const query of queriesFor(kind, size, EACH, 'timed')) {
      const started = performance.now()
      found += (await searchCatalogue(query)).found
      times.push(performance.now() - started)
    }
    all.push(...times)
    byKind[kind] = figures(times, found / EACH)
  }
  const suggestions: number[] = []
  for (const query of queriesFor('name', size, EACH, 'suggested')) {
    const started = performance.now()
    await suggestWords(query.slice(0, 1))
    suggestions.push(performance.now() - started)
  }
  const categories = (await db.category.findMany({ select: { slug: true }, orderBy: { id: 'asc' } })).map(({ slug }) => slug)
  const now = new Date()
  const listMs = await medianOf((place) => getCategoryPage(categories[place % categories.length]!))
  const detailMs = await medianOf((place) => getProductPage(`bench-${(place * 7_919) % size}`, null, { provinceCode: '330000', now }))
  const { rows } = await pool.query<{ mb: number }>(`select round(pg_relation_size('search_document_tokens') / 1e6, 1)::float as mb`)
  const explained: string[] = []
  // A broad word, and one of which there are few.
  for (const token of ['a红枣', `t${[...catalogueOf(0, 1)[0]!.title].slice(0, 2).join('')}`]) {
    const { rows: lines } = await pool.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers, costs off, timing off, summary off) select product_id, sort from search_document where visible and tokens @@ $1::tsquery order by sort, product_id limit 241`,
      [`'${token}'`],
    )
    explained.push(...lines.map((line) => line['QUERY PLAN']).filter((line) => /rows=|Buffers|Index Cond|Removed/.test(line)))
  }
  sizes[size] = { search: figures(all, NaN), byKind, suggestMs: median(suggestions), listMs, detailMs, indexMb: rows[0]!.mb, plan: explained }
}
await db.$disconnect()
await pool.end()
await server.stop()
console.log(JSON.stringify(sizes))

async function medianOf(ask: (place: number) => Promise<unknown>): Promise<number> {
  for (let place = 0; place < WARM; place += 1) if ((await ask(place)) === null) throw new Error('Nothing was found to measure')
  const times: number[] = []
  for (let place = WARM; place < WARM + EACH; place += 1) {
    const started = performance.now()
    await ask(place)
    times.push(performance.now() - started)
  }
  return median(times)
}

function figures(times: readonly number[], found: number): SearchFigures {
  const sorted = [...times].sort((a, b) => a - b)
  return { medianMs: median(times), p99Ms: sorted[Math.floor(sorted.length * 0.99)]!, found: Math.round(found) }
}

/** Listings `from` to `until`, in bulk; the tokens are those that saving a listing writes. */
async function fill(from: number, until: number): Promise<void> {
  const client = await pool.connect()
  try {
    if (from === 0)
      await client.query(
        `insert into merchant (id, slug, name, legal_name, credit_code, kind, regiment_id, business_place, contact_phone, status)
         select gen_random_uuid(), 'bench-' || n, '测量店' || n, '测量合作社', 'B' || n, 'COOPERATIVE', 'r01', '测量路', '0', 'OPEN' from generate_series(1, 50) n`,
      )
    // Triggers would do row by row what is written here in bulk.
    await client.query('set session_replication_role = replica')
    const { rows: indexes } = await client.query<{ indexdef: string; indexname: string }>(`select indexname, indexdef from pg_indexes where tablename = 'search_document' and indexname <> 'search_document_pkey'`)
    for (const { indexname } of indexes) await client.query(`drop index ${indexname}`)
    for (let first = from; first < until; first += 2_000) {
      const rows = JSON.stringify(asRows(catalogueOf(first, Math.min(until, first + 2_000))))
      await client.query(
        `with x as materialized (select * from jsonb_to_recordset($1::jsonb) as x (id uuid, sku uuid, n int, title text, subtitle text, category text, regiment text, fen int, grams int, tokens text[])),
              m as (select id, row_number() over (order by slug) as place from merchant),
              p as (insert into product (id, merchant_id, slug, category_id, title, subtitle, regiment_id, goods_type, storage, shelf_life, return_policy, motif, status, sort)
                    select x.id, m.id, 'bench-' || n, category, title, subtitle, regiment, 'DRIED', '阴凉', '12 个月', 'SEVEN_DAY', 'jujube', 'LISTED', n from x join m on m.place = 1 + n % 50),
              s as (insert into sku (id, product_id, merchant_id, code, grade, spec, net_grams, price_fen, floor_fen, on_hand)
                    select x.sku, x.id, m.id, 'B' || n, '一级', '袋', grams, fen, fen / 2, case when n % 20 = 0 then 0 else 100 end from x join m on m.place = 1 + n % 50)
         insert into search_document (product_id, category_id, regiment_id, return_policy, sort, visible, indexed, tokens)
         select id, category, regiment, 'SEVEN_DAY', n, true, true, array_to_tsvector(tokens) from x`,
        [rows],
      )
    }
    await client.query('set session_replication_role = origin')
    for (const { indexdef } of indexes) await client.query(indexdef)
    const { addWords } = await import('#app/services/catalogue/index-listings.server.ts')
    const names = [...new Set(catalogueOf(from, until).map(({ title }) => title.split(' ')[0]!))]
    for (let first = 0; first < names.length; first += 2_000) await addWords(db, names.slice(first, first + 2_000).map((name) => [name, 'TITLE']), readings)
    for (const table of ['product', 'sku', 'merchant', 'search_document', 'search_word']) await client.query(`vacuum analyze ${table}`)
  } finally {
    client.release()
  }
}
