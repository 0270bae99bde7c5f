import type { Fen } from '#app/domain/money.ts'
import type { BudgetSums, ClaimState } from '#app/domain/promotion/budget.ts'
import type { Funder } from '#app/domain/promotion/types.ts'

/** Sums with what may still be granted; null: no budget of its own. */
export type BudgetFigures = BudgetSums & { budgetFen: Fen | null; remainingFen: Fen | null }

export type BudgetMerchant = { merchantId: string; name: string }

export type FunderBudget = BudgetFigures & { funder: Funder; merchants: (BudgetFigures & BudgetMerchant)[] }

export type PromotionBudget = BudgetFigures & {
  promotionId: string
  name: string
  /** Whose it is; null: the platform's. */
  shop: string | null
  state: 'DRAFT' | 'PUBLISHED' | 'STOPPED'
  /** Claims, that is checkouts, by state. */
  claims: number
  funders: FunderBudget[]
  /** Whether claims and allocations say the same. */
  adds: boolean
}

export type BudgetBoard = {
  campaign: { id: string; name: string }
  asOf: Date
  promotions: PromotionBudget[]
  total: BudgetSums
  funders: (BudgetSums & { funder: Funder })[]
  merchants: (BudgetSums & BudgetMerchant & { funders: (BudgetSums & { funder: Funder })[] })[]
}

/** What the board is opened at; null: all of them. */
export type BudgetFilter = { promotionId: string | null; merchantId: string | null; funder: Funder | null }

/** One allocation behind a figure. */
export type BudgetRow = BudgetSums & {
  id: string
  number: string
  claimedAt: Date
  promotionName: string
  merchantName: string
  /** What the discount is on; freight has no goods. */
  goods: string | null
  state: ClaimState
}

export type BudgetRows = { rows: BudgetRow[]; count: number; page: number; pageCount: number }
