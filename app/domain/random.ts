/** A small seeded generator (mulberry32): the same seed gives the same festival everywhere. */
export type Random = {
  /** An integer of [0, below). */
  below: (below: number) => number
  /** An entry by its weight. */
  pick: <T>(entries: readonly (readonly [T, number])[]) => T
  chance: (percent: number) => boolean
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    chance: (percent) => below(10_000) < percent * 100,
    pick: (entries) => {
      let left = below(entries.reduce((sum, [, weight]) => sum + weight, 0))
      for (const [entry, weight] of entries) {
        left -= weight
        if (left < 0) return entry
      }
      return entries.at(-1)![0]
    },
  }
}
