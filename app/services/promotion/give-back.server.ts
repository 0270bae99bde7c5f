import type { Tx } from '#app/infra/db.server.ts'

// What placements took of limits, given back. Every statement locks in the order of
// app/infra/claim-ctes.server.ts: call these with the SKU rows locked.

async function lockClaimed(tx: Tx, checkoutId: string): Promise<void> {
  await tx.$queryRaw`
    with claims as materialized (select promotion_id, buyer_key, coupon_id from promotion_claim where checkout_id = ${checkoutId}::uuid),
    counters as materialized (
      select 1 from promotion_counter k where k.promotion_id in (select promotion_id from claims) order by k.promotion_id for update
    ),
    units as materialized (
      select 1 from promotion_units u where u.promotion_id in (select promotion_id from claims) and (select count(*) from counters) >= 0
       order by u.promotion_id, u.sku_id for update
    ),
    buyers as materialized (
      select 1 from promotion_buyer b where (b.promotion_id, b.buyer_key) in (select promotion_id, buyer_key from claims) and (select count(*) from units) >= 0
       order by b.promotion_id, b.sku_id for update
    ),
    coupons as materialized (
      select 1 from coupon q where q.id in (select coupon_id from claims) and (select count(*) from buyers) >= 0 order by q.id for update
    )
    select count(*) from coupons`
}

/**
 * Everything that a checkout still holds of promotions: when it closes unpaid, or when all of
 * it was taken back before anything was shipped. Coupons are in the wallet again with the
 * time they had; one whose time is up meanwhile comes back as one whose time is up.
 */
export async function releaseClaims(tx: Tx, checkoutId: string): Promise<void> {
  if ((await tx.promotionClaim.count({ where: { checkoutId, state: { not: 'RELEASED' } } })) === 0) return
  await lockClaimed(tx, checkoutId)
  await tx.$executeRaw`
    with claims as materialized (
      select * from promotion_claim where checkout_id = ${checkoutId}::uuid and state <> 'RELEASED'
    ),
    units as materialized (
      select c.promotion_id, c.buyer_key, u.key as sku_id, u.value::int as quantity from claims c, jsonb_each_text(c.units) u
    ),
    counters as (
      update promotion_counter k set uses = k.uses - 1, taken_fen = k.taken_fen - (c.amount_fen - c.released_fen)
        from claims c where k.promotion_id = c.promotion_id
    ),
    promised as (
      update promotion_units p set taken = p.taken - u.quantity from units u where p.promotion_id = u.promotion_id and p.sku_id = u.sku_id::uuid
    ),
    buyers as (
      update promotion_buyer b set taken = b.taken - t.quantity
        from (select promotion_id, buyer_key, '' as sku_id, 1 as quantity from claims union all select * from units) t
       where b.promotion_id = t.promotion_id and b.buyer_key = t.buyer_key and b.sku_id = t.sku_id
    ),
    coupons as (
      update coupon set state = 'AVAILABLE', checkout_id = null where id in (select coupon_id from claims)
    )
    update promotion_claim set state = 'RELEASED', released_fen = amount_fen
     where checkout_id = ${checkoutId}::uuid and state <> 'RELEASED'`
}

/** The checkout is paid: what it held is used. */
export async function useClaims(tx: Tx, checkoutId: string): Promise<void> {
  await tx.$executeRaw`
    with used as (
      update promotion_claim set state = 'USED' where checkout_id = ${checkoutId}::uuid and state = 'HELD' returning coupon_id
    )
    update coupon set state = 'USED' where id in (select coupon_id from used) and state = 'LOCKED'`
}

/** What a refund takes back of a promotion’s discounts in a checkout. */
export type Returned = { promotionId: string; amountFen: number }

/** Budget that a refund frees: at most what the claim still holds. */
export async function giveBackBudget(tx: Tx, checkoutId: string, returned: readonly Returned[]): Promise<void> {
  if (returned.length === 0) return
  await lockClaimed(tx, checkoutId)
  await tx.$executeRaw`
    with back as materialized (
      select c.promotion_id, least(r.amount, c.amount_fen - c.released_fen)::int as amount
        from promotion_claim c
        join (select "promotionId" as promotion_id, sum("amountFen") as amount
                from jsonb_to_recordset(${JSON.stringify(returned)}::jsonb) as r("promotionId" uuid, "amountFen" int) group by 1) r using (promotion_id)
       where c.checkout_id = ${checkoutId}::uuid and c.state <> 'RELEASED'
    ),
    counters as (
      update promotion_counter k set taken_fen = k.taken_fen - b.amount from back b where k.promotion_id = b.promotion_id
    )
    update promotion_claim c set released_fen = c.released_fen + b.amount from back b
     where c.checkout_id = ${checkoutId}::uuid and c.promotion_id = b.promotion_id`
}

/**
 * One merchant's part goes back before anything of it is shipped: what the promotions no longer
 * give and its units at promised prices are free again. With the last part of the checkout the
 * uses and the coupons are, too. Call it with the checkout locked: of two parts that go back at
 * the same moment the later one must see that it is the last.
 */
export async function giveBackPart(tx: Tx, { checkoutId, merchantOrderId, returned }: { checkoutId: string; merchantOrderId: string; returned: readonly Returned[] }): Promise<void> {
  if ((await tx.promotionClaim.count({ where: { checkoutId, state: { not: 'RELEASED' } } })) === 0) return
  const open = await tx.merchantOrder.count({ where: { checkoutId, state: { not: 'CLOSED' } } })
  if (open === 0) return releaseClaims(tx, checkoutId)
  await giveBackBudget(tx, checkoutId, returned)
  await giveBackUnits(tx, checkoutId, merchantOrderId)
}

async function giveBackUnits(tx: Tx, checkoutId: string, merchantOrderId: string): Promise<void> {
  await tx.$executeRaw`
    with part as materialized (
      select distinct sku_id::text as sku_id from order_line where merchant_order_id = ${merchantOrderId}::uuid and not is_gift
    ),
    units as materialized (
      select c.promotion_id, c.buyer_key, u.key as sku_id, u.value::int as quantity
        from promotion_claim c, jsonb_each_text(c.units) u
       where c.checkout_id = ${checkoutId}::uuid and c.state <> 'RELEASED' and u.key in (select sku_id from part)
    ),
    promised as (
      update promotion_units p set taken = p.taken - u.quantity from units u where p.promotion_id = u.promotion_id and p.sku_id = u.sku_id::uuid
    ),
    buyers as (
      update promotion_buyer b set taken = b.taken - u.quantity from units u
       where b.promotion_id = u.promotion_id and b.buyer_key = u.buyer_key and b.sku_id = u.sku_id
    )
    update promotion_claim c set units = c.units - (select array_agg(sku_id) from part)
     where c.checkout_id = ${checkoutId}::uuid and c.promotion_id in (select promotion_id from units)`
}
