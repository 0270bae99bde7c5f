import { fillDays } from '#app/domain/reporting/daily.ts'
import { editionBefore } from '#app/domain/reporting/edition-before.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import { addDays, businessDate } from '#app/domain/time.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'
import { breakdownOf, noMeasures } from '#app/services/reporting/fact-query.server.ts'

const FEN_A_WAN = 1_000_000

export type ChartShape = 'wide' | 'narrow'

const sizes: Record<ChartShape, { width: number; height: number }> = {
  wide: { width: 720, height: 400 },
  narrow: { width: 340, height: 240 },
}

/** Net sales a day, and the edition before on the same days to New Year's Eve, as SVG. */
export async function getDailyChart(query: ReportQuery, shape: ChartShape): Promise<string> {
  const ofAllPlaces = { ...query, place: null }
  const earlier = { ...ofAllPlaces, ...editionBefore(query) }
  const { current, before, asOf } = await readSnapshot(async (snapshot) => ({
    current: await breakdownOf(snapshot, ofAllPlaces, 'day'),
    before: await breakdownOf(snapshot, earlier, 'day'),
    asOf: snapshot.asOf,
  }))
  const wanOf = (window: { from: string; to: string }, rows: typeof current) =>
    fillDays(window, rows.map(({ key, netFen }) => ({ date: key, netFen })), (date) => ({ date, netFen: noMeasures.netFen }))
  const days = wanOf(query, current)
  // The chart library is large and only the offices need it.
  const { drawDailySales } = await import('#app/infra/charts/daily-sales-chart.server.ts')
  return drawDailySales({
    days: days.map(({ date }) => `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`),
    current: days.map(({ netFen }) => netFen / FEN_A_WAN),
    lastIsRunning: query.to === addDays(businessDate(asOf), 1),
    before: before.length > 0 ? wanOf(earlier, before).map(({ netFen }) => netFen / FEN_A_WAN) : null,
    ...sizes[shape],
  })
}
