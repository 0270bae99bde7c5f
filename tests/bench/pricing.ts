import { median } from '#tests/bench/load.ts'
import { bookFor, busyPurchase } from '#tests/bench/busy-cart.ts'
import { promotionBook } from '#app/domain/promotion/book.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'

export type PricingFigures = {
  lines: number
  promotions: number
  applied: number
  quoteBytes: number
  /** Of one pricing and one JSON.stringify of its quote: medians of the rounds' means. */
  pricingMs: number
  stringifyMs: number
  /** Rate of pricing over the rate of serialising; at least 0.05. */
  ratio: number
  medianMs: number
  p99Ms: number
  /** The slowest single pricing after warming up, and how many of all took more than 1 ms. */
  maxMs: number
  above1Ms: number
  timed: number
  /** Compiling the book, by number of promotions. */
  bookMs: Record<string, number>
}

const ROUNDS = 9
const PRICED = 2_000
const SERIALISED = 20_000

/** A cart of 20 lines under 30 promotions, all of them live, beside serialising its quote; rounds take turns. */
export function benchPricing(): PricingFigures {
  const purchase = busyPurchase()
  const quote = priceCart(purchase)
  for (let i = 0; i < 3_000; i += 1) priceCart(purchase)
  for (let i = 0; i < 3_000; i += 1) JSON.stringify(quote)
  const pricing: number[] = []
  const serialising: number[] = []
  const single: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    pricing.push(each(PRICED, () => priceCart(purchase), single))
    serialising.push(each(SERIALISED, () => JSON.stringify(quote)))
  }
  single.sort((a, b) => a - b)
  const pricingMs = median(pricing)
  const stringifyMs = median(serialising)
  return {
    lines: quote.lines.length,
    promotions: purchase.promotions.length,
    applied: quote.applied.length,
    quoteBytes: JSON.stringify(quote).length,
    pricingMs,
    stringifyMs,
    ratio: stringifyMs / pricingMs,
    medianMs: median(single),
    p99Ms: single[Math.floor(single.length * 0.99)]!,
    maxMs: single.at(-1)!,
    above1Ms: single.filter((ms) => ms > 1).length,
    timed: single.length,
    bookMs: Object.fromEntries([30, 100, 200].map((count) => [count, bookMs(count)])),
  }
}

export function pricingLine({ lines, promotions, pricingMs, medianMs, maxMs, above1Ms, timed, ratio, bookMs: books }: PricingFigures): string {
  const three = (ms: number | undefined) => (ms ?? 0).toFixed(3)
  return `pricing   ${lines} lines, ${promotions} promotions: ${three(medianMs)} ms (mean ${three(pricingMs)}, max ${three(maxMs)}, ${above1Ms} of ${timed} above 1 ms) · ${ratio.toFixed(3)} of JSON.stringify · book of 30 ${three(books['30'])} ms, of 200 ${three(books['200'])} ms`
}

function bookMs(count: number): number {
  const promotions = bookFor(count)
  each(50, () => promotionBook(promotions))
  return median(Array.from({ length: 9 }, () => each(20, () => promotionBook(promotions))))
}

/** Milliseconds of one call, over many; `single` collects each by itself. */
function each(calls: number, run: () => unknown, single?: number[]): number {
  const started = performance.now()
  let before = started
  for (let i = 0; i < calls; i += 1) {
    run()
    if (!single) continue
    const now = performance.now()
    single.push(now - before)
    before = now
  }
  return (performance.now() - started) / calls
}
