import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** UUID version 7: sorts by time of making (milliseconds), so indexes grow at one end. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Unguessable UUID version 4, for tokens in forms. */
export function newToken(): string {
  return randomUUID()
}

/** Order number for people: 16 random digits that do not start with 0 and count nothing. */
export function newOrderNumber(): string {
  return `${randomInt(10_000_000, 100_000_000)}${String(randomInt(0, 100_000_000)).padStart(8, '0')}`
}

/** What tells the complaints of one day apart; the day stands before it. */
export function newComplaintDigits(): number {
  return randomInt(0, 10_000)
}

/** 256 random bits for cookies and links. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
