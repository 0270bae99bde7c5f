import { expect, test } from 'vitest'
import { env } from '#app/infra/env.server.ts'
import { countTry, forgetTries } from '#app/services/identity/throttle.server.ts'

test('the account is counted whatever address asks, and a right password clears it', async () => {
  // By hundreds: nobody waits for a connection longer than the pool lets them.
  for (let hundred = 0; hundred < env().rateLimitScale / 10; hundred += 1) {
    const spent = await Promise.all(Array.from({ length: 100 }, () => countTry('signInAccount', '13800138000')))
    expect(spent.every(({ ok }) => ok)).toBe(true)
  }
  const refused = await countTry('signInAccount', '13800138000')
  expect(refused.ok).toBe(false)
  if (!refused.ok) expect(refused.retryAfterSeconds).toBeGreaterThan(0)
  expect(await countTry('signInAccount', '13800138001')).toEqual({ ok: true })
  await forgetTries('signInAccount', '13800138000')
  expect(await countTry('signInAccount', '13800138000')).toEqual({ ok: true })
})
