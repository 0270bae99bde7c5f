import type { Window } from '#app/domain/reporting/query.ts'
import { addDays } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** One row a day of the window, in order; days without rows get `empty`. */
export function fillDays<Row extends { date: BusinessDate }>(
  window: Window,
  rows: readonly Row[],
  empty: (date: BusinessDate) => Row,
): Row[] {
  const byDate = new Map(rows.map((row) => [row.date, row]))
  const filled: Row[] = []
  for (let date = window.from; date < window.to; date = addDays(date, 1)) filled.push(byDate.get(date) ?? empty(date))
  return filled
}
