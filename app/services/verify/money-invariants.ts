import type { Invariant } from '#app/services/verify/invariant.ts'

export const moneyInvariants: readonly Invariant[] = [
  {
    id: 'I-10',
    sentence: 'Every ledger transaction has two entries or more that add up to zero in one currency',
    sql: `
      select t.id, count(e.id) as entries, coalesce(sum(e.amount_fen), 0) as total
        from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
       group by t.id having count(e.id) < 2 or sum(e.amount_fen) <> 0 or count(distinct e.currency) <> 1`,
  },
  {
    id: 'I-11',
    sentence: 'What the provider owes equals what came in less what went back; the accounts together are zero',
    sql: `
      select clearing, captured - refunded as money, total from (
        select (select coalesce(sum(amount_fen), 0) from ledger_entry where account = 'PROVIDER_CLEARING') as clearing,
               (select coalesce(sum(amount_fen), 0) from ledger_entry) as total,
               (select coalesce(sum(amount_fen), 0) from payment) as captured,
               (select coalesce(sum(amount_fen), 0) from refund where state = 'SUCCEEDED') as refunded) sums
       where clearing <> captured - refunded or total <> 0`,
  },
  {
    id: 'I-12',
    sentence: 'A checkout’s total is that of its merchant orders, of their lines and freight, and what the provider was asked for',
    sql: `
      select c.id from checkout c
        left join (select checkout_id, sum(goods_fen) as goods, sum(discount_fen) as discount, sum(freight_fen) as freight, sum(total_fen) as total
                     from merchant_order group by 1) o on o.checkout_id = c.id
       where (c.goods_fen, c.discount_fen, c.freight_fen, c.payable_fen) is distinct from (o.goods, o.discount, o.freight, o.total)
      union all
      select o.id from merchant_order o
        left join (select merchant_order_id, sum(list_fen) as list, sum(discount_fen) as discount, sum(paid_fen) as paid from order_line group by 1) l
          on l.merchant_order_id = o.id
       where (o.goods_fen, o.discount_fen, o.total_fen - o.freight_fen) is distinct from (l.list, l.discount, l.paid)
      union all
      select a.id from payment_attempt a join checkout c on c.id = a.checkout_id
       where a.amount_fen <> c.payable_fen or a.currency <> c.currency
      union all
      select l.id from order_line l
        join (select line_id, sum(paid_fen) as paid from order_line_component group by 1) p on p.line_id = l.id
       where p.paid <> l.paid_fen`,
  },
  {
    id: 'I-13',
    sentence: 'Money that pays an order is exactly its amount and there once; all other money has a refund of the same amount and an exception',
    sql: `
      select c.id from checkout c
        left join (select checkout_id, count(*) as n, sum(amount_fen) as amount from payment where use = 'ORDER' group by 1) p on p.checkout_id = c.id
       where (c.state = 'PAID') <> (coalesce(p.n, 0) = 1) or (p.n is not null and p.amount <> c.payable_fen)
      union all
      select p.id from payment p
       where p.use = 'SURPLUS'
         and (not exists (select 1 from refund r where r.payment_id = p.id and r.amount_fen = p.amount_fen)
              or not exists (select 1 from payment_exception e where e.payment_id = p.id))`,
  },
  {
    id: 'I-14',
    sentence: 'Refunds that did not fail stay within what was paid: of each payment, each merchant order and each line',
    sql: `
      select p.id from payment p join refund r on r.payment_id = p.id and r.state <> 'FAILED' group by p.id having sum(r.amount_fen) > p.amount_fen
      union all
      select o.id from merchant_order o join refund r on r.merchant_order_id = o.id and r.state <> 'FAILED'
       group by o.id having sum(r.amount_fen) > o.total_fen or sum(r.freight_fen) > o.freight_fen
      union all
      select r.id from refund r left join (select refund_id, sum(amount_fen) as amount from refund_line group by 1) l on l.refund_id = r.id
       where r.merchant_order_id is not null and r.amount_fen - r.freight_fen <> coalesce(l.amount, 0)
      union all
      select l.id from order_line l
        left join (select rl.line_id, sum(rl.amount_fen) as amount, sum(rl.quantity) as quantity
                     from refund_line rl join refund r on r.id = rl.refund_id and r.state = 'SUCCEEDED' group by 1) done on done.line_id = l.id
       where (l.refunded_fen, l.refunded_qty) is distinct from (coalesce(done.amount, 0), coalesce(done.quantity, 0))`,
  },
  {
    id: 'I-14b',
    sentence: 'What was paid and then closed goes back whole; a refund that failed waits for a person',
    sql: `
      select o.id from merchant_order o
        left join (select merchant_order_id, sum(amount_fen) as amount from refund group by 1) r on r.merchant_order_id = o.id
       where o.state = 'CLOSED' and o.paid_at is not null and coalesce(r.amount, 0) < o.total_fen
      union all
      select l.id from order_line l join merchant_order o on o.id = l.merchant_order_id and o.paid_at is not null
        left join (select line_id, sum(quantity) as quantity from refund_line group by 1) r on r.line_id = l.id
       where l.cancelled > coalesce(r.quantity, 0)
      union all
      select r.id from refund r
       where r.state = 'FAILED' and not exists (select 1 from payment_exception e where e.refund_id = r.id and e.kind = 'REFUND_FAILED')`,
  },
  {
    id: 'I-16',
    sentence: 'Money, refunds and bookings belong to one checkout, and money that pays came by an attempt that asked for it',
    sql: `
      select p.id from payment p join payment_attempt a on a.id = p.attempt_id
       where a.checkout_id <> p.checkout_id or a.state <> 'SUCCEEDED'
          or (p.use = 'ORDER' and (p.amount_fen, p.currency) is distinct from (a.amount_fen, a.currency))
      union all
      select r.id from refund r join payment p on p.id = r.payment_id left join merchant_order o on o.id = r.merchant_order_id
       where r.checkout_id <> p.checkout_id or o.checkout_id <> r.checkout_id or (o.id is null) <> (p.use = 'SURPLUS')
      union all
      select t.id from ledger_transaction t
        join (select id, checkout_id from payment union all select id, checkout_id from refund) cause on cause.id = t.cause_id
       where cause.checkout_id <> t.checkout_id
      union all
      select e.id from ledger_entry e join ledger_transaction t on t.id = e.transaction_id join merchant_order o on o.id = e.merchant_order_id
       where o.checkout_id <> t.checkout_id`,
  },
  {
    id: 'I-31',
    sentence: 'Each payment and each succeeded refund stands in the ledger once, with its amount; what came back was booked back',
    sql: `
      select p.id from payment p
        left join ledger_transaction t on t.cause_id = p.id and t.kind = case p.use when 'ORDER' then 'SALE' else 'SURPLUS_IN' end::ledger_kind
        left join ledger_entry e on e.transaction_id = t.id and e.account = 'PROVIDER_CLEARING'
       where e.amount_fen is distinct from p.amount_fen
      union all
      select r.id from refund r
        left join ledger_transaction t on t.cause_id = r.id and t.kind in ('REFUND', 'SURPLUS_OUT')
        left join ledger_entry e on e.transaction_id = t.id and e.account = 'PROVIDER_CLEARING'
        left join ledger_transaction b on b.cause_id = r.id and b.kind = 'REFUND_REVERSED'
        left join ledger_entry back on back.transaction_id = b.id and back.account = 'PROVIDER_CLEARING'
       where (r.state = 'SUCCEEDED' and (e.amount_fen is distinct from -r.amount_fen or b.id is not null))
          or (r.state <> 'SUCCEEDED' and (coalesce(e.amount_fen, 0) + coalesce(back.amount_fen, 0) <> 0 or (b.id is null) <> (t.id is null)))
      union all
      select t.id from ledger_transaction t
       where not exists (select 1 from payment where id = t.cause_id) and not exists (select 1 from refund where id = t.cause_id)`,
  },
  {
    id: 'I-18',
    sentence: 'What is owed to merchants for an order is its goods and its freight less what was refunded of each',
    sql: `
      select o.id from merchant_order o
        left join (select merchant_order_id, coalesce(-sum(amount_fen) filter (where component = 'GOODS'), 0) as goods,
                          coalesce(-sum(amount_fen) filter (where component = 'FREIGHT'), 0) as freight
                     from ledger_entry where account = 'MERCHANT_PAYABLE' group by 1) l on l.merchant_order_id = o.id
        left join (select merchant_order_id, sum(amount_fen - freight_fen) as goods, sum(freight_fen) as freight
                     from refund where state = 'SUCCEEDED' group by 1) r on r.merchant_order_id = o.id
       where (coalesce(l.goods, 0), coalesce(l.freight, 0)) is distinct from case
               when o.paid_at is null then (0::bigint, 0::bigint)
               else (o.total_fen - o.freight_fen - coalesce(r.goods, 0), o.freight_fen - coalesce(r.freight, 0)) end
      union all
      select id from ledger_entry
       where (account = 'MERCHANT_PAYABLE') <> (merchant_order_id is not null)
          or (account = 'MERCHANT_PAYABLE') <> (component in ('GOODS', 'FREIGHT'))`,
  },
]
