import type { Fen } from '#app/domain/money.ts'
import type { BudgetCell, BudgetSums } from '#app/domain/promotion/budget.ts'
import { budgetByFunder, budgetCells, budgetTotal, noSums, remainingFen } from '#app/domain/promotion/budget.ts'
import type { BudgetBoard, FunderBudget, PromotionBudget } from '#app/domain/promotion/budget-views.ts'
import { FUNDERS } from '#app/domain/promotion/rehearsal-report.ts'
import type { FunderShare } from '#app/domain/promotion/types.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'
import { budgetShares } from '#app/services/promotion/budget-shares.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

type PromotionRow = {
  promotionId: string
  name: string
  state: PromotionBudget['state']
  merchantId: string | null
  definition: unknown
  budgetFen: Fen | null
}
type ClaimRow = BudgetSums & { promotionId: string; claims: number }

/** The board, and the cells that it adds up. */
export type OpenBoard = { board: BudgetBoard; cells: BudgetCell[] }

/**
 * What the promotions of a campaign have committed to unpaid orders, used and given back, by
 * funder and merchant: the claims, and their allocations, in one snapshot. Null: no such campaign.
 */
export async function getBudgetBoard(snapshot: Snapshot, campaignId: string): Promise<OpenBoard | null> {
  const [campaign] = await snapshot.rows<{ id: string; name: string }>('select id, name from campaign where id = $1', [campaignId])
  if (!campaign) return null
  const promotions = await promotionRows(snapshot, campaignId)
  const ids = promotions.map(({ promotionId }) => promotionId)
  const claims = new Map((await claimRows(snapshot, ids)).map((row) => [row.promotionId, row]))
  const { whole, parts } = await budgetShares(snapshot, ids)
  const cells = budgetCells(whole, parts)
  const names = await merchantNames(snapshot, [...new Set([...cells, ...promotions].flatMap(({ merchantId }) => merchantId ?? []))])
  const board = {
    campaign,
    asOf: snapshot.asOf,
    promotions: promotions.map((promotion) => promotionBudget(promotion, claims.get(promotion.promotionId), cells, names)),
    total: budgetTotal(cells),
    funders: byFunder(cells),
    merchants: byMerchant(cells, names),
  }
  return { board, cells }
}

function promotionRows(snapshot: Snapshot, campaignId: string): Promise<PromotionRow[]> {
  return snapshot.rows<PromotionRow>(
    `select p.id as "promotionId", p.name, p.state::text as state, p.merchant_id as "merchantId", coalesce(v.definition, p.draft) as definition, c.budget_fen as "budgetFen"
       from promotion p
       left join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
       left join promotion_counter c on c.promotion_id = p.id
      where p.campaign_id = $1 order by p.merchant_id nulls first, p.created_at, p.id`,
    [campaignId],
  )
}

function claimRows(snapshot: Snapshot, promotionIds: readonly string[]): Promise<ClaimRow[]> {
  return snapshot.rows<ClaimRow>(
    `select promotion_id as "promotionId", count(*)::int as claims,
            coalesce(sum(amount_fen - released_fen) filter (where state = 'HELD'), 0)::bigint as "committedFen",
            coalesce(sum(amount_fen - released_fen) filter (where state = 'USED'), 0)::bigint as "usedFen",
            sum(released_fen)::bigint as "releasedFen"
       from promotion_claim where promotion_id = any($1::uuid[]) group by promotion_id`,
    [promotionIds],
  )
}

async function merchantNames(snapshot: Snapshot, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await snapshot.rows<{ id: string; name: string }>('select id, name from merchant where id = any($1::uuid[])', [ids])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function promotionBudget(row: PromotionRow, claim: ClaimRow | undefined, all: readonly BudgetCell[], names: ReadonlyMap<string, string>): PromotionBudget {
  const { promotionId, name, state, merchantId } = row
  const { funders, limits } = readDefinition(row.definition)
  // What counts is the counter that placements ask; a draft has none yet.
  const budgetFen = state === 'DRAFT' ? limits.budgetFen : row.budgetFen
  const cells = all.filter((cell) => cell.promotionId === promotionId)
  const sums = claim ?? { ...noSums(), claims: 0 }
  const figures = { committedFen: sums.committedFen, usedFen: sums.usedFen, releasedFen: sums.releasedFen }
  return {
    promotionId,
    name,
    shop: merchantId === null ? null : (names.get(merchantId) ?? merchantId),
    state,
    claims: sums.claims,
    budgetFen,
    remainingFen: remainingFen(budgetFen, figures),
    ...figures,
    funders: funderBudgets({ budgetFen, funders, merchantId }, cells, names),
    adds: sameSums(figures, budgetTotal(cells)),
  }
}

function funderBudgets(
  { budgetFen, funders, merchantId: owner }: { budgetFen: Fen | null; funders: readonly FunderShare[]; merchantId: string | null },
  cells: readonly BudgetCell[],
  names: ReadonlyMap<string, string>,
): FunderBudget[] {
  const shares = budgetByFunder(budgetFen, funders)
  return FUNDERS.flatMap((funder): FunderBudget[] => {
    const own = cells.filter((cell) => cell.funder === funder)
    if (own.length === 0 && !funders.some((share) => share.funder === funder && share.bps > 0)) return []
    const sums = budgetTotal(own)
    const figures = { ...sums, budgetFen: shares[funder], remainingFen: remainingFen(shares[funder], sums) }
    const merchants = own
      .map(({ merchantId, committedFen, usedFen, releasedFen }) => {
        // A merchant's own promotion has its budget for itself; the others draw on one budget together.
        const budget = merchantId === owner ? shares[funder] : null
        const sumsOf = { committedFen, usedFen, releasedFen }
        return { merchantId, name: names.get(merchantId) ?? merchantId, ...sumsOf, budgetFen: budget, remainingFen: remainingFen(budget, sumsOf) }
      })
      .sort((a, b) => b.usedFen + b.committedFen - a.usedFen - a.committedFen || (a.merchantId < b.merchantId ? -1 : 1))
    return [{ funder, ...figures, merchants }]
  })
}

function byMerchant(cells: readonly BudgetCell[], names: ReadonlyMap<string, string>): BudgetBoard['merchants'] {
  return [...new Set(cells.map(({ merchantId }) => merchantId))]
    .map((merchantId) => {
      const own = cells.filter((cell) => cell.merchantId === merchantId)
      return { merchantId, name: names.get(merchantId) ?? merchantId, ...budgetTotal(own), funders: byFunder(own) }
    })
    .sort((a, b) => b.usedFen + b.committedFen - a.usedFen - a.committedFen || (a.merchantId < b.merchantId ? -1 : 1))
}

function byFunder(cells: readonly BudgetCell[]): BudgetBoard['funders'] {
  return FUNDERS.flatMap((funder) => {
    const own = cells.filter((cell) => cell.funder === funder)
    return own.length === 0 ? [] : [{ funder, ...budgetTotal(own) }]
  })
}

function sameSums(a: BudgetSums, b: BudgetSums): boolean {
  return a.committedFen === b.committedFen && a.usedFen === b.usedFen && a.releasedFen === b.releasedFen
}
