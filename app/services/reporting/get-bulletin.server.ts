import { bulletinWindows, ranked } from '#app/domain/reporting/bulletin.ts'
import type { Bulletin } from '#app/domain/reporting/bulletin.ts'
import { noFilters } from '#app/domain/reporting/query.ts'
import type { ReportQuery, Window } from '#app/domain/reporting/query.ts'
import type { BusinessDate, Period } from '#app/domain/time.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'
import { openDestinations } from '#app/services/reporting/disclose-destinations.server.ts'
import { conditions, factWhere, totalsOf } from '#app/services/reporting/fact-query.server.ts'
import { freshnessOf, headlineFigures, pictureOf } from '#app/services/reporting/get-command-board.server.ts'
import type { SalesPicture } from '#app/services/reporting/get-command-board.server.ts'
import { anonymousKey } from '#app/services/reporting/get-metric-page.server.ts'
import { getReferenceNames } from '#app/services/reporting/reference-names.server.ts'

export type ReportHead = {
  id: string
  period: Period
  number: string
  state: string
  version: number
  problems: string
  nextSteps: string
}

export type BulletinPage = { report: ReportHead; bulletin: Bulletin; picture: SalesPicture }

/** A line of the annex: one fact without buyer, order number or destination. */
export type LedgerRow = {
  /** Valid in this annex alone; the rows of one order share it. */
  orderKey: string
  date: BusinessDate
  type: 'SALE' | 'REFUND' | 'REPRICE'
  skuCode: string | null
  name: string
  quantity: number
  grams: number
  paidFen: number
  refundFen: number
  netFen: number
}

/** A report and the figures of its month as they stand now; null where none was generated. */
export async function getBulletin(period: Period): Promise<BulletinPage | null> {
  return readSnapshot((snapshot) => bulletinOn(snapshot, period))
}

/** The same, with the annex, from the same snapshot. */
export async function getBulletinWithLedger(period: Period): Promise<(BulletinPage & { ledger: LedgerRow[] }) | null> {
  return readSnapshot(async (snapshot) => {
    const page = await bulletinOn(snapshot, period)
    return page && { ...page, ledger: await ledgerOf(snapshot, page.report, bulletinWindows(period).month) }
  })
}

async function bulletinOn(snapshot: Snapshot, period: Period): Promise<BulletinPage | null> {
  const [report] = await snapshot.rows<ReportHead>(
    `select id::text as id, period, number, state::text as state, version, problems, next_steps as "nextSteps"
       from report where kind = 'MONTHLY' and period = $1`,
    [period],
  )
  if (!report) return null
  const windows = bulletinWindows(period)
  const picture = await pictureOf(snapshot, { ...windows.month, ...noFilters }, await getReferenceNames(snapshot))
  return {
    report,
    picture,
    bulletin: {
      period,
      number: report.number,
      ...(await freshnessOf(snapshot)),
      month: picture.figures,
      cumulative: await figuresOf(snapshot, windows.cumulative),
      lastMonth: await figuresOf(snapshot, windows.lastMonth),
      enrolledMerchants: picture.enrolledMerchants,
      regiments: ranked(picture.regiments),
      merchants: ranked(picture.merchants),
      problems: report.problems,
      nextSteps: report.nextSteps,
    },
  }
}

async function figuresOf(snapshot: Snapshot, window: Window) {
  const query: ReportQuery = { ...window, ...noFilters }
  return headlineFigures(await totalsOf(snapshot, query), await openDestinations(snapshot, query))
}

async function ledgerOf(snapshot: Snapshot, report: ReportHead, window: Window): Promise<LedgerRow[]> {
  const where = factWhere({ ...window, ...noFilters })
  const rows = await snapshot.rows<Omit<LedgerRow, 'orderKey'> & { checkoutId: string }>(
    `select f.checkout_id::text as "checkoutId", f.business_date::text as date, f.type::text as type, f.sku_code as "skuCode",
            f.name, f.quantity, f.grams,
            case when ${conditions.sold} then f.goods_fen + f.freight_fen else 0 end as "paidFen",
            case when ${conditions.sold} then 0 else -(f.goods_fen + f.freight_fen) end as "refundFen",
            f.goods_fen as "netFen"
       from sales_fact f where ${where.text}
      order by f.business_date, f.sku_code nulls last, f.name, f.id`,
    where.values,
  )
  return rows.map(({ checkoutId, ...row }) => ({ orderKey: anonymousKey('annex-order', report.id, checkoutId), ...row }))
}
