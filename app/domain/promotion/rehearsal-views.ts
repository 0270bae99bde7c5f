import type { Fen } from '#app/domain/money.ts'
import type { Deepest, FunderSums, PromotionOutcome, RehearsalReport } from '#app/domain/promotion/rehearsal-report.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** The most carts of one rehearsal. */
export const MOST_CARTS = 5_000

/** Which carts, and when they come: all of it stands in the page's address. */
export type RehearsalRequest = {
  source: 'past' | 'synthetic'
  /** Days of payment, both included. */
  from: BusinessDate
  last: BusinessDate
  seed: number
  most: number
  at: Date
  coupons: 'EVERYBODY' | 'NOBODY'
}

/** What was not rehearsed, and why. */
export type LeftAside = {
  /** Paid orders of the window beyond the limit. */
  beyondLimit: number
  /** Lines whose goods are no longer sold. */
  goneLines: number
  /** Orders without any goods that still are. */
  emptyCarts: number
  /** Carts with goods that are not sent to their province. */
  notServed: number
}

export type StackedShare = { promotion: string; amountFen: Fen }

export type WorstLine = { title: string; quantity: number; listFen: Fen; paidFen: Fen; floorFen: Fen; shares: StackedShare[] }

export type WorstStack = Pick<Deepest, 'place' | 'label' | 'discountFen' | 'listFen'> & { lines: WorstLine[] }

export type RehearsalResult = Omit<RehearsalReport, 'merchants' | 'promotions' | 'deepestLine' | 'deepestCart'> & {
  merchants: { merchantId: string; name: string; goodsFen: Fen; funders: FunderSums }[]
  promotions: (PromotionOutcome & { own: boolean; draft: boolean; merchantName: string | null })[]
  worstLine: WorstStack | null
  worstCart: WorstStack | null
  leftAside: LeftAside
}
