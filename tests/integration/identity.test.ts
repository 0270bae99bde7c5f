import { describe, expect, test } from 'vitest'
import { decrypt, encrypt, keyedHash, sha256 } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { registerUser } from '#app/services/identity/register-user.server.ts'
import { completePasswordReset, requestPasswordReset } from '#app/services/identity/reset-password.server.ts'
import { endAllSessions, endSession, findSession, startSession } from '#app/services/identity/sessions.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

let next = 0
const phoneOf = () => `1380013${String((next += 1)).padStart(4, '0')}`
const password = 'zao-hetao-2027'
const address = '127.0.0.1'

async function person() {
  const phone = phoneOf()
  const registered = await registerUser({ phone, password, address })
  if (!registered.ok) throw new Error(registered.reason)
  return { phone, userId: registered.userId }
}

describe('accounts', () => {
  test('R-31: a phone and a password are all that is stored, the phone encrypted and found by a keyed hash', async () => {
    const { phone, userId } = await person()
    const row = await db.user.findUniqueOrThrow({ where: { id: userId } })
    expect(row.phoneCipher).not.toContain(phone)
    expect(decrypt(row.phoneCipher)).toBe(phone)
    expect(row.phoneHash).toBe(keyedHash('phone', phone))
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(row.nameCipher).toBe(null)
  })

  test('a phone registers once', async () => {
    const { phone } = await person()
    expect(await registerUser({ phone, password, address })).toEqual({ ok: false, reason: 'phone_taken' })
    expect(await db.user.count({ where: { phoneHash: keyedHash('phone', phone) } })).toBe(1)
  })

  test.each(['1234567', '88888888', 'password1'])('%s is no password', async (weak) => {
    const phone = phoneOf()
    expect(await registerUser({ phone, password: weak, address })).toMatchObject({ ok: false, reason: 'password' })
    expect(await db.user.count({ where: { phoneHash: keyedHash('phone', phone) } })).toBe(0)
  })

  test('an unknown phone, a wrong password and a closed account get the same answer', async () => {
    const { phone, userId } = await person()
    const wrong = { ok: false, reason: 'wrong' }
    expect(await signIn({ phone: phoneOf(), password, address })).toEqual(wrong)
    expect(await signIn({ phone, password: 'something else', address })).toEqual(wrong)
    expect(await signIn({ phone, password, address })).toEqual({ ok: true, userId })
    await db.user.update({ where: { id: userId }, data: { status: 'DISABLED' } })
    expect(await signIn({ phone, password, address })).toEqual(wrong)
  })
})

describe('sessions', () => {
  test('only the hash of the secret is stored; it lives, ends, and ends everywhere', async () => {
    const { userId } = await person()
    const [first, second] = [await startSession(userId, 'a'), await startSession(userId, 'b')]
    expect(await db.session.count({ where: { idHash: first } })).toBe(0)
    expect(await findSession(first)).toMatchObject({ userId, idHash: sha256(first), memberships: [] })
    await endSession(first)
    expect(await findSession(first)).toBe(null)
    expect(await endAllSessions(userId)).toBe(1)
    expect(await findSession(second)).toBe(null)
  })

  test('a session of a closed account is dead at once', async () => {
    const { userId } = await person()
    const secret = await startSession(userId, null)
    await db.user.update({ where: { id: userId }, data: { status: 'DISABLED' } })
    expect(await findSession(secret)).toBe(null)
    await endAllSessions(userId)
  })

  test.each([
    ['past its idle time', { expiresAt: new Date(Date.now() - 1_000) }],
    ['past its absolute time', { createdAt: new Date(Date.now() - 91 * 86_400_000), expiresAt: new Date(Date.now() + 60_000) }],
  ])('%s it is dead', async (_, times) => {
    const { userId } = await person()
    const secret = await startSession(userId, null)
    await db.session.updateMany({ where: { userId }, data: times })
    expect(await findSession(secret)).toBe(null)
  })
})

describe('resetting a password', () => {
  async function sentCode(): Promise<string> {
    const message = await db.message.findFirstOrThrow({ where: { channel: 'sms' }, orderBy: { createdAt: 'desc' } })
    expect(message.body).not.toMatch(/\d{6}/)
    return /\d{6}/.exec(decrypt(message.body))![0]
  }

  test('a code sets a new password once and ends every session', async () => {
    const { phone, userId } = await person()
    const secret = await startSession(userId, null)
    expect(await requestPasswordReset({ phone })).toEqual({ ok: true })
    const code = await sentCode()
    expect(await completePasswordReset({ phone, code, password: 'xin-mima-2027' })).toEqual({ ok: true })
    expect(await findSession(secret)).toBe(null)
    expect(await signIn({ phone, password: 'xin-mima-2027', address })).toMatchObject({ ok: true })
    expect(await completePasswordReset({ phone, code, password: 'di-san-ge-2027' })).toEqual({ ok: false, reason: 'code' })
  })

  test('five wrong tries spend the code', async () => {
    const { phone } = await person()
    await requestPasswordReset({ phone })
    const code = await sentCode()
    const wrong = code === '000000' ? '000001' : '000000'
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await completePasswordReset({ phone, code: wrong, password: 'xin-mima-2027' })).toEqual({ ok: false, reason: 'code' })
    expect(await completePasswordReset({ phone, code, password: 'xin-mima-2027' })).toEqual({ ok: false, reason: 'code' })
    expect(await signIn({ phone, password, address })).toMatchObject({ ok: true })
  })

  test('an expired code opens nothing', async () => {
    const { phone, userId } = await person()
    await requestPasswordReset({ phone })
    const code = await sentCode()
    await db.passwordReset.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await completePasswordReset({ phone, code, password: 'xin-mima-2027' })).toEqual({ ok: false, reason: 'code' })
  })

  test('an unknown phone is answered the same and nothing is sent', async () => {
    const before = await db.message.count()
    expect(await requestPasswordReset({ phone: phoneOf() })).toEqual({ ok: true })
    expect(await db.message.count()).toBe(before)
  })
})

describe('encryption', () => {
  test('the same text never looks the same, and a changed byte is refused', () => {
    const [first, second] = [encrypt('陈小麦'), encrypt('陈小麦')]
    expect(first).not.toBe(second)
    expect([decrypt(first), decrypt(second)]).toEqual(['陈小麦', '陈小麦'])
    expect(() => decrypt(`${first.slice(0, -1)}${first.endsWith('A') ? 'B' : 'A'}`)).toThrow()
    expect(() => decrypt(first.replace(/^[^.]+/, 'unknown'))).toThrow('Unknown data key')
  })
})

describe('the audit log', () => {
  const entry = (subjectId: string) => ({
    actor: { id: '00000000-0000-7000-8000-000000000001', role: 'OPERATOR' },
    action: 'test.write',
    subjectType: 'test',
    subjectId,
    at: new Date('2027-01-16T04:00:00Z'),
  })

  test('rows are chained, also when they are written at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, place) => db.$transaction((tx) => appendAudit(tx, entry(String(place))))))
    const rows = await db.auditLog.findMany({ orderBy: { seq: 'asc' } })
    expect(rows).toHaveLength(12)
    rows.forEach((row, place) => expect(row.prevHash).toBe(place === 0 ? '' : rows[place - 1]!.hash))
  })

  test.each([
    ['changed', () => db.auditLog.updateMany({ data: { reason: 'other' } })],
    ['deleted', () => db.auditLog.deleteMany()],
    ['emptied', () => db.$executeRaw`truncate audit_log`],
  ])('it cannot be %s', async (_, change) => {
    const before = await db.auditLog.findMany({ orderBy: { seq: 'asc' } })
    await expect(change()).rejects.toThrow('append-only')
    expect(await db.auditLog.findMany({ orderBy: { seq: 'asc' } })).toEqual(before)
  })
})
