import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Whether the process lives and its command line contains the word. A bare
 * `kill(pid, 0)` also finds zombies (where process 1 does not reap) and strangers that
 * were given an old number; where there is no /proc it has to do.
 */
export function isRunning(pid: number, word: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)
    } catch {
      return false
    }
  }
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * What a living process is and no later one with its number will be: the number and the
 * moment of its start. Null for one that is gone or a zombie.
 */
export function identify(pid: number): string | null {
  if (process.platform !== 'linux') return isRunning(pid, '') ? String(pid) : null
  try {
    // The second field, the name, is in parentheses and may contain anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [state, startedAt] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? null : `${pid}@${startedAt}`
  } catch {
    return null
  }
}

/** Asks again every few milliseconds; false when the time was up first. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > end) return false
    await wait(10)
  }
  return true
}
