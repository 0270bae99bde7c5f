// The web process. Stateless: any number of them run beside one database.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { createApp, headerPolicy } from '#app/http/server/create-app.server.ts'
import { openPageCache } from '#app/http/page-cache/open-page-cache.server.ts'
import type { HearChanges } from '#app/http/page-cache/open-page-cache.server.ts'
import { pool } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { PORT_TAKEN } from '#app/infra/launch/exit-codes.ts'
import { forgetAllKept, hearRings } from '#app/infra/kept-until-rung.server.ts'
import { listen } from '#app/infra/listen.server.ts'
import { logger } from '#app/infra/logger.server.ts'

const DRAIN_MS = 25_000

async function productionBuild(): Promise<ServerBuild> {
  return (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
}

/** The development server lives here only; production never loads Vite. */
async function developmentParts() {
  const { createServer: createVite } = await import('vite')
  const vite = await createVite({ configFile: 'remix.config.js', server: { middlewareMode: true } })
  return {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    development: vite.middlewares,
  }
}

/** What is kept in memory goes before the pages that are drawn from it. */
const hearChanges: HearChanges = ({ onRing, onLine }) =>
  listen('catalogue', {
    onRing: () => {
      forgetAllKept()
      onRing()
    },
    onLine: (up) => {
      hearRings(up)
      onLine(up)
    },
  })

let draining = false
const parts = env().nodeEnv === 'development' ? await developmentParts() : { build: await productionBuild() }
const app = createApp({ ...parts, isDraining: () => draining })
// In development every page is drawn anew.
const cache = typeof parts.build === 'function' || !env().pageCache ? null : openPageCache(parts.build, headerPolicy(false), hearChanges)
// Without pages to keep there is still what they are drawn from.
const ears = cache ?? hearChanges({ onRing: () => undefined, onLine: () => undefined })
const limits = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 }
const server = createServer(limits, cache ? cache.before(app) : app)
server.maxHeadersCount = 100
server.listen(env().port, env().host, () => {
  logger().info({ port: env().port }, 'web started')
  process.send?.('listening')
})
server.on('error', (error: NodeJS.ErrnoException) => {
  logger().fatal({ err: error }, 'web cannot listen')
  process.exit(error.code === 'EADDRINUSE' ? PORT_TAKEN : 1)
})

function stop(): void {
  if (draining) return
  draining = true
  // Finish what is under way, take nothing new; whoever is still here then is cut off.
  server.close(() => void Promise.allSettled([ears.close(), pool.end()]).then(() => process.exit(0)))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), DRAIN_MS).unref()
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
