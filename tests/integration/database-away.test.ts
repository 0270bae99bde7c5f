import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import { data } from '@remix-run/node'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { RouteErrorPage } from '#app/components/error-page.tsx'
import * as entry from '#app/entry.server.tsx'
import { createApp } from '#app/http/server/create-app.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { logger } from '#app/infra/logger.server.ts'
import { PrismaClient } from '#app/infra/generated/prisma/client.ts'

// The HTTP server with the real rendering in front of routes that meet a database which
// refuses connections, ends them, or is there.

let nobody: pg.Pool
let prismaOfNobody: PrismaClient

const loaders: Record<string, () => unknown> = {
  'refused-pg': () => nobody.query('select 1'),
  'refused-prisma': () => prismaOfNobody.user.count(),
  'refused-transaction': () => prismaOfNobody.$transaction((tx) => tx.user.count()),
  'ended-pg': () => pool.query('select pg_terminate_backend(pg_backend_pid())'),
  'ended-prisma': () => db.$queryRaw`select pg_terminate_backend(pg_backend_pid())`,
  bug: () => Promise.reject(new Error('no order 202701161234567 of 王小明')),
  fine: () => ({ ok: true }),
}

const page = (id: string, loader: () => unknown) => ({ id, parentId: 'root', path: id, module: { loader, default: () => null } })
const resource = (id: string, loader: () => unknown) => ({ id: `r-${id}`, parentId: 'root', path: `r/${id}`, module: { loader } })
const routes = Object.entries(loaders).flatMap(([id, run]) => {
  const loader = async () => {
    await run()
    return new Response('fine')
  }
  return [page(id, loader), resource(id, loader)]
})
const busy = {
  id: 'busy',
  parentId: 'root',
  path: 'busy',
  module: { action: () => data({}, { status: 429, headers: { 'Retry-After': '7' } }), default: () => null },
}
const root = { id: 'root', path: '', module: { default: () => null, ErrorBoundary: RouteErrorPage } }
const build = {
  entry: { module: entry },
  routes: Object.fromEntries([root, busy, ...routes].map((route) => [route.id, route])),
  assets: {
    entry: { module: '', imports: [] },
    routes: Object.fromEntries([root, busy, ...routes].map(({ module, ...route }) => [route.id, { ...route, module: '', hasErrorBoundary: 'ErrorBoundary' in module }])),
    url: '',
    version: '',
  },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: { v3_singleFetch: true },
  isSpaMode: false,
  mode: 'production',
  basename: '/',
}

let server: Server
let origin = ''
const logged = vi.spyOn(logger(), 'error').mockReturnValue(undefined)

beforeAll(async () => {
  // A port that was free a moment ago: connections to it are refused.
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  nobody = new pg.Pool({ host: '127.0.0.1', port })
  prismaOfNobody = new PrismaClient({ adapter: new PrismaPg(nobody) })
  server = createServer(createApp({ build: build as never, isDraining: () => false }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => void logged.mockClear())
afterAll(async () => {
  await nobody.end()
  await new Promise((resolve) => server.close(resolve))
})

async function get(path: string) {
  const answer = await fetch(origin + path)
  return {
    status: answer.status,
    retryAfter: answer.headers.get('Retry-After'),
    cache: answer.headers.get('Cache-Control'),
    requestId: answer.headers.get('X-Request-Id') ?? '',
    body: await answer.text(),
  }
}

/** Failures written to the log, apart from the one line of every request. */
const failures = () =>
  logged.mock.calls.filter((call) => (call as unknown[])[1] !== 'request').map((call) => call as unknown as [{ requestId: string }, string])

const away = ['refused-pg', 'refused-prisma', 'refused-transaction', 'ended-pg', 'ended-prisma']

describe('while the database is away', () => {
  test.each(away)('a page says so kindly, with when to come back: %s', async (id) => {
    const answer = await get(`/${id}`)
    expect(answer).toMatchObject({ status: 503, retryAfter: '5', cache: 'private, no-store' })
    expect(answer.body).toContain('店铺暂时歇一会儿')
    expect(answer.body).toContain(answer.requestId)
    expect(failures().map(([{ requestId }, words]) => [requestId, words])).toEqual([[answer.requestId, 'database away']])
  })

  test.each(away)('so does what a hydrated page fetches: %s', async (id) => {
    expect(await get(`/${id}.data`)).toMatchObject({ status: 503, retryAfter: '5' })
    expect(failures()).toHaveLength(1)
  })

  test.each(away)('and a resource without a page: %s', async (id) => {
    expect(await get(`/r/${id}`)).toMatchObject({ status: 503, retryAfter: '5', body: '店铺暂时歇一会儿，请稍后再试' })
    expect(failures()).toHaveLength(1)
  })
})

describe('a bug stays a bug', () => {
  test('on a page: one line in the log, under the number that the page shows', async () => {
    const answer = await get('/bug')
    expect(answer).toMatchObject({ status: 500, retryAfter: null })
    expect(answer.body).toContain('我们这边出了点问题')
    expect(answer.body).toContain(`>${answer.requestId}</code>`)
    expect(answer.body).not.toMatch(/202701161234567|王小明|data-database-away/)
    expect(failures().map(([{ requestId }, words]) => [requestId, words])).toEqual([[answer.requestId, 'request failed']])
  })

  test('on a resource', async () => {
    expect(await get('/r/bug')).toMatchObject({ status: 500, retryAfter: null, body: 'Unexpected Server Error' })
    expect(failures()).toHaveLength(1)
  })
})

test('where the database is back, so is the page', async () => {
  expect(await get('/fine')).toMatchObject({ status: 200, retryAfter: null })
  expect(await get('/r/fine')).toMatchObject({ status: 200, retryAfter: null, body: 'fine' })
  expect(failures()).toEqual([])
})

test('an address that is not there is no failure', async () => {
  expect(await get('/nowhere')).toMatchObject({ status: 404, retryAfter: null })
  expect(failures()).toEqual([])
})

test('how long to wait after too many tries is said on the page’s answer', async () => {
  const answer = await fetch(`${origin}/busy`, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' }, body: new URLSearchParams({ a: '1' }) })
  expect({ status: answer.status, retryAfter: answer.headers.get('Retry-After') }).toEqual({ status: 429, retryAfter: '7' })
})
