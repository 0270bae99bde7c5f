import { expect, test } from 'vitest'
import { decideSettlement } from '#app/domain/payment/decide-settlement.ts'
import { canMove, checkoutTransitions, legalMoves, merchantOrderTransitions } from '#app/domain/order/states.ts'
import { noSubsidies, refundPostings, salePostings, surplusPostings } from '#app/domain/ledger/postings.ts'

test('a paid checkout never moves again; later changes live in refunds', () => {
  expect(checkoutTransitions.PAID).toEqual([])
  expect(canMove(checkoutTransitions, 'AWAITING_PAYMENT', 'CLOSED')).toBe(false)
  expect(legalMoves(merchantOrderTransitions)).toContainEqual(['TO_SHIP', 'PART_SHIPPED'])
  expect(canMove(merchantOrderTransitions, 'SHIPPED', 'CLOSED')).toBe(false)
})

test.each([
  ['awaiting', 'AWAITING_PAYMENT', 100, 'cny', { kind: 'pay' }],
  ['found while closing', 'CLOSING', 100, 'cny', { kind: 'pay' }],
  ['after closing', 'CLOSED', 100, 'cny', { kind: 'late' }],
  ['a second payment', 'PAID', 100, 'cny', { kind: 'return', reason: 'SURPLUS_PAYMENT' }],
  ['again after a late one', 'REFUND_DUE', 100, 'cny', { kind: 'return', reason: 'SURPLUS_PAYMENT' }],
  ['a fen short', 'AWAITING_PAYMENT', 99, 'cny', { kind: 'return', reason: 'WRONG_AMOUNT' }],
  ['a fen over', 'CLOSED', 101, 'cny', { kind: 'return', reason: 'WRONG_AMOUNT' }],
  ['another currency', 'AWAITING_PAYMENT', 100, 'usd', { kind: 'return', reason: 'WRONG_AMOUNT' }],
] as const)('money that arrives: %s', (_, state, amountFen, currency, expected) => {
  expect(decideSettlement({ state, payableFen: 100, currency: 'cny' }, { amountFen, currency })).toEqual(expected)
})

test('postings balance, and a refund of everything undoes the sale', () => {
  const shares = [
    { merchantId: 'm', merchantOrderId: 'o1', goodsFen: 8_800, freightFen: 0, subsidies: noSubsidies },
    { merchantId: 'n', merchantOrderId: 'o2', goodsFen: 3_980, freightFen: 600, subsidies: { platformFen: 20, brandFundFen: 0, aidFundFen: 7 } },
  ]
  expect(salePostings(shares).map(({ account, merchantId, component, amountFen }) => [account, merchantId, component, amountFen])).toEqual([
    ['PROVIDER_CLEARING', null, '', 13_380],
    ['MERCHANT_PAYABLE', 'm', 'GOODS', -8_800],
    ['MERCHANT_PAYABLE', 'n', 'GOODS', -3_980],
    ['MERCHANT_PAYABLE', 'n', 'FREIGHT', -600],
    ['MERCHANT_PAYABLE', 'n', 'SUBSIDY', -27],
    ['PLATFORM_SUBSIDY', 'n', '', 20],
    ['AID_FUND_SUBSIDY', 'n', '', 7],
  ])
  const both = [...salePostings(shares), ...refundPostings(shares)]
  expect(both.reduce((sum, posting) => sum + posting.amountFen, 0)).toBe(0)
  expect(both.filter((posting) => posting.merchantId === 'n').reduce((sum, posting) => sum + posting.amountFen, 0)).toBe(0)
  expect(surplusPostings(500, 'out').map((posting) => posting.amountFen)).toEqual([-500, 500])
})
