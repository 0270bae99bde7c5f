import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '#app/http/server/create-app.server.ts'

const PAGE = '<!doctype html><title>x</title>'

/**
 * The HTTP server as it runs, in front of a build of two tiny routes: /page (document) and
 * /resource (no component). What reaches an action is counted.
 */
export function useWeb(): { url: () => string; actions: () => number; drain: (on: boolean) => void } {
  let server: Server
  let actions = 0
  let draining = false
  const action = async ({ request }: { request: Request }) => {
    actions += 1
    const form = await request.formData()
    return new Response(String([...form.keys()].length))
  }
  const route = (id: string, path: string, withPage: boolean) => ({
    id,
    parentId: 'root',
    path,
    module: { action, loader: () => new Response('read'), ...(withPage ? { default: () => null } : {}) },
  })
  const build = {
    entry: { module: { default: () => new Response(PAGE, { headers: { 'Content-Type': 'text/html' } }), handleError: () => undefined } },
    routes: {
      root: { id: 'root', path: '', module: { default: () => null } },
      'routes/page': route('routes/page', 'page', true),
      'routes/resource': route('routes/resource', 'resource', false),
      'routes/bug': { id: 'routes/bug', parentId: 'root', path: 'bug', module: { loader: () => { throw new TypeError('secret detail') } } },
    },
    assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
    publicPath: '/',
    assetsBuildDirectory: '',
    future: { v3_singleFetch: true },
    isSpaMode: false,
    mode: 'production',
    basename: '/',
  }
  beforeAll(async () => {
    server = createServer(createApp({ build: build as never, isDraining: () => draining }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions: () => actions,
    drain: (on) => {
      draining = on
    },
  }
}
