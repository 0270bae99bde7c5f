// npm start and npm run dev: one shop on one machine. Starts the database, the local
// Stripe sandbox, the worker and the web process, in this order, and stops them in the
// other one. In production the same entries run without it, see README.
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { orDiskFull, saysFull } from '#app/infra/disk-full.server.ts'
import { buildOnce } from '#app/infra/launch/build-once.server.ts'
import { forgetEmbeddedPostgres, startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import type { EmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { DATABASE } from '#app/infra/launch/enter-shop.server.ts'
import { lockLaunch } from '#app/infra/launch/launch-lock.server.ts'
import type { LaunchLock } from '#app/infra/launch/launch-lock.server.ts'
import { readLaunchSettings, sandboxBook, shopEnv } from '#app/infra/launch/launch-settings.server.ts'
import type { LaunchSettings } from '#app/infra/launch/launch-settings.server.ts'
import { migrate } from '#app/infra/migrate.server.ts'
import { servicePlans } from '#app/infra/launch/service-plans.server.ts'
import { runToEnd, supervise } from '#app/infra/launch/supervisor.server.ts'
import type { Supervised, Surroundings } from '#app/infra/launch/supervisor.server.ts'
import { PortTaken } from '#app/infra/ports.server.ts'

// npm hands a Ctrl-C on to its child, which the terminal has told already: what comes
// within this time is the same press of the keys.
const SAME_PRESS_MS = 500
const DATABASE_WATCH_MS = 2_000
const PARENT_WATCH_MS = 500
// Each try that fails has left a port to somebody else, who is then open.
const PORT_TRIES = 10

const say = (sentence: string) => console.log(sentence)
const running: Supervised[] = []
const ending = new AbortController()
let endingSince = 0
let origin: string | null = null
let lock: LaunchLock | undefined
let database: EmbeddedPostgres | undefined
const startedBy = process.ppid
let databaseWatch: NodeJS.Timeout | undefined
let lastLook = Promise.resolve()

const starting = start()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(signal))
// A TERM for npm ends the shell between npm and this process, which hears nothing of it.
if (['start', 'dev'].includes(process.env.npm_lifecycle_event ?? ''))
  setInterval(() => process.ppid === startedBy || ending.signal.aborted || void end('npm 已退出'), PARENT_WATCH_MS).unref()
try {
  await starting
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(`\n${sentenceOf(error)}\n`)
    await stopAll()
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const settings = readLaunchSettings(process.env, process.argv)
  const logDir = join(settings.dataDir, 'logs')
  const entry = (name: string) => join(settings.entries, name)
  mkdirSync(logDir, { recursive: true })
  lock = await lockLaunch(settings.dataDir)
  if (settings.fresh) {
    await forgetEmbeddedPostgres(settings.dataDir)
    rmSync(sandboxBook(settings.dataDir), { force: true })
  }
  say(`\n塔里木河年货节${settings.dev ? ' · 开发模式' : ''}，正在准备……`)

  const early = await shopEnv(settings)
  // Where one fails the other is waited for: what it has started can only be stopped then.
  const [opened, built] = await Promise.allSettled([
    step('数据库', () => prepareDatabase(settings)),
    settings.dev || step('页面', () => buildOnce(ending.signal)),
  ])
  if (opened.status === 'rejected') throw opened.reason
  if (built.status === 'rejected') throw built.reason
  const databaseUrl = opened.value
  const around = { logDir, console: settings.verbose, say: note, onStart: remember, signal: ending.signal }
  const seed = { name: 'seed', entry: entry('entry.seed.ts'), env: { ...early.env, DATABASE_URL: databaseUrl } }
  await step(settings.demo ? '演示数据' : '基础数据', () => runToEnd(seed, around))

  await step('服务', async () => {
    origin = await startServices(settings, databaseUrl, around)
  })
  remember()
  say(greeting(origin ?? '', settings))
}

/**
 * All of them on ports that were free a moment ago. Where another shop was faster, they
 * begin anew on others: each is told the addresses of all.
 */
async function startServices(settings: LaunchSettings, databaseUrl: string, around: Surroundings): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const { env, sandboxPort } = await shopEnv(settings)
    try {
      for (const plan of servicePlans(settings, { ...env, DATABASE_URL: databaseUrl }, sandboxPort))
        running.unshift(await supervise(plan, around))
      return env.APP_ORIGIN
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === PORT_TRIES) throw error
      for (const child of running.splice(0)) await child.stop()
    }
  }
}

async function prepareDatabase({ given, dataDir, databasePort }: LaunchSettings): Promise<string> {
  if (given.DATABASE_URL) {
    await migrate(given.DATABASE_URL)
    return given.DATABASE_URL
  }
  database = await startEmbeddedPostgres({ dataDir, port: databasePort.port, explicitPort: databasePort.explicit })
  await database.createDatabase(DATABASE)
  await migrate(database.databaseUrl(DATABASE))
  watchDatabase(dataDir, database.port)
  return database.databaseUrl(DATABASE)
}

/** Asks from time to time, because an adopted server is nobody's child. */
function watchDatabase(dataDir: string, port: number): void {
  let said = ''
  // While a disk is full the same is true every two seconds, and said once.
  const sayOnce = (sentence: string) => {
    if (sentence !== said) note(sentence)
    said = sentence
  }
  const look = async () => {
    if (database?.isAlive() || ending.signal.aborted) return
    if (said === '') sayOnce('数据库意外退出，正在重新启动')
    database = await startEmbeddedPostgres({ dataDir, port, explicitPort: true })
    said = ''
  }
  databaseWatch = setInterval(() => {
    lastLook = lastLook.then(look).catch((error: unknown) => sayOnce(sentenceOf(error)))
  }, DATABASE_WATCH_MS)
}

async function end(reason: string): Promise<void> {
  if (ending.signal.aborted) {
    if (performance.now() - endingSince < SAME_PRESS_MS) return
    say(`\n立即结束（${reason}）。`)
    for (const child of running) child.kill()
    database?.kill()
    process.exit(130)
  }
  endingSince = performance.now()
  ending.abort()
  say(`\n正在收摊（${reason}）……再按一次 Ctrl-C 立即结束`)
  await starting.catch(() => undefined)
  await stopAll()
  say('都停好了，数据留到下次。')
  process.exit(0)
}

/** Web first, so that nothing new comes in; the database last. */
async function stopAll(): Promise<void> {
  clearInterval(databaseWatch)
  for (const child of running) await child.stop()
  // It may be starting the database at this very moment.
  await lastLook
  await database?.stop()
  lock?.release()
}

function remember(): void {
  try {
    lock?.write({ origin, children: running.flatMap((child) => child.pid() ?? []) })
  } catch {
    // A full disk: what was remembered before still stands there.
  }
}

function sentenceOf(failure: unknown): string {
  // A server that falls over a full disk tears its callers' lines; only its log says why.
  const words = database?.words() ?? ''
  const error = orDiskFull(saysFull(words) ? new Error(words) : failure, [resolve(process.env.DATA_DIR || '.data'), tmpdir()])
  return error instanceof Error ? error.message : String(error)
}

function note(sentence: string): void {
  say(`  · ${sentence}`)
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  ending.signal.throwIfAborted()
  const startedAt = performance.now()
  const result = await work()
  say(`  ✓ ${name}（${((performance.now() - startedAt) / 1000).toFixed(1)} 秒）`)
  return result
}

function greeting(address: string, { demo, dataDir }: LaunchSettings): string {
  const lines = [`\n年货节开张了，请进： ${address}`]
  if (demo)
    lines.push(
      '',
      `  逛店      ${address}/`,
      '            13800000001 · 13800000002',
      `  商家      ${address}/merchant`,
      '            13800000101 · 13800000102（店主）· 13800000111（店员）',
      `  指挥部    ${address}/command`,
      '            13800000201（填表人）· 13800000202（审核人）· 13800000203（签发人）',
      `  平台运营  ${address}/operator`,
      '            13800000301 · 13800000302',
      '',
      '  密码都是 nianhuo-2027。店里的一切都是演示数据。',
    )
  lines.push(`  日志在 ${join(dataDir, 'logs')}。按 Ctrl-C 收摊，数据会留到下次。\n`)
  return lines.join('\n')
}
