import { randomInt } from 'node:crypto'
import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { decrypt, keyedHash, sameSecret } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { notify } from '#app/infra/notifier.server.ts'
import { hashPassword, passwordProblem } from '#app/services/identity/password.server.ts'
import { endAllSessions } from '#app/services/identity/sessions.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'

const CODE_LASTS_MS = 10 * 60_000
const MAX_TRIES = 5

/**
 * Sends a six-digit code to the phone of an account. For a phone without one nothing is
 * sent, and the answer is the same.
 */
export async function requestPasswordReset({ phone }: { phone: string }): Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }> {
  const counted = await countTry('resetAccount', phone)
  if (!counted.ok) return counted
  const user = await db.user.findUnique({ where: { phoneHash: keyedHash('phone', phone) }, select: { id: true, phoneCipher: true } })
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const id = newId()
  if (!user) return { ok: true }
  const at = await businessNow()
  await db.$transaction(async (tx) => {
    await tx.passwordReset.updateMany({ where: { userId: user.id, usedAt: null }, data: { usedAt: realNow() } })
    await tx.passwordReset.create({
      data: { id, userId: user.id, codeHash: keyedHash('reset', `${id}:${code}`), expiresAt: new Date(realNow().getTime() + CODE_LASTS_MS) },
    })
    await notify(tx, {
      userId: null,
      phone: decrypt(user.phoneCipher),
      dedupeKey: `reset:${id}`,
      title: '重设密码验证码',
      body: `验证码 ${code}，10 分钟内有效。不是您本人操作请忽略。`,
      at,
    })
  })
  return { ok: true }
}

export type ResetResult = { ok: true } | { ok: false; reason: 'code' } | { ok: false; reason: 'password'; sentence: string }

/** Sets a new password with a valid code: one use, five tries. All sessions end. */
export async function completePasswordReset({ phone, code, password }: { phone: string; code: string; password: string }): Promise<ResetResult> {
  const sentence = passwordProblem(password, phone)
  if (sentence) return { ok: false, reason: 'password', sentence }
  const user = await db.user.findUnique({ where: { phoneHash: keyedHash('phone', phone) }, select: { id: true } })
  const reset =
    user &&
    (await db.passwordReset.findFirst({
      where: { userId: user.id, usedAt: null, expiresAt: { gt: realNow() } },
      orderBy: { createdAt: 'desc' },
    }))
  if (!user || !reset) return { ok: false, reason: 'code' }
  // Counted before it is compared, so that racing guesses share the five tries.
  const counted = await db.passwordReset.updateMany({
    where: { id: reset.id, usedAt: null, attempts: { lt: MAX_TRIES } },
    data: { attempts: { increment: 1 } },
  })
  if (counted.count === 0 || !sameSecret(reset.codeHash, keyedHash('reset', `${reset.id}:${code}`)))
    return { ok: false, reason: 'code' }
  const passwordHash = await hashPassword(password)
  const used = await db.$transaction(async (tx) => {
    const won = await tx.passwordReset.updateMany({ where: { id: reset.id, usedAt: null }, data: { usedAt: realNow() } })
    if (won.count === 0) return false
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } })
    return true
  })
  if (!used) return { ok: false, reason: 'code' }
  await endAllSessions(user.id)
  return { ok: true }
}
