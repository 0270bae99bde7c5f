import { readFileSync, renameSync, rmSync } from 'node:fs'
import { env } from '#app/infra/env.server.ts'

/** Places between two steps of a sale where a process may be lost; see app/decisions/faults.md. */
export const failpoints = [
  'K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K9', 'K10', 'K11', 'K12', 'K13', 'K13b', 'K14', 'K15', 'K16', 'K16b', 'K17', 'C1', 'C2',
] as const
export type Failpoint = (typeof failpoints)[number]

const passed = new Map<string, number>()

/**
 * Marks such a place. A fault run writes into the file of the setting FAILPOINT, which only
 * APP_MODE=test takes, at which passing of which place the process meets which signal:
 * “K13 2 SIGKILL run-7”. Without the setting nothing is read and nothing happens.
 */
export function failpoint(place: Failpoint): void {
  const file = env().failpointFile
  if (file) obey(file, place)
}

function obey(file: string, place: Failpoint): void {
  const order = read(file)
  const [wanted, passing, signal] = order.split(' ')
  if (wanted !== place) return
  const count = (passed.get(order) ?? 0) + 1
  passed.set(order, count)
  if (count !== Number(passing)) return
  if (!take(file)) return
  process.kill(process.pid, signal)
  // Only who was stopped comes here: it says that it goes on.
  rmSync(takenBy(file))
}

const takenBy = (file: string) => `${file}.${process.pid}`

/** For one process once: its twin, and whoever is started in its stead, passes by. */
function take(file: string): boolean {
  try {
    renameSync(file, takenBy(file))
    return true
  } catch {
    return false
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
