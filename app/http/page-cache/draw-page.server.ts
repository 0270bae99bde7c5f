import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createRequestHandler } from '@remix-run/node'
import type { ServerBuild } from '@remix-run/node'
import { nextShippingChange } from '#app/domain/shipping/promise.ts'
import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'
import { elderCookie } from '#app/http/elder.server.ts'
import { readPageKey } from '#app/http/page-cache/page-key.ts'
import type { DrawPage } from '#app/http/page-cache/page-store.server.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { nextFestivalChange } from '#app/services/campaign/get-festival.server.ts'
import { nextCouponChange } from '#app/services/coupon/list-claimable.server.ts'
import { nextPromotionChange } from '#app/services/promotion/published-promotions.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)
// Level 5 of 11: a page is drawn again after every change, so its making counts, too.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/**
 * Draws public pages with Remix: once, complete, and compressed both ways. What sets a
 * cookie or is no good answer is left to the ordinary road.
 */
export function pageDrawer(build: ServerBuild, origin: string, securityHeaders: Readonly<Record<string, string>>): DrawPage {
  const remix = createRequestHandler(build, 'production')
  return async (key) => {
    const { address, elder } = readPageKey(key)
    const staleAt = await nextBoundary(address)
    const headers = { Accept: 'text/html', ...(elder ? { Cookie: elderCookie() } : {}) }
    const answer = await remix(new Request(`${origin}${address}`, { headers }), {
      cspNonce: '',
      requestId: '',
      clientAddress: '',
      trouble: { databaseAway: false },
    })
    if (answer.status !== 200 || answer.headers.has('Set-Cookie')) {
      await answer.body?.cancel()
      return null
    }
    const identity = Buffer.from(await answer.arrayBuffer())
    const [zipped, br] = await Promise.all([toGzip(identity), toBrotli(identity, BROTLI)])
    return {
      etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
      staleAt,
      variants: { identity, gzip: zipped, br },
      headers: {
        ...securityHeaders,
        'Content-Type': answer.headers.get('Content-Type') ?? 'text/html; charset=utf-8',
        // Kept anywhere, asked again each time: nobody sees an old price.
        'Cache-Control': 'public, no-cache',
        Vary: 'Accept-Encoding',
      },
    }
  }
}

/**
 * When a page ends by itself, by the business clock: pages count days, so at midnight; when a
 * promotion begins or ends, to the millisecond; one that promises an arrival at the next
 * pick-up or cut-off, too; one of the festival at the next boundary of its phases, one with
 * coupons when one begins or ends.
 */
async function nextBoundary(address: string): Promise<number> {
  const now = await businessNow()
  const ofFestival = address === '/' || address.startsWith('/venues/')
  const withCoupons = address === '/' || /^\/(?:products|shops)\//.test(address)
  const ends = await Promise.all([
    address.startsWith('/products/') ? shippingTables().then((tables) => nextShippingChange(tables, now)) : startOfDay(addDays(businessDate(now), 1)),
    nextPromotionChange(now),
    ofFestival ? nextFestivalChange(now) : null,
    withCoupons ? nextCouponChange(now) : null,
  ])
  return Date.now() + Math.min(...ends.map((at) => at?.getTime() ?? Infinity)) - now.getTime()
}
