import type { BasePrice, Deal } from '#app/domain/law/base-price.ts'
import { basePrice, basePriceWindow, cheapestUnit } from '#app/domain/law/base-price.ts'
import type { UnitRun } from '#app/domain/promotion/types.ts'
import { Prisma } from '#app/infra/generated/prisma/client.ts'
import { db } from '#app/infra/db.server.ts'
import type { Reader } from '#app/infra/db.server.ts'

type DealRow = { skuId: string; lineId: string; at: Date; unitPriceFen: number; quantity: number; paidFen: number; discounts: UnitRun[][] }

// A deal is what was paid and not wholly taken back; gifts cost nothing and are none. Of a line
// that was taken back in part nobody knows which units are left: the cheapest one counts.
const deals = Prisma.sql`
  select l.sku_id as "skuId", l.id as "lineId", m.paid_at as at, l.unit_price_fen as "unitPriceFen", l.quantity, l.paid_fen as "paidFen",
         coalesce((select jsonb_agg(a.units) from allocation a where a.merchant_order_id = m.id and a.line_id = l.id), '[]') as discounts
    from order_line l
    join merchant_order m on m.merchant_id = l.merchant_id and m.id = l.merchant_order_id
   where not l.is_gift and l.cancelled < l.quantity and l.refunded_qty < l.quantity`

/**
 * for each SKU the legal base of a struck-through price in a promotion that starts
 * then, with the deals that prove it. Before the start it is the base so far; later deals of
 * the seven days may still lower it.
 */
export async function findBasePrices(skuIds: readonly string[], start: Date, on: Reader = db): Promise<Map<string, BasePrice>> {
  if (skuIds.length === 0) return new Map()
  const { windowFrom } = basePriceWindow(start)
  // By way of the shops' orders, which have an index; lines have none by SKU.
  const ours = (ids: readonly string[]) => Prisma.sql`
    l.sku_id = any(${ids}::uuid[]) and m.merchant_id = any(array(select distinct merchant_id from sku where id = any(${ids}::uuid[])))`
  const inWindow = await on.$queryRaw<DealRow[]>`${deals} and ${ours(skuIds)} and m.paid_at >= ${windowFrom} and m.paid_at < ${start}`
  const sold = new Set(inWindow.map(({ skuId }) => skuId))
  const unsold = skuIds.filter((id) => !sold.has(id))
  const lastBefore =
    unsold.length === 0
      ? []
      : await on.$queryRaw<DealRow[]>`
          select * from (select *, rank() over (partition by "skuId" order by at desc) as nth
                           from (${deals} and ${ours(unsold)} and m.paid_at < ${windowFrom}) as earlier) as ranked
           where nth = 1`
  const bySku = Map.groupBy([...inWindow, ...lastBefore], ({ skuId }) => skuId)
  return new Map(skuIds.map((id) => [id, basePrice((bySku.get(id) ?? []).map(dealOf), start)]))
}

function dealOf({ lineId, at, discounts, ...line }: DealRow): Deal {
  return { lineId, at, unitFen: cheapestUnit({ ...line, discounts }) }
}
