import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { comesTooLate, measure, rowEligible, shutLanes } from '#app/domain/promotion/eligible-rows.ts'
import { SHIPPING } from '#app/domain/promotion/lanes.ts'
import type { Recorder } from '#app/domain/promotion/record.ts'
import { bestStep } from '#app/domain/promotion/steps.ts'
import type { Offer } from '#app/domain/promotion/within-budget.ts'
import { budgetsPassed, chooseWithinBudgets } from '#app/domain/promotion/within-budget.ts'

/** Freight of every merchant's parcel from its goods after the merchant's own lanes. */
export function chargeFreight({ state, merchants, merchantOfLine, freight }: Board): void {
  state.freightGoods.fill(0)
  for (let row = 0; row < state.running.length; row += 1) state.freightGoods[merchantOfLine[row >> 1]!]! += state.running[row]!
  for (let merchant = 0; merchant < merchants.length; merchant += 1) {
    const full = freight(merchants[merchant]!, state.freightGoods[merchant]!) ?? 0
    state.freightFull[merchant] = full
    state.freightPaid[merchant] = full
  }
}

/** Lane SHIPPING: the best freight gift of each parcel; a share of freight like any other. */
export function priceShipping(board: Board, recorder: Recorder | null): void {
  const { runners, laneStart, state, work, merchants } = board
  const end = laneStart[SHIPPING + 1]!
  if (laneStart[SHIPPING] === end) return
  work.bestRunner.fill(-1)
  work.bestOff.fill(0)
  for (let place = laneStart[SHIPPING]!; place < end; place += 1) bid(board, runners[place]!, null)
  if (budgetsPassed(board, SHIPPING, merchants.length)) {
    const offers = merchants.map((): Offer[] => [])
    for (let place = laneStart[SHIPPING]!; place < end; place += 1) bid(board, runners[place]!, offers)
    chooseWithinBudgets(board, offers)
  }
  recorder?.judged(SHIPPING)
  for (let merchant = 0; merchant < merchants.length; merchant += 1) {
    const winner = work.bestRunner[merchant]!
    if (winner < 0) continue
    const off = work.bestOff[merchant]!
    recorder?.freightShare(runners[winner]!, merchant, off)
    state.freightPaid[merchant]! -= off
    state.given[winner]! += off
    state.step[winner] = work.offerStep[winner]!
    shutLanes(board, runners[winner]!)
  }
}

/** With `offers`, collects them there; else puts each against the best so far. */
function bid(board: Board, runner: Runner, offers: Offer[][] | null): void {
  const { work, ceiling, merchants, state } = board
  const { place } = runner
  if (ceiling[place]! < 1 || comesTooLate(board, runner)) return
  measure(board, runner)
  const step = work.baseUnits === 0 ? 0 : bestStep(runner, work.base, ceiling[place]!)
  if (step === 0) return
  work.offerStep[place] = step
  const most = runner.off[step - 1]!
  for (let merchant = 0; merchant < merchants.length; merchant += 1) {
    const off = Math.min(most, state.freightFull[merchant]!)
    if (off <= (offers ? 0 : work.bestOff[merchant]!) || !carries(board, runner, merchant)) continue
    if (offers) {
      // Half a 包邮 is none.
      offers[merchant]!.push({ runner, off, units: 0, part: 'NONE' })
      continue
    }
    work.bestOff[merchant] = off
    work.bestRunner[merchant] = place
  }
}

/** Whether a merchant's parcel carries goods of the promotion; others may travel along. */
export function carries(board: Board, runner: Runner, merchant: number): boolean {
  for (let i = 0; i < runner.rows.length; i += 1) {
    const row = runner.rows[i]!
    if (board.merchantOfLine[row >> 1] === merchant && rowEligible(board, runner, row)) return true
  }
  return false
}
