import { encrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Receiver } from '#app/services/checkout/place-checkout.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'

/** More than this is a roster, not an address book. */
const MOST_ADDRESSES = 20

/** Keeps where an order went, once, because the person asked for it. The first is the default. */
export async function saveAddress({
  userId,
  receiver,
  districtCode,
}: {
  userId: string
  receiver: Receiver
  districtCode: string
}): Promise<void> {
  const known = await listAddresses(userId)
  const same = known.some(
    (address) =>
      address.districtCode === districtCode &&
      address.receiver.name === receiver.name &&
      address.receiver.phone === receiver.phone &&
      address.receiver.street === receiver.street,
  )
  if (same || known.length >= MOST_ADDRESSES) return
  const district = await db.region.findUniqueOrThrow({
    where: { code: districtCode },
    select: { parent: { select: { code: true, parentCode: true } } },
  })
  await db.address.create({
    data: {
      userId,
      personalCipher: encrypt(JSON.stringify(receiver)),
      provinceCode: district.parent?.parentCode ?? '',
      cityCode: district.parent?.code ?? '',
      districtCode,
      isDefault: known.length === 0,
    },
  })
}
