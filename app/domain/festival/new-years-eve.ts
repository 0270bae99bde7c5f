import { Lunar } from 'lunar-typescript'
import { addDays, daysBetween } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'

// Asked for with every promise of a parcel, and never another answer.
const eves = new Map<number, BusinessDate>()

/** New Year's Eve (除夕) before the Spring Festival of a year. */
export function newYearsEveOf(year: number): BusinessDate {
  let eve = eves.get(year)
  if (!eve) eves.set(year, (eve = addDays(Lunar.fromYmd(year, 1, 1).getSolar().toYmd(), -1)))
  return eve
}

/** The next Eve from a day on, that day included, and how far away it is. */
export function nextNewYearsEve(today: BusinessDate): { date: BusinessDate; daysLeft: number } {
  const year = Number(today.slice(0, 4))
  const ofThisYear = newYearsEveOf(year)
  const date = ofThisYear >= today ? ofThisYear : newYearsEveOf(year + 1)
  return { date, daysLeft: daysBetween(today, date) }
}
