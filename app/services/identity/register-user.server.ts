import type { ConsentKind } from '#app/domain/law/consent.ts'
import { encrypt, keyedHash } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { isUniqueViolation } from '#app/infra/place-checkout-statement.server.ts'
import { hashPassword, passwordProblem } from '#app/services/identity/password.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'
import { noticeVersion } from '#app/services/rules/announced-rules.server.ts'

export type RegisterResult =
  | { ok: true; userId: string }
  | { ok: false; reason: 'phone_taken' }
  | { ok: false; reason: 'password'; sentence: string }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number }

type Registration = {
  /** 11 digits */
  phone: string
  password: string
  address: string
  /** What was ticked, each for itself. */
  agreed?: { marketing: boolean; at: Date }
}

/** Opens a shopper's account with a phone and a password, nothing else. */
export async function registerUser({ phone, password, address, agreed }: Registration): Promise<RegisterResult> {
  const sentence = passwordProblem(password, phone)
  if (sentence) return { ok: false, reason: 'password', sentence }
  const network = await countTry('registerAddress', address)
  if (!network.ok) return { ok: false, reason: 'too_many', retryAfterSeconds: network.retryAfterSeconds }
  const phoneHash = keyedHash('phone', phone)
  if ((await db.user.count({ where: { phoneHash } })) > 0) return { ok: false, reason: 'phone_taken' }
  try {
    const user = await db.user.create({
      data: { phoneHash, phoneCipher: encrypt(phone), passwordHash: await hashPassword(password), consents: { create: agreed ? await consentRows(agreed) : [] } },
      select: { id: true },
    })
    return { ok: true, userId: user.id }
  } catch (error) {
    if (isUniqueViolation(error) || (error instanceof Error && 'code' in error && error.code === 'P2002'))
      return { ok: false, reason: 'phone_taken' }
    throw error
  }
}

async function consentRows({ marketing, at }: NonNullable<Registration['agreed']>) {
  const version = await noticeVersion(at)
  const kinds: ConsentKind[] = marketing ? ['NOTICE', 'MARKETING'] : ['NOTICE']
  return kinds.map((kind) => ({ kind, granted: true, noticeVersion: version, at }))
}
