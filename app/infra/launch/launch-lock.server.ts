import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'

type Launch = { pid: number; origin: string | null; children: number[] }

export type LaunchLock = { write: (launch: Omit<Launch, 'pid'>) => void; release: () => void }

export class AlreadyRunning extends Error {}

const LAUNCHER = 'entry.launcher'
const CHILD = 'entry.'
const LEAVE_MS = 10_000

/**
 * Makes this launcher the only one on its data directory, and waits for the children of
 * one that was killed: they are on their way out, and still hold its ports.
 * @throws AlreadyRunning with the address of the other one.
 */
export async function lockLaunch(dataDir: string): Promise<LaunchLock> {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'launch.json')
  const earlier = read(path)
  if (earlier && earlier.pid !== process.pid && isRunning(earlier.pid, LAUNCHER))
    throw new AlreadyRunning(`年货节已经开着：${earlier.origin ?? '正在启动'}（进程 ${earlier.pid}）。 / It is already running.`)

  const leaving = () => earlier?.children.filter((pid) => isRunning(pid, CHILD)) ?? []
  if (!(await waitUntil(() => leaving().length === 0, LEAVE_MS)))
    for (const pid of leaving()) process.kill(pid, 'SIGKILL')

  const write: LaunchLock['write'] = (launch) =>
    writeFileSync(path, JSON.stringify({ pid: process.pid, ...launch } satisfies Launch))
  write({ origin: null, children: [] })
  return { write, release: () => rmSync(path, { force: true }) }
}

function read(path: string): Launch | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Launch
  } catch {
    return null
  }
}
