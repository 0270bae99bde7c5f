import { db } from '#app/infra/db.server.ts'

/** Only the person's own address is touched; another's is as if it were not there. */
export async function removeAddress({ userId, addressId }: { userId: string; addressId: string }): Promise<boolean> {
  const { count } = await db.address.deleteMany({ where: { id: addressId, userId } })
  return count > 0
}

export async function makeDefaultAddress({ userId, addressId }: { userId: string; addressId: string }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const own = await tx.address.count({ where: { id: addressId, userId } })
    if (own === 0) return false
    await tx.address.updateMany({ where: { userId }, data: { isDefault: false } })
    await tx.address.update({ where: { id: addressId }, data: { isDefault: true } })
    return true
  })
}
