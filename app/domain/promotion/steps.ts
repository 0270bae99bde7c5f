import type { BasisPoints, Fen } from '#app/domain/money.ts'
import type { Runner } from '#app/domain/promotion/board.ts'

/** The one rounding of percentages: half up, on a whole amount, never per unit. */
export function percentOf(amount: Fen, bps: BasisPoints): Fen {
  return Math.floor((amount * bps + 5_000) / 10_000)
}

/**
 * The step that gives most of those that an amount reaches, that the ceiling allows and the
 * budget still covers: counted from 1 (每满: the number of times), 0 for none. A step that the
 * budget does not cover is not given in part; a percentage ends at the budget.
 */
export function bestStep({ promotion: { action }, from, off, budgetLeft }: Runner, amount: number, ceiling: number): number {
  if (action.type === 'EVERY')
    return Math.max(0, Math.min(Math.floor(amount / from[0]!), ceiling, Math.floor(budgetLeft / off[0]!)))
  const inFen = action.type === 'THRESHOLD'
  let best = 0
  for (let step = 1; step <= from.length && step <= ceiling; step += 1) {
    if (amount < from[step - 1]! || (inFen && off[step - 1]! > budgetLeft)) continue
    if (best === 0 || off[step - 1]! >= off[best - 1]!) best = step
  }
  return best
}

/** What a step takes off an amount, before floor prices have their say. */
export function stepOff({ promotion: { action }, off, budgetLeft }: Runner, step: number, amount: Fen): Fen {
  if (step === 0) return 0
  if (action.type === 'EVERY') return step * off[0]!
  if (action.type === 'THRESHOLD') return off[step - 1]!
  if (action.type === 'PERCENT') return Math.min(percentOf(amount, off[step - 1]!), action.maxOffFen ?? Infinity, budgetLeft)
  return 0
}
