import type { Fen } from '#app/domain/money.ts'
import { spreadInto } from '#app/domain/promotion/allocate.ts'
import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { comesTooLate, measure, rowEligible, shutLanes, touch } from '#app/domain/promotion/eligible-rows.ts'
import type { Recorder } from '#app/domain/promotion/record.ts'
import { bestStep, stepOff } from '#app/domain/promotion/steps.ts'
import { chooseWinners } from '#app/domain/promotion/winners.ts'

/**
 * The four lanes of orders: shop threshold, shop coupon, cross-shop threshold, platform coupon.
 * Money first, gifts beside it.
 */
export function priceOrderLane(board: Board, lane: number, recorder: Recorder | null): void {
  const { runners, laneStart, groups, work } = board
  const end = laneStart[lane + 1]!
  for (const gifts of [false, true]) {
    let offers = false
    for (let place = laneStart[lane]!; place < end; place += 1) {
      const runner = runners[place]!
      if (isGift(runner) !== gifts) continue
      work.offer[place] = gifts ? giftOffer(board, runner) : moneyOffer(board, runner)
      offers ||= work.offer[place]! > 0
    }
    recorder?.judged(lane, gifts)
    if (!offers) continue
    for (const group of groups[lane]!) if (isGift(runners[group[0]!]!) === gifts) chooseWinners(board, group)
    for (let place = laneStart[lane]!; place < end; place += 1) {
      const runner = runners[place]!
      if (isGift(runner) !== gifts || work.offer[place]! <= 0) continue
      // Another gift of this lane may have been the last one.
      if (!gifts || promisedGift(board, runner, work.offerStep[place]!)) apply(board, runner, recorder)
    }
  }
}

export const isGift = ({ promotion }: Runner): boolean => promotion.action.type === 'GIFT'

/** What it would take off now, after floor prices; sets its step. */
function moneyOffer(board: Board, runner: Runner): number {
  const { work, ceiling } = board
  const { place } = runner
  if (ceiling[place]! < 1 || comesTooLate(board, runner)) return 0
  measure(board, runner)
  const step = bestStep(runner, work.base, ceiling[place]!)
  work.offerStep[place] = step
  return Math.min(stepOff(runner, step, work.base), work.room)
}

/** Gifts compete by what they are worth here today; they take nothing off the total. */
function giftOffer(board: Board, runner: Runner): number {
  const { work, ceiling } = board
  const { place } = runner
  if (ceiling[place]! < 1 || comesTooLate(board, runner)) return 0
  measure(board, runner)
  const step = bestStep(runner, work.base, ceiling[place]!)
  const promised = work.baseUnits === 0 ? null : promisedGift(board, runner, step)
  if (!promised) return 0
  work.offerStep[place] = step
  // A gift without a price still is one.
  return Math.max(1, promised.valueFen)
}

/** The gift of a step, if there are as many left after those that other promotions give. */
export function promisedGift({ gifts, giving, state }: Board, runner: Runner, step: number): { skuId: string; name: string; quantity: number; valueFen: Fen } | null {
  const promised = giftOfStep(runner, step)
  const goods = promised && gifts.get(promised.skuId)
  if (!promised || !goods) return null
  let free = goods.free
  for (const other of giving) {
    const given = other === runner ? null : giftOfStep(other, state.step[other.place]!)
    if (given && given.skuId === promised.skuId) free -= given.quantity
  }
  return free < promised.quantity ? null : { ...promised, name: goods.name, valueFen: goods.priceFen * promised.quantity }
}

function giftOfStep({ promotion: { action } }: Runner, step: number): { skuId: string; quantity: number } | null {
  const given = action.type === 'GIFT' ? action.steps[step - 1] : undefined
  return given ? { skuId: given.skuId, quantity: given.quantity } : null
}

function apply(board: Board, runner: Runner, recorder: Recorder | null): void {
  const { state, work, floorPrice } = board
  const { rows, place } = runner
  const gift = isGift(runner)
  const amount = gift ? 0 : work.offer[place]!
  let count = 0
  let base = 0
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!
    if (!rowEligible(board, runner, row)) continue
    const running = state.running[row]!
    base += running
    work.rows[count] = row
    work.weights[count] = running
    work.caps[count] = Math.max(0, running - state.units[row]! * floorPrice[row >> 1]!)
    count += 1
  }
  const step = work.offerStep[place]!
  recorder?.applied(runner, step, base, gift ? 0 : stepOff(runner, step, base) - amount)
  spreadInto(amount, count, work.weights, work.caps, work.shares, work.remainders)
  for (let i = 0; i < count; i += 1) {
    const row = work.rows[i]!
    recorder?.share(runner, row, work.shares[i]!, state.units[row]!)
    state.running[row]! -= work.shares[i]!
    touch(board, runner, row)
  }
  state.given[place] = amount
  state.step[place] = step
  shutLanes(board, runner)
}
