import { Prisma } from '#app/infra/generated/prisma/client.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'

/**
 * Writes down every promise that has been broken by now: goods of paid orders that
 * have not left although they should have, once a line; and once more when the day of
 * arrival has passed as well.
 * @returns how many were new
 */
export async function noticeBrokenPromises(now: Date): Promise<number> {
  return write(db, Prisma.sql`o.state in ('TO_SHIP', 'PART_SHIPPED')`, now)
}

/** The same for one order, before its parcel takes the units that are late. */
export async function noticeBrokenPromisesOf(tx: Tx, merchantOrderId: string, now: Date): Promise<number> {
  return write(tx, Prisma.sql`o.id = ${merchantOrderId}::uuid`, now)
}

function write(on: Tx, which: Prisma.Sql, now: Date): Promise<number> {
  return on.$executeRaw`
    insert into broken_promise (line_id, merchant_order_id, merchant_id, kind, quantity, broken_at, business_date)
    select l.id, o.id, o.merchant_id, due.kind, l.to_ship, due.at, (due.at at time zone 'Asia/Shanghai')::date
      from merchant_order o
      join order_line l on l.merchant_order_id = o.id and l.to_ship > 0
     cross join lateral (values ('SHIP', l.ship_by), ('ARRIVE', (l.arrive_by + 1)::timestamp at time zone 'Asia/Shanghai')) as due(kind, at)
     where ${which} and due.at < ${now}::timestamptz
    on conflict (line_id, kind) do nothing`
}
