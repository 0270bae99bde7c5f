import type { Fen } from '#app/domain/money.ts'

/** a list price that rises so shortly before a promotion needs a reason on record. */
export const PRICE_RAISE_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

export type ListPriceChange = { at: Date; oldFen: Fen; newFen: Fen; reason: string }

/** Half-open [start − 30 days, start). */
function isShortlyBefore(at: Date, start: Date): boolean {
  return at < start && at.getTime() >= start.getTime() - PRICE_RAISE_DAYS * DAY_MS
}

/**
 * why a list price may not be changed like this, for goods whose promotions start then;
 * null: it may.
 */
export function priceRaiseRefusal(change: ListPriceChange, starts: readonly Date[]): 'reason_needed' | null {
  if (change.newFen <= change.oldFen || change.reason !== '') return null
  return starts.some((start) => isShortlyBefore(change.at, start)) ? 'reason_needed' : null
}

/**
 * the first rise shortly before the start that has no reason on record and still stands;
 * null: there is none. A price that was put back is no raise before a cut.
 */
export function unexplainedRaise(changes: readonly ListPriceChange[], { start, listPriceFen }: { start: Date; listPriceFen: Fen }): ListPriceChange | null {
  const raises = changes.filter((change) => priceRaiseRefusal(change, [start]) !== null && listPriceFen > change.oldFen)
  return raises.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}
