import { expect, test } from 'vitest'
import { newYearsEveOf, nextNewYearsEve } from '#app/domain/festival/new-years-eve.ts'

test.each([
  [2026, '2026-02-16'],
  [2027, '2027-02-05'],
  [2028, '2028-01-25'],
  [2030, '2030-02-02'],
])("New Year's Eve of %i", (year, date) => {
  expect(newYearsEveOf(year)).toBe(date)
})

test.each([
  ['2027-01-16', '2027-02-05', 20],
  ['2027-02-05', '2027-02-05', 0],
  ['2027-02-06', '2028-01-25', 353],
])('from %s the next one is %s', (today, date, daysLeft) => {
  expect(nextNewYearsEve(today)).toEqual({ date, daysLeft })
})
