import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from '#app/infra/launch/alone.server.ts'
import { identify, waitUntil } from '#app/infra/processes.server.ts'

/** Processes by what `identify` says of them. */
type Launch = { launcher: string; origin: string | null; children: string[] }

export type LaunchLock = {
  write: (launch: { origin: string | null; children: number[] }) => void
  release: () => void
}

export class AlreadyRunning extends Error {}

const LEAVE_MS = 10_000

/**
 * Makes this launcher the only one on its data directory, and waits for the children of
 * one that was killed: they are on their way out, and still hold its ports.
 * @throws AlreadyRunning with the address of the other one.
 */
export async function lockLaunch(dataDir: string): Promise<LaunchLock> {
  const path = join(dataDir, 'launch.json')
  // Of two that begin in the same moment one is first.
  return alone(join(dataDir, 'launch.lock'), () => lock(path))
}

async function lock(path: string): Promise<LaunchLock> {
  const earlier = read(path)
  if (earlier && isThere(earlier.launcher))
    throw new AlreadyRunning(
      `年货节已经开着：${earlier.origin ?? '正在启动'}（进程 ${pidOf(earlier.launcher)}）。 / It is already running.`,
    )

  const leaving = () => earlier?.children.filter(isThere) ?? []
  if (!(await waitUntil(() => leaving().length === 0, LEAVE_MS)))
    for (const child of leaving()) process.kill(pidOf(child), 'SIGKILL')

  const write: LaunchLock['write'] = ({ origin, children }) => {
    const launch: Launch = {
      launcher: identify(process.pid) ?? '',
      origin,
      children: children.flatMap((pid) => identify(pid) ?? []),
    }
    // On a full disk the old one stays rather than an empty one.
    writeFileSync(`${path}.new`, JSON.stringify(launch))
    renameSync(`${path}.new`, path)
  }
  write({ origin: null, children: [] })
  return { write, release: () => [path, `${path}.new`].forEach((file) => rmSync(file, { force: true })) }
}

const pidOf = (identity: string) => Number.parseInt(identity, 10)

const isThere = (identity: string) => identify(pidOf(identity)) === identity

function read(path: string): Launch | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Launch
  } catch {
    return null
  }
}
