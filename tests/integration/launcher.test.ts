import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'

// The real launcher and the real PostgreSQL; web, worker and sandbox are small stand-ins
// that keep the same promises.

const root = fileURLToPath(new URL('../..', import.meta.url))
const launcher = ['app/entry.launcher.ts', '--dev', '--entries=tests/integration/stub-shop']
const ended: (() => void)[] = []

afterEach(() => {
  for (const end of ended.splice(0).reverse()) end()
})

type User = { uid?: number; gid?: number }

function makeDataDir({ uid, gid }: User = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'nianhuo-'))
  if (uid !== undefined && gid !== undefined) chownSync(dir, uid, gid)
  ended.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Nothing of the settings of the tests: the launcher starts from what a person has. */
const { PATH, HOME } = process.env
const nothingSet = { PATH, HOME, NODE_ENV: 'production' as const }

type Options = { dataDir: string; user?: User; env?: Record<string, string>; command?: string; args?: string[] }

async function launch({ dataDir, user = {}, env = {}, command = process.execPath, args = launcher }: Options) {
  const [PORT = '', SANDBOX_PORT = ''] = await freePorts()
  const child = spawn(command, args, {
    ...user,
    cwd: root,
    // A session of its own, as a terminal gives it: Ctrl-C goes to all of it.
    detached: true,
    env: { ...nothingSet, PORT, SANDBOX_PORT, ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  ended.push(() => {
    for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL')
  })
  const isOpen = () => output.includes('开张了') && workerListens(dataDir)
  const opened = await Promise.race([waitUntil(isOpen, 30_000), exit.then(() => false)])
  const address = `http://localhost:${PORT}`
  return {
    opened,
    address,
    exit,
    output: () => output,
    pid: child.pid ?? 0,
    press: (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal),
    web: async () => (await (await fetch(address)).json()) as { pid: number; origin: string; database: string },
  }
}

/** The launcher does not wait for the worker, but who is to hear a signal must be there. */
function workerListens(dataDir: string): boolean {
  return readFileSync(join(dataDir, 'logs/worker.log'), 'utf8').includes('started')
}

/** Ports that the system has just given and nobody else is likely to get. */
async function freePorts(): Promise<string[]> {
  const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')]
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))))
  const ports = servers.map((server) => String((server.address() as AddressInfo).port))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Every process that works on this data directory, the server's own ones included. */
function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && (isRunning(pid, dataDir) || environmentOf(pid).includes(`DATA_DIR=${dataDir}`)))
}

function environmentOf(pid: number): string {
  try {
    // Of a zombie nothing is left but its name.
    return isRunning(pid, 'node') ? readFileSync(`/proc/${pid}/environ`, 'utf8') : ''
  } catch {
    return ''
  }
}

function postmasterOf(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

function stopsOf(dataDir: string): string[] {
  return ['web', 'worker', 'sandbox']
    .flatMap((name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { word: string; name: string; at: number })
    .filter(({ word }) => word === 'stopped')
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
}

const isRoot = process.getuid?.() === 0
const nobody: User = { uid: 65_534, gid: 65_534 }
const nobodyMayEnter = isRoot && spawnSync(process.execPath, ['--version'], { ...nobody, cwd: root }).status === 0

describe.runIf(process.platform === 'linux')('the launcher', () => {
  describe.each([
    { who: isRoot ? 'root' : 'an ordinary user', user: {}, can: true },
    { who: 'an ordinary user (from root)', user: nobody, can: nobodyMayEnter },
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
    const args = ['start', '--', '--dev', '--entries=tests/integration/stub-shop']
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
    const shop = await launch({ dataDir, command: 'npm', args: ['start', '--', '--dev', '--entries=tests/integration/stub-shop'] })
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
    expect(await waitUntil(isBack, 10_000)).toBe(true)
    expect(shop.output()).toContain('web 意外退出（3），0.5 秒后重新启动')

    const postmaster = postmasterOf(dataDir)
    process.kill(postmaster, 'SIGKILL')
    const isAnother = () => postmasterOf(dataDir) !== postmaster && isRunning(postmasterOf(dataDir), dataDir)
    expect(await waitUntil(isAnother, 15_000)).toBe(true)
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
