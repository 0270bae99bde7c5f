// Floor: Remix on Express drawing the same elements with the same build, its loaders giving
// constants: no database, no session, no logging, no headers of ours.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deserialize } from 'node:v8'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'

// path → route id → loader data, as the shop's own loaders gave it, dates as dates.
const constants = deserialize(readFileSync(process.env.CONSTANTS ?? '')) as Record<string, Record<string, unknown>>
const build = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild

const routes = Object.fromEntries(
  Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route]
    const loader = ({ request }: { request: Request }) => constants[new URL(request.url).pathname]?.[id] ?? null
    return [id, { ...route, module: route.module.loader ? { ...route.module, loader } : route.module }]
  }),
)

const app = express()
app.get('/healthz', (_req, res) => void res.send('ok'))
const remix = createRequestHandler({
  build: { ...build, routes } as ServerBuild,
  mode: 'production',
  getLoadContext: () => ({ cspNonce: '', requestId: '', clientAddress: '', trouble: { databaseAway: false } }),
})
app.all('*', (req, res, next) => void remix(req, res, next))
app.listen(Number(process.env.PORT), '127.0.0.1')
