import type { RequestListener } from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import { pageDrawer } from '#app/http/page-cache/draw-page.server.ts'
import { isEndless } from '#app/http/page-cache/page-key.ts'
import { PageStore } from '#app/http/page-cache/page-store.server.ts'
import { withPages } from '#app/http/page-cache/serve-page.server.ts'
import { keptPageHeaders } from '#app/http/server/security-headers.server.ts'
import type { HeaderPolicy } from '#app/http/server/security-headers.server.ts'
import { env } from '#app/infra/env.server.ts'
import { logger } from '#app/infra/logger.server.ts'

const LIMIT_BYTES = 64 * 1024 * 1024
// Some hundred results of searches: the popular ones of a festival.
const ENDLESS_BYTES = 12 * 1024 * 1024
const COUNT_EVERY_MS = 60_000

/** Hears of changes to what public pages show, and whether it still hears. */
export type HearChanges = (ears: { onRing: () => void; onLine: (up: boolean) => void }) => { close: () => Promise<void> }

export type PageCache = {
  store: PageStore
  before: (next: RequestListener) => RequestListener
  close: () => Promise<void>
}

/** Public pages in the memory of this process, emptied when the database says so. */
export function openPageCache(build: ServerBuild, policy: HeaderPolicy, hearChanges: HearChanges): PageCache {
  const store = new PageStore(pageDrawer(build, env().appOrigin, keptPageHeaders(policy)), LIMIT_BYTES, { has: isEndless, limitBytes: ENDLESS_BYTES })
  const ears = hearChanges({ onRing: () => store.clear(), onLine: (up) => store.setUp(up) })
  // Hits are counted, not logged one by one.
  const counting = setInterval(() => logger().info({ ...store.counts, bytes: store.bytes }, 'page cache'), COUNT_EVERY_MS)
  counting.unref()
  return {
    store,
    before: (next) => withPages(store, next),
    close: async () => {
      clearInterval(counting)
      await ears.close()
    },
  }
}
