import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { LinkFacts, LinkedOrder } from '#app/domain/payment/pay-link.ts'
import { decidePayLink, dueWithoutLink, payLinkStage } from '#app/domain/payment/pay-link.ts'
import { timeLeftWords } from '#app/domain/payment/time-left.ts'
import { addMinutes } from '#app/domain/time.ts'

const placedAt = new Date('2027-01-16T04:00:00Z')
const at = (minutes: number) => addMinutes(placedAt, minutes)
const order = (changes: Partial<LinkedOrder> = {}): LinkedOrder => ({
  state: 'AWAITING_PAYMENT', placedAt, dueAt: at(15), shipBy: at(48 * 60), signedIn: true, waitingLinks: 0, ...changes,
})

describe('how long somebody else may pay', () => {
  test.each([
    ['a day from the moment it is made', order(), 5, at(5 + 24 * 60)],
    ['a day and the usual quarter from the order, however often it is made anew', order({ dueAt: at(24 * 60) }), 23 * 60, at(24 * 60 + 15)],
    ['four hours before the goods have to leave', order({ shipBy: at(20 * 60) }), 5, at(16 * 60)],
    ['not less than the order itself', order({ shipBy: at(2 * 60) }), 5, at(15)],
    ['a day where nothing was promised', order({ shipBy: null }), 0, at(24 * 60)],
    ['the order’s own time for a guest', order({ signedIn: false, waitingLinks: 9 }), 5, at(15)],
  ])('%s', (_, linked, minute, expiresAt) => {
    expect(decidePayLink(linked, at(minute))).toEqual({ ok: true, expiresAt })
  })

  test.each([
    ['a paid order', order({ state: 'PAID' }), 1, 'already_paid'],
    ['a closed one', order({ state: 'CLOSED' }), 1, 'expired'],
    ['one that is being closed', order({ state: 'CLOSING' }), 1, 'expired'],
    ['one whose time is just over', order(), 15, 'expired'],
    ['the fourth order that waits for others', order({ waitingLinks: 3 }), 1, 'too_many'],
  ] as const)('%s gets no link', (_, linked, minute, reason) => {
    expect(decidePayLink(linked, at(minute))).toEqual({ ok: false, reason })
  })

  property.prop([fc.array(fc.integer({ min: 0, max: 24 * 60 }), { maxLength: 30 })])('links made and withdrawn in turn never hold the goods longer than a day and two quarters', (steps) => {
    let dueAt = at(15)
    let minute = 0
    for (const step of steps) {
      minute += step
      const made = decidePayLink(order({ dueAt, shipBy: null }), at(minute))
      if (!made.ok) break
      dueAt = dueWithoutLink(made.expiresAt, at(minute))
    }
    expect(dueAt.getTime()).toBeLessThanOrEqual(at(24 * 60 + 30).getTime())
  })
})

test('without its link an order is due in a quarter of an hour, or earlier', () => {
  expect(dueWithoutLink(at(24 * 60), at(10))).toEqual(at(25))
  expect(dueWithoutLink(at(15), at(10))).toEqual(at(15))
})

describe('what whoever opens it is told', () => {
  const facts = (changes: Partial<LinkFacts> = {}): LinkFacts => ({ state: 'AWAITING_PAYMENT', expiresAt: at(60), withdrawn: false, payment: null, unsure: false, ...changes })
  test.each([
    ['it can be paid', facts(), 'open'],
    ['at its last moment it is over', facts({ expiresAt: at(1) }), 'expired'],
    ['it was withdrawn', facts({ withdrawn: true }), 'withdrawn'],
    ['a payment is on its way', facts({ unsure: true }), 'processing'],
    ['a payment may be on its way though it was withdrawn', facts({ unsure: true, withdrawn: true }), 'processing'],
    ['their payment counts', facts({ state: 'PAID', payment: 'ORDER' }), 'paid'],
    ['their payment counts though it was withdrawn meanwhile', facts({ state: 'PAID', payment: 'ORDER', withdrawn: true }), 'paid'],
    ['somebody else was quicker', facts({ state: 'PAID' }), 'paid_otherwise'],
    ['somebody else was quicker, the money goes back', facts({ state: 'PAID', payment: 'SURPLUS' }), 'returned'],
    ['it came too late, the money goes back', facts({ state: 'REFUND_DUE', payment: 'SURPLUS' }), 'returned'],
    ['the order was cancelled', facts({ state: 'CLOSED', unsure: true }), 'expired'],
  ] as const)('%s', (_, linked, stage) => {
    expect(payLinkStage(linked, at(1))).toBe(stage)
  })
})

test.each([[0, '不到 1 分钟'], [59, '不到 1 分钟'], [60, '1 分钟'], [899, '14 分钟'], [3600, '1 小时'], [86_340, '23 小时 59 分钟'], [86_400, '24 小时']])('%i s are %s', (seconds, words) => {
  expect(timeLeftWords(seconds)).toBe(words)
})
