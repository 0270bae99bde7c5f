import type { BasisPoints, Fen } from '#app/domain/money.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'

export type PromotionKind =
  | 'item_markdown'
  | 'ladder'
  | 'flash_sale'
  | 'shop_threshold'
  | 'cross_shop_threshold'
  | 'coupon'
  | 'gift_with_purchase'
  | 'free_shipping'

/** Who bears a discount. MERCHANT is the merchant of the line that gets it. */
export type Funder = 'MERCHANT' | 'PLATFORM' | 'BRAND_FUND' | 'AID_FUND'
export type FunderShare = { funder: Funder; bps: BasisPoints }
export type FunderAmount = { funder: Funder; amountFen: Fen }

/** Every list that is given must contain the goods; none given: all goods. */
export type Scope = {
  skuIds?: readonly string[]
  productIds?: readonly string[]
  categoryIds?: readonly string[]
  merchantIds?: readonly string[]
  exceptSkuIds?: readonly string[]
}

export type PricedItem = {
  skuId: string
  unitPriceFen: Fen
  /** Units promised at this price; null: as many as there are in stock. */
  promisedUnits: number | null
  maxPerBuyer: number | null
}

export type PromotionAction =
  /** Lanes FLASH and PRODUCT: another unit price for named SKUs. */
  | { type: 'UNIT_PRICE'; items: readonly PricedItem[] }
  /** Lane PRODUCT: a percentage per line, from a number of units in scope on. */
  | { type: 'ITEM_PERCENT'; steps: readonly { units: number; offBps: BasisPoints }[] }
  /** 满: once, the best step reached. */
  | { type: 'THRESHOLD'; steps: readonly { thresholdFen: Fen; offFen: Fen }[] }
  /** 每满: once for every full threshold, at most maxTimes. */
  | { type: 'EVERY'; thresholdFen: Fen; offFen: Fen; maxTimes: number | null }
  /** A percentage of the amount in scope, rounded half up once, at most maxOffFen. */
  | { type: 'PERCENT'; steps: readonly { thresholdFen: Fen; offBps: BasisPoints }[]; maxOffFen: Fen | null }
  /** 买赠: a gift beside the goods; it moves no money. */
  | { type: 'GIFT'; steps: readonly { thresholdFen: Fen; skuId: string; quantity: number }[] }
  /** Lane SHIPPING: freight of each parcel in scope, at most maxOffFen each (null: all of it). */
  | { type: 'FREIGHT'; steps: readonly { thresholdFen: Fen; maxOffFen: Fen | null }[] }

/** One published version of a promotion; it never changes. */
export type Promotion = {
  id: string
  version: number
  name: string
  kind: PromotionKind
  lane: Lane
  /** Null: the platform's own. */
  merchantId: string | null
  /** Half-open [startsAt, endsAt). For coupons the claim's own window counts instead. */
  startsAt: Date
  endsAt: Date
  scope: Scope
  action: PromotionAction
  /** Only to these provinces; null: everywhere. */
  provinceCodes: readonly string[] | null
  /** Only through these channels; null: through all. */
  channels: readonly string[] | null
  /** nothing but these openly declared tiers may tell buyers apart. */
  buyers: 'ALL' | 'FIRST_ORDER' | { tiers: readonly string[] }
  /** What the buyer must bring: nothing, a claimed coupon, or this code. */
  needs: 'NOTHING' | 'CLAIM' | { code: string }
  /** Lanes whose promotions it permits on the same goods. Two combine only if both agree. */
  combinesWith: readonly Lane[]
  /** Lanes it shuts, once applied: for all goods of its merchant, or of the cart if it is the platform's. */
  shuts: readonly Lane[]
  funders: readonly FunderShare[]
}

/** A coupon in the wallet. Its promotion version is the one frozen when it was claimed. */
export type HeldCoupon = {
  couponId: string
  promotionId: string
  version: number
  /** Half-open [validFrom, validUntil). */
  validFrom: Date
  validUntil: Date
  state: 'AVAILABLE' | 'LOCKED' | 'USED' | 'EXPIRED'
}

/** What is left of a promotion when the quote is made; absent: no limit. */
export type PromotionUsage = {
  budgetLeftFen?: Fen
  usesLeft?: number
  usesLeftForBuyer?: number
  /** By SKU id: units still promised at the promotion's price, and how many this buyer may have. */
  unitsLeft?: Readonly<Record<string, number>>
  unitsLeftForBuyer?: Readonly<Record<string, number>>
}

export type CartLine = {
  skuId: string
  productId: string
  categoryId: string
  merchantId: string
  quantity: number
  listPriceFen: Fen
  floorPriceFen: Fen
}

export type Buyer = {
  signedIn: boolean
  /** Null: not known, so that promotions for first orders are skipped with that reason. */
  firstOrder: boolean | null
  tiers: readonly string[]
}

/** What may be given away: R-05 wants its name and its present price here. */
export type GiftGoods = { name: string; priceFen: Fen; free: number }

/**
 * Freight of one merchant's parcel from the amount of its goods after the merchant's lanes;
 * null where it is not known yet or not delivered.
 */
export type FreightOf = (merchantId: string, goodsFen: Fen) => Fen | null

/** Units [from, from + count) of a line, each with the same amount. */
export type UnitRun = { from: number; count: number; eachFen: Fen }

/** The share of one promotion in one line or in one merchant's freight. */
export type Allocation = {
  promotionId: string
  version: number
  lane: Lane
  amountFen: Fen
  funders: FunderAmount[]
  /** Empty for freight. */
  units: UnitRun[]
}

export type PricedLine = {
  skuId: string
  merchantId: string
  quantity: number
  listPriceFen: Fen
  listFen: Fen
  discountFen: Fen
  paidFen: Fen
  allocations: Allocation[]
  /** What each unit pays; the runs cover the line. */
  units: UnitRun[]
}

export type PricedFreight = {
  merchantId: string
  /** Goods after the merchant's own lanes, which free-over counts. */
  goodsFen: Fen
  /** Before freight gifts; null: not known or not delivered. */
  fullFen: Fen | null
  discountFen: Fen
  paidFen: Fen
  allocations: Allocation[]
}

export type PromisedGift = { promotionId: string; version: number; merchantId: string | null; skuId: string; name: string; quantity: number; valueFen: Fen }

/** Why goods in scope did not count: another promotion on them, or one that shuts the lane. */
export type WithheldGoods = { skuId: string; because: string }

export type AppliedPromotion = {
  promotionId: string
  version: number
  name: string
  lane: Lane
  couponId: string | null
  /** Which step, counted from 1; for 每满 how many times. */
  step: number
  /** Amount of the goods (or freight) that it was worked out on. */
  baseFen: Fen
  amountFen: Fen
  /** What floor prices and zero did not let through. */
  droppedFen: Fen
  funders: FunderAmount[]
  withheld: WithheldGoods[]
}

export type NotAppliedReason =
  | { kind: 'not_started'; startsAt: Date }
  | { kind: 'ended'; endsAt: Date }
  | { kind: 'coupon_not_held' }
  | { kind: 'coupon_not_started'; validFrom: Date }
  | { kind: 'coupon_expired'; validUntil: Date }
  | { kind: 'coupon_used' }
  | { kind: 'code_not_entered' }
  | { kind: 'no_goods' }
  | { kind: 'destination_unknown' }
  | { kind: 'other_destinations' }
  | { kind: 'other_channels' }
  | { kind: 'sign_in_needed' }
  | { kind: 'first_order_only' }
  | { kind: 'other_buyers' }
  | { kind: 'uses_exhausted' }
  | { kind: 'buyer_uses_exhausted' }
  | { kind: 'budget_exhausted'; leftFen: Fen }
  | { kind: 'units_exhausted' }
  | { kind: 'buyer_units_exhausted' }
  | { kind: 'below_threshold'; haveFen: Fen; needFen: Fen }
  | { kind: 'below_units'; have: number; need: number }
  | { kind: 'not_combinable'; with: string[] }
  | { kind: 'shut_out'; by: string[] }
  | { kind: 'beaten'; by: string[] }
  | { kind: 'at_floor' }
  | { kind: 'not_cheaper' }
  | { kind: 'gift_out_of_stock'; skuId: string }
  | { kind: 'no_freight' }
  | { kind: 'left_out'; savedFen: Fen }

export type NotApplied = { promotionId: string; version: number; name: string; lane: Lane; reason: NotAppliedReason }

/**
 * A promotion (keptStep 0), or its steps above keptStep, left out because the total is lower
 * without. `step` is the one it had reached; null: it only would have come in place of another.
 */
export type LeftOut = { promotionId: string; version: number; name: string; step: number | null; keptStep: number; savedFen: Fen }

export type NextTier =
  | { promotionId: string; version: number; name: string; lane: Lane; shortFen: Fen; gain: TierGain }
  | { promotionId: string; version: number; name: string; lane: Lane; shortUnits: number; gain: TierGain }

/** What the next tier gives in all (not on top of the present one), except 每满: the further step. */
export type TierGain =
  | { type: 'off'; offFen: Fen }
  | { type: 'percent'; offBps: BasisPoints }
  | { type: 'gift'; skuId: string; quantity: number }
  | { type: 'freight'; maxOffFen: Fen | null }

export type PricedCart = {
  engineVersion: number
  lines: PricedLine[]
  freight: PricedFreight[]
  gifts: PromisedGift[]
  applied: AppliedPromotion[]
  notApplied: NotApplied[]
  leftOut: LeftOut[]
  nextTiers: NextTier[]
  /** Codes that belong to no promotion. */
  unknownCodes: string[]
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  freightDiscountFen: Fen
  /** goods − discount + freight − freight discount */
  payableFen: Fen
}
