import { db } from '#app/infra/db.server.ts'
import { clearDefault, lockBook } from '#app/services/address/save-address.server.ts'

/**
 * Only the person's own address is touched; another's is as if it were not there. Where the
 * default goes, the newest of the others takes its place.
 */
export async function removeAddress({ userId, addressId }: { userId: string; addressId: string }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await lockBook(tx, userId)
    const mine = await tx.address.findFirst({ where: { id: addressId, userId }, select: { isDefault: true } })
    if (!mine) return false
    await tx.address.delete({ where: { id: addressId } })
    const heir = mine.isDefault ? await tx.address.findFirst({ where: { userId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { id: true } }) : null
    if (heir) await tx.address.update({ where: { id: heir.id }, data: { isDefault: true } })
    return true
  })
}

export async function makeDefaultAddress({ userId, addressId }: { userId: string; addressId: string }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await lockBook(tx, userId)
    const own = await tx.address.count({ where: { id: addressId, userId } })
    if (own === 0) return false
    await clearDefault(tx, userId)
    await tx.address.update({ where: { id: addressId }, data: { isDefault: true } })
    return true
  })
}
