import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { openPeriods } from '#app/services/reporting/project-sales-facts.server.ts'
import { planPastOrders } from '#prisma/seed/past-order-plans.ts'
import { PAST_SESSION, pastOrderRows, tables } from '#prisma/seed/past-order-rows.ts'
import { noRows, servedDistricts, writeOrders } from '#prisma/seed/write-orders.ts'

/** Orders of one transaction. */
const BATCH = 2_000

/**
 * Many synthetic orders of the last weeks, in bulk: the rows that the real road would have
 * left, by the same pure decisions. A run that was cut short leaves whole batches, and the
 * next one counts on from there.
 * @param wrote is told after each batch how many orders there are by now
 * @returns how many were written; fewer than planned where goods are not sent to a place
 */
export async function seedBulkOrders(count: number, now: Date, wrote: (orders: number) => void = () => undefined): Promise<number> {
  const today = businessDate(now)
  const districts = await servedDistricts()
  const byCode = new Map(districts.map((district) => [district.code, district]))
  const openPeriodFor = await openPeriods(db)
  const first = await nextPlace()
  let written = 0
  for (let planned = 0; planned < count; planned += BATCH) {
    const all = noRows()
    for (const plan of planPastOrders(Math.min(BATCH, count - planned), today, now, districts, first + planned)) {
      const rows = pastOrderRows({ plan, district: byCode.get(plan.districtCode)!, now, owner: null, openPeriodFor })
      if (rows) for (const table of tables) all[table].push(...rows[table])
    }
    await writeOrders(all, startOfDay(addDays(today, -40)), '年货节补货')
    written += all.checkout.length
    wrote(written)
  }
  await queryNamed('analyze-all', 'analyze', [])
  return written
}

/** The place after the last one; the session of a past order carries it. */
async function nextPlace(): Promise<number> {
  const [row] = await queryNamed<{ last: string | null }>('last-past-place', 'select max(session_id) as last from payment_attempt where session_id like $1', [`${PAST_SESSION}%`])
  return row?.last ? Number(row.last.slice(PAST_SESSION.length)) + 1 : 0
}
