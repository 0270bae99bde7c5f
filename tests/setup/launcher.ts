import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'

// The real launcher and the real PostgreSQL; web, worker and sandbox are small stand-ins
// that keep the same promises. Whatever a test leaves is ended after it.

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const stubShop = ['--dev', '--entries=tests/integration/stub-shop']
const ended: (() => void)[] = []

/** After the test, in the other order. */
export const atTheEnd = (act: () => void) => void ended.push(act)

afterEach(() => {
  for (const end of ended.splice(0).reverse()) end()
})

export type User = { uid?: number; gid?: number }

export function makeDataDir({ uid, gid }: User = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'nianhuo-'))
  if (uid !== undefined && gid !== undefined) chownSync(dir, uid, gid)
  ended.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Nothing of the settings of the tests: the launcher starts from what a person has. */
const { PATH, HOME } = process.env
const nothingSet = { PATH, HOME, NODE_ENV: 'production' as const }

type Options = {
  dataDir: string
  user?: User
  /** A setting of undefined is not given: the launcher looks for its ports itself. */
  env?: Record<string, string | undefined>
  command?: string
  args?: string[]
  /** The folder of the checkout. */
  cwd?: string
  openWithinMs?: number
}

export async function launch({ dataDir, user = {}, env = {}, command = process.execPath, args = ['app/entry.launcher.ts', ...stubShop], cwd = root, openWithinMs = 30_000 }: Options) {
  const [PORT = '', SANDBOX_PORT = ''] = await freePorts()
  const child = spawn(command, args, {
    ...user,
    cwd,
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
  const opened = await Promise.race([waitUntil(isOpen, openWithinMs), exit.then(() => false)])
  const address = /请进： (\S+)/.exec(output)?.[1] ?? `http://localhost:${PORT}`
  return {
    opened,
    address,
    exit,
    output: () => output,
    pid: child.pid ?? 0,
    press: (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal),
    web: async () => (await (await fetch(address)).json()) as { pid: number; origin: string; database: string; sandbox: string; dataDir: string },
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
export function processesOf(dataDir: string): number[] {
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

export function postmasterOf(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

export function stopsOf(dataDir: string): string[] {
  return ['web', 'worker', 'sandbox']
    .flatMap((name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { word: string; name: string; at: number })
    .filter(({ word }) => word === 'stopped')
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
}

const isRoot = process.getuid?.() === 0
export const ordinaryUser: User = isRoot ? { uid: 65_534, gid: 65_534 } : {}
/** Root may also run the launcher as somebody else, where that one can reach the checkout. */
export const canBeOrdinary = !isRoot || spawnSync(process.execPath, ['--version'], { ...ordinaryUser, cwd: root }).status === 0
