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

/** Asks again every few milliseconds; false when the time was up first. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > end) return false
    await wait(10)
  }
  return true
}
