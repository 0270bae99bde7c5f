import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptAssets } from '#app/http/server/kept-assets.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'assets-'))
const css = 'a{color:red}'.repeat(100)
let server: Server

beforeAll(async () => {
  writeFileSync(join(folder, 'store-abc.css'), css)
  writeFileSync(join(folder, 'seal-abc.png'), 'not a text')
  const app = express()
  app.use('/assets', keptAssets(folder))
  app.use((_req, res) => res.status(299).send('next'))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init)

test('a text of the build comes small, for good and with few headers', async () => {
  const answer = await ask('/assets/store-abc.css', { headers: { 'Accept-Encoding': 'br' } })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe(css)
  expect(Object.fromEntries([...answer.headers].filter(([name]) => !['connection', 'date', 'keep-alive', 'x-powered-by'].includes(name)))).toEqual({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-length': expect.stringMatching(/^\d\d$/) as string,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'content-type': 'text/css; charset=utf-8',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  })
})

test('who takes no compression gets it plain; HEAD gets no body', async () => {
  const plain = await ask('/assets/store-abc.css', { headers: { 'Accept-Encoding': 'identity' } })
  expect([plain.headers.get('content-encoding'), plain.headers.get('content-length'), await plain.text()]).toEqual([null, '1200', css])
  const head = await ask('/assets/store-abc.css', { method: 'HEAD', headers: { 'Accept-Encoding': 'br' } })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test.each(['/assets/seal-abc.png', '/assets/gone-abc.css', '/assets/..%2Fpackage.json', '/assets/%2e%2e/x.css', '/assets/a/b.css'])('%s goes on to whoever comes next', async (path) => {
  expect((await ask(path)).status).toBe(299)
})

test('nothing is written here', async () => {
  expect((await ask('/assets/store-abc.css', { method: 'POST' })).status).toBe(299)
})
