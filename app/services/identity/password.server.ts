import { hash, verify } from '@node-rs/argon2'
import { singleton } from '#app/infra/singleton.server.ts'

// Argon2id with 19 MiB, two passes, one lane.
const options = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options)
}

/** With no stored hash the same work is done, so that an unknown phone takes as long. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const decoy = await singleton('password-decoy', () => hashPassword('decoy of no account'))
  const right = await verify(stored?.startsWith('$argon2') ? stored : decoy, password.normalize('NFC'))
  return right && stored !== null
}

const common = new Set(
  ['12345678', '123456789', '1234567890', '88888888', '66666666', '00000000', '11111111', '11223344', '12341234', '87654321',
    'password', 'password1', 'qwertyui', 'qwerty123', 'asdfghjk', '1qaz2wsx', 'abc12345', 'a1234567', 'a12345678', 'aa123456',
    'abcd1234', 'iloveyou', 'woaini520', 'woaini1314', '5201314520', '52013145', '147258369', '123123123', '123321123', 'zxcvbnm1',
    'admin123', 'admin888', 'welcome1', 'qq123456', 'wang1234', 'zhang123', 'xinjiang', 'nianhuo1', 'taizhou1', 'aiwojiaren'],
)

/** Why a new password is refused, or null. Length counts characters. */
export function passwordProblem(password: string, phone: string): string | null {
  const length = [...password].length
  if (length < 8) return '密码至少 8 位'
  if (length > 128) return '密码最多 128 位'
  const plain = password.toLowerCase()
  if (common.has(plain) || plain.includes(phone) || /^(.)\1+$/u.test(password)) return '这个密码太容易被猜到，请换一个'
  return null
}
