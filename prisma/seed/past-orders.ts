import { addDays, startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { pool, queryNamed } from '#app/infra/db.server.ts'
import { accounts, userId } from '#prisma/seed/accounts.ts'
import { planPastOrders } from '#prisma/seed/past-order-plans.ts'
import { pastOrderRows, tables } from '#prisma/seed/past-order-rows.ts'
import { noRows, servedDistricts, writeOrders } from '#prisma/seed/write-orders.ts'

/** Orders until shortly before the demo's clock starts. */
const UNTIL_BEFORE_NOON_MS = 30 * 60_000

// The two named shoppers have orders to look at: so many orders before the last one, which
// is to be packed, under way or received by now.
const named = new Map([
  [3, '13800000001'],
  [420, '13800000001'],
  [2_600, '13800000001'],
  [5, '13800000002'],
  [520, '13800000002'],
])

/**
 * The demo's past: paid orders of about a month with their parcels, refunds, books and
 * facts, written in bulk from the same pure decisions as live orders. Once.
 */
export async function seedPastOrders(count: number, today: BusinessDate): Promise<void> {
  const [{ n } = { n: 0 }] = await queryNamed<{ n: number }>('count-past', 'select count(*)::int as n from checkout where is_synthetic', [])
  if (n > 0) return
  const now = new Date(startOfDay(today).getTime() + 12 * 60 * 60_000)
  const districts = await servedDistricts()
  const byCode = new Map(districts.map((district) => [district.code, district]))
  const plans = planPastOrders(count, today, new Date(now.getTime() - UNTIL_BEFORE_NOON_MS), districts)
  const all = noRows()
  for (const plan of plans) {
    const owner = ownerOf(named.get(plans.length - plan.place))
    const district = byCode.get(owner?.districtCode ?? plan.districtCode)!
    const rows = pastOrderRows({ plan, district, now, owner, openPeriodFor: (period) => period })
    if (rows) for (const table of tables) all[table].push(...rows[table])
  }
  await writeOrders(all, startOfDay(addDays(today, -40)), '年货节第一批到货')
  await pool.query('analyze')
}

function ownerOf(phone: string | undefined) {
  const account = accounts.find((entry) => entry.phone === phone)
  if (!phone || !account?.address) return null
  const { districtCode, street } = account.address
  return { userId: userId(phone), districtCode, receiver: { name: account.name, phone, street } }
}
