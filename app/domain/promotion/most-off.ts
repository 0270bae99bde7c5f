import type { Fen } from '#app/domain/money.ts'
import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { linePlace } from '#app/domain/promotion/board.ts'
import { PRODUCT, SHIPPING } from '#app/domain/promotion/lanes.ts'
import { percentOf } from '#app/domain/promotion/steps.ts'
import { mostApart } from '#app/domain/promotion/winners.ts'

/**
 * No more than this can the lanes after one take off the goods, as they stand after it: what
 * is paid for a row only falls, so each promotion is counted with all its goods, whether they
 * may have it or not. So an attempt can end where it will not become better than the best.
 */
export function mostOffAfter(board: Board, lane: number): Fen {
  let most = 0
  for (let later = lane + 1; later < SHIPPING; later += 1) {
    if (board.laneStart[later] === board.laneStart[later + 1]) continue
    most += later <= PRODUCT ? mostOfItemLane(board, later) : mostOfOrderLane(board, later)
  }
  return most
}

/** Each row has one winner at most; `bestOff` is the lane's own again when it is priced. */
function mostOfItemLane(board: Board, lane: number): Fen {
  const { runners, laneStart, state, work } = board
  const rows = state.running.length
  work.bestOff.fill(0)
  for (let place = laneStart[lane]!; place < laneStart[lane + 1]!; place += 1) {
    const runner = runners[place]!
    let bps = 0
    for (let step = 0; step < runner.off.length; step += 1) bps = Math.max(bps, runner.off[step]!)
    for (let i = 0; i < runner.rows.length; i += 1) {
      const row = runner.rows[i]!
      const running = state.running[row]!
      const off = runner.items === null ? percentOf(running, bps) : running - Math.min(running, runner.unitPrices[linePlace(runner, i)]! * state.units[row]!)
      if (off > work.bestOff[row]!) work.bestOff[row] = off
    }
  }
  let most = 0
  for (let row = 0; row < rows; row += 1) most += work.bestOff[row]!
  return most
}

/** Those that together give most while no two of them compete; `offer` is the lane's own again when it is priced. */
function mostOfOrderLane(board: Board, lane: number): Fen {
  const { runners, laneStart, groups, work } = board
  for (let place = laneStart[lane]!; place < laneStart[lane + 1]!; place += 1) work.offer[place] = mostOfOrder(board, runners[place]!)
  let most = 0
  for (const group of groups[lane]!) most += mostApart(board, group)
  return most
}

function mostOfOrder({ state }: Board, { promotion: { action }, rows, from, off }: Runner): Fen {
  let amount = 0
  for (let i = 0; i < rows.length; i += 1) amount += state.running[rows[i]!]!
  if (action.type === 'EVERY') return Math.min(Math.floor(amount / from[0]!), action.maxTimes ?? Infinity) * off[0]!
  let most = 0
  for (let step = 0; step < from.length; step += 1)
    if (amount >= from[step]!) most = Math.max(most, action.type === 'PERCENT' ? Math.min(percentOf(amount, off[step]!), action.maxOffFen ?? Infinity) : off[step]!)
  return most
}
