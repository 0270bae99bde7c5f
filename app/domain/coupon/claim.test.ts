import { describe, expect, test } from 'vitest'
import { decideClaim, foldCode } from '#app/domain/coupon/claim.ts'
import type { ClaimFacts } from '#app/domain/coupon/claim.ts'
import type { CouponTerms } from '#app/domain/promotion/definition.ts'

const claimFrom = new Date('2027-01-14T16:00:00Z')
const claimUntil = new Date('2027-01-17T16:00:00Z')
const validity = { from: new Date('2027-01-15T16:00:00Z'), until: new Date('2027-01-20T16:00:00Z') }
const terms: CouponTerms = { claimFrom, claimUntil, quantity: 100, perPerson: 1, code: null, validity }
const facts: ClaimFacts = { claimedByMe: 0, left: 100, code: null, now: new Date('2027-01-16T04:00:00Z') }
const second = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1_000)

describe('claiming a coupon', () => {
  test.each<[string, Partial<CouponTerms>, Partial<ClaimFacts>, string]>([
    ['a second early', {}, { now: second(claimFrom, -1) }, 'not_started'],
    ['at the end of claiming, which is half-open', {}, { now: claimUntil }, 'ended'],
    ['that could not be used any more', { validity: { from: claimFrom, until: facts.now } }, {}, 'ended'],
    ['by somebody who has one', {}, { claimedByMe: 1 }, 'has_enough'],
    ['by somebody who has the last one', {}, { claimedByMe: 1, left: 0 }, 'has_enough'],
    ['when none is left', {}, { left: 0 }, 'sold_out'],
    ['with another code', { code: 'ZAO-2027' }, { code: 'ZAO-2026' }, 'wrong_code'],
    ['by a button, where a code is asked', { code: 'ZAO-2027' }, {}, 'wrong_code'],
    ['with a wrong code, whatever else is wrong', { code: 'ZAO-2027' }, { code: 'X', left: 0, now: claimUntil }, 'wrong_code'],
  ])('is refused %s', (_, termsOverrides, factsOverrides, reason) => {
    expect(decideClaim({ ...terms, ...termsOverrides }, { ...facts, ...factsOverrides })).toEqual({ ok: false, reason })
  })

  test.each([
    ['at the first instant', claimFrom],
    ['a second before the end', second(claimUntil, -1)],
  ])('is granted %s, with the window of the terms (R-09)', (_, now) => {
    expect(decideClaim(terms, { ...facts, now })).toEqual({ ok: true, validFrom: validity.from, validUntil: validity.until })
  })

  test('is granted without end where there is no limit, and again up to the limit per person', () => {
    expect(decideClaim({ ...terms, perPerson: 2 }, { ...facts, claimedByMe: 1, left: null })).toMatchObject({ ok: true })
  })

  test.each([
    ['2027-01-16T04:00:00Z', 1, '2027-01-17T16:00:00Z'],
    ['2027-01-16T15:59:59Z', 7, '2027-01-23T16:00:00Z'],
    ['2027-01-15T16:00:00Z', 7, '2027-01-23T16:00:00Z'],
  ])('good for days: claimed at %s for %i it ends with the last whole day', (now, days, until) => {
    const decision = decideClaim({ ...terms, validity: { days } }, { ...facts, now: new Date(now) })
    expect(decision).toEqual({ ok: true, validFrom: new Date(now), validUntil: new Date(until) })
  })
})

test.each(['zao-2027', ' ZAO-2027 ', 'ＺＡＯ－２０２７', 'ｚａｏ－2027', 'Zao -\u30002027'])('the code %s is ZAO-2027', (typed) => {
  expect(foldCode(typed)).toBe('ZAO-2027')
  expect(decideClaim({ ...terms, code: 'Zao-2027' }, { ...facts, code: typed })).toMatchObject({ ok: true })
})
