import type { RehearsalCart } from '#app/domain/promotion/rehearse.ts'
import { BUYERS_PER_ORDER, TAIZHOU_PERCENT, channelWeights, drawGoods, goodsWeights, provinceWeights } from '#app/domain/promotion/shopping-habits.ts'
import type { CartLine } from '#app/domain/promotion/types.ts'
import { seededRandom } from '#app/domain/random.ts'

const TAIZHOU_PROVINCE = '330000'

/** Goods that synthetic carts may hold, one of each. */
export type CatalogueGoods = Omit<CartLine, 'quantity'>

/**
 * Carts as the habits of past festivals would fill them from this catalogue. The same seed,
 * count and catalogue (in the same order) give the same carts.
 */
export function syntheticCarts(seed: number, count: number, catalogue: readonly CatalogueGoods[]): RehearsalCart[] {
  if (catalogue.length === 0) return []
  const random = seededRandom(seed)
  const goods = goodsWeights(catalogue.map((one) => ({ ...one, priceFen: one.listPriceFen })))
  return Array.from({ length: count }, (_, place) => {
    const provinceCode = random.chance(TAIZHOU_PERCENT) ? TAIZHOU_PROVINCE : random.pick(provinceWeights)
    const buyer = random.below(Math.ceil(count * BUYERS_PER_ORDER))
    const lines = [...drawGoods(random, goods)].map(([{ priceFen: _price, ...one }, quantity]): CartLine => ({ ...one, quantity }))
    return { label: String(place + 1), buyerKey: `synthetic-${buyer}`, provinceCode, channel: random.pick(channelWeights), lines }
  })
}
