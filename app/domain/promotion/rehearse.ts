import type { Fen } from '#app/domain/money.ts'
import type { PromotionBook } from '#app/domain/promotion/book.ts'
import { promotionBook } from '#app/domain/promotion/book.ts'
import type { CouponTerms } from '#app/domain/promotion/definition.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import { claimsOf } from '#app/domain/promotion/claims.ts'
import type { GrantedPromotion, Taken } from '#app/domain/promotion/taken.ts'
import { take, takenOf, usageLeft } from '#app/domain/promotion/taken.ts'
import type { RehearsalReport } from '#app/domain/promotion/rehearsal-report.ts'
import { emptyReport, noteCart } from '#app/domain/promotion/rehearsal-report.ts'
import type { CartLine, GiftGoods, HeldCoupon, PricedCart, PromisedGift, Promotion } from '#app/domain/promotion/types.ts'

/** What somebody bought, or might buy. */
export type RehearsalCart = {
  /** For people: the number of the order it was, or of the cart. */
  label: string
  buyerKey: string
  provinceCode: string
  channel: string
  lines: readonly CartLine[]
}

export type RehearsedPromotion = GrantedPromotion & {
  /** Terms of the claim, of promotions that need one. */
  coupon: CouponTerms | null
  /** Coupons of it that may still be claimed; null: as many as are wanted. */
  couponsLeft: number | null
}

export type RehearsedGift = GiftGoods & { merchantId: string }

export type RehearsalTerms = {
  promotions: readonly RehearsedPromotion[]
  /** Every cart is priced at this instant. */
  now: Date
  /** Whether everybody is signed in and brings every coupon and code there is (the dearest case), or nobody does. */
  coupons: 'EVERYBODY' | 'NOBODY'
  /** What was taken before the first cart. */
  taken: Taken
  gifts: ReadonlyMap<string, RehearsedGift>
  /** Whether a gift may be sent where the cart goes. */
  giftGoes: (cart: RehearsalCart, skuId: string) => boolean
  /** Null where the goods are not sent there. */
  freight: (cart: RehearsalCart, merchantId: string, goodsFen: Fen) => Fen | null
}

/** A rehearsal under way; it belongs to whoever began it and changes with every cart. */
export type Rehearsal = {
  terms: RehearsalTerms
  book: PromotionBook
  unitPriced: ReadonlySet<string>
  codes: string[]
  buyers: Set<string>
  taken: Taken
  gifts: Map<string, RehearsedGift>
  report: RehearsalReport
}

export function beginRehearsal(terms: RehearsalTerms): Rehearsal {
  const promotions = terms.promotions.map(({ promotion }) => promotion)
  return {
    terms,
    book: promotionBook(promotions),
    unitPriced: new Set(promotions.filter(({ action }) => action.type === 'UNIT_PRICE').map(({ id }) => id)),
    codes: terms.coupons === 'EVERYBODY' ? promotions.flatMap(({ needs }) => (typeof needs === 'object' ? [needs.code] : [])) : [],
    buyers: new Set(),
    taken: structuredClone(terms.taken),
    gifts: new Map(terms.gifts),
    report: emptyReport(terms.promotions),
  }
}

/**
 * Prices the next cart with what the carts before it have left of budgets, uses, units and
 * gifts, and takes its own share: what placing these carts one after another would do.
 */
export function rehearseCart(rehearsal: Rehearsal, cart: RehearsalCart): PricedCart {
  const { terms, taken, unitPriced } = rehearsal
  const gifts = giftsFor(rehearsal, cart)
  const priced = priceCart({
    lines: cart.lines,
    promotions: rehearsal.book,
    buyer: { signedIn: terms.coupons === 'EVERYBODY', firstOrder: !rehearsal.buyers.has(cart.buyerKey), tiers: [] },
    provinceCode: cart.provinceCode,
    channel: cart.channel,
    coupons: terms.coupons === 'EVERYBODY' ? walletOf(rehearsal, cart.buyerKey) : [],
    codes: rehearsal.codes,
    usage: usageLeft(terms.promotions, taken, cart.buyerKey),
    gifts,
    freight: (merchantId, goodsFen) => terms.freight(cart, merchantId, goodsFen),
    now: terms.now,
  })
  const given = giveAway(rehearsal, priced, gifts)
  const claims = claimsOf(priced, given, (promotionId) => unitPriced.has(promotionId))
  rehearsal.buyers.add(cart.buyerKey)
  take(taken, claims, cart.buyerKey)
  noteCart(rehearsal.report, { cart, priced, claims, given, left: usageLeft(terms.promotions, taken, '') })
  return priced
}

/** A gift travels with bought goods of its own shop, to where it may be sent, out of what the buyer leaves. */
function giftsFor({ terms, gifts }: Rehearsal, cart: RehearsalCart): Map<string, GiftGoods> {
  const offers = new Map<string, GiftGoods>()
  for (const [skuId, gift] of gifts) {
    if (!cart.lines.some(({ merchantId }) => merchantId === gift.merchantId) || !terms.giftGoes(cart, skuId)) continue
    const bought = cart.lines.reduce((sum, line) => (line.skuId === skuId ? sum + line.quantity : sum), 0)
    offers.set(skuId, { name: gift.name, priceFen: gift.priceFen, free: gift.free - bought })
  }
  return offers
}

/** Two promotions may promise the last of the same gift; the earlier lane gives it. */
function giveAway({ gifts }: Rehearsal, priced: PricedCart, offers: ReadonlyMap<string, GiftGoods>): PromisedGift[] {
  const left = new Map([...offers].map(([skuId, { free }]) => [skuId, free]))
  return priced.gifts.filter(({ skuId, quantity }) => {
    const free = left.get(skuId) ?? 0
    const stock = gifts.get(skuId)
    if (free < quantity || !stock) return false
    left.set(skuId, free - quantity)
    gifts.set(skuId, { ...stock, free: stock.free - quantity })
    return true
  })
}

/** All carts at once, for callers that need not share their thread. */
export function rehearse(terms: RehearsalTerms, carts: readonly RehearsalCart[]): RehearsalReport {
  const rehearsal = beginRehearsal(terms)
  for (const cart of carts) rehearseCart(rehearsal, cart)
  return rehearsal.report
}

/** One coupon of each promotion, until this buyer or everybody together has had all there are. */
function walletOf({ terms, taken }: Rehearsal, buyerKey: string): HeldCoupon[] {
  return terms.promotions.flatMap(({ promotion, coupon, couponsLeft }): HeldCoupon[] => {
    if (!coupon) return []
    const had = takenOf(taken, promotion.id)
    const hadBefore = terms.taken.get(promotion.id)?.uses ?? 0
    if ((had.usesBy.get(buyerKey) ?? 0) >= coupon.perPerson || (couponsLeft !== null && had.uses - hadBefore >= couponsLeft)) return []
    const { validity } = coupon
    const window = 'days' in validity ? { validFrom: terms.now, validUntil: new Date(terms.now.getTime() + 1) } : { validFrom: validity.from, validUntil: validity.until }
    return [{ couponId: promotion.id, promotionId: promotion.id, version: promotion.version, ...window, state: 'AVAILABLE' }]
  })
}

/** The instant at which most of these promotions are in force, the earliest of several; null: none ever is. */
export function busiestInstant(promotions: readonly Pick<Promotion, 'startsAt' | 'endsAt'>[]): Date | null {
  let best: Date | null = null
  let most = 0
  for (const { startsAt } of [...promotions].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const together = promotions.filter((other) => other.startsAt <= startsAt && startsAt < other.endsAt).length
    if (together <= most) continue
    most = together
    best = startsAt
  }
  return best
}
