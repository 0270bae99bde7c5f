/** What somebody was told, with the moment: the promises that must be true at the end. */
export type Told =
  /** The order exists. */
  | { what: 'placed'; number: string }
  /** Sold out, or changed meanwhile: no order. */
  | { what: 'refused' }
  /** The provider took the money. */
  | { what: 'captured'; number: string; sessionId: string }
  /** What the pages of the order said. */
  | { what: 'paid' | 'closed' | 'refunded' | 'taken-back'; number: string }
  | { what: 'shipped'; merchantOrderId: string; tracking: string }

/** What one shopper sent and was told. */
export type History = { who: string; placeTokens: string[]; told: (Told & { atMs: number })[]; wrong: string[] }

export function newHistory(who: string): History & { tell: (told: Told) => void } {
  const startedAt = performance.now()
  const told: History['told'] = []
  return { who, placeTokens: [], told, wrong: [], tell: (news) => void told.push({ ...news, atMs: Math.round(performance.now() - startedAt) }) }
}
