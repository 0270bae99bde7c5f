import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPageCache } from '#app/http/page-cache/open-page-cache.server.ts'
import type { PageCache } from '#app/http/page-cache/open-page-cache.server.ts'
import { businessNow, resetClock } from '#app/infra/clock.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { listen } from '#app/infra/listen.server.ts'
import { logger } from '#app/infra/logger.server.ts'
import { forgetShippingTables } from '#app/services/shipping/shipping-tables.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'

let cache: PageCache
let server: Server
let drawn = 0
let ordinary = 0

// A build of one route that shows a price and whether there is any: what a product page hangs on.
const build = {
  entry: { module: { default: () => new Response('') } },
  routes: {
    root: {
      id: 'root',
      path: 'products/:slug',
      module: {
        loader: async ({ params, request }: { params: { slug: string }; request: Request }) => {
          drawn += 1
          const sku = await db.sku.findFirst({ where: { product: { slug: params.slug } } })
          if (!sku) return new Response('none', { status: 404 })
          const text = `${sku.priceFen} ${sku.onHand - sku.held - sku.committed > 0 ? 'there' : 'sold out'} ${request.headers.get('Cookie') ?? 'plain'} `.repeat(200)
          return new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
        },
      },
    },
    licences: {
      id: 'licences',
      path: 'licences',
      module: { loader: () => new Response('licences', { headers: { 'Content-Type': 'text/html; charset=utf-8' } }) },
    },
  },
  assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: {},
  isSpaMode: false,
  mode: 'production',
  basename: '/',
}

beforeAll(async () => {
  cache = openPageCache(build as never, { https: false, development: false, paymentOrigins: [] }, (ears) => listen('catalogue', ears))
  server = createServer(
    cache.before((_req, res) => {
      ordinary += 1
      res.writeHead(299).end('ordinary')
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await vi.waitUntil(() => cache.store.isUp)
})

afterAll(async () => {
  await cache.close()
  await new Promise((resolve) => server.close(resolve))
})

const ask = (path: string, headers: Record<string, string> = { 'Accept-Encoding': 'identity' }, method = 'GET') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method, headers })

async function listing(overrides: Parameters<typeof createSku>[0] = {}) {
  const sku = await createSku(overrides)
  const product = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  // The rows above ring; the pages begin after the last ring.
  await settled()
  return { sku, path: `/products/${product.slug}` }
}

/** Notifications that were committed before are worked off. */
async function settled(): Promise<void> {
  const before = cache.store.counts.cleared
  await pool.query(`notify catalogue`)
  await expect.poll(() => cache.store.counts.cleared).toBeGreaterThan(before)
}

const shows = async (path: string) => (await (await ask(path)).text()).split(' ').slice(0, 2).join(' ').trim()

describe('a public page', () => {
  test('is drawn once, compressed both ways, and answers 304', async () => {
    const { path } = await listing({ priceFen: 8_800 })
    const before = drawn
    const plain = await ask(path)
    const etag = plain.headers.get('etag')!
    const text = await plain.text()
    expect(text.startsWith('8800 there')).toBe(true)
    expect(plain.headers.get('content-length')).toBe(String(text.length))
    expect(plain.headers.get('cache-control')).toBe('public, no-cache')
    expect(plain.headers.get('vary')).toBe('Accept-Encoding')
    expect(plain.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(plain.headers.get('set-cookie')).toBe(null)
    const again = await ask(path, { 'Accept-Encoding': 'identity', 'If-None-Match': etag, Cookie: 'session=x' })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect((await ask(path, {}, 'HEAD')).status).toBe(200)
    const variants = cache.store.find(path, Date.now())!.variants
    expect(brotliDecompressSync(variants.br).toString()).toBe(text)
    expect(gunzipSync(variants.gzip).toString()).toBe(text)
    expect((await ask(path, { 'Accept-Encoding': 'br;q=0, gzip' })).headers.get('content-encoding')).toBe('gzip')
    expect(drawn).toBe(before + 1)
  })

  test('in large type is a page of its own, whoever else the cookies say one is', async () => {
    const { path } = await listing({ priceFen: 8_800 })
    const before = drawn
    const thirdWord = async (cookie: string) => {
      const answer = await ask(path, { 'Accept-Encoding': 'identity', Cookie: cookie })
      return [(await answer.text()).split(' ')[2], answer.headers.get('etag')]
    }
    const [plain, plainTag] = await thirdWord('session=a; guest=b')
    const [elder, elderTag] = await thirdWord('session=a; elder=1')
    // Nothing personal comes as far as the page.
    expect([plain, elder]).toEqual(['plain', 'elder=1'])
    expect(elderTag).not.toBe(plainTag)
    expect(await thirdWord('elder=1; session=c')).toEqual([elder, elderTag])
    expect(await thirdWord('elder=0; notelder=1')).toEqual([plain, plainTag])
    expect(drawn).toBe(before + 2)
  })

  test('shows a new price within a second', async () => {
    const { sku, path } = await listing({ priceFen: 8_800 })
    expect(await shows(path)).toBe('8800 there')
    await db.sku.update({ where: { id: sku.id }, data: { priceFen: 9_900 } })
    await expect.poll(() => shows(path), { timeout: 1_000, interval: 20 }).toBe('9900 there')
  })

  test('stays while only counters move, and goes when the last unit is taken', async () => {
    const { sku, path } = await listing({ stock: 3 })
    await shows(path)
    const before = drawn
    await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 2 }])
    await settled()
    await shows(path)
    const afterSettling = drawn
    expect(afterSettling).toBe(before + 1)
    const cleared = cache.store.counts.cleared
    await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    await expect.poll(() => cache.store.counts.cleared).toBeGreaterThan(cleared)
    expect(await shows(path)).toMatch(/sold$/)
  })

  test('what is no page is handed on and not kept', async () => {
    const before = ordinary
    expect((await ask('/cart')).status).toBe(299)
    expect((await ask('/products/none')).status).toBe(299)
    expect((await ask('/products/none')).status).toBe(299)
    expect((await ask('/', undefined, 'POST')).status).toBe(299)
    expect(ordinary).toBe(before + 4)
  })

  test('the cache is bypassed while changes are not heard, and comes back', async () => {
    const { path } = await listing()
    expect((await ask(path)).status).toBe(200)
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nianhuo-catalogue-ears' and datname = current_database()`)
    await expect.poll(() => cache.store.isUp, { interval: 5 }).toBe(false)
    expect((await ask(path)).status).toBe(299)
    await expect.poll(() => cache.store.isUp, { timeout: 5_000 }).toBe(true)
    expect((await ask(path)).status).toBe(200)
  })
})

describe('a page ends by itself', () => {
  /** The shop's clock stands at this moment of Shanghai. */
  async function setClock(text: string): Promise<void> {
    const offset = new Date(`${text}+08:00`).getTime() - Date.now()
    await pool.query('insert into business_clock (id, offset_ms) values (1, $1) on conflict (id) do update set offset_ms = excluded.offset_ms', [offset])
    resetClock()
  }

  afterEach(async () => {
    await pool.query('delete from business_clock')
    resetClock()
  })

  test.each([
    ['product', 'at the pick-up, when the promise moves by a day', '2027-01-16T09:00:00', '2027-01-16T18:00:00'],
    ['product', 'at midnight after it: the days to New Year’s Eve are counted', '2027-01-16T18:00:00', '2027-01-17T00:00:00'],
    ['product', 'at a cut-off an operator has set for another hour', '2027-01-17T09:00:00', '2027-01-17T11:30:00'],
    ['product', 'on the first day that couriers pause as on any other', '2027-02-05T18:00:00', '2027-02-06T00:00:00'],
    ['licences', 'at midnight', '2027-01-16T09:00:00', '2027-01-17T00:00:00'],
    ['licences', 'a second before midnight', '2027-01-16T23:59:59', '2027-01-17T00:00:00'],
  ])('%s: %s', async (kind, _, from, until) => {
    await db.orderCutoff.create({ data: { id: newId(), warehouseId: 'hub', zoneId: 'A', cutoffAt: new Date('2027-01-17T11:30:00+08:00'), resumesOn: new Date('2027-02-20') } })
    forgetShippingTables()
    const path = kind === 'product' ? (await listing()).path : '/licences'
    await settled()
    await setClock(from)
    expect(await (await ask(path)).text()).not.toBe('')
    const kept = cache.store.find(path, 0)!
    const ends = new Date(`${until}+08:00`).getTime() - (await businessNow()).getTime() + Date.now()
    // Never stale by more than a second.
    expect(Math.abs(kept.staleAt - ends)).toBeLessThanOrEqual(1_000)
    expect(cache.store.find(path, kept.staleAt - 1)).toBe(kept)
    expect(cache.store.find(path, kept.staleAt)).toBeUndefined()
    await db.orderCutoff.deleteMany({ where: { resumesOn: new Date('2027-02-20') } })
    forgetShippingTables()
  })
})

test('hits are counted, not logged one by one', async () => {
  const logged = vi.spyOn(logger(), 'info')
  const { path } = await listing()
  await ask(path)
  const { hits } = cache.store.counts
  logged.mockClear()
  for (let time = 0; time < 20; time += 1) expect((await ask(path)).status).toBe(200)
  expect(cache.store.counts.hits).toBe(hits + 20)
  expect(logged).not.toHaveBeenCalled()
  logged.mockRestore()
})
