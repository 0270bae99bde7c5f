import type { Fen } from '#app/domain/money.ts'
import type { Board, Runner } from '#app/domain/promotion/board.ts'
import { evaluate, evaluateBelow } from '#app/domain/promotion/evaluate.ts'
import { SHIPPING } from '#app/domain/promotion/lanes.ts'

/**
 * Steps of one promotion above keptStep were left out (0: all of it), which saved so much.
 * Without a step it was not applied before, but would have taken the place of one left out.
 */
export type Omission = { runner: Runner; step: number | null; keptStep: number; savedFen: Fen }

// Of a 每满 that repeats often, so many repetitions are tried before leaving it out altogether.
const REPEATS_TRIED = 6

/**
 * Looks for a lower total by leaving out promotions, or steps of them: each is tried once, in
 * lane order, beginning with all of them. A promotion that only makes room for a rival of its
 * own lane is tried together with that rival. Leaves the ceilings of the board at the answer.
 */
export function leaveOut(board: Board): Omission[] {
  const omissions = new Map<Runner, Omit<Omission, 'keptStep'>>()
  let best = evaluate(board, 0, true)
  let steps = Int32Array.from(board.state.step)
  for (const runner of board.runners) {
    const used = steps[runner.place]!
    if (used === 0) continue
    for (const ceiling of ceilingsBelow(runner, used)) {
      const before = Float64Array.from(board.ceiling)
      const total = attempt(board, runner, ceiling, best, steps)
      if (total >= best) {
        board.ceiling.set(before)
        continue
      }
      for (const other of board.runners) {
        if (board.ceiling[other.place] === before[other.place]) continue
        const own = other === runner
        const earlier = omissions.get(other)
        omissions.set(other, {
          runner: other,
          step: own ? used : null,
          savedFen: (earlier?.savedFen ?? 0) + (own ? best - total : 0),
        })
      }
      best = evaluate(board, runner.lane, true)
      steps = Int32Array.from(board.state.step)
    }
  }
  if (leaveAllMoneyOut(board, best, steps, omissions)) steps = Int32Array.from(board.state.step)
  // A ceiling of two may leave a promotion at one, or at none, if its steps do not rise.
  return [...omissions.values()].map((omission) => ({ ...omission, keptStep: steps[omission.runner.place]! }))
}

/**
 * Promotions that do not combine may hide each other: one goes, the next comes in its place, and
 * either costs the free freight. Then all go that take money off the goods, because nobody pays
 * more than without them. Gifts and gifts of freight stay.
 */
function leaveAllMoneyOut(board: Board, best: Fen, steps: Int32Array, omissions: Map<Runner, Omit<Omission, 'keptStep'>>): boolean {
  const money = board.runners.filter(({ lane, promotion }) => lane < SHIPPING && promotion.action.type !== 'GIFT')
  if (best <= totalWithout(board) || money.length === 0) return false
  for (const runner of money) board.ceiling[runner.place] = 0
  const total = evaluate(board, 0, true)
  const hidden = money.filter((runner) => !omissions.has(runner))
  const first = hidden.find(({ place }) => steps[place]! > 0) ?? hidden[0]
  for (const runner of hidden) {
    const step = steps[runner.place]!
    omissions.set(runner, { runner, step: step > 0 ? step : null, savedFen: runner === first ? best - total : 0 })
  }
  return true
}

function totalWithout({ lines, merchants, freight, merchantOfLine }: Board): Fen {
  const goods = merchants.map(() => 0)
  lines.forEach(({ quantity, listPriceFen }, line) => (goods[merchantOfLine[line]!]! += quantity * listPriceFen))
  return merchants.reduce((sum, merchant, place) => sum + goods[place]! + (freight(merchant, goods[place]!) ?? 0), 0)
}

function ceilingsBelow({ promotion }: Runner, used: number): number[] {
  const tried = promotion.action.type === 'EVERY' ? Math.min(used - 1, REPEATS_TRIED) : used - 1
  return [...Array.from({ length: tried }, (_, i) => used - 1 - i), 0]
}

/** The total with a lower ceiling, and without the rivals that take the place it leaves. */
function attempt(board: Board, runner: Runner, ceiling: number, best: Fen, steps: Int32Array): Fen {
  const { ceiling: ceilings, state, laneStart } = board
  ceilings[runner.place] = ceiling
  for (;;) {
    const total = evaluateBelow(board, runner.lane, best)
    if (total < best || ceiling > 0) return total
    let found = false
    for (let place = laneStart[runner.lane]!; place < laneStart[runner.lane + 1]!; place += 1) {
      if (state.step[place] === 0 || steps[place]! > 0) continue
      ceilings[place] = 0
      found = true
    }
    if (!found) return total
  }
}
