import type { Invariant } from '#app/services/verify/invariant.ts'

/** What refunds added to lines and freights they left with the buyer, by merchant order, whatever became of them. */
const REPRICED = `
      repriced as (
        select p.merchant_order_id, sum(p.amount_fen) as fen, coalesce(sum(p.amount_fen) filter (where p.line_id is null), 0) as freight,
               coalesce(sum(p.amount_fen) filter (where r.state = 'SUCCEEDED' and p.line_id is not null), 0) as goods_done,
               coalesce(sum(p.amount_fen) filter (where r.state = 'SUCCEEDED' and p.line_id is null), 0) as freight_done
          from refund_reprice p join refund r on r.id = p.refund_id group by 1)`

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
    sentence: 'Refunds are what goes back less what kept goods cost more, and those that did not fail stay within what was paid: of each payment, merchant order and line',
    sql: `
      with ${REPRICED},
      lines as (select refund_id, sum(amount_fen) as fen from refund_line group by 1)
      select p.id from payment p join refund r on r.payment_id = p.id and r.state <> 'FAILED' group by p.id having sum(r.amount_fen) > p.amount_fen
      union all
      select o.id from merchant_order o join refund r on r.merchant_order_id = o.id and r.state <> 'FAILED'
        left join lines l on l.refund_id = r.id left join repriced p on p.merchant_order_id = o.id
       group by o.id, p.fen, p.freight
      having sum(coalesce(l.fen, 0) + r.freight_fen) > o.total_fen + coalesce(p.fen, 0) or sum(r.freight_fen) > o.freight_fen + coalesce(p.freight, 0)
      union all
      select r.id from refund r left join lines l on l.refund_id = r.id
        left join (select refund_id, sum(amount_fen) as fen from refund_reprice group by 1) p on p.refund_id = r.id
       where (r.merchant_order_id is not null and r.amount_fen <> coalesce(l.fen, 0) + r.freight_fen - coalesce(p.fen, 0))
          or (r.merchant_order_id is null and (r.freight_fen <> 0 or l.fen is not null or p.fen is not null))
      union all
      select p.line_id from (
          select line_id, sum(amount_fen) as fen from refund_reprice where line_id is not null group by 1) p
        join order_line l on l.id = p.line_id left join (select line_id, sum(amount_fen) as fen from refund_line group by 1) b on b.line_id = l.id
       where l.is_gift or l.paid_fen + p.fen < coalesce(b.fen, 0) or l.paid_fen + p.fen > l.list_fen
      union all
      select l.id from order_line l
        left join (select rl.line_id, sum(rl.amount_fen) as amount, sum(rl.quantity) as quantity
                     from refund_line rl join refund r on r.id = rl.refund_id and r.state = 'SUCCEEDED' group by 1) done on done.line_id = l.id
       where (l.refunded_fen, l.refunded_qty) is distinct from (coalesce(done.amount, 0), coalesce(done.quantity, 0))`,
  },
  {
    id: 'I-14b',
    sentence: 'What was paid and then closed goes back whole, for what it costs by then; a refund that failed waits for a person',
    sql: `
      with ${REPRICED}
      select o.id from merchant_order o
        left join (select r.merchant_order_id, sum(coalesce(l.fen, 0) + r.freight_fen) as fen from refund r
                     left join (select refund_id, sum(amount_fen) as fen from refund_line group by 1) l on l.refund_id = r.id group by 1) b on b.merchant_order_id = o.id
        left join repriced p on p.merchant_order_id = o.id
       where o.state = 'CLOSED' and o.paid_at is not null and coalesce(b.fen, 0) < o.total_fen + coalesce(p.fen, 0)
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
    id: 'I-16b',
    sentence: 'Who pays by a link pays the order it was made for, which waits as long as the link lasts',
    sql: `
      select a.id from payment_attempt a left join pay_link l on l.id = a.pay_link_id
       where a.pay_link_id is not null and l.checkout_id is distinct from a.checkout_id
      union all
      select l.id from pay_link l join checkout c on c.id = l.checkout_id
       where l.withdrawn_at is null and l.expires_at > c.due_at
      union all
      select id from pay_link where length(token_hash) <> 43`,
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
       where (r.state = 'SUCCEEDED' and (t.id is null or coalesce(e.amount_fen, 0) <> -r.amount_fen or b.id is not null))
          or (r.state <> 'SUCCEEDED' and (coalesce(e.amount_fen, 0) + coalesce(back.amount_fen, 0) <> 0 or (b.id is null) <> (t.id is null)))
      union all
      select t.id from ledger_transaction t
       where not exists (select 1 from payment where id = t.cause_id) and not exists (select 1 from refund where id = t.cause_id)`,
  },
  {
    id: 'I-18',
    sentence: 'What is owed to merchants for an order is its goods and its freight, each less what was refunded and with what was repriced',
    sql: `
      with ${REPRICED}
      select o.id from merchant_order o
        left join (select merchant_order_id, coalesce(-sum(amount_fen) filter (where component = 'GOODS'), 0) as goods,
                          coalesce(-sum(amount_fen) filter (where component = 'FREIGHT'), 0) as freight
                     from ledger_entry where account = 'MERCHANT_PAYABLE' group by 1) l on l.merchant_order_id = o.id
        left join (select r.merchant_order_id, sum(rl.fen)::bigint as goods, sum(r.freight_fen) as freight
                     from refund r left join (select refund_id, sum(amount_fen) as fen from refund_line group by 1) rl on rl.refund_id = r.id
                    where r.state = 'SUCCEEDED' group by 1) r on r.merchant_order_id = o.id
        left join repriced p on p.merchant_order_id = o.id
       where (coalesce(l.goods, 0), coalesce(l.freight, 0)) is distinct from case
               when o.paid_at is null then (0::bigint, 0::bigint)
               else (o.total_fen - o.freight_fen - coalesce(r.goods, 0) + coalesce(p.goods_done, 0), o.freight_fen - coalesce(r.freight, 0) + coalesce(p.freight_done, 0)) end
      union all
      select id from ledger_entry
       where (account in ('MERCHANT_PAYABLE', 'PLATFORM_SUBSIDY', 'BRAND_FUND_SUBSIDY', 'AID_FUND_SUBSIDY')) <> (merchant_order_id is not null)
          or (account = 'MERCHANT_PAYABLE') <> (component in ('GOODS', 'FREIGHT', 'SUBSIDY'))`,
  },
  {
    id: 'I-18b',
    sentence: 'What each fund owes a merchant for an order is its shares of the discounts, less those of returned goods and of what was repriced',
    sql: `
      with funders(account) as (values ('PLATFORM_SUBSIDY'), ('BRAND_FUND_SUBSIDY'), ('AID_FUND_SUBSIDY')),
      granted as (
        select a.merchant_order_id, f.account, sum(case f.account when 'PLATFORM_SUBSIDY' then a.platform_fen when 'BRAND_FUND_SUBSIDY' then a.brand_fund_fen else a.aid_fund_fen end) as fen
          from allocation a cross join funders f group by 1, 2
      ), changed as (
        select p.merchant_order_id, f.account, sum(s.fen) as fen, coalesce(sum(s.fen) filter (where r.state = 'SUCCEEDED'), 0) as done
          from refund_reprice p join refund r on r.id = p.refund_id cross join funders f
         cross join lateral (select case f.account when 'PLATFORM_SUBSIDY' then p.platform_fen when 'BRAND_FUND_SUBSIDY' then p.brand_fund_fen else p.aid_fund_fen end as fen) s
         group by 1, 2
      ), owed as (
        select merchant_order_id, account::text as account, sum(amount_fen) as fen from ledger_entry where account::text in (select account from funders) group by 1, 2
      ), expected as (
        select o.id as merchant_order_id, f.account,
               case when o.paid_at is null then 0
                    when exists (select 1 from refund r where r.merchant_order_id = o.id and r.state = 'SUCCEEDED') then coalesce(c.fen, 0) - coalesce(c.done, 0)
                    else coalesce(g.fen, 0) - coalesce(c.done, 0) end as fen
          from merchant_order o cross join funders f
          left join granted g on g.merchant_order_id = o.id and g.account = f.account
          left join changed c on c.merchant_order_id = o.id and c.account = f.account
      )
      select e.merchant_order_id, e.account from expected e left join owed l using (merchant_order_id, account) where e.fen <> coalesce(l.fen, 0)
      union all
      select merchant_order_id, 'SUBSIDY' from ledger_entry where merchant_order_id is not null
       group by merchant_order_id having sum(amount_fen) filter (where component = 'SUBSIDY' or account <> 'MERCHANT_PAYABLE') <> 0`,
  },
]
