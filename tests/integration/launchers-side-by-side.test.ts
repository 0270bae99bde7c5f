import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createListener } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'
import { launch, makeDataDir, postmasterOf, processesOf } from '#tests/setup/launcher.ts'

// Nobody names a port: all look for free ones from the same first ones on, all at once.
const unnamed = { PORT: undefined, SANDBOX_PORT: undefined }

type Shop = Awaited<ReturnType<typeof launch>>

async function partsOf(shop: Shop, dataDir: string) {
  const web = await shop.web()
  return { web: web.origin, sandbox: web.sandbox, database: new URL(web.database).port, dataDir: web.dataDir === dataDir }
}

async function close(shop: Shop, dataDir: string): Promise<void> {
  shop.press('SIGINT')
  expect(await shop.exit).toBe(0)
  expect(processesOf(dataDir)).toEqual([])
}

describe.runIf(process.platform === 'linux')('several launchers in the same second', () => {
  test('all open, on web, sandbox and database ports of their own', async () => {
    const dataDirs = [makeDataDir(), makeDataDir(), makeDataDir()]
    const shops = await Promise.all(dataDirs.map((dataDir) => launch({ dataDir, env: unnamed })))
    expect(shops.map((shop) => [shop.opened, shop.output()])).toEqual(shops.map((shop) => [true, shop.output()]))
    const parts = await Promise.all(shops.map((shop, place) => partsOf(shop, dataDirs[place]!)))
    expect(parts.map(({ dataDir }) => dataDir)).toEqual([true, true, true])
    for (const part of ['web', 'sandbox', 'database'] as const) expect(new Set(parts.map((each) => each[part])).size, part).toBe(3)
    for (const [place, shop] of shops.entries()) await close(shop, dataDirs[place]!)
  }, 90_000)

  test('also while the database that one of them left is taken over', async () => {
    const [left, other] = [makeDataDir(), makeDataDir()]
    const first = await launch({ dataDir: left, env: unnamed })
    const postmaster = postmasterOf(left)
    process.kill(first.pid, 'SIGKILL')
    await first.exit
    const [again, beside] = await Promise.all([launch({ dataDir: left, env: unnamed }), launch({ dataDir: other, env: unnamed })])
    expect([again.opened, beside.opened]).toEqual([true, true])
    expect(postmasterOf(left)).toBe(postmaster)
    const [mine, theirs] = [await partsOf(again, left), await partsOf(beside, other)]
    expect([mine.dataDir, theirs.dataDir]).toEqual([true, true])
    for (const part of ['web', 'sandbox', 'database'] as const) expect(mine[part], part).not.toBe(theirs[part])
    await close(again, left)
    await close(beside, other)
  }, 90_000)

  test('on the same data one opens and the other says so', async () => {
    const dataDir = makeDataDir()
    const shops = await Promise.all([launch({ dataDir, env: unnamed }), launch({ dataDir, env: unnamed })])
    expect(shops.map(({ opened }) => opened).sort()).toEqual([false, true])
    const refused = shops.find(({ opened }) => !opened)!
    expect(await refused.exit).toBe(1)
    expect(refused.output()).toContain('年货节已经开着')
    await close(shops.find(({ opened }) => opened)!, dataDir)
  }, 60_000)
})

describe.runIf(process.platform === 'linux')('a port that somebody takes between the look and the start', () => {
  test('is left to them: the shop opens on others, and nobody is taken for its own', async () => {
    const dataDir = makeDataDir()
    // Answers well on everything, as another shop does.
    const stranger = createServer((_, response) => response.end('{}'))
    const begun = launch({ dataDir, env: { PORT: undefined, SANDBOX_PORT: undefined, STUB_WAITS: 'web' } })
    const webLog = join(dataDir, 'logs/web.log')
    expect(await waitUntil(() => chosenPort(webLog) > 0, 20_000)).toBe(true)
    const port = chosenPort(webLog)
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
    const shop = await begun
    expect(shop.opened, shop.output()).toBe(true)
    expect((await shop.web()).dataDir).toBe(dataDir)
    expect(new URL(shop.address).port).not.toBe(String(port))
    await close(shop, dataDir)
    await new Promise((resolve) => stranger.close(resolve))
  })

  test.each(['PORT', 'SANDBOX_PORT', 'DATABASE_PORT'])('%s that was asked for and is taken: one sentence, and nothing is left running', async (name) => {
    const dataDir = makeDataDir()
    const listener = createListener().listen(0, '127.0.0.1')
    await new Promise((resolve) => listener.once('listening', resolve))
    const taken = String((listener.address() as AddressInfo).port)
    const shop = await launch({ dataDir, env: { [name]: taken } })
    expect(await shop.exit).toBe(1)
    expect(shop.output().match(/端口 \d+ 已被占用/g)).toEqual([`端口 ${taken} 已被占用`])
    expect(shop.output()).not.toMatch(/\bat .*\.ts:\d+/)
    expect(processesOf(dataDir)).toEqual([])
    expect(isRunning(postmasterOf(dataDir), dataDir)).toBe(false)
    await new Promise((resolve) => listener.close(resolve))
    const again = await launch({ dataDir, env: { [name]: taken } })
    expect(again.opened, again.output()).toBe(true)
    await close(again, dataDir)
  }, 60_000)
})

function chosenPort(log: string): number {
  try {
    const [line = ''] = readFileSync(log, 'utf8').split('\n')
    return (JSON.parse(line) as { port?: number }).port ?? 0
  } catch {
    return 0
  }
}
