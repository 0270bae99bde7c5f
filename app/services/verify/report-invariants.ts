import type { Invariant } from '#app/services/verify/invariant.ts'

/** Which booking a fact mirrors: a refund that came back has rows of its own beside those of the refund; what it repriced belongs to it. */
const FACT_KIND = `case when f.type = 'SALE' then 'SALE' when f.event_key like '%-reversed:%' then 'REFUND_REVERSED' else 'REFUND' end`

export const reportInvariants: readonly Invariant[] = [
  {
    id: 'I-20',
    sentence: 'Sales facts equal the ledger, per cause, merchant, goods and freight, once their event is worked off',
    sql: `
      with done as (
        select coalesce(payload->>'paymentId', payload->>'refundId')::uuid as cause_id,
               case type when 'order.paid' then 'SALE' when 'refund.succeeded' then 'REFUND' else 'REFUND_REVERSED' end as kind
          from outbox_event where processed_at is not null and type in ('order.paid', 'refund.succeeded', 'refund.reversed')
      ), booked as (
        select t.cause_id, t.kind::text as kind, e.merchant_id, -sum(e.amount_fen) filter (where e.component = 'GOODS') as goods,
               -sum(e.amount_fen) filter (where e.component = 'FREIGHT') as freight
          from ledger_transaction t join ledger_entry e on e.transaction_id = t.id and e.account = 'MERCHANT_PAYABLE'
          join done on done.cause_id = t.cause_id and done.kind = t.kind::text group by 1, 2, 3
      ), facts as (
        select cause_id, ${FACT_KIND} as kind, merchant_id, sum(goods_fen) as goods, sum(freight_fen) as freight
          from sales_fact f where type in ('SALE', 'REFUND', 'REPRICE') group by 1, 2, 3
      )
      select coalesce(b.cause_id, f.cause_id) as cause_id, b.goods, f.goods as fact_goods, b.freight, f.freight as fact_freight
        from booked b full join facts f on f.cause_id = b.cause_id and f.kind = b.kind and f.merchant_id = b.merchant_id
       where (coalesce(b.goods, 0), coalesce(b.freight, 0)) is distinct from (coalesce(f.goods, 0), coalesce(f.freight, 0))`,
  },
  {
    id: 'I-21',
    sentence: 'A fact’s business date is the day of its event in Shanghai and that of the ledger, and its weight that of what was sold',
    sql: `
      select id from sales_fact where business_date <> (at at time zone 'Asia/Shanghai')::date
      union all
      select f.id from sales_fact f join ledger_transaction t on t.cause_id = f.cause_id and t.kind::text = ${FACT_KIND} where f.business_date <> t.business_date
      union all
      select f.id from sales_fact f join order_line l on l.id = f.line_id
        left join order_line_component c on c.line_id = l.id and f.event_key like '%:' || c.position
       where f.part = 'GOODS' and f.grams <> f.quantity * coalesce(c.net_grams, l.net_grams)`,
  },
  {
    id: 'I-22',
    sentence: 'The facts of an order are those of its lines: each part once, whole, with its place of origin, and with the order’s destination and buyer',
    sql: `
      with sold as (
        select f.line_id, f.regiment_id, f.producer_merchant_id, f.category_id, sum(f.quantity) as quantity, sum(f.goods_fen) as fen
          from sales_fact f where f.type = 'SALE' and f.part = 'GOODS' group by 1, 2, 3, 4
      ), parts as (
        select l.id as line_id, coalesce(c.regiment_id, l.regiment_id) as regiment_id, coalesce(c.producer_merchant_id, l.merchant_id) as producer_merchant_id,
               coalesce(c.category_id, l.category_id) as category_id, sum(l.quantity) as quantity, sum(coalesce(c.paid_fen, l.paid_fen)) as fen
          from order_line l left join order_line_component c on c.line_id = l.id
         where l.id in (select line_id from sales_fact) group by 1, 2, 3, 4
      )
      select coalesce(s.line_id, p.line_id) as id from sold s full join parts p using (line_id, regiment_id, producer_merchant_id, category_id)
       where (s.quantity, s.fen) is distinct from (p.quantity, p.fen)
      union all
      select f.id from sales_fact f join checkout c on c.id = f.checkout_id
       where (f.province_code, f.city_code, f.district_code, f.channel, f.buyer_key)
             is distinct from (c.province_code, c.city_code, c.district_code, c.channel, c.buyer_key)
      union all
      select f.id from sales_fact f join refund_line r on r.refund_id = f.cause_id and r.line_id = f.line_id
       where f.type = 'REFUND' and f.quantity <> case ${FACT_KIND} when 'REFUND' then -r.quantity else r.quantity end
      union all
      select coalesce(f.line_id, f.merchant_order_id) from (
          select cause_id, ${FACT_KIND} as kind, merchant_order_id, line_id, sum(goods_fen + freight_fen) as fen, sum(abs(quantity) + abs(grams)) as moved
            from sales_fact f where type = 'REPRICE' group by 1, 2, 3, 4) f
        left join refund_reprice p on p.refund_id = f.cause_id and p.merchant_order_id = f.merchant_order_id and p.line_id is not distinct from f.line_id
       where f.moved <> 0 or f.fen is distinct from case f.kind when 'REFUND' then p.amount_fen else -p.amount_fen end`,
  },
  {
    id: 'I-22b',
    sentence: 'The parts of a bundle make up the whole: its price, its weight, and what was frozen of them at the sale',
    sql: `
      select s.id, s.code, sum(c.price_share_bps) as bps, sum(c.net_grams) as grams
        from sku s left join bundle_component c on c.sku_id = s.id
       group by s.id
      having s.is_bundle <> (count(c.sku_id) > 0)
          or (s.is_bundle and (sum(c.price_share_bps), sum(c.net_grams)) is distinct from (10000::bigint, s.net_grams::bigint))
      union all
      select l.id, l.title, null, sum(c.net_grams)
        from order_line l left join order_line_component c on c.line_id = l.id
       group by l.id
      having l.is_bundle <> (count(c.line_id) > 0) or (l.is_bundle and sum(c.net_grams) <> l.net_grams)`,
  },
  {
    id: 'I-33',
    sentence: 'Each paid order, shipment and succeeded refund of an order has its outbox event',
    sql: `
      select p.id from payment p where p.use = 'ORDER' and not exists (select 1 from outbox_event e where e.dedupe_key = 'order.paid:' || p.id)
      union all
      select r.id from refund r where r.state = 'SUCCEEDED' and r.merchant_order_id is not null
         and not exists (select 1 from outbox_event e where e.dedupe_key = 'refund.succeeded:' || r.id)
      union all
      select s.id from shipment s where not exists (select 1 from outbox_event e where e.dedupe_key = 'order.shipped:' || s.id)`,
  },
]
