import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import { spread } from '#app/domain/promotion/allocate.ts'
import type { GrantedQuote } from '#app/domain/promotion/granted.ts'
import { priceAsGranted } from '#app/domain/promotion/granted.ts'
import type { CartLine, FreightOf, FunderAmount, PricedCart, PromisedGift, Promotion } from '#app/domain/promotion/types.ts'

// refund = what was paid − the price of the kept lines under the frozen promotion versions.

/** What was frozen at placement: lines as they were priced, what was granted of their quote, and the promotion versions in it. */
export type SoldCart = { lines: readonly CartLine[]; quote: GrantedQuote; promotions: readonly Promotion[] }

type Place = { part: 'GOODS'; merchantId: string; skuId: string } | { part: 'FREIGHT'; merchantId: string; skuId: null }

/**
 * How a line of goods, or a merchant's freight, stands now: paid − refunded + repriced, and what
 * its funders still bear. List price of the units = paid + funders.
 */
export type Standing = Place & {
  /** Units not returned; 1 for freight. */
  quantity: number
  /** Never below zero. */
  paidFen: Fen
  funders: FunderAmount[]
}

/** One booking: what goes back for returned units, or (signed) what the buyer and the funders of a kept line bear more. */
export type Booking = Place & { quantity: number; paidFen: Fen; funders: FunderAmount[] }

export type Return = {
  /** Σ reversed − Σ repriced; never below zero: nobody pays for sending goods back. */
  refundFen: Fen
  reversed: Booking[]
  /** One for each kept line, or freight, whose amounts change. */
  repriced: Booking[]
  standing: Standing[]
  /** What the kept lines cost now and by which promotions; null: nothing is kept. */
  quote: PricedCart | null
  /** no longer earned; they come back or their marked price is paid. */
  giftsLost: PromisedGift[]
}

export function standingAsSold({ lines, freight }: PricedCart): Standing[] {
  return [
    ...lines.map(({ merchantId, skuId, quantity, paidFen, allocations }): Standing => ({ part: 'GOODS', merchantId, skuId, quantity, paidFen, funders: byFunder(allocations) })),
    ...freight.map(({ merchantId, paidFen, allocations }): Standing => ({ part: 'FREIGHT', merchantId, skuId: null, quantity: 1, paidFen, funders: byFunder(allocations) })),
  ]
}

/**
 * Prices the kept lines anew and books the difference. Whatever way a cart comes back, in one
 * return or in many, the refunds never pass what was paid.
 *
 * @param freight the frozen tariff before shipping: freight follows the kept goods; null after
 *   it: freight stays as it was paid (R-16 leaves its deduction to the case).
 */
export function returnGoods(sold: SoldCart, before: readonly Standing[], returned: ReadonlyMap<string, number>, freight: FreightOf | null): Return {
  const reversed: Booking[] = []
  const rest = before.map((one) => {
    const units = one.part === 'GOODS' ? (returned.get(one.skuId) ?? 0) : 0
    if (units < 0 || units > one.quantity || !Number.isSafeInteger(units)) throw new RangeError(`${units} of ${one.quantity} units of SKU ${one.skuId} returned`)
    const [back, kept] = divide(one, units)
    if (units > 0) reversed.push(back)
    return kept
  })
  const keptUnits = new Map(rest.flatMap((one) => (one.part === 'GOODS' && one.quantity > 0 ? [[one.skuId, one.quantity] as const] : [])))
  const quote = priceAsGranted(sold, keptUnits, freight)
  const targets = new Map((quote ? standingAsSold(quote) : []).map((one) => [keyOf(one), one]))
  const changes = rest.map((one): { one: Standing; target: Standing; moreFen: Fen } => {
    const gone = { ...one, paidFen: 0, funders: [] }
    const target = one.quantity === 0 || (one.part === 'FREIGHT' && freight === null) ? one : (targets.get(keyOf(one)) ?? gone)
    return { one, target, moreFen: target === one ? 0 : target.paidFen - one.paidFen }
  })
  const more = withinReversal(changes.map(({ moreFen }) => moreFen), sumFen(reversed.map(({ paidFen }) => paidFen)))
  const repriced: Booking[] = []
  const standing = changes.map(({ one, target }, i) => {
    if (target === one) return one
    const paidFen = one.paidFen + more[i]!
    // Freight has no list price of its own that stays: it is what its tariff says now.
    const borne = one.part === 'FREIGHT' ? target.paidFen + sumFen(amounts(target.funders)) - paidFen : sumFen(amounts(one.funders)) - more[i]!
    const funders = settleFunders(one.funders, target.funders, borne)
    const change = funderChange(one.funders, funders)
    if (more[i] !== 0 || change.some(({ amountFen }) => amountFen !== 0)) repriced.push({ ...placeOf(one), quantity: 0, paidFen: more[i]!, funders: change })
    return { ...one, paidFen, funders }
  })
  const refundFen = sumFen(reversed.map(({ paidFen }) => paidFen)) - sumFen(more)
  return { refundFen, reversed, repriced, standing, quote, giftsLost: sold.quote.gifts.filter((gift) => !quote?.gifts.some((kept) => kept.promotionId === gift.promotionId && kept.skuId === gift.skuId)) }
}

/** Amounts of a line for some of its units and for the others; both add up to list prices again. */
function divide(one: Standing, units: number): [Booking, Standing] {
  const off = one.funders.map(({ amountFen }) => amountFen)
  const offFen = sumFen(off)
  const listFen = one.paidFen + offFen
  const backOffFen = Math.floor((offFen * units) / one.quantity) || 0
  const backOff = spread(backOffFen, off, off)
  const backPaidFen = ((listFen * units) / one.quantity || 0) - backOffFen
  const backFunders = one.funders.map(({ funder }, i) => ({ funder, amountFen: backOff[i]! }))
  return [
    { ...placeOf(one), quantity: units, paidFen: backPaidFen, funders: backFunders },
    {
      ...one,
      quantity: one.quantity - units,
      paidFen: one.paidFen - backPaidFen,
      funders: one.funders.map(({ funder, amountFen }, i) => ({ funder, amountFen: amountFen - backOff[i]! })),
    },
  ]
}

/** Kept lines cannot become dearer by more than goes back: what is beyond stays with the funders. */
function withinReversal(more: readonly Fen[], reversedFen: Fen): readonly Fen[] {
  const dearer = more.map((fen) => Math.max(0, fen))
  const mostFen = reversedFen + sumFen(dearer) - sumFen(more)
  if (sumFen(dearer) <= mostFen) return more
  const shares = spread(mostFen, dearer, dearer)
  return more.map((fen, i) => (fen > 0 ? shares[i]! : fen))
}

/** The funders of the new price, brought to a sum: what is missing is borne by those who would bear less than before. */
function settleFunders(now: readonly FunderAmount[], wanted: readonly FunderAmount[], sum: Fen): FunderAmount[] {
  const names = [...new Set([...now, ...wanted].map(({ funder }) => funder))]
  const of = (all: readonly FunderAmount[]) => names.map((name) => all.find(({ funder }) => funder === name)?.amountFen ?? 0)
  const target = of(wanted)
  const spare = sum - sumFen(target)
  const room = spare < 0 ? target : of(now).map((fen, i) => Math.max(0, fen - target[i]!))
  const shares = spread(Math.abs(spare), room, room)
  return names.map((funder, i) => ({ funder, amountFen: target[i]! + Math.sign(spare) * shares[i]! })).filter(({ amountFen }) => amountFen > 0)
}

function funderChange(before: readonly FunderAmount[], after: readonly FunderAmount[]): FunderAmount[] {
  const change = new Map(after.map(({ funder, amountFen }) => [funder, amountFen]))
  for (const { funder, amountFen } of before) change.set(funder, (change.get(funder) ?? 0) - amountFen)
  return [...change].map(([funder, amountFen]) => ({ funder, amountFen }))
}

function byFunder(allocations: readonly { funders: readonly FunderAmount[] }[]): FunderAmount[] {
  const sums = new Map<FunderAmount['funder'], Fen>()
  for (const { funder, amountFen } of allocations.flatMap(({ funders }) => funders)) sums.set(funder, (sums.get(funder) ?? 0) + amountFen)
  return [...sums].map(([funder, amountFen]) => ({ funder, amountFen })).filter(({ amountFen }) => amountFen > 0)
}

const amounts = (funders: readonly FunderAmount[]): Fen[] => funders.map(({ amountFen }) => amountFen)
const keyOf = ({ part, merchantId, skuId }: Place): string => (part === 'GOODS' ? `goods ${skuId}` : `freight ${merchantId}`)
const placeOf = ({ part, merchantId, skuId }: Standing): Place => (part === 'GOODS' ? { part, merchantId, skuId } : { part, merchantId, skuId: null })
