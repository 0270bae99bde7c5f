import type { LineProblem } from '#app/domain/cart/cart.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { describeSeen } from '#app/domain/checkout/seen.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import type { PromotionBook } from '#app/domain/promotion/book.ts'
import type { Occasion } from '#app/domain/promotion/eligible.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { Allocation, CartLine, GiftGoods, PricedCart, UnitRun } from '#app/domain/promotion/types.ts'
import type { Delivery, Destination, Parcel } from '#app/domain/shipping/deliver.ts'
import { deliver } from '#app/domain/shipping/deliver.ts'
import { freightFor } from '#app/domain/shipping/freight.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** A shopper has this long to pay: enough for a slow network, short enough for others waiting. */
export const MINUTES_TO_PAY = 15

export type QuoteInput = {
  merchant: { id: string; slug: string; name: string }
  lines: QuoteInputLine[]
}

/** Goods as a quote, an order and a gift name them. */
export type QuoteGoods = {
  skuId: string
  productSlug: string
  title: string
  grade: string
  spec: string
  motif: string
  netGrams: number
  returnPolicy: 'SEVEN_DAY' | 'NEEDS_CONFIRM' | 'STATUTORY_EXEMPT_FRESH' | 'STATUTORY_EXEMPT_CUSTOM'
  goodsType: GoodsType
  /** Sold and given to adults only. */
  adultOnly: boolean
  warehouseId: string
  /** Free units at the time of the quote. */
  free: number
  unitPriceFen: Fen
}

export type QuoteInputLine = QuoteGoods & {
  productId: string
  categoryId: string
  /** Promotions stop here. */
  floorFen: Fen
  quantity: number
  problem: LineProblem | null
}

/** What could be given away, with its shop. */
export type GiftOffer = QuoteGoods & { merchantId: string }

/** The promotions there are, and what they ask of the buyer and the moment. */
export type Deal = Omit<Occasion, 'provinceCode'> & { promotions: PromotionBook; gifts: readonly GiftOffer[] }

/** `units` is what each unit pays; listFen − discountFen = paidFen. */
export type QuoteLine = QuoteInputLine & { listFen: Fen; discountFen: Fen; paidFen: Fen; allocations: Allocation[]; units: UnitRun[] }

/** with its name, quantity and value, which is its present price here. */
export type QuoteGift = QuoteGoods & { promotionId: string; quantity: number; valueFen: Fen }

export type GroupProblem = 'not_served' | 'goods_not_served'

export type QuoteGroup = {
  merchant: QuoteInput['merchant']
  lines: QuoteLine[]
  /** They travel with the goods of their shop. */
  gifts: QuoteGift[]
  goodsFen: Fen
  discountFen: Fen
  /** What is paid; null until the destination is known or where it is not served. */
  freightFen: Fen | null
  /** What promotions took off the freight. */
  freightDiscountFen: Fen
  freightAllocations: Allocation[]
  totalFen: Fen
  /** What leaves together, with its promise; empty like the freight is null. */
  parcels: Parcel[]
  problem: GroupProblem | null
  /** Types of goods that are not sent to the destination. */
  refusedTypes: GoodsType[]
}

export type Quote = {
  groups: QuoteGroup[]
  goodsFen: Fen
  discountFen: Fen
  /** What is paid, after freightDiscountFen. */
  freightFen: Fen
  freightDiscountFen: Fen
  payableFen: Fen
  /** Whether the destination was known, so that freight is final. */
  complete: boolean
  /** After the cut-off: the day before which some of it does not leave; the shopper has to agree. */
  heldUntil: BusinessDate | null
  /** Every promotion: what it gave, why it did not, what the next tier would give. */
  priced: PricedCart
  /** What the shopper is shown, for the form to send back; see {@link compareSeen}. */
  seen: string
}

/** No promotion at all. */
export const listPrices: Deal = {
  promotions: [],
  gifts: [],
  buyer: { signedIn: false, firstOrder: null, tiers: [] },
  channel: 'web',
  coupons: [],
  codes: [],
  usage: new Map(),
  now: new Date(0),
}

/**
 * Prices the checked lines for a destination (null: not chosen yet, freight and promises
 * left out). Groups keep the order given. All amounts contain tax; payable = goods −
 * discount + freight.
 */
export function quoteCheckout(input: readonly QuoteInput[], destination: Destination | null, deal: Deal = listPrices): Quote {
  const deliveries = new Map(input.map(({ merchant, lines }) => [merchant.id, destination && deliver(destination, 0, lines)]))
  const offers = giftsThatCanGo(input, destination, deal.gifts)
  const priced = priceCart({
    ...deal,
    lines: input.flatMap(({ merchant, lines }) => lines.map((line) => cartLine(merchant.id, line))),
    provinceCode: destination?.provinceCode ?? null,
    gifts: new Map(offers.map((offer): [string, GiftGoods] => [offer.skuId, { name: offer.title, priceFen: offer.unitPriceFen, free: offer.free }])),
    freight: (merchantId, goodsFen) => (destination && deliveries.get(merchantId)?.ok ? freightInto(destination, goodsFen) : null),
  })
  const gifts = givenAway(priced, offers)
  const groups = input.map((group) =>
    quoteGroup(group, priced, deliveries.get(group.merchant.id) ?? null, destination, gifts.filter(({ merchantId }) => merchantId === group.merchant.id)),
  )
  const quote = {
    groups,
    goodsFen: sumFen(groups.map((group) => group.goodsFen)),
    discountFen: sumFen(groups.map((group) => group.discountFen)),
    freightFen: sumFen(groups.map((group) => group.freightFen ?? 0)),
    freightDiscountFen: sumFen(groups.map((group) => group.freightDiscountFen)),
    payableFen: sumFen(groups.map((group) => group.totalFen)),
    complete: destination !== null,
    heldUntil: latest(groups.flatMap(({ parcels }) => parcels.map(({ heldUntil }) => heldUntil))),
    priced,
  }
  return { ...quote, seen: describeSeen(quote) }
}

/** Nothing is ever free: whatever promotions stand together, a unit costs a fen. */
export const LEAST_PRICE_FEN = 1

function cartLine(merchantId: string, { skuId, productId, categoryId, quantity, unitPriceFen, floorFen }: QuoteInputLine): CartLine {
  return { skuId, productId, categoryId, merchantId, quantity, listPriceFen: unitPriceFen, floorPriceFen: Math.max(LEAST_PRICE_FEN, floorFen) }
}

/** Of one merchant's goods to a place that is served. */
function freightInto({ tables, provinceCode }: Destination, goodsFen: Fen): Fen | null {
  const freight = freightFor(tables, provinceCode, goodsFen, [])
  return freight.ok ? freight.freightFen : null
}

function quoteGroup(
  { merchant, lines }: QuoteInput,
  priced: PricedCart,
  delivery: Delivery | null,
  destination: Destination | null,
  given: readonly (QuoteGift & { merchantId: string })[],
): QuoteGroup {
  const shares = new Map(priced.lines.map((line) => [line.skuId, line]))
  const quoted = lines.map((line): QuoteLine => {
    const { listFen, discountFen, paidFen, allocations, units } = shares.get(line.skuId)!
    return { ...line, listFen, discountFen, paidFen, allocations, units }
  })
  const freight = delivery?.ok ? priced.freight.find(({ merchantId }) => merchantId === merchant.id) : undefined
  const gifts = given.map(({ merchantId: _of, ...gift }) => gift)
  // A gift may lie in another warehouse than the goods: a parcel more, for no freight.
  const withGifts = destination && gifts.length > 0 ? deliver(destination, 0, [...lines, ...gifts]) : delivery
  const goodsFen = sumFen(quoted.map((line) => line.listFen))
  const discountFen = sumFen(quoted.map((line) => line.discountFen))
  const freightFen = freight ? freight.paidFen : null
  return {
    merchant,
    lines: quoted,
    gifts,
    goodsFen,
    discountFen,
    freightFen,
    freightDiscountFen: freight?.discountFen ?? 0,
    freightAllocations: freight?.allocations ?? [],
    totalFen: goodsFen - discountFen + (freightFen ?? 0),
    parcels: withGifts?.ok ? withGifts.parcels : [],
    problem: delivery && !delivery.ok ? delivery.reason : null,
    refusedTypes: delivery && !delivery.ok && delivery.reason === 'goods_not_served' ? delivery.goodsTypes : [],
  }
}

/** A gift travels with bought goods of its own shop, to where it may be sent, out of what the buyer leaves. */
function giftsThatCanGo(input: readonly QuoteInput[], destination: Destination | null, gifts: readonly GiftOffer[]): GiftOffer[] {
  return gifts.flatMap((gift) => {
    const group = input.find(({ merchant }) => merchant.id === gift.merchantId)
    if (!group || (destination && !deliver(destination, 0, [gift]).ok)) return []
    const bought = group.lines.find(({ skuId }) => skuId === gift.skuId)?.quantity ?? 0
    return [{ ...gift, free: gift.free - bought }]
  })
}

function givenAway({ gifts }: PricedCart, offers: readonly GiftOffer[]): (QuoteGift & { merchantId: string })[] {
  return gifts.flatMap(({ promotionId, skuId, quantity, valueFen }) => {
    const offer = offers.find((one) => one.skuId === skuId)
    return offer ? [{ ...offer, promotionId, quantity, valueFen }] : []
  })
}

function latest(days: readonly (BusinessDate | null)[]): BusinessDate | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
}
