import { expect, test } from 'vitest'
import { sortWallet, walletState } from '#app/domain/coupon/wallet.ts'
import type { WalletState } from '#app/domain/coupon/wallet.ts'

const validFrom = new Date('2027-01-15T16:00:00Z')
const validUntil = new Date('2027-01-20T16:00:00Z')
const later = (at: Date, ms: number) => new Date(at.getTime() + ms)
const coupon = { couponId: 'c', validFrom, validUntil }

test.each<['AVAILABLE' | 'LOCKED' | 'USED', Date, WalletState]>([
  ['AVAILABLE', later(validFrom, -1), 'NOT_STARTED'],
  ['AVAILABLE', validFrom, 'AVAILABLE'],
  ['AVAILABLE', later(validUntil, -1), 'AVAILABLE'],
  ['AVAILABLE', validUntil, 'EXPIRED'],
  ['LOCKED', later(validUntil, -1), 'LOCKED'],
  ['LOCKED', validUntil, 'LOCKED'],
  ['USED', validFrom, 'USED'],
  ['USED', validUntil, 'USED'],
])('%s at %s is %s', (state, now, expected) => {
  expect(walletState({ ...coupon, state }, now)).toBe(expected)
})

test('a wallet shows first what ends first, and last what is over, latest first', () => {
  const entry = (couponId: string, state: WalletState, days: number) => ({
    coupon: { couponId, validFrom, validUntil: later(validUntil, days * 86_400_000), state: 'AVAILABLE' as const },
    state,
  })
  const { live, past } = sortWallet([
    entry('late', 'AVAILABLE', 9),
    entry('old', 'EXPIRED', -9),
    entry('held', 'LOCKED', 0),
    entry('twin-b', 'AVAILABLE', 1),
    entry('twin-a', 'AVAILABLE', 1),
    entry('to-come', 'NOT_STARTED', 0),
    entry('used', 'USED', -1),
  ])
  expect(live.map(({ coupon }) => coupon.couponId)).toEqual(['twin-a', 'twin-b', 'late', 'to-come', 'held'])
  expect(past.map(({ coupon }) => coupon.couponId)).toEqual(['used', 'old'])
})
