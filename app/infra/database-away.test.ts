import { expect, test } from 'vitest'
import { isDatabaseAway } from '#app/infra/database-away.server.ts'

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more)
const refused = failure('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' })

test.each([
  ['nobody listens', refused],
  ['neither by IPv6 nor by IPv4', new AggregateError([refused, refused])],
  ['shut down', failure('terminating connection due to administrator command', { code: '57P01' })],
  ['starting', failure('the database system is starting up', { code: '57P03' })],
  ['full', failure('sorry, too many clients already', { code: '53300' })],
  ['on a full disk', failure('could not extend file "base/5/16384": No space left on device', { code: '53100' })],
  ['cut off', failure('Connection terminated unexpectedly')],
  ['no connection in time', failure('timeout exceeded when trying to connect')],
  ['no transaction in time', failure('Transaction API error: Unable to start a transaction in the given time.', { code: 'P2028' })],
  ['by way of Prisma', failure('x', { code: 'P2010', meta: { driverAdapterError: failure('DatabaseNotReachable', { cause: { kind: 'DatabaseNotReachable' } }) } })],
  ['as a cause', new Error('cannot read the cart', { cause: refused })],
])('the database is away: %s', (_, error) => {
  expect(isDatabaseAway(error)).toBe(true)
})

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['a unique key', failure('duplicate key value', { code: '23505' })],
  ['a statement that takes too long', failure('canceling statement due to statement timeout', { code: '57014' })],
  ['a transaction that takes too long', failure('Transaction API error: Transaction already closed', { code: 'P2028' })],
  ['fetch meets nobody', new TypeError('fetch failed', { cause: refused })],
  ['the payment provider is out of reach', failure('An error occurred with our connection', { type: 'StripeConnectionError', code: 'ECONNREFUSED' })],
  ['a refusal', { status: 404 }],
  ['a word', 'ECONNREFUSED'],
  ['nothing', null],
])('the database is not away: %s', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false)
})

test('a circle of causes ends', () => {
  const error = new Error('round')
  error.cause = error
  expect(isDatabaseAway(error)).toBe(false)
})
