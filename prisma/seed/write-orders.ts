import { pool, queryNamed } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { bookPayments } from '#prisma/seed/book-payments.ts'
import type { District } from '#prisma/seed/past-order-plans.ts'
import { tables } from '#prisma/seed/past-order-rows.ts'
import type { Rows } from '#prisma/seed/past-order-rows.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

/**
 * Writes orders with everything they left behind in one transaction. What they took from
 * the shelves came in beforehand, so the goods that are free now stay free.
 */
export async function writeOrders(rows: Rows, receivedAt: Date, note: string): Promise<void> {
  // Before the rows: a payment that nobody asks for does no harm, a missing one cannot be refunded.
  const { sandboxBook } = env()
  if (sandboxBook) bookPayments(sandboxBook, rows)
  const client = await pool.connect()
  try {
    await client.query('begin')
    // First, and in the order in which everybody locks SKUs: the shop beside may be open.
    await client.query('select 1 from sku where id = any($1::uuid[]) order by id for update', [[...new Set(rows.stock_hold.map(({ sku_id }) => sku_id))]])
    const received = receipts(rows, receivedAt)
    await client.query(
      `insert into stock_movement (id, sku_id, merchant_id, kind, on_hand_delta, held_delta, committed_delta, ref, note, at)
       select r.id, r.sku_id, s.merchant_id, 'RECEIVE', r.quantity, 0, 0, 'entry:' || r.id, $2, r.at
         from jsonb_to_recordset($1::jsonb) as r(id uuid, sku_id uuid, quantity int, at timestamptz) join sku s on s.id = r.sku_id`,
      [JSON.stringify(received), note],
    )
    for (const table of tables) {
      const list = rows[table]
      if (list.length === 0) continue
      const columns = Object.keys(list[0]!).join(', ')
      await client.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(list)])
    }
    await client.query(
      `update sku s set on_hand = s.on_hand + d.on_hand, held = s.held + d.held, committed = s.committed + d.committed
         from jsonb_to_recordset($1::jsonb) as d(sku_id uuid, on_hand int, held int, committed int)
        where s.id = d.sku_id`,
      [JSON.stringify(counterChanges(rows, received))],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

export function servedDistricts(): Promise<District[]> {
  return queryNamed<District>(
    'served-districts',
    `select d.code, c.code as "cityCode", p.code as "provinceCode"
       from region d join region c on c.code = d.parent_code join region p on p.code = c.parent_code
      where d.level = 'DISTRICT' and p.served order by d.code`,
    [],
  )
}

export function noRows(): Rows {
  return Object.fromEntries(tables.map((table) => [table, []])) as unknown as Rows
}

type Receipt = { id: string; sku_id: string; quantity: number; at: Date }

/** What left, and what still waits on the shelf for its parcel. */
function receipts(rows: Rows, at: Date): Receipt[] {
  const taken = new Map<string, number>()
  for (const { sku_id, on_hand_delta, committed_delta } of rows.stock_movement) {
    const sku = String(sku_id)
    taken.set(sku, (taken.get(sku) ?? 0) - Number(on_hand_delta) + Number(committed_delta))
  }
  const first = String(rows.checkout[0]?.id)
  return [...taken].filter(([, quantity]) => quantity > 0).map(([sku, quantity]) => ({ id: stableId(`past-receipt:${first}:${sku}`), sku_id: sku, quantity, at }))
}

function counterChanges(rows: Rows, received: Receipt[]) {
  const changes = new Map<string, { sku_id: string; on_hand: number; held: number; committed: number }>()
  const of = (sku: string) => {
    const change = changes.get(sku) ?? { sku_id: sku, on_hand: 0, held: 0, committed: 0 }
    changes.set(sku, change)
    return change
  }
  for (const { sku_id, quantity } of received) of(sku_id).on_hand += quantity
  for (const movement of rows.stock_movement) {
    const change = of(String(movement.sku_id))
    change.on_hand += Number(movement.on_hand_delta)
    change.held += Number(movement.held_delta)
    change.committed += Number(movement.committed_delta)
  }
  return [...changes.values()]
}
