import { checkoutTransitions, legalMoves, merchantOrderTransitions, refundTransitions, shipmentTransitions } from '#app/domain/order/states.ts'
import type { Invariant } from '#app/services/verify/invariant.ts'

/** Legal steps as SQL values, from the same tables that the services use. */
function steps(): string {
  const rows = [
    ...legalMoves(checkoutTransitions).map((move) => ['CHECKOUT', ...move]),
    ...legalMoves(merchantOrderTransitions).map((move) => ['MERCHANT_ORDER', ...move]),
    ...legalMoves(shipmentTransitions).map((move) => ['SHIPMENT', ...move]),
    ...legalMoves(refundTransitions).map((move) => ['REFUND', ...move]),
    ['CHECKOUT', '', 'AWAITING_PAYMENT'],
    ['MERCHANT_ORDER', '', 'AWAITING_PAYMENT'],
    ['SHIPMENT', '', 'CREATED'],
    ['REFUND', '', 'PENDING'],
  ]
  return rows.map((row) => `(${row.map((word) => `'${word}'`).join(', ')})`).join(', ')
}

export const stateInvariants: readonly Invariant[] = [
  {
    id: 'I-30a',
    sentence: 'Every step in the history is one of its table, and begins where the one before ended',
    sql: `
      with h as (
        select *, lag(to_state) over (partition by entity, entity_id order by seq) as previous from state_history
      )
      select h.seq, h.entity, h.from_state, h.to_state, h.previous from h
       where h.from_state is distinct from h.previous
          or not exists (select 1 from (values ${steps()}) as legal(entity, from_state, to_state)
                          where legal.entity = h.entity::text and legal.from_state = coalesce(h.from_state, '') and legal.to_state = h.to_state)`,
  },
  {
    id: 'I-30b',
    sentence: 'A thing’s state is that of its last step',
    sql: `
      with last as (select distinct on (entity, entity_id) entity, entity_id, to_state from state_history order by entity, entity_id, seq desc),
      things as (
        select 'CHECKOUT' as entity, id, state::text from checkout
        union all select 'MERCHANT_ORDER', id, state::text from merchant_order
        union all select 'SHIPMENT', id, state::text from shipment
        union all select 'REFUND', id, state::text from refund
      )
      select t.entity, t.id, t.state, last.to_state from things t
        full join last on last.entity::text = t.entity and last.entity_id = t.id
       where t.state is distinct from last.to_state`,
  },
  {
    id: 'I-30c',
    sentence: 'No step happened before the one it follows',
    sql: `
      select seq, at, since from (select seq, at, lag(at) over (partition by entity, entity_id order by seq) as since from state_history) h where at < since`,
  },
  {
    id: 'I-34',
    sentence: 'Merchant orders move with their checkout, and shipped quantities are those of the parcels',
    sql: `
      select o.id from merchant_order o join checkout c on c.id = o.checkout_id
       where (c.state in ('AWAITING_PAYMENT', 'CLOSING') and o.state <> 'AWAITING_PAYMENT')
          or (c.state in ('CLOSED', 'REFUND_DUE') and o.state <> 'CLOSED')
          or (c.state = 'PAID' and o.state = 'AWAITING_PAYMENT')
          or (c.state = 'PAID') <> (o.paid_at is not null)
      union all
      select l.id from order_line l
        left join (select line_id, sum(quantity) as quantity from shipment_line group by 1) s on s.line_id = l.id
       where l.shipped <> coalesce(s.quantity, 0)
      union all
      select o.id from merchant_order o
        join (select merchant_order_id, sum(to_ship) as to_ship, sum(shipped) as shipped from order_line group by 1) l on l.merchant_order_id = o.id
       where (o.state = 'TO_SHIP' and l.shipped > 0)
          or (o.state = 'PART_SHIPPED' and (l.shipped = 0 or l.to_ship = 0))
          or (o.state in ('SHIPPED', 'RECEIVED', 'COMPLETED') and l.to_ship > 0)`,
  },
  {
    id: 'I-35',
    sentence: 'Every unit of a line is accounted for: to ship, shipped or cancelled, and each shipped one under way, received or lost',
    sql: `
      select id from order_line
       where quantity <> to_ship + shipped + cancelled or shipped <> in_transit + received + lost
          or return_requested + returned > shipped or refunded_qty > quantity or refunded_fen > list_fen
          or list_fen <> unit_price_fen * quantity or paid_fen <> list_fen - discount_fen`,
  },
  {
    id: 'I-36',
    sentence: 'The promise of an order is that of the last of its parcels',
    sql: `
      select o.id from merchant_order o
        join (select merchant_order_id, max(ship_by) as ship_by, max(arrive_by) as arrive_by, array_agg(warehouse_id) as warehouses, count(*) = count(ship_by) as whole
                from order_line group by 1) l on l.merchant_order_id = o.id
       where o.ship_by is distinct from l.ship_by or o.arrive_by is distinct from l.arrive_by
          or (o.ship_by is not null and (not l.whole or not o.warehouse_id = any(l.warehouses)))`,
  },
  {
    id: 'I-37',
    sentence: 'Every parcel that left or came late is counted as a broken promise, once, and nothing else is',
    sql: `
      with due as (
        select l.id, l.merchant_id, l.merchant_order_id, l.quantity, l.to_ship, l.cancelled, 'SHIP' as kind, l.ship_by as at from order_line l where l.ship_by is not null
        union all
        select l.id, l.merchant_id, l.merchant_order_id, l.quantity, l.to_ship, l.cancelled, 'ARRIVE', (l.arrive_by + 1)::timestamp at time zone 'Asia/Shanghai' from order_line l where l.arrive_by is not null
      ), late as (
        select due.id, due.kind from due join shipment_line sl on sl.line_id = due.id join shipment s on s.id = sl.shipment_id
         where (due.kind = 'SHIP' and s.created_at > due.at) or (due.kind = 'ARRIVE' and s.delivered_at >= due.at)
      )
      select line_id as id, kind from broken_promise b
       where not exists (select 1 from due where due.id = b.line_id and due.kind = b.kind and due.at = b.broken_at and due.merchant_id = b.merchant_id
                            and due.merchant_order_id = b.merchant_order_id and b.quantity <= due.quantity
                            and (due.to_ship > 0 or due.cancelled > 0 or exists (select 1 from late where late.id = due.id)))
          or b.business_date <> (b.broken_at at time zone 'Asia/Shanghai')::date
      union all
      select id, kind from late where not exists (select 1 from broken_promise b where b.line_id = late.id and b.kind = late.kind)`,
  },
  {
    id: 'I-38',
    sentence: 'An order of which all has left says when it counts as received; a received one has nothing under way, and its buyer’s shop was told',
    sql: `
      select o.id from merchant_order o
       where (o.state = 'SHIPPED' and o.receipt_due_at is null) or (o.received_at is not null) <> (o.state in ('RECEIVED', 'COMPLETED'))
      union all
      select o.id from merchant_order o
       where o.state in ('RECEIVED', 'COMPLETED')
         and (exists (select 1 from order_line l where l.merchant_order_id = o.id and l.in_transit > 0)
              or exists (select 1 from shipment s where s.merchant_order_id = o.id and s.state in ('CREATED', 'IN_TRANSIT')))
      union all
      select h.entity_id from state_history h
       where h.entity = 'MERCHANT_ORDER' and h.event in ('confirmed_by_buyer', 'receipt_due')
         and not exists (select 1 from outbox_event e where e.dedupe_key = 'order.received:' || h.entity_id)`,
  },
  {
    id: 'I-39',
    sentence: 'The photographs of a listing are numbered from the first one on, without a gap, and are of its shop',
    sql: `
      select f.product_id from product_photo f join product p on p.id = f.product_id
       group by f.product_id, p.merchant_id
      having min(f.position) <> 0 or max(f.position) <> count(*) - 1 or bool_or(f.merchant_id <> p.merchant_id)`,
  },
  {
    id: 'I-32',
    sentence: 'A stored notice is worked off or has its next try; the payment a session paid for is booked',
    sql: `
      select event_id from webhook_inbox where (state = 'RECEIVED') <> (processed_at is null)
      union all
      select a.id::text from payment_attempt a where a.state = 'SUCCEEDED' and not exists (select 1 from payment p where p.attempt_id = a.id)
      union all
      select a.id::text from payment_attempt a where a.state = 'OPEN' and a.session_id is null`,
  },
]
