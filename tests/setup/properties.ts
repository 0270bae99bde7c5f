import fc from 'fast-check'

/** `npm run properties`: every property at full length; `npm test` runs a seeded share of it. */
export const FULL_RUN = process.env.FULL_PROPERTIES === '1'
const FULL_CASES = Number(process.env.PROPERTY_CASES ?? 100_000)
const SEED = Number(process.env.PROPERTY_SEED ?? 20_270_116)

// A full run of one property takes minutes.
export const PROPERTY_TIMEOUT_MS = FULL_RUN ? 3_600_000 : 120_000

/** Asserts a property over its share of cases; a counterexample names its seed and path. */
export function holds<Ts extends [unknown, ...unknown[]]>(share: number, property: fc.IProperty<Ts>): void {
  fc.assert(property, { seed: SEED, numRuns: FULL_RUN ? FULL_CASES : share })
}
