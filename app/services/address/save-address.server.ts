import { encrypt } from '#app/infra/crypto.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Receiver } from '#app/services/checkout/place-checkout.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'

/** More than this is a roster, not an address book. */
export const MOST_ADDRESSES = 20

export type AddressInput = { receiver: Receiver; districtCode: string; isDefault: boolean }
export type SaveRefusal = { ok: false; reason: 'full' | 'unknown_district' | 'not_found' }

/** A new entry of the address book. The first is the default whatever was ticked. */
export async function addAddress({ userId, ...input }: AddressInput & { userId: string }): Promise<{ ok: true; id: string } | SaveRefusal> {
  const place = await placeOf(input.districtCode)
  if (!place) return { ok: false, reason: 'unknown_district' }
  return db.$transaction(async (tx) => {
    await lockBook(tx, userId)
    const known = await tx.address.count({ where: { userId } })
    if (known >= MOST_ADDRESSES) return { ok: false, reason: 'full' } as const
    const isDefault = input.isDefault || known === 0
    if (isDefault) await clearDefault(tx, userId)
    const { id } = await tx.address.create({ data: { userId, personalCipher: encrypt(JSON.stringify(input.receiver)), ...place, isDefault }, select: { id: true } })
    return { ok: true, id } as const
  })
}

/** Another person's address is as if it were not there. Orders keep the address they were placed with. */
export async function editAddress({ userId, addressId, ...input }: AddressInput & { userId: string; addressId: string }): Promise<{ ok: true; id: string } | SaveRefusal> {
  const place = await placeOf(input.districtCode)
  if (!place) return { ok: false, reason: 'unknown_district' }
  return db.$transaction(async (tx) => {
    await lockBook(tx, userId)
    const mine = await tx.address.findFirst({ where: { id: addressId, userId }, select: { isDefault: true } })
    if (!mine) return { ok: false, reason: 'not_found' } as const
    if (input.isDefault && !mine.isDefault) await clearDefault(tx, userId)
    // A book has a default: it moves to another address, it is not taken away.
    const isDefault = input.isDefault || mine.isDefault
    await tx.address.update({ where: { id: addressId }, data: { personalCipher: encrypt(JSON.stringify(input.receiver)), ...place, isDefault } })
    return { ok: true, id: addressId } as const
  })
}

/** Keeps where an order went, once, because the person asked for it. */
export async function keepAddress({ userId, receiver, districtCode }: { userId: string; receiver: Receiver; districtCode: string }): Promise<void> {
  const known = await listAddresses(userId)
  const same = known.some(
    (address) =>
      address.districtCode === districtCode &&
      address.receiver.name === receiver.name &&
      address.receiver.phone === receiver.phone &&
      address.receiver.street === receiver.street,
  )
  if (!same) await addAddress({ userId, receiver, districtCode, isDefault: false })
}

/** Two tabs of one person take turns, so that a book never has two defaults. */
export async function lockBook(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`select id from app_user where id = ${userId}::uuid for update`
}

export async function clearDefault(tx: Tx, userId: string): Promise<void> {
  await tx.address.updateMany({ where: { userId, isDefault: true }, data: { isDefault: false } })
}

async function placeOf(districtCode: string): Promise<{ provinceCode: string; cityCode: string; districtCode: string } | null> {
  const district = await db.region.findFirst({ where: { code: districtCode, level: 'DISTRICT' }, select: { parent: { select: { code: true, parentCode: true } } } })
  const provinceCode = district?.parent?.parentCode
  return district?.parent && provinceCode ? { provinceCode, cityCode: district.parent.code, districtCode } : null
}
