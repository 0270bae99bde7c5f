import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serialize } from 'node:v8'
import { createRequestHandler } from '@remix-run/node'
import type { ServerBuild } from '@remix-run/node'
import { median, rateOf } from '#tests/bench/load.ts'
import { run } from '#tests/bench/processes.ts'

export const pages = { home: '/', category: '/categories/fresh-fruit', product: '/products/t008-pingguo-80', search: '/search?q=hz' } as const

export type PageFigures = Record<string, { cached: number; memoryFloor: number; cachedRatio: number; notModified: number; notModifiedFloor: number; notModifiedRatio: number; drawn: number; remixFloor: number; drawnRatio: number; failed: number }>

const CACHE_FILES = resolve('.cache/bench')

/** Each page: from the cache and drawn anew, beside its two floors, medians of three in turn. */
export async function benchPages(cached: string, drawn: string, ports: { memory: number; remix: number }): Promise<PageFigures> {
  mkdirSync(CACHE_FILES, { recursive: true })
  const captured = resolve(CACHE_FILES, 'captured.json')
  const constants = resolve(CACHE_FILES, 'constants.v8')
  writeFileSync(captured, JSON.stringify(await captureAnswers(cached)))
  writeFileSync(constants, serialize(await captureLoaders()))
  const memory = `http://127.0.0.1:${ports.memory}`
  const remix = `http://127.0.0.1:${ports.remix}`
  const floors = [
    await run('tests/bench/floors/memory.ts', { PORT: String(ports.memory), CAPTURED: captured, NODE_ENV: 'production' }, `${memory}/ready`),
    await run('tests/bench/floors/remix.ts', { PORT: String(ports.remix), CONSTANTS: constants, NODE_ENV: 'production' }, `${remix}/healthz`),
  ]
  const figures: PageFigures = {}
  const encoded = { 'accept-encoding': 'br' }
  for (const [name, path] of Object.entries(pages)) {
    const etag = (await fetch(`${cached}${path}`, { headers: encoded })).headers.get('etag') ?? ''
    const conditional = { ...encoded, 'if-none-match': etag }
    const series = { cached: [] as number[], memory: [] as number[], notModified: [] as number[], notModifiedFloor: [] as number[], drawn: [] as number[], remix: [] as number[] }
    let failed = 0
    const take = async (list: number[], url: string, options: Parameters<typeof rateOf>[1]) => {
      const rate = await rateOf(url, { connections: 32, seconds: 2, ...options })
      failed += rate.failed
      list.push(rate.perSecond)
    }
    for (let round = 0; round < 3; round += 1) {
      await take(series.memory, `${memory}${path}`, { headers: encoded })
      await take(series.cached, `${cached}${path}`, { headers: encoded })
      await take(series.notModifiedFloor, `${memory}${path}`, { headers: conditional, status: 304 })
      await take(series.notModified, `${cached}${path}`, { headers: conditional, status: 304 })
      // Uncompressed on both sides: what is compared is the drawing.
      await take(series.remix, `${remix}${path}`, { connections: 8, seconds: 5 })
      await take(series.drawn, `${drawn}${path}`, { connections: 8, seconds: 5, headers: { 'accept-encoding': 'identity' } })
    }
    const at = Object.fromEntries(Object.entries(series).map(([key, list]) => [key, median(list)])) as Record<keyof typeof series, number>
    figures[name] = {
      cached: at.cached, memoryFloor: at.memory, cachedRatio: at.cached / at.memory,
      notModified: at.notModified, notModifiedFloor: at.notModifiedFloor, notModifiedRatio: at.notModified / at.notModifiedFloor,
      drawn: at.drawn, remixFloor: at.remix, drawnRatio: at.drawn / at.remix, failed,
    }
  }
  await Promise.all(floors.map((floor) => floor.stop()))
  return figures
}

/** What the shop answers from its cache, whole and as 304: the bytes and headers that the floor repeats. */
async function captureAnswers(cached: string): Promise<object> {
  const whole = async (path: string) => {
    const answer = await capture(`${cached}${path}`, {})
    const unchanged = await capture(`${cached}${path}`, { 'if-none-match': answer.headers.etag ?? '' })
    return [path, { ...answer, notModifiedHeaders: unchanged.headers }] as const
  }
  return Object.fromEntries(await Promise.all(Object.values(pages).map(whole)))
}

function capture(url: string, headers: Record<string, string>): Promise<{ headers: Record<string, string>; body: string }> {
  return new Promise((done, fail) => {
    const req = request(url, { headers: { 'accept-encoding': 'br', ...headers } }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        const { date: _d, connection: _c, 'keep-alive': _k, ...kept } = res.headers as Record<string, string>
        done({ headers: kept, body: Buffer.concat(chunks).toString('base64') })
      })
    })
    req.on('error', fail)
    req.end()
  })
}

/** Loader data of each page, by the shop's own loaders in this process. */
async function captureLoaders(): Promise<object> {
  const build = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
  const seen: Record<string, Record<string, unknown>> = {}
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      const own = route?.module.loader
      if (!route || !own) return [id, route]
      const loader: typeof own = async (args) => {
        const data: unknown = await own(args)
        ;(seen[new URL(args.request.url).pathname] ??= {})[id] = data
        return data
      }
      return [id, { ...route, module: { ...route.module, loader } }]
    }),
  )
  const remix = createRequestHandler({ ...build, routes } as ServerBuild, 'production')
  for (const path of Object.values(pages)) await (await remix(new Request(`http://localhost${path}`), { cspNonce: '', requestId: '', clientAddress: '', trouble: { databaseAway: false } })).text()
  return seen
}
