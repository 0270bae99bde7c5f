import { cookies } from '#app/http/cookies.server.ts'
import { db } from '#app/infra/db.server.ts'
import { startSession } from '#app/services/identity/sessions.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { createShopper } from '#tests/factories/people.ts'
import { createPromotion, unlimited } from '#tests/factories/published-promotions.ts'

/** Who and what one run is about (shoppers by their cookies): goods of two merchants, of which one ships at once and one never,
 * and a discount on the latter's that only a few get. */
export type Cast = {
  /** The first is of the merchant that never ships. */
  skus: readonly string[]
  quick: { merchantId: string; cookie: string }
  newShopper: () => Promise<string>
}

/** Few enough units that the last ones are fought for. */
const UNITS = 5
/** Fewer than those who want it, so that a use which comes back is had by another. */
const USES = 2

export async function gatherCast(): Promise<Cast> {
  const [slow, quick] = [await createMerchant(), await createMerchant()]
  const skus = [
    await createSku({ merchantId: slow.id, priceFen: 8_800, stock: UNITS }),
    await createSku({ merchantId: quick.id, priceFen: 3_000, stock: UNITS }),
    await createSku({ merchantId: quick.id, priceFen: 2_550, stock: UNITS }),
  ]
  await createPromotion({
    action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 500 }] },
    scope: { skuIds: [skus[0]!.id] },
    limits: { ...unlimited, uses: USES },
  })
  const owner = await createShopper()
  await db.membership.create({ data: { userId: owner.userId, role: 'MERCHANT_OWNER', merchantId: quick.id } })
  return {
    skus: skus.map(({ id }) => id),
    quick: { merchantId: quick.id, cookie: await sessionCookie(owner.userId) },
    newShopper: async () => sessionCookie((await createShopper()).userId),
  }
}

async function sessionCookie(userId: string): Promise<string> {
  const line = await cookies().session.serialize(await startSession(userId, 'faults'))
  return line.split(';')[0] ?? ''
}
