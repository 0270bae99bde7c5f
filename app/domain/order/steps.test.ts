import { expect, test } from 'vitest'
import type { CheckoutState, MerchantOrderState } from '#app/domain/order/states.ts'
import { orderSteps } from '#app/domain/order/steps.ts'

const cases: [string, CheckoutState, MerchantOrderState[], string | null][] = [
  ['not paid', 'AWAITING_PAYMENT', ['AWAITING_PAYMENT'], 'done current todo todo'],
  ['being closed', 'CLOSING', ['AWAITING_PAYMENT'], 'done current todo todo'],
  ['paid', 'PAID', ['TO_SHIP'], 'done done current todo'],
  ['one of two shipped', 'PAID', ['SHIPPED', 'PART_SHIPPED'], 'done done current todo'],
  ['all shipped', 'PAID', ['SHIPPED', 'SHIPPED'], 'done done done current'],
  ['one taken back', 'PAID', ['CLOSED', 'SHIPPED'], 'done done done current'],
  ['signed for', 'PAID', ['RECEIVED'], 'done done done done'],
  ['all taken back', 'PAID', ['CLOSED'], null],
  ['never paid', 'CLOSED', ['CLOSED'], null],
  ['paid too late', 'REFUND_DUE', ['CLOSED'], null],
]

test.each(cases)('%s', (_, state, parts, expected) => {
  expect(orderSteps(state, parts)?.map((step) => step.state).join(' ') ?? null).toBe(expected)
})
