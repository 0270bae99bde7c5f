import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '#app/infra/env.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

type DataKeys = { newestId: string; byId: Map<string, Buffer> }

const dataKeys = (): DataKeys =>
  singleton('data-keys', () => {
    const pairs = env().dataKeys.split(',').map((pair) => pair.split(':') as [string, string])
    return { newestId: pairs[0]![0], byId: new Map(pairs.map(([id, hex]) => [id, Buffer.from(hex, 'hex')])) }
  })

/** Encrypts personal data (AES-256-GCM) as keyId.nonce.tag.ciphertext. */
export function encrypt(text: string): string {
  const { newestId, byId } = dataKeys()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', byId.get(newestId)!, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [newestId, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
}

/** @throws where the key is unknown or a byte was changed. */
export function decrypt(sealed: string): string {
  const [keyId = '', nonce = '', tag = '', body = ''] = sealed.split('.')
  const key = dataKeys().byId.get(keyId)
  if (!key) throw new Error(`Unknown data key ${keyId}`)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

// Hashes must stay equal over rotations of the data keys, so they hang on the session
// secret, one derived key a purpose.
function purposeKey(purpose: string): Buffer {
  return singleton(`hash-key:${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', env().sessionSecret, 'nianhuo', purpose, 32)),
  )
}

/** Keyed hash: finds a phone number or signs a link without storing it. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', purposeKey(purpose)).update(text).digest('base64url')
}

/** Plain SHA-256 for random secrets that need no key (session ids, guest cookies). */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
