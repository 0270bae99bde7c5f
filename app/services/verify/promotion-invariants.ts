import type { Invariant } from '#app/services/verify/invariant.ts'

/** Claims with what they still hold, and their units by SKU. */
const LIVE = `
      live as (select * from promotion_claim where state <> 'RELEASED'),
      live_units as (select c.promotion_id, c.version, c.buyer_key, u.key as sku_id, u.value::int as quantity from live c, jsonb_each_text(c.units) u)`

export const promotionInvariants: readonly Invariant[] = [
  {
    id: 'I-19a',
    sentence: 'What is counted of a promotion is what its claims hold: money, uses, coupons, units, and what each buyer has; each within its limit',
    sql: `
      with ${LIVE}
      select k.promotion_id, k.uses, k.taken_fen from promotion_counter k
        left join (select promotion_id, count(*) as uses, sum(amount_fen - released_fen) as fen from live group by 1) c on c.promotion_id = k.promotion_id
        left join (select promotion_id, count(*) as coupons from coupon group by 1) q on q.promotion_id = k.promotion_id
       where (k.uses, k.taken_fen, k.coupons_claimed) is distinct from (coalesce(c.uses, 0), coalesce(c.fen, 0), coalesce(q.coupons, 0))
          or k.uses > k.uses_limit or k.taken_fen > k.budget_fen or k.coupons_claimed > k.coupons_limit
      union all
      select p.promotion_id, p.taken, p.promised from promotion_units p
        left join (select promotion_id, sku_id::uuid as sku_id, sum(quantity) as quantity from live_units group by 1, 2) u using (promotion_id, sku_id)
       where p.taken <> coalesce(u.quantity, 0) or p.taken > p.promised
      union all
      select b.promotion_id, b.taken, null from promotion_buyer b
        left join (select promotion_id, buyer_key, '' as sku_id, count(*) as quantity from live group by 1, 2
                   union all select promotion_id, buyer_key, sku_id, sum(quantity) from live_units group by 1, 2, 3) t using (promotion_id, buyer_key, sku_id)
       where b.taken <> coalesce(t.quantity, 0)`,
  },
  {
    id: 'I-19b',
    sentence: 'No buyer has more than the version that was claimed allows, and what limits the version in force is counted',
    sql: `
      with ${LIVE}
      select l.promotion_id, count(*) as taken from live l
        join promotion_version v on v.promotion_id = l.promotion_id and v.version = l.version
       where v.definition->'limits'->>'usesPerBuyer' is not null
       group by l.promotion_id, l.version, l.buyer_key, v.definition having count(*) > (v.definition->'limits'->>'usesPerBuyer')::int
      union all
      select u.promotion_id, sum(u.quantity) from live_units u
        join promotion_version v on v.promotion_id = u.promotion_id and v.version = u.version
        cross join lateral jsonb_to_recordset(v.definition->'action'->'items') as i("skuId" text, "maxPerBuyer" int)
       where i."skuId" = u.sku_id
       group by u.promotion_id, u.version, u.buyer_key, u.sku_id, i."maxPerBuyer" having sum(u.quantity) > i."maxPerBuyer"
      union all
      select p.id, null from promotion p
        join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
        left join promotion_counter k on k.promotion_id = p.id
       where p.state = 'PUBLISHED'
         and ((v.definition->'limits'->>'budgetFen')::int, (v.definition->'limits'->>'uses')::int) is distinct from (k.budget_fen, k.uses_limit)
      union all
      select p.id, null from promotion p
        join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
        cross join lateral jsonb_to_recordset(v.definition->'action'->'items') as i("skuId" uuid, "promisedUnits" int)
        left join promotion_units u on u.promotion_id = p.id and u.sku_id = i."skuId"
       where p.state = 'PUBLISHED' and i."promisedUnits" is not null and u.promised is distinct from i."promisedUnits"`,
  },
  {
    id: 'I-19c',
    sentence: 'A claim stands as its checkout does, and those of a checkout hold no more than is borne of what is kept',
    sql: `
      select c.checkout_id, c.promotion_id, c.state from promotion_claim c
        join checkout o on o.id = c.checkout_id
       where (c.state = 'HELD') <> (o.state in ('AWAITING_PAYMENT', 'CLOSING'))
          or (c.state = 'USED' and o.state <> 'PAID')
          or (c.state = 'RELEASED' and o.state = 'PAID' and exists (select 1 from merchant_order m where m.checkout_id = o.id and m.state <> 'CLOSED'))
          or c.buyer_key <> o.buyer_key
      union all
      select c.checkout_id, null, null from (
          select checkout_id, sum(amount_fen - released_fen) as fen from promotion_claim where state = 'USED' group by 1) c
        left join (select a.checkout_id, sum(a.amount_fen) as fen from allocation a
                     join merchant_order m on m.id = a.merchant_order_id and m.state <> 'CLOSED' group by 1) a on a.checkout_id = c.checkout_id
        left join (select m.checkout_id, sum(p.amount_fen) as fen from refund_reprice p
                     join merchant_order m on m.id = p.merchant_order_id and m.state <> 'CLOSED' group by 1) p on p.checkout_id = c.checkout_id
       where c.fen > coalesce(a.fen, 0) - coalesce(p.fen, 0)`,
  },
  {
    id: 'I-19d',
    sentence: 'A coupon is in one checkout that is not closed at most, of its owner, in its time, and stands as its claim does',
    sql: `
      select q.id, q.state from coupon q
        left join promotion_claim c on c.coupon_id = q.id and c.checkout_id = q.checkout_id
       where (q.state = 'LOCKED' and c.state is distinct from 'HELD') or (q.state = 'USED' and c.state is distinct from 'USED')
      union all
      select q.id, q.state from coupon q join promotion_claim c on c.coupon_id = q.id and c.state <> 'RELEASED'
        join checkout o on o.id = c.checkout_id
       where q.checkout_id is distinct from c.checkout_id or o.user_id is distinct from q.user_id
          or (c.promotion_id, c.version) is distinct from (q.promotion_id, q.version)
      union all
      select coupon_id, null from promotion_claim where coupon_id is not null and state <> 'RELEASED' group by coupon_id having count(*) > 1
      union all
      select c.coupon_id, q.state from promotion_claim c
        join promotion_version v on v.promotion_id = c.promotion_id and v.version = c.version
        left join coupon q on q.id = c.coupon_id
       where (v.definition->>'needs' = 'CLAIM') <> (q.id is not null)`,
  },
  {
    id: 'I-19e',
    sentence: 'Shares of promotions add up: to the discount of their line, order and checkout, of goods and freight, and to their claim; over the units, too',
    sql: `
      select l.id from order_line l
        left join (select line_id, sum(amount_fen) as fen from allocation group by 1) a on a.line_id = l.id
       where l.discount_fen <> coalesce(a.fen, 0) or (l.is_gift and a.fen is not null)
      union all
      select m.id from merchant_order m
        left join (select merchant_order_id, sum(amount_fen) filter (where line_id is not null) as goods, sum(amount_fen) filter (where line_id is null) as freight
                     from allocation group by 1) a on a.merchant_order_id = m.id
       where (m.discount_fen, m.freight_discount_fen) is distinct from (coalesce(a.goods, 0), coalesce(a.freight, 0))
      union all
      select c.id from checkout c
        left join (select checkout_id, sum(freight_discount_fen) as fen from merchant_order group by 1) m on m.checkout_id = c.id
       where c.freight_discount_fen <> coalesce(m.fen, 0)
      union all
      select coalesce(c.checkout_id, a.checkout_id) from promotion_claim c
        full join (select checkout_id, promotion_id, version, sum(amount_fen) as fen from allocation group by 1, 2, 3) a using (checkout_id, promotion_id, version)
       where coalesce(c.amount_fen, -1) <> coalesce(a.fen, 0)
      union all
      select a.id from allocation a join order_line l on l.id = a.line_id
        left join lateral (select sum(r.count * r."eachFen") as fen, max(r."from" + r.count) as ends
                             from jsonb_to_recordset(a.units) as r("from" int, count int, "eachFen" int)) u on true
       where u.fen is distinct from a.amount_fen or u.ends > l.quantity`,
  },
  {
    id: 'I-19f',
    sentence: 'Each share is borne by its funders, all of them together as the version says, to the fen; and lies in the order that it names',
    sql: `
      select a.id from allocation a where a.amount_fen <> a.merchant_fen + a.platform_fen + a.brand_fund_fen + a.aid_fund_fen
      union all
      select a.checkout_id from (
        select checkout_id, promotion_id, version, sum(amount_fen) as fen, sum(merchant_fen) as merchant, sum(platform_fen) as platform,
               sum(brand_fund_fen) as brand_fund, sum(aid_fund_fen) as aid_fund
          from allocation group by 1, 2, 3) a
        join promotion_version v on v.promotion_id = a.promotion_id and v.version = a.version
        cross join lateral (values ('MERCHANT', a.merchant), ('PLATFORM', a.platform), ('BRAND_FUND', a.brand_fund), ('AID_FUND', a.aid_fund)) f(funder, borne)
        left join lateral (select sum(s.bps) as bps from jsonb_to_recordset(v.definition->'funders') as s(funder text, bps int) where s.funder = f.funder) d on true
       where abs(f.borne * 10000 - a.fen * coalesce(d.bps, 0)) >= 10000
      union all
      select a.id from allocation a join merchant_order m on m.id = a.merchant_order_id left join order_line l on l.id = a.line_id
       where m.checkout_id <> a.checkout_id or m.merchant_id <> a.merchant_id or (a.line_id is not null and l.merchant_order_id is distinct from a.merchant_order_id)`,
  },
]
