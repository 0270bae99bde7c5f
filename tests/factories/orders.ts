import type { CartOwner } from '#app/domain/cart/cart.ts'
import { newToken } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import type { PlaceCheckoutInput, Placed } from '#app/services/checkout/place-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'

export const now = new Date('2027-01-16T04:00:00Z')

/** 台州市椒江区: zone A. */
export const taizhou = { provinceCode: '330000', districtCode: '331002' }

export const receiver = { name: '陈小麦', phone: '13912345678', street: '测试街道 8 号' }

/** Puts goods into the cart and gives the form a shopper would send. */
export async function fillCheckoutForm(
  owner: CartOwner,
  goods: { skuId: string; quantity: number }[],
  at = now,
): Promise<PlaceCheckoutInput> {
  for (const line of goods) {
    const added = await addToCart(owner, line)
    if (!added.ok) throw new Error(`Not added: ${added.reason}`)
  }
  const quote = await quoteCheckout({ owner, buyNow: null, provinceCode: taizhou.provinceCode, now: at })
  return {
    owner,
    buyNow: null,
    placeToken: newToken(),
    seen: quote.seen,
    receiver,
    districtCode: taizhou.districtCode,
    paymentMethod: 'ALIPAY',
    now: at,
  }
}

export async function placeOrder(
  owner: CartOwner,
  goods: { skuId: string; quantity: number }[],
  wishes: Pick<PlaceCheckoutInput, 'invoice' | 'giftCard'> = {},
): Promise<Placed> {
  const placed = await placeCheckout({ ...(await fillCheckoutForm(owner, goods)), ...wishes })
  if (!placed.ok) throw new Error(`Not placed: ${placed.reason}`)
  return placed
}
