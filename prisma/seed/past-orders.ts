import { addDays, startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { pool } from '#app/infra/db.server.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { userId } from '#prisma/seed/accounts.ts'
import { planPastOrders } from '#prisma/seed/past-order-plans.ts'
import type { District } from '#prisma/seed/past-order-plans.ts'
import { pastOrderRows, tables } from '#prisma/seed/past-order-rows.ts'
import type { Rows } from '#prisma/seed/past-order-rows.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

/** Orders until shortly before the demo's clock starts. */
const UNTIL_BEFORE_NOON_MS = 30 * 60_000

/**
 * The demo's past: paid orders of about a month with their parcels, refunds, books and
 * facts, written in bulk from the same pure decisions as live orders. Once.
 */
export async function seedPastOrders(count: number, today: BusinessDate): Promise<void> {
  const [{ n } = { n: 0 }] = await queryNamed<{ n: number }>('count-past', 'select count(*) as n from checkout where is_synthetic', [])
  if (n > 0) return
  const noon = new Date(startOfDay(today).getTime() + 12 * 60 * 60_000)
  const rows = plannedRows(count, today, noon, await servedDistricts())
  const client = await pool.connect()
  try {
    await client.query('begin')
    // Enough came in beforehand for everything that went out.
    await client.query(
      `insert into stock_movement (id, sku_id, merchant_id, kind, on_hand_delta, held_delta, committed_delta, ref, note, at)
       select r.id, r.sku_id, s.merchant_id, 'RECEIVE', r.quantity, 0, 0, 'entry:' || r.id, '年货节第一批到货', r.at
         from jsonb_to_recordset($1::jsonb) as r(id uuid, sku_id uuid, quantity int, at timestamptz) join sku s on s.id = r.sku_id`,
      [JSON.stringify(receipts(rows, startOfDay(addDays(today, -40))))],
    )
    for (const table of tables) {
      const list = rows[table]
      if (list.length === 0) continue
      const columns = Object.keys(list[0]!).join(', ')
      await client.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(list)])
    }
    await client.query(
      `update sku s set on_hand = m.on_hand, held = m.held, committed = m.committed
         from (select sku_id, sum(on_hand_delta) as on_hand, sum(held_delta) as held, sum(committed_delta) as committed from stock_movement group by 1) m
        where m.sku_id = s.id`,
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  await pool.query('analyze')
}

function servedDistricts(): Promise<District[]> {
  return queryNamed<District>(
    'served-districts',
    `select d.code, c.code as "cityCode", p.code as "provinceCode"
       from region d join region c on c.code = d.parent_code join region p on p.code = c.parent_code
      where d.level = 'DISTRICT' and p.served order by d.code`,
    [],
  )
}

// The two named shoppers have a few orders to look at.
const named = new Map([
  [3, '13800000001'],
  [11, '13800000001'],
  [17, '13800000001'],
  [5, '13800000002'],
  [29, '13800000002'],
])

function plannedRows(count: number, today: BusinessDate, noon: Date, districts: District[]): Rows {
  const byCode = new Map(districts.map((district) => [district.code, district]))
  const all = Object.fromEntries(tables.map((table) => [table, []])) as unknown as Rows
  const plans = planPastOrders(count, today, new Date(noon.getTime() - UNTIL_BEFORE_NOON_MS), districts)
  for (const plan of plans) {
    const phone = named.get(plans.length - plan.place)
    const owner = phone ? { userId: userId(phone), receiver: { name: '示例顾客', phone, street: '示例街道 1 号' } } : null
    const rows = pastOrderRows(plan, byCode.get(plan.districtCode)!, noon, owner)
    if (rows) for (const table of tables) all[table].push(...rows[table])
  }
  return all
}

/** What each SKU must have received for what was held and left, by the movements. */
function receipts(rows: Rows, at: Date) {
  const bySku = new Map<string, number>()
  for (const movement of rows.stock_movement)
    if (movement.kind === 'SHIP') bySku.set(String(movement.sku_id), (bySku.get(String(movement.sku_id)) ?? 0) - Number(movement.on_hand_delta))
  return [...bySku].map(([id, quantity]) => ({ id: stableId(`past-receipt:${id}`), sku_id: id, quantity, at }))
}

