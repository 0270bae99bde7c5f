import type { ClaimState, PartShare } from '#app/domain/promotion/budget.ts'
import { releasedById, sumsOf, totalOf } from '#app/domain/promotion/budget.ts'
import type { BudgetFilter, BudgetRow, BudgetRows } from '#app/domain/promotion/budget-views.ts'
import type { FunderSums } from '#app/domain/promotion/rehearsal-report.ts'
import { noFunders } from '#app/domain/promotion/rehearsal-report.ts'
import type { Funder } from '#app/domain/promotion/types.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'
import { REFUNDED, fundersOf } from '#app/services/promotion/budget-shares.server.ts'

const PER_PAGE = 50

const columnOf: Record<Funder, string> = { MERCHANT: 'merchant_fen', PLATFORM: 'platform_fen', BRAND_FUND: 'brand_fund_fen', AID_FUND: 'aid_fund_fen' }

type Row = Omit<BudgetRow, 'committedFen' | 'usedFen' | 'releasedFen'> & {
  checkoutId: string
  promotionId: string
  partly: boolean
  merchantFen: number
  platformFen: number
  brandFundFen: number
  aidFundFen: number
}

/** The allocations behind a figure of the budget board, the newest claims first. */
export async function listBudgetRows(snapshot: Snapshot, campaignId: string, filter: BudgetFilter, page: number): Promise<BudgetRows> {
  const from = `from allocation a
     join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
     join promotion p on p.id = a.promotion_id
    where p.campaign_id = $1 and ($2::uuid is null or a.promotion_id = $2) and ($3::uuid is null or a.merchant_id = $3)
      ${filter.funder ? `and a.${columnOf[filter.funder]} > 0` : ''}`
  const values = [campaignId, filter.promotionId, filter.merchantId]
  const [{ count } = { count: 0 }] = await snapshot.rows<{ count: number }>(`select count(*)::int as count ${from}`, values)
  const pageCount = Math.max(1, Math.ceil(count / PER_PAGE))
  const shown = Math.min(page, pageCount)
  const rows = await snapshot.rows<Row>(
    `select a.id, k.number, c.claimed_at as "claimedAt", p.name as "promotionName", m.name as "merchantName", l.title as goods, c.state::text as state,
            a.checkout_id as "checkoutId", a.promotion_id as "promotionId", (c.state <> 'RELEASED' and c.released_fen > 0) as partly,
            a.merchant_fen as "merchantFen", a.platform_fen as "platformFen", a.brand_fund_fen as "brandFundFen", a.aid_fund_fen as "aidFundFen"
       from (select a.*, c.claimed_at ${from} order by c.claimed_at desc, a.id limit $4 offset $5) a
       join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
       join promotion p on p.id = a.promotion_id
       join checkout k on k.id = a.checkout_id
       join merchant m on m.id = a.merchant_id
       left join order_line l on l.merchant_id = a.merchant_id and l.id = a.line_id
      order by a.claimed_at desc, a.id`,
    [...values, PER_PAGE, (shown - 1) * PER_PAGE],
  )
  const released = releasedById(await partsOf(snapshot, rows.filter(({ partly }) => partly)))
  return { rows: rows.map((row) => budgetRow(row, released.get(row.id) ?? noFunders(), filter.funder)), count, page: shown, pageCount }
}

/** All shares of the claims that these rows are part of: what a claim gives back is split over all of them. */
function partsOf(snapshot: Snapshot, rows: readonly Row[]): Promise<PartShare[]> {
  if (rows.length === 0) return Promise.resolve([])
  return snapshot
    .rows<Row & Pick<PartShare, 'merchantId' | 'claimReleasedFen' | 'quantity' | 'refundedQty'>>(
      `select a.id, a.checkout_id as "checkoutId", a.promotion_id as "promotionId", a.merchant_id as "merchantId", c.state::text as state,
              a.merchant_fen as "merchantFen", a.platform_fen as "platformFen", a.brand_fund_fen as "brandFundFen", a.aid_fund_fen as "aidFundFen",
              c.released_fen as "claimReleasedFen", ${REFUNDED}
         from allocation a join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
         left join order_line l on l.merchant_id = a.merchant_id and l.id = a.line_id
        where (a.checkout_id, a.promotion_id) in (select * from unnest($1::uuid[], $2::uuid[]))
        order by a.id`,
      [rows.map(({ checkoutId }) => checkoutId), rows.map(({ promotionId }) => promotionId)],
    )
    .then((parts) => parts.map((part) => ({ ...part, funders: fundersOf(part) })))
}

function budgetRow(row: Row, released: FunderSums, funder: Funder | null): BudgetRow {
  const { id, number, claimedAt, promotionName, merchantName, goods, state } = row
  const amount = (sums: FunderSums): number => (funder ? sums[funder] : totalOf(sums))
  return { id, number, claimedAt, promotionName, merchantName, goods, state, ...sumsOf(state satisfies ClaimState, amount(fundersOf(row)), amount(released)) }
}
