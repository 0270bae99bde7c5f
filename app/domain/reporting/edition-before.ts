import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import { editionOf } from '#app/domain/reporting/query.ts'
import type { Window } from '#app/domain/reporting/query.ts'
import { addDays, daysBetween } from '#app/domain/time.ts'

/**
 * The same days of the edition before, counted to New Year's Eve: the day 20 days before
 * the Eve stands against the day 20 days before the Eve.
 */
export function editionBefore(window: Window): Window & { shift: number } {
  const { year } = editionOf(addDays(window.to, -1))
  const shift = daysBetween(newYearsEveOf(year - 1), newYearsEveOf(year))
  return { from: addDays(window.from, -shift), to: addDays(window.to, -shift), shift }
}
