import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { earliestEffect, versionInForce, versionsAhead } from '#app/domain/law/rule-notice.ts'
import { addDays, businessDate, daysBetween } from '#app/domain/time.ts'

const noon = new Date('2027-01-16T04:00:00Z')
const versions = [
  { version: 1, effectiveOn: '2026-11-15' },
  { version: 2, effectiveOn: '2027-01-16' },
  { version: 3, effectiveOn: '2027-01-30' },
]

describe('R-29', () => {
  test('the newest version that has taken effect counts, from its first day on', () => {
    expect(versionInForce(versions, '2027-01-15')?.version).toBe(1)
    expect(versionInForce(versions, '2027-01-16')?.version).toBe(2)
    expect(versionInForce(versions, '2027-01-29')?.version).toBe(2)
    expect(versionInForce(versions, '2026-11-14')).toBe(null)
    expect(versionsAhead(versions, '2027-01-16').map(({ version }) => version)).toEqual([3])
  })

  test.each([
    ['a page without any version', [], '2027-01-16'],
    ['a change: seven whole days', versions.slice(0, 1), '2027-01-23'],
    ['another change is under way', versions, '2027-01-31'],
  ])('%s', (_, announced, day) => {
    expect(earliestEffect(announced, noon)).toBe(day)
  })

  test('the day is that of Shanghai', () => {
    expect(earliestEffect(versions.slice(0, 1), new Date('2027-01-16T16:00:00Z'))).toBe('2027-01-24')
  })

  property.prop([fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 6 })])('no change counts before seven days, none overtakes an earlier one', (days) => {
    const announced = days.map((day, place) => ({ version: place + 1, effectiveOn: addDays('2027-01-16', day) }))
    const day = earliestEffect(announced, noon)
    expect(daysBetween(businessDate(noon), day)).toBeGreaterThanOrEqual(7)
    for (const { effectiveOn } of announced) expect(effectiveOn < day).toBe(true)
  })
})
