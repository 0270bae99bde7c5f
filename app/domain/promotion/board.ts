import type { BookEntry, PromotionBook } from '#app/domain/promotion/book.ts'
import { compareIds } from '#app/domain/promotion/book.ts'
import type { Occasion } from '#app/domain/promotion/eligible.ts'
import { eligibility } from '#app/domain/promotion/eligible.ts'
import { ALL_LANES, LANES } from '#app/domain/promotion/lanes.ts'
import { inScope } from '#app/domain/promotion/scope.ts'
import type { CartLine, FreightOf, GiftGoods, NotAppliedReason, PricedItem, PromotionUsage } from '#app/domain/promotion/types.ts'

// The cart laid out for pricing. Every line has two rows: 2 × line holds the units sold at a
// flash price, 2 × line + 1 the others, because the two take part in different later lanes.
// Amounts are in plain arrays of numbers that every attempt of the search uses again.

/** A promotion in play for this cart. */
export type Runner = BookEntry & {
  /** Its place in the board. */
  place: number
  couponId: string | null
  /** Lines in scope, and their rows: of FLASH lines only where it permits that lane. */
  lines: Int32Array
  rows: Int32Array
  /** Rows and merchants that its `shuts` closes lanes for; its own merchant's or all. */
  reach: Int32Array
  budgetLeft: number
  /** By place in `lines`, for unit prices: the price, units left at it, and left of them for this buyer. */
  unitPrices: Float64Array
  unitsLeft: Float64Array
  unitLimits: Float64Array
}

/** Place in `lines` of the i-th of `rows`. */
export function linePlace({ rows, lines }: Runner, i: number): number {
  return rows.length === lines.length ? i : i >> 1
}

/** Everything that changes while lanes are priced, as it is copied whole to go back to a lane. */
export type SavedState = { ints: Int32Array; floats: Float64Array }
export type State = SavedState & {
  /** By row. */
  units: Int32Array
  lanes: Int32Array
  permits: Int32Array
  shut: Int32Array
  running: Float64Array
  /** By runner: the step it applied with (0: not), and the amount. */
  step: Int32Array
  given: Float64Array
  /** By merchant: goods that freight counts, freight before and after gifts. */
  freightGoods: Float64Array
  freightFull: Float64Array
  freightPaid: Float64Array
}

export type Board = {
  lines: readonly CartLine[]
  runners: readonly Runner[]
  /** Runners of lane n are those from laneStart[n] up to laneStart[n + 1]. */
  laneStart: Int32Array
  /** By lane: runners that compete directly or through others, money and gifts apart. */
  groups: readonly (readonly Int32Array[])[]
  /** rival[a × runners + b]: whether a and b may share goods. */
  rival: Uint8Array
  merchants: readonly string[]
  merchantOfLine: Int32Array
  listPrice: Float64Array
  floorPrice: Float64Array
  gifts: ReadonlyMap<string, GiftGoods>
  /** Runners that give one of them. */
  giving: readonly Runner[]
  freight: FreightOf
  /** By runner: highest step that it may use; lowered by the search. */
  ceiling: Float64Array
  state: State
  /** The state at the beginning of each lane, of the best attempt so far. */
  saved: readonly SavedState[]
  work: Work
}

/** Space to work in. */
export type Work = {
  weights: Float64Array
  caps: Float64Array
  shares: Float64Array
  remainders: Float64Array
  rows: Int32Array
  /** Best promotion of each row in an item lane, and what it gives. */
  bestRunner: Int32Array
  bestOff: Float64Array
  bestUnits: Int32Array
  /** What each runner of a lane would give, and with which step. */
  offer: Float64Array
  offerStep: Int32Array
  /** What the last measured runner would work on: amount in scope, units, and room above the floor prices. */
  base: number
  baseUnits: number
  room: number
}

export type BoardInput = Occasion & {
  lines: readonly CartLine[]
  promotions: PromotionBook
  gifts: ReadonlyMap<string, GiftGoods>
  freight: FreightOf
}

export type Refused = { entry: BookEntry; reason: NotAppliedReason }

/** Same SKU, one line; lines in the order of SKU ids, so that neither order nor splitting counts. */
export function mergeLines(lines: readonly CartLine[]): CartLine[] {
  const merged = new Map<string, CartLine>()
  for (const line of lines) {
    const { skuId, quantity, listPriceFen } = line
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`Quantity ${quantity} of SKU ${skuId}`)
    if (!Number.isSafeInteger(listPriceFen) || listPriceFen < 0) throw new RangeError(`Price ${listPriceFen} of SKU ${skuId}`)
    const same = merged.get(skuId)
    if (same && same.listPriceFen !== listPriceFen) throw new RangeError(`Two list prices of SKU ${skuId} in one cart`)
    merged.set(skuId, same ? { ...same, quantity: same.quantity + quantity } : line)
  }
  return [...merged.values()].sort((a, b) => compareIds(a.skuId, b.skuId))
}

export function layOut(input: BoardInput): { board: Board; refused: Refused[] } {
  const lines = mergeLines(input.lines)
  const merchants = [...new Set(lines.map((line) => line.merchantId))].sort(compareIds)
  const refused: Refused[] = []
  const runners: Runner[] = []
  const bookPlaces: number[] = []
  input.promotions.forEach((entry, bookPlace) => {
    const eligible = eligibility(entry.promotion, input)
    const inside = eligible.ok ? linesInScope(entry, lines) : []
    if (!eligible.ok) refused.push({ entry, reason: eligible.reason })
    else if (inside.length === 0) refused.push({ entry, reason: { kind: 'no_goods' } })
    else {
      bookPlaces.push(bookPlace)
      runners.push(runner(entry, inside, runners.length, eligible.couponId, input, lines))
    }
  })
  const laneStart = new Int32Array(LANES.length + 1)
  for (const { lane } of runners) laneStart[lane + 1]! += 1
  for (let lane = 0; lane < LANES.length; lane += 1) laneStart[lane + 1]! += laneStart[lane]!
  const rival = new Uint8Array(runners.length ** 2)
  for (const { place, rivals } of runners)
    for (let other = 0; other < runners.length; other += 1) if (rivals.has(bookPlaces[other]!)) rival[place * runners.length + other] = 1
  const size = Math.max(lines.length * 2, merchants.length, runners.length)
  const state = emptyState(lines.length * 2, runners.length, merchants.length)
  lines.forEach(({ quantity, listPriceFen }, line) => {
    state.units[2 * line + 1] = quantity
    state.running[2 * line + 1] = quantity * listPriceFen
  })
  state.permits.fill(ALL_LANES)
  const board: Board = {
    lines,
    runners,
    laneStart,
    groups: competingGroups(runners, rival),
    rival,
    merchants,
    merchantOfLine: Int32Array.from(lines, (line) => merchants.indexOf(line.merchantId)),
    listPrice: Float64Array.from(lines, (line) => line.listPriceFen),
    floorPrice: Float64Array.from(lines, (line) => Math.min(Math.max(line.floorPriceFen, 0), line.listPriceFen)),
    gifts: input.gifts,
    giving: runners.filter(({ promotion }) => promotion.action.type === 'GIFT'),
    freight: input.freight,
    ceiling: Float64Array.from(runners, topStep),
    state,
    saved: LANES.map(() => ({ ints: state.ints.slice(), floats: state.floats.slice() })),
    work: workSpace(size),
  }
  return { board, refused }
}

function linesInScope({ scope }: BookEntry, lines: readonly CartLine[]): number[] {
  const inside: number[] = []
  for (let line = 0; line < lines.length; line += 1) if (inScope(scope, lines[line]!)) inside.push(line)
  return inside
}

function runner(
  entry: BookEntry,
  inside: readonly number[],
  place: number,
  couponId: string | null,
  { usage }: Occasion,
  lines: readonly CartLine[],
): Runner {
  const { promotion, permits, shuts } = entry
  const left = usage.get(promotion.id)
  const onFlash = (permits & 1) !== 0
  const reach = shuts === 0 ? [] : lines.flatMap((line, i) => (promotion.merchantId === null || promotion.merchantId === line.merchantId ? [2 * i, 2 * i + 1] : []))
  return {
    ...entry,
    place,
    couponId,
    lines: new Int32Array(inside),
    rows: rowsOf(inside, onFlash),
    reach: reach.length === 0 ? NO_INTS : new Int32Array(reach),
    budgetLeft: left?.budgetLeftFen ?? Infinity,
    ...(entry.items ? unitsOf(inside.map((line) => entry.items!.get(lines[line]!.skuId)!), left) : NO_UNITS),
  }
}

const NO_INTS = new Int32Array(0)
const NO_FLOATS = new Float64Array(0)
const NO_UNITS = { unitPrices: NO_FLOATS, unitsLeft: NO_FLOATS, unitLimits: NO_FLOATS }

function unitsOf(items: readonly PricedItem[], left: PromotionUsage | undefined): Pick<Runner, 'unitPrices' | 'unitsLeft' | 'unitLimits'> {
  const unitsLeft = items.map(({ skuId, promisedUnits }) => Math.max(0, left?.unitsLeft?.[skuId] ?? promisedUnits ?? Infinity))
  const unitLimits = items.map(({ skuId, maxPerBuyer }, i) => Math.max(0, Math.min(unitsLeft[i]!, left?.unitsLeftForBuyer?.[skuId] ?? maxPerBuyer ?? Infinity)))
  return { unitPrices: new Float64Array(items.map(({ unitPriceFen }) => unitPriceFen)), unitsLeft: new Float64Array(unitsLeft), unitLimits: new Float64Array(unitLimits) }
}

function rowsOf(inside: readonly number[], onFlash: boolean): Int32Array {
  const rows = new Int32Array(onFlash ? inside.length * 2 : inside.length)
  for (let i = 0; i < inside.length; i += 1) {
    const row = 2 * inside[i]! + 1
    if (onFlash) rows[2 * i] = row - 1
    rows[onFlash ? 2 * i + 1 : i] = row
  }
  return rows
}

function competingGroups(runners: readonly Runner[], rival: Uint8Array): Int32Array[][] {
  const groups: Int32Array[][] = LANES.map(() => [])
  const seen = new Set<number>()
  for (const { place, lane } of runners) {
    if (seen.has(place)) continue
    const group = [place]
    seen.add(place)
    for (const member of group)
      for (let other = 0; other < runners.length; other += 1) {
        if (rival[member * runners.length + other] === 0 || seen.has(other)) continue
        seen.add(other)
        group.push(other)
      }
    groups[lane]!.push(Int32Array.from(group).sort())
  }
  return groups
}

/** The highest step of a promotion, before the search lowers it. */
export function topStep({ promotion: { action }, from }: Pick<Runner, 'promotion' | 'from'>): number {
  return action.type === 'EVERY' ? (action.maxTimes ?? Infinity) : from.length
}

function emptyState(rows: number, runners: number, merchants: number): State {
  const ints = new Int32Array(rows * 4 + runners)
  const floats = new Float64Array(rows + runners + merchants * 3)
  const int = (from: number, count: number) => ints.subarray(from, from + count)
  const float = (from: number, count: number) => floats.subarray(from, from + count)
  return {
    ints,
    floats,
    units: int(0, rows),
    lanes: int(rows, rows),
    permits: int(rows * 2, rows),
    shut: int(rows * 3, rows),
    step: int(rows * 4, runners),
    running: float(0, rows),
    given: float(rows, runners),
    freightGoods: float(rows + runners, merchants),
    freightFull: float(rows + runners + merchants, merchants),
    freightPaid: float(rows + runners + merchants * 2, merchants),
  }
}

function workSpace(size: number): Work {
  const ints = () => new Int32Array(size)
  const floats = () => new Float64Array(size)
  return {
    weights: floats(),
    caps: floats(),
    shares: floats(),
    remainders: floats(),
    rows: ints(),
    bestRunner: ints(),
    bestOff: floats(),
    bestUnits: ints(),
    offer: floats(),
    offerStep: ints(),
    base: 0,
    baseUnits: 0,
    room: 0,
  }
}
