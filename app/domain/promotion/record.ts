import type { Fen } from '#app/domain/money.ts'
import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { measure } from '#app/domain/promotion/eligible-rows.ts'
import { SHIPPING } from '#app/domain/promotion/lanes.ts'
import { nextTier } from '#app/domain/promotion/next-tier.ts'
import type { NextTier, NotAppliedReason, WithheldGoods } from '#app/domain/promotion/types.ts'
import { withheldGoods, whyNoOffer } from '#app/domain/promotion/why-not.ts'

// The attempts of the search only add up. The attempt that was chosen is priced once more with
// a recorder, which sees every share and asks of every promotion why it stands where it stands.

export type Share = { runner: Runner; row: number; amount: Fen; units: number }
export type FreightShare = { runner: Runner; merchant: number; amount: Fen }

/** What was found when a promotion was judged in its lane. */
export type Finding = {
  baseFen: Fen
  droppedFen: Fen
  withheld: WithheldGoods[]
  /** Why it had nothing to offer; null: it had, and applied or lost to others. */
  reason: NotAppliedReason | null
  next: NextTier | null
}

export type Recorder = {
  /** All promotions of a lane (of its money or its gifts) have made their offers. */
  judged(lane: number, gifts?: boolean): void
  applied(runner: Runner, step: number, base: Fen, dropped: Fen): void
  share(runner: Runner, row: number, amount: Fen, units: number): void
  freightShare(runner: Runner, merchant: number, amount: Fen): void
}

export type Recording = Recorder & {
  shares: Share[]
  freightShares: FreightShare[]
  findings: Map<Runner, Finding>
  /** By row: promotions that have touched it. */
  touchedBy: Runner[][]
}

export function recording(board: Board): Recording {
  const shares: Share[] = []
  const freightShares: FreightShare[] = []
  const findings = new Map<Runner, Finding>()
  const touchedBy: Runner[][] = Array.from(board.state.units, () => [])
  return {
    shares,
    freightShares,
    findings,
    touchedBy,
    judged(lane, gifts) {
      for (let place = board.laneStart[lane]!; place < board.laneStart[lane + 1]!; place += 1) {
        const runner = board.runners[place]!
        if (gifts !== undefined && (runner.promotion.action.type === 'GIFT') !== gifts) continue
        measure(board, runner)
        const { base, baseUnits } = board.work
        findings.set(runner, {
          baseFen: lane === SHIPPING ? 0 : base,
          droppedFen: 0,
          withheld: withheldGoods(board, runner, touchedBy),
          reason: whyNoOffer(board, runner, touchedBy),
          next: nextTier(runner, base, baseUnits, board.ceiling[runner.place]!),
        })
      }
    },
    applied(runner, _step, base, dropped) {
      const finding = findings.get(runner)
      if (finding) Object.assign(finding, { baseFen: base, droppedFen: dropped })
    },
    share(runner, row, amount, units) {
      touchedBy[row]!.push(runner)
      shares.push({ runner, row, amount, units })
    },
    freightShare(runner, merchant, amount) {
      const finding = findings.get(runner)
      if (finding) finding.baseFen += board.state.freightFull[merchant]!
      freightShares.push({ runner, merchant, amount })
    },
  }
}
