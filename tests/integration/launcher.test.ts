import { rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'
import { canBeOrdinary, launch, makeDataDir, ordinaryUser, postmasterOf, processesOf, stopsOf, stubShop } from '#tests/setup/launcher.ts'

const isRoot = process.getuid?.() === 0

// Five processes start in each of these, on a machine that may have other work.
vi.setConfig({ testTimeout: 90_000 })

describe.runIf(process.platform === 'linux')('the launcher', () => {
  describe.each([
    { who: isRoot ? 'root' : 'an ordinary user', user: {}, can: true },
    { who: 'an ordinary user (from root)', user: ordinaryUser, can: isRoot && canBeOrdinary },
  ])('as $who', ({ user, can }) => {
    test.skipIf(!can)('opens, survives kill -9, opens again with its data, and Ctrl-C leaves nothing', async () => {
      const dataDir = makeDataDir(user)
      const first = await launch({ dataDir, user })
      expect(first.output()).toContain(`请进： ${first.address}`)
      const { origin, database, pid: webPid } = await first.web()
      expect(origin).toBe(first.address)
      const client = new pg.Client({ connectionString: database })
      await client.connect()
      await client.query(`create table kept as select '红枣'::text as word`)
      await client.end()
      expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)

      // Node dies without a word: the processes follow, the database lives on.
      const postmaster = postmasterOf(dataDir)
      process.kill(first.pid, 'SIGKILL')
      await first.exit
      expect(await waitUntil(() => !isRunning(webPid, 'entry.web'), 5_000)).toBe(true)
      expect(isRunning(postmaster, dataDir)).toBe(true)

      const second = await launch({ dataDir, user })
      expect(postmasterOf(dataDir)).toBe(postmaster)
      const again = new pg.Client({ connectionString: (await second.web()).database })
      await again.connect()
      expect((await again.query('select word from kept')).rows).toEqual([{ word: '红枣' }])
      await again.end()

      rmSync(join(dataDir, 'logs/web.log'))
      rmSync(join(dataDir, 'logs/worker.log'))
      rmSync(join(dataDir, 'logs/sandbox.log'))
      second.press('SIGINT')
      expect(await second.exit).toBe(0)
      expect(processesOf(dataDir)).toEqual([])
    })
  })

  test('stops web, worker, sandbox and database in this order, also when started by npm', async () => {
    const dataDir = makeDataDir()
    const args = ['start', '--', ...stubShop]
    const shop = await launch({ dataDir, command: 'npm', args })
    expect(shop.opened).toBe(true)
    shop.press('SIGINT')
    await shop.exit
    expect(await waitUntil(() => processesOf(dataDir).length === 0, 5_000)).toBe(true)
    expect(shop.output()).toContain('都停好了')
    expect(stopsOf(dataDir)).toEqual(['web', 'worker', 'sandbox'])
  })

  test('a TERM for npm alone stops everything, too', async () => {
    const dataDir = makeDataDir()
    const shop = await launch({ dataDir, command: 'npm', args: ['start', '--', ...stubShop] })
    expect(shop.opened).toBe(true)
    process.kill(shop.pid, 'SIGTERM')
    await shop.exit
    expect(await waitUntil(() => processesOf(dataDir).length === 0, 10_000)).toBe(true)
    expect(stopsOf(dataDir)).toEqual(['web', 'worker', 'sandbox'])
  })

  test('starts again what dies, a process or the database, and says so', async () => {
    const dataDir = makeDataDir()
    const shop = await launch({ dataDir })
    const before = await shop.web()
    await fetch(`${shop.address}/crash`).catch(() => undefined)
    const isBack = async () => shop.web().then(({ pid }) => pid !== before.pid, () => false)
    expect(await waitUntil(isBack, 30_000)).toBe(true)
    expect(shop.output()).toContain('web 意外退出（3），0.5 秒后重新启动')

    const postmaster = postmasterOf(dataDir)
    process.kill(postmaster, 'SIGKILL')
    const isAnother = () => postmasterOf(dataDir) !== postmaster && isRunning(postmasterOf(dataDir), dataDir)
    expect(await waitUntil(isAnother, 30_000)).toBe(true)
    expect(shop.output()).toContain('数据库意外退出')
    shop.press('SIGTERM')
    expect(await shop.exit).toBe(0)
    expect(processesOf(dataDir)).toEqual([])
  })

  test('a second Ctrl-C does not wait for who hangs', async () => {
    const dataDir = makeDataDir()
    const shop = await launch({ dataDir, env: { STUB_HANGS: 'web' } })
    shop.press('SIGINT')
    let code: number | null | undefined
    void shop.exit.then((exitCode) => (code = exitCode))
    // Pressed again and again; what comes at once belongs to the first.
    expect(await waitUntil(() => (code === undefined && shop.press('SIGINT'), code !== undefined), 10_000)).toBe(true)
    expect(code).toBe(130)
    expect(await waitUntil(() => processesOf(dataDir).length === 0, 5_000)).toBe(true)
  })

  test('a second launcher on the same data gives the address of the first', async () => {
    const dataDir = makeDataDir()
    const first = await launch({ dataDir })
    const second = await launch({ dataDir })
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain(`年货节已经开着：${first.address}`)
    expect((await first.web()).origin).toBe(first.address)
    first.press('SIGINT')
    expect(await first.exit).toBe(0)
  })

  test('a port that was asked for and is taken is an error that names it', async () => {
    const dataDir = makeDataDir()
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const taken = String((server.address() as AddressInfo).port)
    const shop = await launch({ dataDir, env: { PORT: taken } })
    server.close()
    expect(await shop.exit).toBe(1)
    expect(shop.output()).toContain(`端口 ${taken} 已被占用`)
    expect(processesOf(dataDir)).toEqual([])
  })

  test('a wrong setting is said before anything starts', async () => {
    const dataDir = makeDataDir()
    const shop = await launch({ dataDir, env: { DEMO_TODAY: 'tomorrow' } })
    expect(await shop.exit).toBe(1)
    expect(shop.output()).toContain('DEMO_TODAY must be a date')
    expect(processesOf(dataDir)).toEqual([])
  })

  test('production without its settings does not open', async () => {
    const dataDir = makeDataDir()
    const shop = await launch({ dataDir, env: { APP_MODE: 'production' } })
    expect(await shop.exit).toBe(1)
    expect(shop.output()).toContain('SESSION_SECRET is missing')
  })
})
