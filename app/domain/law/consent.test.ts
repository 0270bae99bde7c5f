import { expect, test } from 'vitest'
import { hasNewNotice, mayAdvertise, standingConsent } from '#app/domain/law/consent.ts'
import type { ConsentEntry } from '#app/domain/law/consent.ts'

const at = (minute: number) => new Date(Date.UTC(2027, 0, 16, 4, minute))
const entry = (kind: ConsentEntry['kind'], granted: boolean, minute: number, noticeVersion = 1): ConsentEntry => ({ kind, granted, noticeVersion, at: at(minute) })

test.each([
  ['nobody asked', [], false],
  ['the notice alone', [entry('NOTICE', true, 0)], false],
  ['asked for', [entry('MARKETING', true, 0)], true],
  ['taken back', [entry('MARKETING', true, 0), entry('MARKETING', false, 1)], false],
  ['taken back and given again, in any order of reading', [entry('MARKETING', true, 2), entry('MARKETING', false, 1), entry('MARKETING', true, 0)], true],
])('R-56, R-32: advertising after “%s”', (_, entries, may) => {
  expect(mayAdvertise(entries)).toBe(may)
})

test('R-32: one purpose says nothing of the other', () => {
  const entries = [entry('NOTICE', true, 0), entry('MARKETING', false, 1)]
  expect(standingConsent(entries, 'NOTICE')).toEqual(entries[0])
  expect(standingConsent(entries, 'MARKETING')).toBe(null)
})

test('R-32: a newer notice is told to who agreed to an older one', () => {
  expect(hasNewNotice([entry('NOTICE', true, 0, 1)], 2)).toBe(true)
  expect(hasNewNotice([entry('NOTICE', true, 0, 2)], 2)).toBe(false)
  expect(hasNewNotice([], 2)).toBe(false)
})
