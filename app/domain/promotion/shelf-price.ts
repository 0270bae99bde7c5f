import type { Fen } from '#app/domain/money.ts'
import type { Occasion } from '#app/domain/promotion/eligible.ts'
import type { PromotionBook } from '#app/domain/promotion/book.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { CartLine, GiftGoods } from '#app/domain/promotion/types.ts'

export type ShelfGoods = Omit<CartLine, 'quantity'>

/** A promotion that goods take part in, as their pages name it. */
export type ShelfPromotion = {
  promotionId: string
  version: number
  name: string
  /** What it takes off one unit bought alone; 0: it gives something else, or only with more. */
  offFen: Fen
  /** Whether it sets the price of the unit, which may have a base to be compared with. */
  setsPrice: boolean
}

export type ShelfPrice = { listFen: Fen; priceFen: Fen; /** What freight counts of the unit. */ freightGoodsFen: Fen; promotions: ShelfPromotion[] }

/** What public pages may know: no buyer, no coupon, no code, no destination. */
export type ShelfOccasion = Pick<Occasion, 'usage' | 'now'> & { promotions: PromotionBook; gifts: ReadonlyMap<string, GiftGoods> }

/**
 * What one unit costs whoever buys it alone: the price of a cart with that unit,
 * freight apart. With it the promotions in that price, and those that more units would reach.
 */
export function shelfPrice(goods: ShelfGoods, { promotions, gifts, usage, now }: ShelfOccasion): ShelfPrice {
  const priced = priceCart({
    lines: [{ ...goods, quantity: 1 }],
    promotions,
    buyer: { signedIn: false, firstOrder: null, tiers: [] },
    provinceCode: null,
    channel: 'web',
    coupons: [],
    codes: [],
    usage,
    gifts,
    freight: () => null,
    now,
  })
  const priceSetters = new Set(promotions.filter(({ items }) => items !== null).map(({ promotion }) => promotion.id))
  const applied = priced.applied.filter(({ lane }) => lane !== 'SHIPPING')
  const reached = priced.nextTiers.filter(({ promotionId }) => !applied.some((one) => one.promotionId === promotionId))
  return {
    listFen: goods.listPriceFen,
    priceFen: priced.goodsFen - priced.discountFen,
    freightGoodsFen: priced.freight[0]?.goodsFen ?? goods.listPriceFen,
    promotions: [...applied.map((one) => ({ ...one, offFen: one.amountFen })), ...reached.map((one) => ({ ...one, offFen: 0 }))].map(({ promotionId, version, name, offFen }) => ({
      promotionId,
      version,
      name,
      offFen,
      setsPrice: priceSetters.has(promotionId),
    })),
  }
}
