import type { Fen } from '#app/domain/money.ts'
import { splitByWeight } from '#app/domain/money.ts'
import type { FunderAmount, FunderShare, UnitRun } from '#app/domain/promotion/types.ts'

/**
 * Spreads an amount over places by weight: floor of each exact share, then one fen each to the
 * largest remainders, equal ones in the order of places. What a cap cuts off is spread in the
 * same way over places with room; what finds none is dropped.
 *
 * Works on arrays of its caller, because pricing calls it for every discount of every attempt:
 * reads the first `count` weights and caps, writes `shares`, uses `remainders` to work in.
 * @returns what was spread
 */
export function spreadInto(
  amount: Fen,
  count: number,
  weights: Float64Array,
  caps: Float64Array,
  shares: Float64Array,
  remainders: Float64Array,
): Fen {
  for (let i = 0; i < count; i += 1) shares[i] = 0
  let left = amount
  while (left > 0) {
    let total = 0
    for (let i = 0; i < count; i += 1) if (shares[i]! < caps[i]!) total += weights[i]!
    if (total === 0) break
    left = spreadOnce(left, total, count, weights, caps, shares, remainders)
  }
  return amount - left
}

/** One round over the places with room; returns what their caps cut off. */
function spreadOnce(
  amount: Fen,
  total: number,
  count: number,
  weights: Float64Array,
  caps: Float64Array,
  shares: Float64Array,
  remainders: Float64Array,
): Fen {
  const exact = amount * total <= Number.MAX_SAFE_INTEGER
  let spare = amount
  let cut = 0
  for (let i = 0; i < count; i += 1) {
    remainders[i] = -1
    const cap = caps[i]!
    if (shares[i]! >= cap) continue
    const weight = weights[i]!
    let floor: number
    if (exact) {
      floor = Math.floor((amount * weight) / total)
      remainders[i] = amount * weight - floor * total
    } else {
      // Group orders by the thousand pass 2^53.
      const product = BigInt(amount) * BigInt(weight)
      floor = Number(product / BigInt(total))
      remainders[i] = Number(product % BigInt(total))
    }
    spare -= floor
    const share = shares[i]! + floor
    if (share > cap) cut += share - cap
    shares[i] = share > cap ? cap : share
  }
  for (; spare > 0; spare -= 1) {
    let best = -1
    for (let i = 0; i < count; i += 1) if (remainders[i]! > (best < 0 ? -1 : remainders[best]!)) best = i
    remainders[best] = -1
    if (shares[best]! < caps[best]!) shares[best]! += 1
    else cut += 1
  }
  return cut
}

/** {@link spreadInto} for callers that are not in a hurry. */
export function spread(amount: Fen, weights: readonly number[], caps: readonly number[]): Fen[] {
  const count = weights.length
  const shares = new Float64Array(count)
  spreadInto(amount, count, Float64Array.from(weights), Float64Array.from(caps), shares, new Float64Array(count))
  return Array.from(shares)
}

/**
 * Splits the shares of one promotion among its funders so that both ways add up: each funder's
 * part of the whole by basis points and largest remainder, then that part over the shares, the
 * last funder taking what is left of each. Splitting every share for itself would let the spare
 * fen of many small shares fall on the same funder.
 */
export function splitFunders(shares: readonly Fen[], funders: readonly FunderShare[]): FunderAmount[][] {
  const [only] = funders
  if (only && funders.length === 1) return shares.map((amountFen) => [{ funder: only.funder, amountFen }])
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const parts = splitByWeight(whole, funders.map(({ bps }) => bps))
  const open = [...shares]
  const columns = parts.map((part) => {
    const column = whole === 0 ? open.map(() => 0) : spread(part, open, open)
    column.forEach((amount, place) => (open[place]! -= amount))
    return column
  })
  return shares.map((_, place) => funders.map(({ funder }, column) => ({ funder, amountFen: columns[column]![place]! })))
}

/** A run of units alike, inside one line: what each still costs and how low it may go. */
export type UnitLeft = { from: number; count: number; paidFen: Fen; floorFen: Fen }

function spreadOverAlike(amount: Fen, { from, count, paidFen, floorFen }: UnitLeft): UnitRun[] {
  const each = Math.floor(amount / count)
  const extra = amount - each * count
  if (amount > Math.max(paidFen - floorFen, 0) * count) throw new RangeError('A line got more than its units have room for')
  const runs: UnitRun[] = []
  if (extra > 0) runs.push({ from, count: extra, eachFen: each + 1 })
  if (each > 0) runs.push({ from: from + extra, count: count - extra, eachFen: each })
  return runs
}

/**
 * Spreads a line's share over its units by what each costs, as {@link spreadInto} would unit by
 * unit, but run by run: a line may have a thousand units.
 */
export function spreadOverUnits(amount: Fen, runs: readonly UnitLeft[]): UnitRun[] {
  const [only] = runs
  if (only && runs.length === 1) return spreadOverAlike(amount, only)
  let pieces = runs.map(({ from, count, paidFen, floorFen }) => ({ from, count, weight: paidFen, cap: Math.max(paidFen - floorFen, 0), each: 0 }))
  let left = amount
  while (left > 0) {
    const open = pieces.filter((piece) => piece.each < piece.cap)
    const total = open.reduce((sum, piece) => sum + piece.weight * piece.count, 0)
    if (total === 0) throw new RangeError('A line got more than its units have room for')
    const shares = open.map((piece) => {
      const product = BigInt(left) * BigInt(piece.weight)
      return { piece, floor: Number(product / BigInt(total)), remainder: product % BigInt(total), extra: 0 }
    })
    let spare = left - shares.reduce((sum, { piece, floor }) => sum + floor * piece.count, 0)
    for (const share of [...shares].sort((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1))) {
      share.extra = Math.min(spare, share.piece.count)
      spare -= share.extra
    }
    left = 0
    pieces = pieces.flatMap((piece) => {
      const share = shares.find((one) => one.piece === piece)
      if (!share) return [piece]
      const cuts = [
        { ...piece, count: share.extra, each: piece.each + share.floor + 1 },
        { ...piece, from: piece.from + share.extra, count: piece.count - share.extra, each: piece.each + share.floor },
      ].filter(({ count }) => count > 0)
      for (const cut of cuts) {
        left += Math.max(cut.each - cut.cap, 0) * cut.count
        cut.each = Math.min(cut.each, cut.cap)
      }
      return cuts
    })
  }
  return pieces.filter(({ each }) => each > 0).map(({ from, count, each }) => ({ from, count, eachFen: each }))
}
