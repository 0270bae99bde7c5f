import type { Board, Refused, Runner } from '#app/domain/promotion/board.ts'
import { compareIds } from '#app/domain/promotion/book.ts'
import { promisedGift } from '#app/domain/promotion/order-lanes.ts'
import type { SharesByPromotion } from '#app/domain/promotion/present-lines.ts'
import type { Recording } from '#app/domain/promotion/record.ts'
import type { Omission } from '#app/domain/promotion/search.ts'
import type { AppliedPromotion, FunderAmount, LeftOut, NextTier, NotApplied, NotAppliedReason, Promotion, PromisedGift } from '#app/domain/promotion/types.ts'
import { PRODUCT, SHIPPING, laneIndex } from '#app/domain/promotion/lanes.ts'

const isApplied = ({ state }: Board, { place }: Runner): boolean => state.step[place]! > 0

export function presentApplied(board: Board, { findings }: Recording, { goods, freight }: SharesByPromotion): AppliedPromotion[] {
  const totals = new Map<Runner, FunderAmount[]>()
  for (const { runner, funders } of [...goods, ...freight]) {
    const total = totals.get(runner)
    if (total) funders.forEach(({ amountFen }, i) => (total[i]!.amountFen += amountFen))
    else totals.set(runner, funders.map((funder) => ({ ...funder })))
  }
  return board.runners
    .filter((runner) => isApplied(board, runner))
    .map((runner) => {
      const { id, version, name, lane } = runner.promotion
      const finding = findings.get(runner)
      return {
        promotionId: id,
        version,
        name,
        lane,
        couponId: runner.couponId,
        step: board.state.step[runner.place]!,
        baseFen: finding?.baseFen ?? 0,
        amountFen: board.state.given[runner.place]!,
        droppedFen: finding?.droppedFen ?? 0,
        funders: totals.get(runner) ?? runner.promotion.funders.map(({ funder }) => ({ funder, amountFen: 0 })),
        withheld: finding?.withheld ?? [],
      }
    })
}

export function presentGifts(board: Board): PromisedGift[] {
  return board.runners.flatMap((runner): PromisedGift[] => {
    const { id, version, merchantId } = runner.promotion
    const promised = promisedGift(board, runner, board.state.step[runner.place]!)
    return promised ? [{ promotionId: id, version, merchantId, ...promised }] : []
  })
}

export function presentNotApplied(board: Board, record: Recording, omissions: readonly Omission[], refused: readonly Refused[]): NotApplied[] {
  const omitted = new Map(omissions.filter(({ keptStep }) => keptStep === 0).map(({ runner, savedFen }) => [runner, savedFen]))
  const inPlay = board.runners
    .filter((runner) => !isApplied(board, runner))
    .map((runner) => notApplied(runner.promotion, whyNot(board, record, runner, omitted)))
  return [...inPlay, ...refused.map(({ entry, reason }) => notApplied(entry.promotion, reason))].sort(
    (a, b) => laneIndex[a.lane] - laneIndex[b.lane] || compareIds(a.promotionId, b.promotionId) || a.version - b.version,
  )
}

function whyNot(board: Board, { findings, touchedBy, freightShares }: Recording, runner: Runner, omitted: ReadonlyMap<Runner, number>): NotAppliedReason {
  const savedFen = omitted.get(runner)
  if (savedFen !== undefined) return { kind: 'left_out', savedFen }
  const reason = findings.get(runner)?.reason
  if (reason) return reason
  // It had something to offer, so others of its lane were better: on its goods, on its freight,
  // or, where whole orders compete, as rivals by definition.
  const better =
    runner.lane <= PRODUCT
      ? [...runner.lines].flatMap((line) => [...touchedBy[2 * line]!, ...touchedBy[2 * line + 1]!])
      : runner.lane === SHIPPING
        ? freightShares.map((share) => share.runner)
        : board.runners.filter((other) => isApplied(board, other) && board.rival[runner.place * board.runners.length + other.place] === 1)
  const rivals = better.filter((other) => other.lane === runner.lane && other !== runner)
  const { action } = runner.promotion
  // Its gift was there when the lane was judged, and the last one went with another promotion.
  if (rivals.length === 0 && action.type === 'GIFT') return { kind: 'gift_out_of_stock', skuId: action.steps[board.work.offerStep[runner.place]! - 1]!.skuId }
  return { kind: 'beaten', by: [...new Set(rivals.map(({ promotion }) => promotion.id))].sort() }
}

function notApplied({ id, version, name, lane }: Promotion, reason: NotAppliedReason): NotApplied {
  return { promotionId: id, version, name, lane, reason }
}

export function presentLeftOut(omissions: readonly Omission[]): LeftOut[] {
  return omissions.map(({ runner: { promotion }, step, keptStep, savedFen }) => ({
    promotionId: promotion.id,
    version: promotion.version,
    name: promotion.name,
    step,
    keptStep,
    savedFen,
  }))
}

/** Next tiers of what applied, and of what only its threshold kept out; in lane order. */
export function presentNextTiers(board: Board, { findings }: Recording): NextTier[] {
  return board.runners.flatMap((runner) => {
    const finding = findings.get(runner)
    if (!finding?.next) return []
    if (runner.lane === SHIPPING && !board.state.freightPaid.some((fen) => fen > 0)) return []
    const waits = finding.reason?.kind === 'below_threshold' || finding.reason?.kind === 'below_units'
    return waits || isApplied(board, runner) ? [finding.next] : []
  })
}
