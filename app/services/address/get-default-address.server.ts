import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'

export type SavedAddress = {
  name: string
  phone: string
  street: string
  provinceCode: string
  cityCode: string
  districtCode: string
}

/** Where a person last wanted things sent, to fill the checkout with. */
export async function getDefaultAddress(userId: string): Promise<SavedAddress | null> {
  const address = await db.address.findFirst({
    where: { userId },
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'desc' }],
  })
  if (!address) return null
  const personal = JSON.parse(decrypt(address.personalCipher)) as Pick<SavedAddress, 'name' | 'phone' | 'street'>
  const { provinceCode, cityCode, districtCode } = address
  return { ...personal, provinceCode, cityCode, districtCode }
}
