import type { Board, Runner } from '#app/domain/promotion/board.ts'

// Consent on the rows of the board: a promotion counts only goods whose earlier promotions
// permit its lane and whose lanes it permits itself, and that nothing has shut.

export function rowEligible({ state }: Board, runner: Runner, row: number): boolean {
  return (
    state.units[row]! > 0 &&
    (state.permits[row]! & runner.bit) !== 0 &&
    (state.lanes[row]! & ~runner.permits) === 0 &&
    (state.shut[row]! & runner.bit) === 0
  )
}

/** Whether a lane it would shut has been used already within its reach: then it comes too late. */
export function comesTooLate({ state }: Board, { shuts, reach }: Runner): boolean {
  if (shuts === 0) return false
  for (let i = 0; i < reach.length; i += 1) if ((state.lanes[reach[i]!]! & shuts) !== 0) return true
  return false
}

/** Measures what a runner may count: amount, units, and room above the floor, into `work`. */
export function measure(board: Board, runner: Runner): void {
  const { state, floorPrice, work } = board
  const { rows } = runner
  let base = 0
  let units = 0
  let room = 0
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!
    if (!rowEligible(board, runner, row)) continue
    const running = state.running[row]!
    const count = state.units[row]!
    base += running
    units += count
    const above = running - count * floorPrice[row >> 1]!
    if (above > 0) room += above
  }
  work.base = base
  work.baseUnits = units
  work.room = room
}

/** Marks a row as touched by a promotion, so that later lanes ask for consent. */
export function touch({ state }: Board, { bit, permits }: Runner, row: number): void {
  state.lanes[row]! |= bit
  state.permits[row]! &= permits
}

export function shutLanes({ state }: Board, { shuts, reach }: Runner): void {
  if (shuts === 0) return
  for (let i = 0; i < reach.length; i += 1) state.shut[reach[i]!]! |= shuts
}
