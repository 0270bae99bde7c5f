import { describe, expect, test } from 'vitest'
import { addDays, businessDate, dayInFull, daysBetween, formatInstant, formatInstantChinese, periodDates, startOfDay } from '#app/domain/time.ts'

describe('the business day is that of Asia/Shanghai in any time zone of the server', () => {
  test.each([
    ['the last millisecond', '2027-01-31T15:59:59.999Z', '2027-01-31'],
    ['midnight', '2027-01-31T16:00:00.000Z', '2027-02-01'],
    ['the turn of the year', '2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('%s', (_, instant, date) => {
    expect(businessDate(new Date(instant))).toBe(date)
  })

  test('a day starts at its own midnight', () => {
    expect(startOfDay('2027-02-06').toISOString()).toBe('2027-02-05T16:00:00.000Z')
    expect(businessDate(startOfDay('2028-02-29'))).toBe('2028-02-29')
  })
})

test('days and periods are counted over the ends of months and leap years', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
  expect(daysBetween('2027-01-16', '2027-02-05')).toBe(20)
  expect(periodDates('2026-12')).toEqual({ from: '2026-12-01', until: '2027-01-01' })
  expect(periodDates('2027-01')).toEqual({ from: '2027-01-01', until: '2027-02-01' })
})

test('instants are shown in local time', () => {
  const noon = new Date('2027-01-16T04:04:00Z')
  expect(formatInstant(noon)).toBe('2027-01-16 12:04')
  expect(formatInstantChinese(noon)).toBe('1月16日 12:04')
  expect(dayInFull('2027-01-06')).toBe('2027年1月6日')
})
