import { keyedHash } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { verifyPassword } from '#app/services/identity/password.server.ts'
import { countTry, forgetTries } from '#app/services/identity/throttle.server.ts'

export type SignInResult =
  | { ok: true; userId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number }

/**
 * Checks phone and password. An unknown phone, a wrong password and a closed account get
 * the same answer after the same work. The account is counted first, then the address.
 * @param phone 11 digits
 */
export async function signIn({ phone, password, address }: { phone: string; password: string; address: string }): Promise<SignInResult> {
  const account = await countTry('signInAccount', phone)
  if (!account.ok) return { ok: false, reason: 'too_many', retryAfterSeconds: account.retryAfterSeconds }
  const network = await countTry('signInAddress', address)
  if (!network.ok) return { ok: false, reason: 'too_many', retryAfterSeconds: network.retryAfterSeconds }

  const user = await db.user.findUnique({
    where: { phoneHash: keyedHash('phone', phone) },
    select: { id: true, passwordHash: true, status: true },
  })
  const right = await verifyPassword(user?.passwordHash ?? null, password)
  if (!right || user?.status !== 'ACTIVE') return { ok: false, reason: 'wrong' }
  await forgetTries('signInAccount', phone)
  return { ok: true, userId: user.id }
}
