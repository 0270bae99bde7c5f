import { randomInt } from 'node:crypto'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { encrypt, keyedHash, sha256 } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newSecret } from '#app/infra/id.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'

/** A person without a usable password; browser tests sign in by session instead. */
export async function createShopper(): Promise<CartOwner & { kind: 'user' }> {
  const phone = `+86139${randomInt(10_000_000, 100_000_000)}`
  const user = await db.user.create({
    data: { phoneHash: keyedHash('phone', phone), phoneCipher: encrypt(phone), passwordHash: 'unusable' },
  })
  return { kind: 'user', userId: user.id }
}

export function createGuest(): CartOwner & { kind: 'guest' } {
  return { kind: 'guest', guestHash: sha256(newSecret()) }
}

export function viewerOf(owner: CartOwner): Viewer {
  return {
    userId: owner.kind === 'user' ? owner.userId : null,
    guestHash: owner.kind === 'guest' ? owner.guestHash : null,
    accessKey: null,
  }
}

/** A person of the command centre. */
export async function createOfficer(role: 'COMMAND_PREPARER' | 'COMMAND_REVIEWER' | 'COMMAND_CHIEF'): Promise<{ userId: string }> {
  const { userId } = await createShopper()
  await db.membership.create({ data: { userId, role } })
  return { userId }
}
