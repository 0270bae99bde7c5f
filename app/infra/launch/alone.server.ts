import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { identify, waitUntil } from '#app/infra/processes.server.ts'

const LONGEST_MS = 600_000

/**
 * Does the work while no other process does work under this name; waits for whoever does.
 * One that died holds nothing.
 */
export async function alone<T>(path: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  const taken = await waitUntil(() => (signal?.throwIfAborted(), take(path)), LONGEST_MS)
  if (!taken) throw new Error(`Somebody has held ${path} for ${LONGEST_MS / 60_000} minutes`)
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, identify(process.pid) ?? String(process.pid))
  try {
    // A link comes into being with its content, a written file is empty for a moment.
    linkSync(mine, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    removeLeftOver(path)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

function removeLeftOver(path: string): void {
  const holder = holderOf(path)
  if (holder === null || isThere(holder)) return
  const aside = `${path}.${process.pid}.old`
  try {
    renameSync(path, aside)
    // Somebody else may have been faster and holds it by now.
    if (holderOf(aside) !== holder) linkSync(aside, path)
  } catch {
    // Gone, or taken again: the next look tells.
  } finally {
    rmSync(aside, { force: true })
  }
}

const isThere = (identity: string) => identify(Number.parseInt(identity, 10)) === identity

function holderOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
