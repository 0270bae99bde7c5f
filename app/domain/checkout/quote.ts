import type { LineProblem } from '#app/domain/cart/cart.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import type { Destination, Parcel } from '#app/domain/shipping/deliver.ts'
import { deliver } from '#app/domain/shipping/deliver.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** A shopper has this long to pay: enough for a slow network, short enough for others waiting. */
export const MINUTES_TO_PAY = 15

export type QuoteInput = {
  merchant: { id: string; slug: string; name: string }
  lines: QuoteInputLine[]
}

export type QuoteInputLine = {
  skuId: string
  productSlug: string
  title: string
  grade: string
  spec: string
  motif: string
  netGrams: number
  returnPolicy: 'SEVEN_DAY' | 'NEEDS_CONFIRM' | 'STATUTORY_EXEMPT_FRESH' | 'STATUTORY_EXEMPT_CUSTOM'
  goodsType: GoodsType
  warehouseId: string
  quantity: number
  /** Free units at the time of the quote. */
  free: number
  unitPriceFen: Fen
  problem: LineProblem | null
}

export type QuoteLine = QuoteInputLine & { listFen: Fen; discountFen: Fen; paidFen: Fen }

export type GroupProblem = 'not_served' | 'goods_not_served'

export type QuoteGroup = {
  merchant: QuoteInput['merchant']
  lines: QuoteLine[]
  goodsFen: Fen
  discountFen: Fen
  /** Null until the destination is known or where it is not served. */
  freightFen: Fen | null
  totalFen: Fen
  /** What leaves together, with its promise; empty like the freight is null. */
  parcels: Parcel[]
  problem: GroupProblem | null
  /** Types of goods that are not sent to the destination. */
  refusedTypes: GoodsType[]
}

export type Quote = {
  groups: QuoteGroup[]
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  payableFen: Fen
  /** Whether the destination was known, so that freight is final. */
  complete: boolean
  /** After the cut-off: the day before which some of it does not leave; the shopper has to agree. */
  heldUntil: BusinessDate | null
  /** What the shopper is shown, for the form to send back; see {@link compareSeen}. */
  seen: string
}

/**
 * Prices the checked lines for a destination (null: not chosen yet, freight and promises
 * left out). Groups keep the order given. All amounts contain tax; payable = goods −
 * discount + freight.
 */
export function quoteCheckout(input: readonly QuoteInput[], destination: Destination | null): Quote {
  const groups = input.map(({ merchant, lines }): QuoteGroup => {
    const priced = lines.map((line): QuoteLine => {
      const listFen = line.unitPriceFen * line.quantity
      return { ...line, listFen, discountFen: 0, paidFen: listFen }
    })
    const goodsFen = sumFen(priced.map((line) => line.listFen))
    const discountFen = sumFen(priced.map((line) => line.discountFen))
    const delivery = destination && deliver(destination, goodsFen - discountFen, lines)
    const freightFen = delivery?.ok ? delivery.freightFen : null
    return {
      merchant,
      lines: priced,
      goodsFen,
      discountFen,
      freightFen,
      totalFen: goodsFen - discountFen + (freightFen ?? 0),
      parcels: delivery?.ok ? delivery.parcels : [],
      problem: delivery && !delivery.ok ? delivery.reason : null,
      refusedTypes: delivery && !delivery.ok && delivery.reason === 'goods_not_served' ? delivery.goodsTypes : [],
    }
  })
  const quote = {
    groups,
    goodsFen: sumFen(groups.map((group) => group.goodsFen)),
    discountFen: sumFen(groups.map((group) => group.discountFen)),
    freightFen: sumFen(groups.map((group) => group.freightFen ?? 0)),
    payableFen: sumFen(groups.map((group) => group.totalFen)),
    complete: destination !== null,
    heldUntil: latest(groups.flatMap(({ parcels }) => parcels.map(({ heldUntil }) => heldUntil))),
  }
  return { ...quote, seen: describeSeen(quote) }
}

function latest(days: readonly (BusinessDate | null)[]): BusinessDate | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
}

function describeSeen(quote: Omit<Quote, 'seen'>): string {
  const lines = quote.groups.flatMap((group) =>
    group.lines.map((line) => `${line.skuId}*${line.quantity}*${line.unitPriceFen}`),
  )
  const parcels = quote.groups.flatMap(({ merchant, parcels }) => parcels.map((parcel) => `${parcelKey(merchant, parcel)}*${parcel.shipBy.getTime()}*${parcel.arriveBy.replaceAll('-', '')}`))
  return [...lines, ...parcels, `freight*${quote.complete ? quote.freightFen : '?'}`, `payable*${quote.payableFen}`].join('~')
}

const parcelKey = (merchant: { id: string }, { warehouseId }: { warehouseId: string }): string => `parcel/${merchant.id}/${warehouseId}`

export type QuoteChange =
  | { kind: 'price'; skuId: string; title: string; oldFen: Fen; newFen: Fen }
  | { kind: 'lines' }
  | { kind: 'freight'; oldFen: Fen | null; newFen: Fen }
  /** A parcel leaves or arrives at another time than was seen; null: none was seen. */
  | { kind: 'promise'; merchantName: string; seen: SeenPromise | null; now: SeenPromise }

export type SeenPromise = { shipBy: Date; arriveBy: BusinessDate }

/**
 * What differs between the quote the shopper saw (sent back by the form, so untrusted: it
 * can only lead to being asked again, never to another price) and the quote of now.
 */
export function compareSeen(seen: string, now: Quote): QuoteChange[] {
  if (seen === now.seen) return []
  const parts = new Map(seen.split('~').map((part) => [part.split('*')[0] ?? '', part.split('*').slice(1).map(Number)]))
  const lines = now.groups.flatMap((group) => group.lines)
  const changes: QuoteChange[] = []
  for (const line of lines) {
    const [quantity, oldFen] = parts.get(line.skuId) ?? []
    if (quantity !== line.quantity || oldFen === undefined) changes.push({ kind: 'lines' })
    else if (oldFen !== line.unitPriceFen)
      changes.push({ kind: 'price', skuId: line.skuId, title: line.title, oldFen, newFen: line.unitPriceFen })
  }
  const seenLines = [...parts.keys()].filter((key) => key !== 'freight' && key !== 'payable' && !key.startsWith('parcel/'))
  if (seenLines.length !== lines.length && changes.length === 0) changes.push({ kind: 'lines' })
  for (const { merchant, parcels } of now.groups)
    for (const { warehouseId, shipBy, arriveBy } of parcels) {
      const was = seenPromise(parts.get(parcelKey(merchant, { warehouseId })))
      if (was?.shipBy.getTime() !== shipBy.getTime() || was.arriveBy !== arriveBy)
        changes.push({ kind: 'promise', merchantName: merchant.name, seen: was, now: { shipBy, arriveBy } })
    }
  const [oldFreight] = parts.get('freight') ?? []
  if (oldFreight !== now.freightFen)
    changes.push({
      kind: 'freight',
      oldFen: oldFreight === undefined || Number.isNaN(oldFreight) ? null : oldFreight,
      newFen: now.freightFen,
    })
  return changes.length > 0 ? changes : [{ kind: 'lines' }]
}

function seenPromise([shipBy, arriveBy]: readonly number[] = []): SeenPromise | null {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(String(arriveBy))
  const left = new Date(shipBy ?? Number.NaN)
  return day && !Number.isNaN(left.getTime()) ? { shipBy: left, arriveBy: day.slice(1).join('-') } : null
}
