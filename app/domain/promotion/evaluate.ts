import type { Fen } from '#app/domain/money.ts'
import type { Board, SavedState } from '#app/domain/promotion/board.ts'
import { priceItemLane } from '#app/domain/promotion/item-lanes.ts'
import { FIRST_PLATFORM_LANE, PRODUCT, SHIPPING } from '#app/domain/promotion/lanes.ts'
import { mostOffAfter } from '#app/domain/promotion/most-off.ts'
import { priceOrderLane } from '#app/domain/promotion/order-lanes.ts'
import type { Recorder } from '#app/domain/promotion/record.ts'
import { chargeFreight, priceShipping } from '#app/domain/promotion/shipping-lane.ts'

/**
 * Prices the lanes from one on, below the ceilings of the board, and leaves the result in
 * board.state. `keep` saves the state at the beginning of each lane, so that later attempts
 * can begin there.
 * @returns the buyer's total: goods and freight
 */
export function evaluate(board: Board, fromLane: number, keep: boolean, recorder: Recorder | null = null): Fen {
  return price(board, fromLane, { keep, recorder, below: Infinity })
}

/**
 * The same for a total that is wanted only below a given one: Infinity, if after the lane that
 * it begins with the others cannot make it so.
 */
export function evaluateBelow(board: Board, fromLane: number, below: Fen): Fen {
  return price(board, fromLane, { keep: false, recorder: null, below })
}

function price(board: Board, fromLane: number, { keep, recorder, below }: { keep: boolean; recorder: Recorder | null; below: Fen }): Fen {
  const { state, saved, laneStart } = board
  copyState(saved[fromLane]!, state)
  for (let lane = fromLane; lane < SHIPPING; lane += 1) {
    if (lane === FIRST_PLATFORM_LANE) chargeFreight(board)
    if (keep && lane > fromLane) copyState(state, saved[lane]!)
    if (laneStart[lane] === laneStart[lane + 1]) continue
    if (lane <= PRODUCT) priceItemLane(board, lane, recorder)
    else priceOrderLane(board, lane, recorder)
    // Freight comes on top, and is never less than nothing.
    if (lane === fromLane && below < Infinity && sumOf(state.running) - mostOffAfter(board, lane) >= below) return Infinity
  }
  if (keep && fromLane < SHIPPING) copyState(state, saved[SHIPPING]!)
  priceShipping(board, recorder)
  return sumOf(state.running) + sumOf(state.freightPaid)
}

function sumOf(amounts: Float64Array): Fen {
  let sum = 0
  for (let i = 0; i < amounts.length; i += 1) sum += amounts[i]!
  return sum
}

function copyState(from: SavedState, to: SavedState): void {
  to.ints.set(from.ints)
  to.floats.set(from.floats)
}
