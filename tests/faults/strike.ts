import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Blow, Plan } from '#tests/faults/plan.ts'
import type { Shop } from '#tests/faults/shop.ts'

const LOOK_MS = 15

export type Strike = {
  /** A shopper pays at this moment. */
  pays: () => void
  /** Takes back what has not fallen yet. @returns which blows fell */
  end: () => Promise<boolean[]>
}

/** Carries the blows of a plan out, one after the other. */
export function strike(shop: Shop, { seed, blows }: Plan): Strike {
  let over = false
  let pays = (): void => undefined
  const payment = new Promise<void>((resolve) => (pays = resolve))
  let endNow = (): void => undefined
  const ended = new Promise<'over'>((resolve) => (endNow = () => resolve('over')))

  const fell = (async () => {
    const fallen: boolean[] = []
    for (const [place, blow] of blows.entries()) fallen.push(!over && (await fall(blow, place)))
    return fallen
  })()

  async function fall(blow: Blow, place: number): Promise<boolean> {
    const { at, victim } = blow
    if (at.kind === 'point') return atPoint(blow, `run-${seed}-${place}`)
    const moment = at.kind === 'pays' ? payment : wait(at.afterMs)
    if ((await Promise.race([moment, ended])) === 'over') return false
    if (victim === 'database') await shop.database.end(blow.end)
    else shop.members().find(({ name }) => name === `${victim}-${1 + ((seed + place) % 2)}`)?.kill('SIGKILL')
    return true
  }

  async function atPoint({ at, victim, end, standsMs }: Blow, key: string): Promise<boolean> {
    if (at.kind !== 'point') return false
    const file = shop.failpointFile(at.in)
    for (const old of globSync(`${file}*`)) rmSync(old)
    writeFileSync(file, `${at.place} ${at.passing} ${victim === 'database' ? 'SIGSTOP' : 'SIGKILL'} ${key}`)
    while (existsSync(file) && !over) await wait(LOOK_MS)
    rmSync(file, { force: true })
    // Whoever passed has put its number behind the name.
    const [taken] = globSync(`${file}.*`)
    if (!taken) return false
    if (victim === 'database') {
      await shop.database.end(end)
      await wait(standsMs)
      await wake(taken)
    }
    return true
  }

  /** Until the process says that it goes on: between its name and its stop it may have been kept waiting for a processor. */
  async function wake(taken: string): Promise<void> {
    const pid = Number(taken.split('.').at(-1))
    while (existsSync(taken)) {
      process.kill(pid, 'SIGCONT')
      await wait(LOOK_MS)
    }
  }

  return {
    pays,
    end: () => {
      over = true
      endNow()
      return fell
    },
  }
}
