import { businessNow } from '#app/infra/clock.server.ts'
import { sha256 } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newSecret, newToken } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { seededRandom } from '#app/domain/random.ts'

/**
 * One guest buys one to three kinds and pays, by the services the pages call.
 * @param place a number of this buyer's own; it decides what is bought
 * @returns false where the goods could not be had
 */
export async function buySomething(place: number, pay: (sessionId: string) => void): Promise<boolean> {
  const random = seededRandom(place)
  const owner = { kind: 'guest' as const, guestHash: sha256(newSecret()) }
  const skus = await db.sku.findMany({ where: { status: 'ON_SALE', product: { status: 'LISTED', goodsType: { in: ['DRIED', 'LIQUID', 'NON_FOOD'] } } }, select: { id: true }, orderBy: { code: 'asc' } })
  for (let kind = 0; kind <= random.below(3); kind += 1) await addToCart(owner, { skuId: skus[random.below(skus.length)]!.id, quantity: 1 + random.below(2) })

  const provinceCode = '330000'
  const now = await businessNow()
  const { seen } = await quoteCheckout({ owner, buyNow: null, provinceCode, now })
  const placed = await placeCheckout({
    owner,
    buyNow: null,
    placeToken: newToken(),
    seen,
    receiver: { name: `示例顾客${place}`, phone: `135${String(place).padStart(8, '0')}`, street: `示例路 ${place} 号` },
    districtCode: '331002',
    paymentMethod: 'ALIPAY',
    acceptsHold: true,
    isAdult: true,
    now,
  })
  if (!placed.ok) return false
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { isSynthetic: true } })
  const started = await startPayment({ number: placed.number, viewer: { userId: null, guestHash: owner.guestHash, accessKey: null } })
  if (!started.ok) return false
  const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId }, select: { sessionId: true } })
  pay(attempt.sessionId!)
  return (await settleSession(attempt.sessionId!)) === 'paid'
}
