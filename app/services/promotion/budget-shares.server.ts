import type { ClaimState, PartShare, WholeShares } from '#app/domain/promotion/budget.ts'
import type { FunderSums } from '#app/domain/promotion/rehearsal-report.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'

/** A claim that is neither whole nor given back whole is looked at line by line. */
export const PARTLY = `(c.state <> 'RELEASED' and c.released_fen > 0)`

/**
 * Units of the line, and how many were taken back before shipping or refunded; freight goes
 * back with the last unit of its parcel. A part that is taken back gives up its budget at
 * once, its money is refunded later.
 */
export const REFUNDED = `coalesce(l.quantity, 1) as quantity,
  case when a.line_id is not null then greatest(l.cancelled, l.refunded_qty)
       when (select bool_and(greatest(o.cancelled, o.refunded_qty) = o.quantity) from order_line o where o.merchant_order_id = a.merchant_order_id and not o.is_gift) then 1
       else 0 end as "refundedQty"`

type FunderColumns = { merchantFen: number; platformFen: number; brandFundFen: number; aidFundFen: number }
type Row = FunderColumns & {
  id: string | null
  checkoutId: string | null
  promotionId: string
  merchantId: string
  state: ClaimState
  claimReleasedFen: number
  quantity: number
  refundedQty: number
}

export function fundersOf({ merchantFen, platformFen, brandFundFen, aidFundFen }: FunderColumns): FunderSums {
  return { MERCHANT: merchantFen, PLATFORM: platformFen, BRAND_FUND: brandFundFen, AID_FUND: aidFundFen }
}

/** Every allocation of these promotions: whole ones added up by the database, the others one by one. */
export async function budgetShares(snapshot: Snapshot, promotionIds: readonly string[]): Promise<{ whole: WholeShares[]; parts: PartShare[] }> {
  const rows = await snapshot.rows<Row>(
    `select null as id, null as "checkoutId", a.promotion_id as "promotionId", a.merchant_id as "merchantId", c.state::text as state,
            sum(a.merchant_fen)::bigint as "merchantFen", sum(a.platform_fen)::bigint as "platformFen", sum(a.brand_fund_fen)::bigint as "brandFundFen",
            sum(a.aid_fund_fen)::bigint as "aidFundFen", 0 as "claimReleasedFen", 1 as quantity, 0 as "refundedQty"
       from allocation a join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
      where a.promotion_id = any($1::uuid[]) and not ${PARTLY}
      group by a.promotion_id, a.merchant_id, c.state
     union all
     select a.id, a.checkout_id, a.promotion_id, a.merchant_id, c.state::text, a.merchant_fen, a.platform_fen, a.brand_fund_fen, a.aid_fund_fen,
            c.released_fen, ${REFUNDED}
       from allocation a join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
       left join order_line l on l.merchant_id = a.merchant_id and l.id = a.line_id
      where a.promotion_id = any($1::uuid[]) and ${PARTLY}
      order by 1 nulls first`,
    [promotionIds],
  )
  const whole: WholeShares[] = []
  const parts: PartShare[] = []
  for (const { id, checkoutId, promotionId, merchantId, state, claimReleasedFen, quantity, refundedQty, ...columns } of rows) {
    const shares = { promotionId, merchantId, state, funders: fundersOf(columns) }
    if (id === null || checkoutId === null) whole.push(shares)
    else parts.push({ ...shares, id, checkoutId, claimReleasedFen, quantity, refundedQty })
  }
  return { whole, parts }
}
