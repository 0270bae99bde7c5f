import type { LineProblem } from '#app/domain/cart/cart.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import { freightFor } from '#app/domain/shipping/freight.ts'

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
  perishable: boolean
  quantity: number
  /** Free units at the time of the quote. */
  free: number
  unitPriceFen: Fen
  problem: LineProblem | null
}

export type QuoteLine = QuoteInputLine & { listFen: Fen; discountFen: Fen; paidFen: Fen }

export type GroupProblem = 'not_served' | 'no_perishables'

export type QuoteGroup = {
  merchant: QuoteInput['merchant']
  lines: QuoteLine[]
  goodsFen: Fen
  discountFen: Fen
  /** Null until the destination is known or where it is not served. */
  freightFen: Fen | null
  totalFen: Fen
  problem: GroupProblem | null
}

export type Quote = {
  groups: QuoteGroup[]
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  payableFen: Fen
  /** Whether the destination was known, so that freight is final. */
  complete: boolean
  /** What the shopper is shown, for the form to send back; see {@link compareSeen}. */
  seen: string
}

/**
 * Prices the checked lines for a destination (null: not chosen yet, freight left out).
 * Groups keep the order given. All amounts contain tax; payable = goods − discount + freight.
 */
export function quoteCheckout(input: readonly QuoteInput[], provinceCode: string | null): Quote {
  const groups = input.map(({ merchant, lines }): QuoteGroup => {
    const priced = lines.map((line): QuoteLine => {
      const listFen = line.unitPriceFen * line.quantity
      return { ...line, listFen, discountFen: 0, paidFen: listFen }
    })
    const goodsFen = sumFen(priced.map((line) => line.listFen))
    const discountFen = sumFen(priced.map((line) => line.discountFen))
    const freight = provinceCode ? freightFor(provinceCode, goodsFen - discountFen, lines) : null
    const freightFen = freight?.ok ? freight.freightFen : null
    return {
      merchant,
      lines: priced,
      goodsFen,
      discountFen,
      freightFen,
      totalFen: goodsFen - discountFen + (freightFen ?? 0),
      problem: freight && !freight.ok ? freight.reason : null,
    }
  })
  const quote = {
    groups,
    goodsFen: sumFen(groups.map((group) => group.goodsFen)),
    discountFen: sumFen(groups.map((group) => group.discountFen)),
    freightFen: sumFen(groups.map((group) => group.freightFen ?? 0)),
    payableFen: sumFen(groups.map((group) => group.totalFen)),
    complete: provinceCode !== null,
  }
  return { ...quote, seen: describeSeen(quote) }
}

function describeSeen(quote: Omit<Quote, 'seen'>): string {
  const lines = quote.groups.flatMap((group) =>
    group.lines.map((line) => `${line.skuId}*${line.quantity}*${line.unitPriceFen}`),
  )
  return [...lines, `freight*${quote.complete ? quote.freightFen : '?'}`, `payable*${quote.payableFen}`].join('~')
}

export type QuoteChange =
  | { kind: 'price'; skuId: string; title: string; oldFen: Fen; newFen: Fen }
  | { kind: 'lines' }
  | { kind: 'freight'; oldFen: Fen | null; newFen: Fen }

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
  if (parts.size !== lines.length + 2 && changes.length === 0) changes.push({ kind: 'lines' })
  const [oldFreight] = parts.get('freight') ?? []
  if (oldFreight !== now.freightFen)
    changes.push({
      kind: 'freight',
      oldFen: oldFreight === undefined || Number.isNaN(oldFreight) ? null : oldFreight,
      newFen: now.freightFen,
    })
  return changes.length > 0 ? changes : [{ kind: 'lines' }]
}
