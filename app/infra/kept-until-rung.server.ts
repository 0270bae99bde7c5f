import { singleton } from '#app/infra/singleton.server.ts'

// What pages and quotes read all the time and people change now and then is kept while this
// process hears the database ring (channel catalogue), until it rings. Without ears it is
// kept for as long as its reader can bear to be late.

type Kept = { value: Promise<unknown>; at: number }
const state = singleton<{ heard: boolean; kept: Map<string, Kept> }>('kept-until-rung', () => ({ heard: false, kept: new Map() }))

export type KeptValue<T> = { get: () => Promise<T>; forget: () => void }

/**
 * @param unheardMs how long a value may be used while nothing is heard; 0: every reader loads
 */
export function keptUntilRung<T>(name: string, load: () => Promise<T>, { unheardMs }: { unheardMs: number }): KeptValue<T> {
  return {
    get: () => {
      const kept = state.kept.get(name)
      if (kept && (state.heard || performance.now() - kept.at < unheardMs)) return kept.value as Promise<T>
      const mine = { value: load(), at: performance.now() }
      state.kept.set(name, mine)
      // Who waits is told of the error; who comes later asks anew.
      mine.value.catch(() => {
        if (state.kept.get(name) === mine) state.kept.delete(name)
      })
      return mine.value
    },
    // What is being read at this moment is given to those who wait and not kept.
    forget: () => void state.kept.delete(name),
  }
}

/** The database has rung: everything may have changed. */
export function forgetAllKept(): void {
  state.kept.clear()
}

/** Whether this process hears the database ring now. */
export function hearRings(up: boolean): void {
  state.heard = up
  forgetAllKept()
}
