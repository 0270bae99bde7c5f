import type { Board, Refused, Runner } from '#app/domain/promotion/board.ts'
import { compareIds } from '#app/domain/promotion/book.ts'
import type { SharesByPromotion } from '#app/domain/promotion/present-lines.ts'
import type { Recording } from '#app/domain/promotion/record.ts'
import type { Omission } from '#app/domain/promotion/search.ts'
import type { AppliedPromotion, FunderAmount, LeftOut, NextTier, NotApplied, NotAppliedReason, Promotion, PromisedGift } from '#app/domain/promotion/types.ts'
import { laneIndex } from '#app/domain/promotion/lanes.ts'

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
    const { id, version, merchantId, action } = runner.promotion
    const promised = action.type === 'GIFT' ? action.steps[board.state.step[runner.place]! - 1] : undefined
    const goods = promised && board.gifts.get(promised.skuId)
    return promised && goods
      ? [{ promotionId: id, version, merchantId, skuId: promised.skuId, name: goods.name, quantity: promised.quantity, valueFen: goods.priceFen * promised.quantity }]
      : []
  })
}

export function presentNotApplied(board: Board, record: Recording, omissions: readonly Omission[], refused: readonly Refused[]): NotApplied[] {
  const omitted = new Map(omissions.filter(({ keptStep }) => keptStep === 0).map(({ runner, savedFen }) => [runner, savedFen]))
  const inPlay = board.runners
    .filter((runner) => !isApplied(board, runner))
    .map((runner) => notApplied(runner.promotion, whyNot(record, runner, omitted)))
  return [...inPlay, ...refused.map(({ entry, reason }) => notApplied(entry.promotion, reason))].sort(
    (a, b) => laneIndex[a.lane] - laneIndex[b.lane] || compareIds(a.promotionId, b.promotionId) || a.version - b.version,
  )
}

function whyNot({ findings, touchedBy, freightShares }: Recording, runner: Runner, omitted: ReadonlyMap<Runner, number>): NotAppliedReason {
  const savedFen = omitted.get(runner)
  if (savedFen !== undefined) return { kind: 'left_out', savedFen }
  const reason = findings.get(runner)?.reason
  if (reason) return reason
  // It had something to offer, so others of its lane were better.
  const better = runner.promotion.lane === 'SHIPPING' ? freightShares.map((share) => share.runner) : [...runner.lines].flatMap((line) => [...touchedBy[2 * line]!, ...touchedBy[2 * line + 1]!])
  const rivals = better.filter((other) => other.lane === runner.lane && other !== runner)
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
    const waits = finding.reason?.kind === 'below_threshold' || finding.reason?.kind === 'below_units'
    return waits || isApplied(board, runner) ? [finding.next] : []
  })
}
