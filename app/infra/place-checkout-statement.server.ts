import type { ClaimProblem, ClaimRows } from '#app/infra/claim-ctes.server.ts'
import { claimVerdict, claimWrites } from '#app/infra/claim-ctes.server.ts'
import { queryNamed } from '#app/infra/db.server.ts'

/** Rows of one placement, by column name; see {@link placeCheckoutRows}. */
export type PlacementRows = ClaimRows & {
  checkout: Record<string, unknown> & { id: string; number: string; place_token: string }
  orders: Record<string, unknown>[]
  lines: Record<string, unknown>[]
  components: Record<string, unknown>[]
  /** One a SKU: what to reserve, at which unit price and from which warehouse the shopper agreed. */
  wanted: { sku_id: string; merchant_id: string; quantity: number; unit_price_fen: number; warehouse_id: string; movement_id: string }[]
  attempt: Record<string, unknown>
  /** Of the tables that freight and promises were worked out with. */
  shipping_revision: number
  /** Of the promotions that it was priced with. */
  promotion_revision: number
  /** Shares of promotions in lines and freight. */
  allocations: Record<string, unknown>[]
  /** Invoices asked for. */
  invoices: Record<string, unknown>[]
  /** Cart whose lines of these SKUs go, if the order came from a cart. */
  cart: { user_id: string | null; guest_hash: string | null } | null
  actor: string
}

export type PlacementProblem = {
  skuId: string
  problem: 'gone' | 'merchant_closed' | 'off_sale' | 'price_changed' | 'moved' | 'not_enough'
  free: number
}

export type PlacementAnswer = { placed: boolean; repeatedId: string | null; problems: PlacementProblem[]; claimProblems: ClaimProblem[] }

// One round trip and one statement, so that it is all or nothing. SKU rows are locked in id
// order, then what promotions are limited by, before anything is judged; what is judged is their latest committed version, so of
// two placements for the last unit the second sees that it is gone. Nothing is written
// unless every line passes. Counters are written from the locked version too, with every
// column that a check of their row reads: the checks first look at what an update makes of
// the row as it was when the statement began, and would refuse a unit that came back since.
const placeCheckout = `
with input as materialized (select $1::jsonb as j),
wanted as materialized (
  select w.* from input, jsonb_to_recordset(j->'wanted')
    as w(sku_id uuid, merchant_id uuid, quantity int, unit_price_fen int, warehouse_id text, movement_id uuid)
),
locked as materialized (
  select s.id, s.product_id, s.merchant_id, s.price_fen, s.warehouse_id, s.status, s.on_hand, s.held, s.committed,
         s.on_hand - s.held - s.committed as free
    from sku s where s.id in (select sku_id from wanted) order by s.id for update
),
verdict as materialized (
  select w.sku_id, coalesce(l.free, 0) as free,
         case when l.id is null then 'gone'
              when m.status <> 'OPEN' then 'merchant_closed'
              when p.status <> 'LISTED' or l.status <> 'ON_SALE' then 'off_sale'
              when l.price_fen <> w.unit_price_fen then 'price_changed'
              when l.warehouse_id <> w.warehouse_id then 'moved'
              when l.free < w.quantity then 'not_enough' end as problem
    from wanted w
    left join locked l on l.id = w.sku_id
    left join product p on p.id = l.product_id
    left join merchant m on m.id = l.merchant_id
),
${claimVerdict.trim()},
repeated as materialized (
  select c.id from checkout c, input where c.place_token = (j->'checkout'->>'place_token')::uuid
),
go as materialized (
  select j from input
   where not exists (select 1 from verdict where problem is not null)
     and not exists (select 1 from claim_verdict where problem is not null)
     and not exists (select 1 from repeated)
     and exists (select 1 from shipping_revision r where r.id = 1 and r.revision = (j->>'shipping_revision')::int)
     and exists (select 1 from promotion_revision r where r.id = 1 and r.revision = (j->>'promotion_revision')::int)
),
reserved as (
  update sku s set on_hand = l.on_hand, held = l.held + w.quantity, committed = l.committed
    from wanted w join locked l on l.id = w.sku_id
   where s.id = l.id and exists (select 1 from go)
),
new_checkout as (
  insert into checkout select r.* from go, jsonb_populate_record(null::checkout, j->'checkout') r returning id
),
new_orders as (
  insert into merchant_order select r.* from go, jsonb_populate_recordset(null::merchant_order, j->'orders') r
),
new_lines as (
  insert into order_line select r.* from go, jsonb_populate_recordset(null::order_line, j->'lines') r
),
new_components as (
  insert into order_line_component
  select r.* from go, jsonb_populate_recordset(null::order_line_component, j->'components') r
),
new_holds as (
  insert into stock_hold (checkout_id, sku_id, merchant_id, quantity, state, created_at)
  select (j->'checkout'->>'id')::uuid, w.sku_id, w.merchant_id, w.quantity, 'HELD', (j->'checkout'->>'placed_at')::timestamptz
    from go, wanted w
),
new_movements as (
  insert into stock_movement (id, sku_id, merchant_id, kind, on_hand_delta, held_delta, committed_delta, ref, at)
  select w.movement_id, w.sku_id, w.merchant_id, 'HOLD', 0, w.quantity, 0,
         'checkout:' || (j->'checkout'->>'id'), (j->'checkout'->>'placed_at')::timestamptz
    from go, wanted w
),
${claimWrites.trim()},
coupons_locked as (
  update coupon q set state = 'LOCKED', checkout_id = a.checkout_id from claims c, claimant a
   where q.id = c.coupon_id and exists (select 1 from go)
),
new_claims as (
  insert into promotion_claim (checkout_id, promotion_id, version, coupon_id, buyer_key, amount_fen, released_fen, units, state, claimed_at)
  select a.checkout_id, c.promotion_id, c.version, c.coupon_id, a.buyer_key, c.amount_fen, 0, c.units, 'HELD', (j->'checkout'->>'placed_at')::timestamptz
    from go, claims c, claimant a
),
new_allocations as (
  insert into allocation select r.* from go, jsonb_populate_recordset(null::allocation, j->'allocations') r
),
new_invoices as (
  insert into invoice_request select r.* from go, jsonb_populate_recordset(null::invoice_request, j->'invoices') r
),
new_attempt as (
  insert into payment_attempt select r.* from go, jsonb_populate_record(null::payment_attempt, j->'attempt') r
),
new_history as (
  insert into state_history (entity, entity_id, from_state, to_state, event, actor, at)
  select 'CHECKOUT'::history_entity, (j->'checkout'->>'id')::uuid, null, 'AWAITING_PAYMENT', 'place', j->>'actor',
         (j->'checkout'->>'placed_at')::timestamptz from go
  union all
  select 'MERCHANT_ORDER'::history_entity, o.id, null, 'AWAITING_PAYMENT', 'place', j->>'actor', o.placed_at
    from go, jsonb_to_recordset(j->'orders') as o(id uuid, placed_at timestamptz)
),
emptied as (
  delete from cart_line l using cart c, go
   where c.id = l.cart_id and l.sku_id in (select sku_id from wanted)
     and (c.user_id = (j->'cart'->>'user_id')::uuid or c.guest_hash = j->'cart'->>'guest_hash')
)
select exists (select 1 from new_checkout) as placed,
       (select id from repeated) as "repeatedId",
       coalesce((select json_agg(json_build_object('skuId', sku_id, 'problem', problem, 'free', free))
                   from verdict where problem is not null), '[]'::json) as problems,
       coalesce((select json_agg(json_build_object('promotionId', promotion_id, 'problem', problem))
                   from claim_verdict where problem is not null), '[]'::json) as "claimProblems"`

/**
 * Writes a whole order with its stock holds, intent row, history and emptied cart lines in
 * one statement, or nothing. Records must name every column of their table.
 * @throws the database's unique violation when the same form races with itself
 */
export async function placeCheckoutRows(rows: PlacementRows): Promise<PlacementAnswer> {
  const [answer] = await queryNamed<PlacementAnswer>('place-checkout', placeCheckout, [JSON.stringify(rows)])
  if (!answer) throw new Error('Placement gave no answer')
  return answer
}

/** Whether an error is a broken unique key, optionally of one constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '23505') return false
  return constraint === undefined || ('constraint' in error && error.constraint === constraint)
}
