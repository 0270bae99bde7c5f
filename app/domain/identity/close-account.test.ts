import { expect, test } from 'vitest'
import { closingObstacles, obstacleSentence } from '#app/domain/identity/close-account.ts'
import type { ClosingObstacle, OpenTrade } from '#app/domain/identity/close-account.ts'

const nothing: OpenTrade = { checkouts: [], orders: [], refunds: [] }

test.each([
  ['nothing was ever bought', nothing, []],
  ['everything is over', { ...nothing, checkouts: [{ number: '1', state: 'PAID' }, { number: '2', state: 'CLOSED' }], orders: [{ number: '1-1', state: 'RECEIVED' }, { number: '1-2', state: 'COMPLETED' }, { number: '1-3', state: 'CLOSED' }], refunds: [{ number: '1', state: 'SUCCEEDED' }] }, []],
  ['a payment is awaited', { ...nothing, checkouts: [{ number: '1', state: 'AWAITING_PAYMENT' }, { number: '2', state: 'CLOSING' }] }, [{ kind: 'unpaid', number: '1' }, { kind: 'unpaid', number: '2' }]],
  ['goods are under way', { ...nothing, orders: [{ number: '1-1', state: 'TO_SHIP' }, { number: '1-2', state: 'PART_SHIPPED' }, { number: '1-3', state: 'SHIPPED' }] }, [{ kind: 'on_the_way', number: '1-1' }, { kind: 'on_the_way', number: '1-2' }, { kind: 'on_the_way', number: '1-3' }]],
  ['money is under way', { ...nothing, checkouts: [{ number: '1', state: 'REFUND_DUE' }], refunds: [{ number: '2', state: 'PENDING' }, { number: '3', state: 'FAILED' }] }, [{ kind: 'refund', number: '1' }, { kind: 'refund', number: '2' }, { kind: 'refund', number: '3' }]],
] as [string, OpenTrade, ClosingObstacle[]][])('R-33: closing while %s', (_, trade, obstacles) => {
  expect(closingObstacles(trade, false)).toEqual(obstacles)
})

test('R-33: a person with a role is let go of it first, and every obstacle says what to do', () => {
  expect(closingObstacles(nothing, true)).toEqual([{ kind: 'role' }])
  const sentences = (['unpaid', 'on_the_way', 'refund'] as const).map((kind) => obstacleSentence({ kind, number: '17' }))
  expect(sentences).toEqual(['订单 17 还在等待付款，请先付款或取消', '订单 17 还没有送到，签收以后再来注销', '订单 17 的退款还没有到账，到账以后再来注销'])
  expect(obstacleSentence({ kind: 'role' })).toBe('这个账号还有商家或平台的岗位，请先请管理员解除')
})
