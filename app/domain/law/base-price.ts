import type { Fen } from '#app/domain/money.ts'

/** the lowest deal of these days before the start is what may be struck through. */
export const BASE_PRICE_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

/** An order line that was paid and kept, without its buyer. */
export type Deal = {
  lineId: string
  /** When it was paid. */
  at: Date
  /** What its cheapest unit cost, net of all discounts whoever bears them, without freight. */
  unitFen: Fen
}

export type Ground = 'LOWEST_7_DAYS' | 'LAST_DEAL' | 'NONE'

export type BasePrice = {
  ground: Ground
  /** Null exactly with ground NONE. */
  basePriceFen: Fen | null
  /** Half-open [windowFrom, windowUntil): the seven days before the start. */
  windowFrom: Date
  windowUntil: Date
  /** The evidence: all deals of the window, cheapest first, or the last one before it. */
  deals: readonly Deal[]
}

/** Seven times 24 hours, half-open: the instant of the start is no day before it. */
export function basePriceWindow(start: Date): { windowFrom: Date; windowUntil: Date } {
  return { windowFrom: new Date(start.getTime() - BASE_PRICE_DAYS * DAY_MS), windowUntil: start }
}

/**
 * the base of a discount is the seller's own lowest deal in the seven days before its
 * start; without a deal in those days, the last one before them. R-02: never sold, no base.
 */
export function basePrice(deals: readonly Deal[], start: Date): BasePrice {
  const { windowFrom, windowUntil } = basePriceWindow(start)
  const earlier = deals.filter(({ at }) => at < windowUntil)
  const inWindow = earlier.filter(({ at }) => at >= windowFrom).sort(byPrice)
  const lowest = inWindow[0]
  if (lowest) return { ground: 'LOWEST_7_DAYS', basePriceFen: lowest.unitFen, windowFrom, windowUntil, deals: inWindow }
  const [last] = earlier.sort((a, b) => b.at.getTime() - a.at.getTime() || byPrice(a, b))
  if (last) return { ground: 'LAST_DEAL', basePriceFen: last.unitFen, windowFrom, windowUntil, deals: [last] }
  return { ground: 'NONE', basePriceFen: null, windowFrom, windowUntil, deals: [] }
}

function byPrice(a: Deal, b: Deal): number {
  return a.unitFen - b.unitFen || a.at.getTime() - b.at.getTime() || (a.lineId < b.lineId ? -1 : 1)
}

/** Units of one line that cost the same; the runs cover the line. */
type PaidUnits = { unitPriceFen: Fen; quantity: number; paidFen: Fen; discounts: readonly (readonly { from: number; count: number; eachFen: Fen }[])[] }

/**
 * What the cheapest unit of a line cost. Discounts are frozen down to the unit and the fen, so
 * nothing is rounded; for a line that has none frozen, its average, rounded down: a base that
 * is a fen too low misleads nobody.
 */
export function cheapestUnit({ unitPriceFen, quantity, paidFen, discounts }: PaidUnits): Fen {
  if (discounts.length === 0) return Math.floor(paidFen / quantity)
  // Between two borders of runs every unit costs the same, so the borders are enough.
  const borders = new Set([0, ...discounts.flat().flatMap(({ from, count }) => [from, from + count])])
  const prices = [...borders]
    .filter((unit) => unit < quantity)
    .map((unit) => {
      const off = discounts.flat().filter(({ from, count }) => unit >= from && unit < from + count)
      return off.reduce((price, { eachFen }) => price - eachFen, unitPriceFen)
    })
  return Math.min(...prices)
}

export type ReferencePriceRefusal = 'no_ground' | 'above_base' | 'not_above_campaign_price'

/** Why this may not be struck through beside the campaign price; null: it may. */
export function referencePriceRefusal(
  { referencePriceFen, campaignPriceFen }: { referencePriceFen: Fen; campaignPriceFen: Fen },
  { basePriceFen }: Pick<BasePrice, 'basePriceFen'>,
): ReferencePriceRefusal | null {
  if (basePriceFen === null) return 'no_ground'
  if (referencePriceFen > basePriceFen) return 'above_base'
  if (referencePriceFen <= campaignPriceFen) return 'not_above_campaign_price'
  return null
}

/**
 * What is struck through in the end: what was wished, but at most the base; nothing where that
 * is no discount. The base may have sunk since the wish was accepted, by deals before the start.
 */
export function strikeThrough(
  { referencePriceFen, campaignPriceFen }: { referencePriceFen: Fen | null; campaignPriceFen: Fen },
  { basePriceFen }: Pick<BasePrice, 'basePriceFen'>,
): Fen | null {
  if (referencePriceFen === null || basePriceFen === null) return null
  const struck = Math.min(referencePriceFen, basePriceFen)
  return struck > campaignPriceFen ? struck : null
}

/** What must stand beside a struck-through price, so that everybody knows what it is. */
export const groundLabels: Record<Exclude<Ground, 'NONE'>, string> = {
  LOWEST_7_DAYS: '活动前7日最低成交价',
  LAST_DEAL: '活动前最近一次成交价',
}
