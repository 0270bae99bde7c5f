/** Rows of what is claimed, by column name, for {@link claimVerdict} and {@link claimWrites}. */
export type ClaimRows = {
  /** `counted`: its budget or uses are limited, so its counter must be there. */
  claims: { promotion_id: string; version: number; coupon_id: string | null; amount_fen: number; units: Record<string, number>; counted: boolean }[]
  /** Of units promised at a price. */
  claim_units: { promotion_id: string; sku_id: string; quantity: number }[]
  /** What one buyer may take; sku_id '': uses of the promotion. */
  buyer_limits: { promotion_id: string; sku_id: string; quantity: number; most: number }[]
  /** coupon_at null: whether the coupon's time is up does not count. */
  claimant: { checkout_id: string; buyer_key: string; user_id: string | null; coupon_at: Date | null }
}

export type ClaimProblem = { promotionId: string; problem: 'promotion_gone' | 'limit_reached' | 'buyer_limit_reached' | 'coupon_taken' }

// Parts of a statement that has `input` (j: the rows as jsonb) and `locked` (the SKU rows)
// before them. Rows are locked in the order counters, units, buyers, coupons, each by its
// key, after the SKUs: the one order of everything that claims or gives back. Each part reads
// the one before, because a part that nothing needs yet would be locked later. A buyer's row
// comes up with the first claim under a limit and starts with what the buyer had claimed before.
export const claimVerdict = `
claims as materialized (
  select c.* from input, jsonb_to_recordset(j->'claims') as c(promotion_id uuid, version int, coupon_id uuid, amount_fen int, units jsonb, counted boolean)
),
claim_units as materialized (
  select u.* from input, jsonb_to_recordset(j->'claim_units') as u(promotion_id uuid, sku_id uuid, quantity int)
),
buyer_limits as materialized (
  select b.* from input, jsonb_to_recordset(j->'buyer_limits') as b(promotion_id uuid, sku_id text, quantity int, most int)
),
claimant as materialized (
  select c.* from input, jsonb_to_record(j->'claimant') as c(checkout_id uuid, buyer_key text, user_id uuid, coupon_at timestamptz)
),
locked_counters as materialized (
  select k.* from promotion_counter k
   where k.promotion_id in (select promotion_id from claims) and (select count(*) from locked) >= 0
   order by k.promotion_id for update
),
locked_units as materialized (
  select u.* from promotion_units u
   where (u.promotion_id, u.sku_id) in (select promotion_id, sku_id from claim_units) and (select count(*) from locked_counters) >= 0
   order by u.promotion_id, u.sku_id for update
),
locked_buyers as materialized (
  select b.* from promotion_buyer b
   where (b.promotion_id, b.sku_id) in (select promotion_id, sku_id from buyer_limits) and b.buyer_key = (select buyer_key from claimant)
     and (select count(*) from locked_units) >= 0
   order by b.promotion_id, b.sku_id for update
),
buyers_before as materialized (
  select l.promotion_id, l.sku_id, l.quantity, l.most,
         coalesce(b.taken, (select coalesce(sum(case l.sku_id when '' then 1 else (c.units->>l.sku_id)::int end), 0)
                              from promotion_claim c
                             where c.promotion_id = l.promotion_id and c.buyer_key = (select buyer_key from claimant) and c.state <> 'RELEASED'))::int as taken
    from buyer_limits l left join locked_buyers b on b.promotion_id = l.promotion_id and b.sku_id = l.sku_id
),
locked_coupons as materialized (
  select q.* from coupon q
   where q.id in (select coupon_id from claims) and (select count(*) from locked_buyers) >= 0
   order by q.id for update
),
claim_verdict as materialized (
  select c.promotion_id,
         case when c.counted and k.promotion_id is null then 'promotion_gone'
              when k.uses >= k.uses_limit or k.taken_fen + c.amount_fen > k.budget_fen then 'limit_reached'
              when c.coupon_id is not null
                   and (q.id is null or q.state <> 'AVAILABLE' or q.user_id is distinct from a.user_id
                        or (q.promotion_id, q.version) is distinct from (c.promotion_id, c.version)
                        or a.coupon_at < q.valid_from or a.coupon_at >= q.valid_until) then 'coupon_taken' end as problem
    from claims c cross join claimant a
    left join locked_counters k on k.promotion_id = c.promotion_id
    left join locked_coupons q on q.id = c.coupon_id
  union all
  select c.promotion_id, case when u.promised is null then 'promotion_gone' when u.taken + c.quantity > u.promised then 'limit_reached' end
    from claim_units c left join locked_units u on u.promotion_id = c.promotion_id and u.sku_id = c.sku_id
  union all
  select promotion_id, case when taken + quantity > most then 'buyer_limit_reached' end from buyers_before
)`

// For what comes after `go`, which has a row exactly if everything passed.
export const claimWrites = `
counted as (
  update promotion_counter k
     set uses = l.uses + 1, taken_fen = l.taken_fen + c.amount_fen, uses_limit = l.uses_limit, budget_fen = l.budget_fen,
         coupons_claimed = l.coupons_claimed, coupons_limit = l.coupons_limit
    from claims c join locked_counters l on l.promotion_id = c.promotion_id
   where k.promotion_id = l.promotion_id and exists (select 1 from go)
),
units_taken as (
  update promotion_units u set taken = l.taken + c.quantity, promised = l.promised
    from claim_units c join locked_units l on l.promotion_id = c.promotion_id and l.sku_id = c.sku_id
   where u.promotion_id = l.promotion_id and u.sku_id = l.sku_id and exists (select 1 from go)
),
buyers_taken as (
  insert into promotion_buyer (promotion_id, buyer_key, sku_id, taken)
  select b.promotion_id, a.buyer_key, b.sku_id, b.taken + b.quantity from go, buyers_before b, claimant a order by b.promotion_id, b.sku_id
  on conflict (promotion_id, buyer_key, sku_id) do update
    set taken = (select taken_within(promotion_buyer.taken + l.quantity, l.most) from buyer_limits l
                  where l.promotion_id = excluded.promotion_id and l.sku_id = excluded.sku_id)
)`

/** Whether a statement ended because a buyer's limit was passed at the same moment elsewhere. */
export function isLimitPassed(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'NH001'
}
