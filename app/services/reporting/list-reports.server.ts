import { previousPeriod } from '#app/domain/reporting/query.ts'
import { businessDate, periodOf } from '#app/domain/time.ts'
import type { Period } from '#app/domain/time.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'

export type ReportMonth = {
  period: Period
  /** The month is still running. */
  running: boolean
  report: { number: string; state: string; updatedAt: Date } | null
}

const MOST_MONTHS = 36

/** Months with sales, newest first, and what has become of their bulletins. */
export async function listReports(): Promise<ReportMonth[]> {
  return readSnapshot(async (snapshot) => {
    const current = periodOf(businessDate(snapshot.asOf))
    const [bounds] = await snapshot.rows<{ first: Period | null }>(
      `select to_char(min(business_date), 'YYYY-MM') as first from sales_fact`,
      [],
    )
    const reports = await snapshot.rows<{ period: Period; number: string; state: string; updatedAt: Date }>(
      `select period, number, state::text as state, updated_at as "updatedAt" from report where kind = 'MONTHLY'`,
      [],
    )
    const months: ReportMonth[] = []
    for (let period = current; period >= (bounds?.first ?? current) && months.length < MOST_MONTHS; period = previousPeriod(period)) {
      const report = reports.find((one) => one.period === period)
      months.push({ period, running: period === current, report: report ? { number: report.number, state: report.state, updatedAt: report.updatedAt } : null })
    }
    return months
  })
}
