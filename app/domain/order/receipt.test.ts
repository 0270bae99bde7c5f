import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { ReceiptOrder } from '#app/domain/order/receipt.ts'
import { decideReceipt, receiptDueAt } from '#app/domain/order/receipt.ts'
import type { MerchantOrderState, ShipmentState } from '#app/domain/order/states.ts'
import { merchantOrderTransitions } from '#app/domain/order/states.ts'

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const due = shanghai('2027-01-30 00:00:00')

function order(overrides: Partial<ReceiptOrder> = {}): ReceiptOrder {
  return {
    state: 'SHIPPED',
    receiptDueAt: due,
    shipments: [{ id: 'first', state: 'IN_TRANSIT' }, { id: 'second', state: 'IN_TRANSIT' }],
    lines: [{ id: 'dates', inTransit: 2 }, { id: 'given back', inTransit: 0 }],
    disputed: false,
    ...overrides,
  }
}

describe('an order that nobody confirms is received', () => {
  test.each([
    ['ten days after it left', '2027-01-17 09:00:00', '2027-01-20', '2027-01-28 00:00:00'],
    ['seven days after a promised arrival that is far away', '2027-01-17 09:00:00', '2027-02-25', '2027-03-05 00:00:00'],
    ['ten days after it left where nothing was promised', '2027-01-17 23:59:59.999', null, '2027-01-28 00:00:00'],
    ['a day later when it left at midnight', '2027-01-18 00:00:00', null, '2027-01-29 00:00:00'],
    ['after both waits when they end on one day', '2027-01-17 09:00:00', '2027-01-20', '2027-01-28 00:00:00'],
  ])('%s', (_, shippedAt, arriveBy, expected) => {
    expect(receiptDueAt(shanghai(shippedAt), arriveBy)).toEqual(shanghai(expected))
  })
})

describe('the buyer', () => {
  test('confirms: parcels end, units arrive', () => {
    expect(decideReceipt(order(), 'buyer', shanghai('2027-01-18 10:00:00'))).toEqual({
      ok: true, shipmentIds: ['first', 'second'], lines: [{ lineId: 'dates', quantity: 2 }],
    })
  })

  test('a parcel that is there already stays as it is', () => {
    expect(decideReceipt(order({ shipments: [{ id: 'first', state: 'DELIVERED' }, { id: 'second', state: 'IN_TRANSIT' }] }), 'buyer', due)).toMatchObject({ ok: true, shipmentIds: ['second'] })
  })

  test.each<[MerchantOrderState, string]>([
    ['AWAITING_PAYMENT', 'not_shipped'], ['TO_SHIP', 'not_shipped'], ['PART_SHIPPED', 'not_shipped'], ['CLOSED', 'not_shipped'], ['RECEIVED', 'already'], ['COMPLETED', 'already'],
  ])('confirms nothing of an order that is %s', (state, reason) => {
    expect(decideReceipt(order({ state }), 'buyer', due)).toEqual({ ok: false, reason })
  })

  test.each<ShipmentState>(['EXCEPTION', 'RETURNED'])('does not confirm over a parcel that is %s', (state) => {
    expect(decideReceipt(order({ shipments: [{ id: 'first', state }] }), 'buyer', due)).toEqual({ ok: false, reason: 'parcel_trouble' })
  })
})

describe('time', () => {
  test.each([
    ['a millisecond early', new Date(due.getTime() - 1), { ok: false, reason: 'not_due' }],
    ['at the very instant', due, { ok: true }],
  ])('%s', (_, now, expected) => {
    expect(decideReceipt(order(), 'due', now)).toMatchObject(expected)
  })

  test('does not confirm over a complaint, the buyer does', () => {
    expect(decideReceipt(order({ disputed: true }), 'due', due)).toEqual({ ok: false, reason: 'disputed' })
    expect(decideReceipt(order({ disputed: true }), 'buyer', due)).toMatchObject({ ok: true })
  })

  test('never confirms an order without a due time', () => {
    expect(decideReceipt(order({ receiptDueAt: null }), 'due', new Date('2099-01-01'))).toEqual({ ok: false, reason: 'not_due' })
  })
})

const states = Object.keys(merchantOrderTransitions) as MerchantOrderState[]
const lines = fc.array(fc.record({ id: fc.uuid(), inTransit: fc.nat({ max: 999 }) }), { maxLength: 8 })

property.prop([fc.constantFrom(...states), lines])('every unit under way arrives, no other does, and only where the table has the step', (state, rows) => {
  const decision = decideReceipt(order({ state, lines: rows }), 'buyer', due)
  expect(decision.ok).toBe((merchantOrderTransitions[state] as readonly string[]).includes('RECEIVED'))
  if (decision.ok) expect(decision.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(rows.reduce((sum, { inTransit }) => sum + inTransit, 0))
})
