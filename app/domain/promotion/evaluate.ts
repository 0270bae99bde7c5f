import type { Fen } from '#app/domain/money.ts'
import type { Board, SavedState } from '#app/domain/promotion/board.ts'
import { priceItemLane } from '#app/domain/promotion/item-lanes.ts'
import { FIRST_PLATFORM_LANE, PRODUCT, SHIPPING } from '#app/domain/promotion/lanes.ts'
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
  const { state, saved, laneStart } = board
  copyState(saved[fromLane]!, state)
  for (let lane = fromLane; lane < SHIPPING; lane += 1) {
    if (lane === FIRST_PLATFORM_LANE) chargeFreight(board)
    if (keep && lane > fromLane) copyState(state, saved[lane]!)
    if (laneStart[lane] === laneStart[lane + 1]) continue
    if (lane <= PRODUCT) priceItemLane(board, lane, recorder)
    else priceOrderLane(board, lane, recorder)
  }
  if (keep && fromLane < SHIPPING) copyState(state, saved[SHIPPING]!)
  priceShipping(board, recorder)
  let total = 0
  for (let row = 0; row < state.running.length; row += 1) total += state.running[row]!
  for (let merchant = 0; merchant < state.freightPaid.length; merchant += 1) total += state.freightPaid[merchant]!
  return total
}

function copyState(from: SavedState, to: SavedState): void {
  to.ints.set(from.ints)
  to.floats.set(from.floats)
}
