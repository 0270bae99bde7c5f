import type { BudgetSums } from '#app/domain/promotion/budget.ts'
import { budgetTotal } from '#app/domain/promotion/budget.ts'
import type { BudgetBoard, BudgetFilter, BudgetRows } from '#app/domain/promotion/budget-views.ts'
import type { Funder } from '#app/domain/promotion/types.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'
import { getBudgetBoard } from '#app/services/promotion/get-budget-board.server.ts'
import { listBudgetRows } from '#app/services/promotion/list-budget-rows.server.ts'

/** The rows behind a figure, with that figure: all pages of rows add up to it. */
export type OpenedFigure = BudgetRows & { total: BudgetSums; title: ({ name: string } | { funder: Funder })[] }

export type BudgetPage = { board: BudgetBoard; opened: OpenedFigure | null }

/** The budget board and the figure that is opened on it, in one snapshot. Null: no such campaign. */
export async function getBudgetPage(campaignId: string, open: { filter: BudgetFilter; page: number } | null): Promise<BudgetPage | null> {
  return readSnapshot(async (snapshot) => {
    const known = await getBudgetBoard(snapshot, campaignId)
    if (!known) return null
    const { board, cells } = known
    if (!open) return { board, opened: null }
    const { promotionId, merchantId, funder } = open.filter
    const rows = await listBudgetRows(snapshot, campaignId, open.filter, open.page)
    const total = budgetTotal(
      cells.filter(
        (cell) => (!promotionId || cell.promotionId === promotionId) && (!merchantId || cell.merchantId === merchantId) && (!funder || cell.funder === funder),
      ),
    )
    const title = [
      ...board.promotions.filter((promotion) => promotion.promotionId === promotionId).map(({ name }) => ({ name })),
      ...board.merchants.filter((merchant) => merchant.merchantId === merchantId).map(({ name }) => ({ name })),
      ...(funder ? [{ funder }] : []),
    ]
    return { board, opened: { ...rows, total, title } }
  })
}
