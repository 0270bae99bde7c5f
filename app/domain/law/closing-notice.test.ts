import { expect, test } from 'vitest'
import { closingBanner, closingRefusal } from '#app/domain/law/closing-notice.ts'

const noon = new Date('2027-01-16T04:00:00Z')

test.each([
  ['2027-02-14', '终止经营要提前 30 天公示，最早可以是 2027-02-15'],
  ['2027-02-15', null],
  ['2026-01-01', '终止经营要提前 30 天公示，最早可以是 2027-02-15'],
])('R-30: closing on %s is told too late or in time', (day, refusal) => {
  expect(closingRefusal(day, noon)).toBe(refusal)
})

test('R-30: the banner stays after the day, because after-sales do', () => {
  const notice = { closesOn: '2027-03-01', sentence: '售后照常。' }
  expect(closingBanner(null, '2027-03-01')).toBe(null)
  expect(closingBanner(notice, '2027-02-28')).toEqual({ ...notice, closed: false })
  expect(closingBanner(notice, '2027-03-01')).toEqual({ ...notice, closed: true })
})
