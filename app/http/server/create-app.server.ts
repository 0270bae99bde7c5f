import { randomUUID } from 'node:crypto'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import { env } from '#app/infra/env.server.ts'
import { bodyLimits } from '#app/http/server/body-limits.server.ts'
import { answerDatabaseAway, DATABASE_AWAY_TEXT } from '#app/http/server/database-away.server.ts'
import { originCheck } from '#app/http/server/origin-check.server.ts'
import { addPlainRoutes } from '#app/http/server/plain-routes.server.ts'
import { keptAssets } from '#app/http/server/kept-assets.server.ts'
import { healthz, readyz } from '#app/http/server/readiness.server.ts'
import { requestLog } from '#app/http/server/request-log.server.ts'
import { reportError, RETRY_AFTER_SECONDS, statusOf } from '#app/http/report-error.server.ts'
import type { RequestTrouble } from '#app/http/report-error.server.ts'
import { securityHeaders } from '#app/http/server/security-headers.server.ts'
import { buildFor, surfaceOf } from '#app/http/server/surfaces.server.ts'
import type { Surface } from '#app/http/server/surfaces.server.ts'
import type { HeaderPolicy } from '#app/http/server/security-headers.server.ts'
import { keepTouch } from '#app/http/touch.server.ts'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    cspNonce: string
    requestId: string
    clientAddress: string
    trouble: RequestTrouble['trouble']
  }
  interface Future {
    v3_singleFetch: true
  }
}

export type AppParts = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  isDraining: () => boolean
  /** Vite's middleware in development. */
  development?: RequestHandler
}

const WEBHOOK = '/webhooks/stripe'

/** Everything between the socket and Remix, in the order in which a request meets it. */
export function createApp({ build, isDraining, development }: AppParts): Express {
  const settings = env()
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', settings.trustProxyHops)
  app.set('etag', false)

  app.get('/healthz', healthz)
  app.get('/readyz', readyz(isDraining))
  // Named by their bytes, the same for everybody: no page's headers, no line in the log.
  if (!development) app.use('/assets', keptAssets('build/client/assets'))
  app.use(requestLog())
  app.use(dropFrameworkHeaders)
  app.use(securityHeaders(headerPolicy(development !== undefined)))
  app.use(bodyLimits([WEBHOOK]))
  app.use(originCheck({ appOrigin: settings.appOrigin, acceptOwnHost: settings.appMode !== 'production', exempt: [WEBHOOK] }))
  addPlainRoutes(app)
  app.use(keepTouch)

  if (development) app.use(development)
  else {
    app.use(compression())
    app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y', index: false }))
    app.use(express.static('build/client', { maxAge: '1h', index: false }))
  }
  app.all('*', answerDatabaseAway, noStoreUnlessSaid, remix(build, development === undefined))
  app.use(answerError)
  return app
}

export function headerPolicy(development: boolean): HeaderPolicy {
  return { https: env().secureCookies, development, paymentOrigins: paymentOrigins() }
}

function remix(build: AppParts['build'], production: boolean): RequestHandler {
  // In development routes come and go while the shop is open.
  if (typeof build === 'function') return remixHandler(build, production)
  const handlers = new Map<Surface, RequestHandler>()
  return (req, res, next) => {
    const surface = surfaceOf(req.path)
    const handler = handlers.get(surface) ?? remixHandler(buildFor(surface, build), production)
    handlers.set(surface, handler)
    handler(req, res, next)
  }
}

function remixHandler(build: AppParts['build'], production: boolean): RequestHandler {
  return createRequestHandler({
    build,
    // Production's error pages say nothing of the error, whatever NODE_ENV says.
    mode: production ? 'production' : 'development',
    getLoadContext: (req, res) => ({
      cspNonce: String(res.locals.cspNonce),
      requestId: String(res.locals.requestId),
      clientAddress: req.ip ?? '',
      trouble: res.locals.trouble as RequestTrouble['trouble'],
    }),
  })
}

/** Where the pay form's redirect may lead. */
function paymentOrigins(): string[] {
  const base = env().stripeApiBase
  return [...new Set(['https://checkout.stripe.com', ...(base ? [new URL(base).origin, ...loopbackNames(base)] : [])])]
}

/** The sandbox's pages may be opened under either name of this machine. */
function loopbackNames(base: string): string[] {
  const { port, hostname, protocol } = new URL(base)
  return hostname === '127.0.0.1' || hostname === 'localhost' ? [`${protocol}//localhost:${port}`, `${protocol}//127.0.0.1:${port}`] : []
}

// A visitor must not speak to the framework, nor name our host.
const dropFrameworkHeaders: RequestHandler = (req, _res, next) => {
  for (const name of Object.keys(req.headers))
    if (/^x-(?:remix|react-router)-|^x-forwarded-host$|^x-original-url$|^x-rewrite-url$/.test(name)) delete req.headers[name]
  next()
}

const noStoreUnlessSaid: RequestHandler = (_req, res, next) => {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => typeof res
  res.writeHead = ((...args: unknown[]) => {
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'private, no-store')
    return writeHead(...args)
  }) as typeof res.writeHead
  next()
}

const answerError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const requestId = String(res.locals.requestId ?? randomUUID())
  const trouble = { databaseAway: false }
  reportError(error, { requestId, trouble })
  // Express' own last word would print the error whole.
  if (res.headersSent) res.destroy()
  else if (trouble.databaseAway) res.status(503).set('Retry-After', String(RETRY_AFTER_SECONDS)).type('text').send(DATABASE_AWAY_TEXT)
  else res.status(statusOf(error)).type('text').send(`出错了，请稍后再试。请求编号 ${requestId}`)
}
