import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { linePlace } from '#app/domain/promotion/board.ts'
import { comesTooLate, measure, rowEligible } from '#app/domain/promotion/eligible-rows.ts'
import { unitsFor } from '#app/domain/promotion/item-lanes.ts'
import { SHIPPING } from '#app/domain/promotion/lanes.ts'
import { bestStep } from '#app/domain/promotion/steps.ts'
import { carries } from '#app/domain/promotion/shipping-lane.ts'
import type { NotAppliedReason, WithheldGoods } from '#app/domain/promotion/types.ts'

/**
 * Why a promotion has nothing to offer in its lane, or null if it has. Asked when the lane has
 * been judged and before it is applied. Being left out is known to the search alone.
 */
export function whyNoOffer(board: Board, runner: Runner, touchedBy: readonly Runner[][]): NotAppliedReason | null {
  if (board.ceiling[runner.place]! < 1) return null
  if (comesTooLate(board, runner)) return { kind: 'not_combinable', with: idsOf(earlierIn(runner.shuts, runner.reach, touchedBy)) }
  measure(board, runner)
  if (board.work.baseUnits === 0) return whyNoGoods(board, runner, touchedBy)
  if (runner.lane === SHIPPING) return whyNoFreight(board, runner)
  return whyNoStep(board, runner) ?? whyNoAmount(board, runner)
}

function whyNoGoods(board: Board, runner: Runner, touchedBy: readonly Runner[][]): NotAppliedReason {
  const shutters = shuttersOf(board, runner)
  if (shutters.length > 0) return { kind: 'shut_out', by: idsOf(shutters) }
  return { kind: 'not_combinable', with: idsOf(bothRows(runner).flatMap((row) => refusers(runner, touchedBy[row]!))) }
}

function whyNoStep(board: Board, runner: Runner): NotAppliedReason | null {
  const { base, baseUnits } = board.work
  const ceiling = board.ceiling[runner.place]!
  const { from, promotion, budgetLeft } = runner
  if (promotion.action.type === 'UNIT_PRICE') return null
  const byUnits = promotion.action.type === 'ITEM_PERCENT'
  const have = byUnits ? baseUnits : base
  if (bestStep(runner, have, ceiling) > 0) return null
  let need = Infinity
  for (let i = 0; i < from.length && i < ceiling; i += 1) need = Math.min(need, from[i]!)
  if (have >= need) return { kind: 'budget_exhausted', leftFen: budgetLeft }
  return byUnits ? { kind: 'below_units', have, need } : { kind: 'below_threshold', haveFen: have, needFen: need }
}

function whyNoAmount(board: Board, runner: Runner): NotAppliedReason | null {
  const { work } = board
  const { promotion, place } = runner
  if (runner.items) return whyNoUnitPrice(board, runner)
  if (promotion.action.type === 'ITEM_PERCENT') {
    if (lostRows(board, runner).length > 0 || runner.rows.some((row) => work.bestRunner[row] === place)) return null
    if (work.room === 0) return { kind: 'at_floor' }
    return runner.budgetLeft === Infinity ? { kind: 'not_cheaper' } : { kind: 'budget_exhausted', leftFen: runner.budgetLeft }
  }
  if (promotion.action.type === 'GIFT') {
    if (work.offer[place]! > 0) return null
    const step = bestStep(runner, work.base, board.ceiling[place]!)
    return { kind: 'gift_out_of_stock', skuId: promotion.action.steps[step - 1]!.skuId }
  }
  if (work.offer[place]! > 0) return null
  return work.room === 0 ? { kind: 'at_floor' } : { kind: 'not_cheaper' }
}

function whyNoUnitPrice(board: Board, runner: Runner): NotAppliedReason | null {
  const { work } = board
  if (runner.rows.some((row) => work.bestRunner[row] === runner.place)) return null
  const rows = [...runner.rows.keys()].filter((i) => rowEligible(board, runner, runner.rows[i]!))
  if (rows.every((i) => unitsFor(board, runner, i) === 0)) {
    const promised = rows.some((i) => runner.unitsLeft[linePlace(runner, i)]! > 0)
    return { kind: promised ? 'buyer_units_exhausted' : 'units_exhausted' }
  }
  if (lostRows(board, runner).length > 0) return null
  const gains = rows.some((i) => runner.unitPrices[linePlace(runner, i)]! < board.listPrice[runner.rows[i]! >> 1]!)
  if (!gains) return { kind: 'not_cheaper' }
  return runner.budgetLeft === Infinity ? { kind: 'at_floor' } : { kind: 'budget_exhausted', leftFen: runner.budgetLeft }
}

function whyNoFreight(board: Board, runner: Runner): NotAppliedReason | null {
  const { state, work, merchants } = board
  let owed = 0
  let most = 0
  for (let merchant = 0; merchant < merchants.length; merchant += 1) {
    if (!carries(board, runner, merchant) || state.freightFull[merchant] === 0) continue
    owed += 1
    if (work.bestRunner[merchant]! >= 0) most += 1
  }
  if (owed === 0) return { kind: 'no_freight' }
  const reason = whyNoStep(board, runner)
  if (reason) return reason
  return most > 0 ? null : { kind: 'budget_exhausted', leftFen: runner.budgetLeft }
}

/** Rows in its scope that another promotion of the lane has taken. */
export function lostRows({ work }: Board, runner: Runner): number[] {
  return [...runner.rows].filter((row) => work.bestRunner[row]! >= 0 && work.bestRunner[row] !== runner.place)
}

/** Goods in scope that do not count for a promotion, with one promotion each that is the cause. */
export function withheldGoods(board: Board, runner: Runner, touchedBy: readonly Runner[][]): WithheldGoods[] {
  const withheld: WithheldGoods[] = []
  for (let i = 0; i < runner.lines.length; i += 1) {
    const line = runner.lines[i]!
    const row = withheldRow(board, runner, 2 * line) ? 2 * line : withheldRow(board, runner, 2 * line + 1) ? 2 * line + 1 : -1
    if (row < 0) continue
    const [cause] = [...refusers(runner, touchedBy[row]!), ...shuttersOf(board, runner)]
    if (cause) withheld.push({ skuId: board.lines[line]!.skuId, because: cause.promotion.id })
  }
  return withheld
}

const withheldRow = (board: Board, runner: Runner, row: number): boolean => board.state.units[row]! > 0 && !rowEligible(board, runner, row)

const bothRows = ({ lines }: Runner): number[] => [...lines].flatMap((line) => [2 * line, 2 * line + 1])

/** Promotions on a row that do not permit this one's lane, or whose lane it does not permit. */
function refusers(runner: Runner, touched: readonly Runner[]): Runner[] {
  return touched.filter((other) => (other.permits & runner.bit) === 0 || (runner.permits & other.bit) === 0)
}

/** Applied promotions that shut the lane for some of its goods. */
function shuttersOf({ runners, state }: Board, runner: Runner): Runner[] {
  const rows = new Set(bothRows(runner))
  return runners.filter((other) => (other.shuts & runner.bit) !== 0 && state.step[other.place]! > 0 && other.reach.some((row) => rows.has(row)))
}

function earlierIn(lanes: number, reach: Int32Array, touchedBy: readonly Runner[][]): Runner[] {
  return [...reach].flatMap((row) => touchedBy[row]!.filter((other) => (other.bit & lanes) !== 0))
}

const idsOf = (runners: readonly Runner[]): string[] => [...new Set(runners.map(({ promotion }) => promotion.id))].sort()
