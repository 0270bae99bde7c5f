import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { keyedHash } from '#app/infra/crypto.server.ts'
import { pool } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

// Counted in PostgreSQL, so several processes share one count. The account is counted
// first: a thousand addresses guessing one password are slowed as one.
const rules = {
  signInAccount: { points: 10, duration: 15 * 60 },
  signInAddress: { points: 60, duration: 15 * 60 },
  resetAccount: { points: 3, duration: 15 * 60 },
  registerAddress: { points: 20, duration: 60 * 60 },
  couponCodeUser: { points: 10, duration: 15 * 60 },
  talkOrder: { points: 60, duration: 60 * 60 },
  // Pictures are decoded for every try.
  reviewOrder: { points: 30, duration: 60 * 60 },
  photosMerchant: { points: 200, duration: 60 * 60 },
  couponCodeAddress: { points: 60, duration: 15 * 60 },
} as const

export type ThrottleRule = keyof typeof rules
export type Throttled = { ok: true } | { ok: false; retryAfterSeconds: number }

function limiter(rule: ThrottleRule): RateLimiterPostgres {
  return singleton(
    `throttle:${rule}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool,
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: rule,
        points: Math.max(1, Math.round(rules[rule].points * env().rateLimitScale)),
        duration: rules[rule].duration,
      }),
  )
}

/** Counts one try under a rule. Keys are hashed: no phone or address stands in the table. */
export async function countTry(rule: ThrottleRule, key: string): Promise<Throttled> {
  try {
    await limiter(rule).consume(keyedHash('throttle', key))
    return { ok: true }
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) }
  }
}

/** A right password clears the account's count. */
export async function forgetTries(rule: ThrottleRule, key: string): Promise<void> {
  await limiter(rule).delete(keyedHash('throttle', key))
}
