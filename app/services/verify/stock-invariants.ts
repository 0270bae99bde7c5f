import type { Invariant } from '#app/services/verify/invariant.ts'

export const stockInvariants: readonly Invariant[] = [
  {
    id: 'I-1',
    sentence: 'No counter of a SKU is negative, and what is reserved is on hand',
    sql: `select id, on_hand, held, committed from sku where held < 0 or committed < 0 or held + committed > on_hand`,
  },
  {
    id: 'I-2',
    sentence: 'Each counter of a SKU is the sum of its movements',
    sql: `
      select s.id, s.on_hand, s.held, s.committed, m.on_hand as moved_on_hand, m.held as moved_held, m.committed as moved_committed
        from sku s
        left join (select sku_id, sum(on_hand_delta) as on_hand, sum(held_delta) as held, sum(committed_delta) as committed
                     from stock_movement group by sku_id) m on m.sku_id = s.id
       where (s.on_hand, s.held, s.committed) is distinct from (coalesce(m.on_hand, 0), coalesce(m.held, 0), coalesce(m.committed, 0))`,
  },
  {
    id: 'I-2b',
    sentence: 'A movement moves the counters of its kind, and no other',
    sql: `
      select id, kind, on_hand_delta, held_delta, committed_delta from stock_movement
       where (sign(on_hand_delta)::int, sign(held_delta)::int, sign(committed_delta)::int) is distinct from case kind
               when 'HOLD' then (0, 1, 0) when 'RELEASE' then (0, -1, 0) when 'COMMIT' then (0, -1, 1) when 'CANCEL' then (0, 0, -1)
               when 'SHIP' then (-1, 0, -1) when 'WRITE_OFF' then (-1, 0, 0) when 'ADJUST' then (sign(on_hand_delta)::int, 0, 0)
               else (1, 0, 0) end
          or (kind = 'COMMIT' and held_delta + committed_delta <> 0) or (kind = 'SHIP' and on_hand_delta <> committed_delta)`,
  },
  {
    id: 'I-3a',
    sentence: 'Held units are those of live holds',
    sql: `
      select s.id, s.held, coalesce(h.quantity, 0) as in_holds
        from sku s left join (select sku_id, sum(quantity) as quantity from stock_hold where state = 'HELD' group by sku_id) h on h.sku_id = s.id
       where s.held <> coalesce(h.quantity, 0)`,
  },
  {
    id: 'I-3b',
    sentence: 'Committed units are the paid ones that wait for shipping',
    sql: `
      select s.id, s.committed, coalesce(l.quantity, 0) as to_ship
        from sku s left join (
          select line.sku_id, sum(line.to_ship) as quantity from order_line line
            join merchant_order o on o.id = line.merchant_order_id
           where o.state in ('TO_SHIP', 'PART_SHIPPED') group by line.sku_id) l on l.sku_id = s.id
       where s.committed <> coalesce(l.quantity, 0)`,
  },
  {
    id: 'I-5',
    sentence: 'A live hold belongs to an order that can still be paid, a committed one to a paid order, and each holds what was ordered',
    sql: `
      select h.checkout_id, h.sku_id, h.state as hold, c.state as checkout
        from stock_hold h join checkout c on c.id = h.checkout_id
       where (h.state = 'HELD') <> (c.state in ('AWAITING_PAYMENT', 'CLOSING'))
          or (h.state = 'COMMITTED') <> (c.state = 'PAID')
      union all
      select checkout_id, sku_id, null, null
        from (select o.checkout_id, line.sku_id, sum(line.quantity) as quantity
                from order_line line join merchant_order o on o.id = line.merchant_order_id group by 1, 2) l
        full join stock_hold h using (checkout_id, sku_id)
       where h.quantity is distinct from l.quantity`,
  },
]
