import { describe, expect, test } from 'vitest'
import { complaintNumber, decidedBy, mayComplain, mayTalk, shopAnswersBy } from '#app/domain/complaint/complaint.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)

describe('R-46: a complaint has a number and a deadline', () => {
  test.each([
    ['in the morning', '2027-01-16 00:00:00', '2027-01-24 00:00:00', '2027-01-18 00:00:00'],
    ['a second before midnight', '2027-01-16 23:59:59', '2027-01-24 00:00:00', '2027-01-18 23:59:59'],
    ['over the end of a month', '2027-01-28 12:00:00', '2027-02-05 00:00:00', '2027-01-30 12:00:00'],
  ])('%s', (_, opened, decided, answered) => {
    expect(decidedBy(shanghai(opened))).toEqual(shanghai(decided))
    expect(shopAnswersBy(shanghai(opened))).toEqual(shanghai(answered))
  })

  test.each([
    [0, 'TS20270116-0000'],
    [42, 'TS20270116-0042'],
    [9_999, 'TS20270116-9999'],
  ])('number %i', (random, number) => {
    expect(complaintNumber('2027-01-16', random)).toBe(number)
  })
})

test.each([
  [{ paid: true, openComplaint: false }, { ok: true }],
  [{ paid: true, openComplaint: true }, { ok: false, reason: 'open_already' }],
  [{ paid: false, openComplaint: false }, { ok: false, reason: 'unpaid' }],
])('%o may be complained about: %o', (order, expected) => {
  expect(mayComplain(order)).toEqual(expected)
  expect(mayTalk(order).ok).toBe(order.paid)
})
