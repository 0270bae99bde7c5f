import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { linePlace } from '#app/domain/promotion/board.ts'
import { comesTooLate, measure, rowEligible, shutLanes, touch } from '#app/domain/promotion/eligible-rows.ts'
import { FLASH } from '#app/domain/promotion/lanes.ts'
import type { Recorder } from '#app/domain/promotion/record.ts'
import { bestStep, percentOf } from '#app/domain/promotion/steps.ts'
import type { Offer } from '#app/domain/promotion/within-budget.ts'
import { budgetsPassed, chooseWithinBudgets } from '#app/domain/promotion/within-budget.ts'

/**
 * Lanes FLASH and PRODUCT. Here the goods compete line by line: the best promotion of each
 * line wins, and it is worked out on that line alone, so that a line costs in every cart what
 * its product page says.
 */
export function priceItemLane(board: Board, lane: number, recorder: Recorder | null): void {
  const { runners, laneStart, state, work } = board
  const end = laneStart[lane + 1]!
  work.bestRunner.fill(-1)
  work.bestOff.fill(0)
  for (let place = laneStart[lane]!; place < end; place += 1) bid(board, runners[place]!, null)
  if (budgetsPassed(board, lane, state.units.length)) {
    const offers = Array.from(state.units, (): Offer[] => [])
    for (let place = laneStart[lane]!; place < end; place += 1) bid(board, runners[place]!, offers)
    chooseWithinBudgets(board, offers)
  }
  recorder?.judged(lane)
  for (let row = 0; row < state.units.length; row += 1) {
    const winner = work.bestRunner[row]!
    if (winner < 0) continue
    const runner = runners[winner]!
    const off = work.bestOff[row]!
    const units = work.bestUnits[row]!
    const target = lane === FLASH ? moveToFlash(board, row, units) : row
    recorder?.share(runner, target, off, units)
    state.running[target]! -= off
    state.given[winner]! += off
    state.step[winner] = work.offerStep[winner]!
    touch(board, runner, target)
  }
  for (let place = laneStart[lane]!; place < end; place += 1) if (state.step[place]! > 0) shutLanes(board, runners[place]!)
}

/** Units at a flash price become the line's other row. */
function moveToFlash({ state, listPrice }: Board, row: number, units: number): number {
  const flashRow = row - 1
  const amount = units * listPrice[row >> 1]!
  state.units[flashRow] = units
  state.running[flashRow] = amount
  state.units[row]! -= units
  state.running[row]! -= amount
  return flashRow
}

/**
 * Puts a runner's value for each of its rows against the best so far; equal ones stay with the
 * earlier. With `offers`, collects them there instead.
 */
function bid(board: Board, runner: Runner, offers: Offer[][] | null): void {
  const { work, ceiling } = board
  const { rows, place } = runner
  if (ceiling[place]! < 1 || comesTooLate(board, runner)) return
  let bps = -1
  work.offerStep[place] = 1
  if (runner.items === null) {
    measure(board, runner)
    const step = bestStep(runner, work.baseUnits, ceiling[place]!)
    if (step === 0) return
    bps = runner.off[step - 1]!
    work.offerStep[place] = step
  }
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!
    if (!rowEligible(board, runner, row)) continue
    const units = unitsFor(board, runner, i)
    const off = rowOff(board, runner, i, units, bps)
    if (offers && off > 0) offers[row]!.push({ runner, off, units, part: bps < 0 ? 'UNITS' : 'ANY' })
    if (offers || off <= work.bestOff[row]!) continue
    work.bestOff[row] = off
    work.bestUnits[row] = units
    work.bestRunner[row] = place
  }
}

/** Units of its i-th row that may have the promotion; the flash row of a line is served first. */
export function unitsFor(board: Board, runner: Runner, i: number): number {
  const { state } = board
  const row = runner.rows[i]!
  const units = state.units[row]!
  if (runner.items === null) return units
  const limit = runner.unitLimits[linePlace(runner, i)]!
  const onFlash = runner.rows.length > runner.lines.length
  const served = onFlash && (row & 1) === 1 && rowOff(board, runner, i - 1, 1, -1) > 0 && rowEligible(board, runner, row - 1) ? state.units[row - 1]! : 0
  return Math.min(units, Math.max(0, limit - served))
}

/** What a runner takes off its i-th row; bps below 0: by unit price. */
function rowOff({ state, floorPrice }: Board, runner: Runner, i: number, units: number, bps: number): number {
  const row = runner.rows[i]!
  const running = state.running[row]!
  const floor = floorPrice[row >> 1]!
  if (bps >= 0) return Math.min(percentOf(running, bps), Math.max(0, running - state.units[row]! * floor))
  // Before this lane all units of a row cost the same.
  const price = Math.max(runner.unitPrices[linePlace(runner, i)]!, floor)
  return Math.max(0, running / state.units[row]! - price) * units
}
