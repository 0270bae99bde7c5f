import fc from 'fast-check'
import { promotionBook } from '#app/domain/promotion/book.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { PriceCartInput } from '#app/domain/promotion/price-cart.ts'
import type { CartLine, FreightOf, Funder, FunderShare, HeldCoupon, Promotion, PromotionAction, PromotionUsage, Scope } from '#app/domain/promotion/types.ts'
import { NOON, cartLine, promotion, purchase } from '#tests/factories/promotions.ts'

// Small worlds: eight SKUs of three merchants, so that promotions meet on the same goods, and
// amounts near each other, so that thresholds are just reached, just missed and broken again.

export const SKUS = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'] as const
const MERCHANTS = ['m0', 'm1', 'm2'] as const
const CATEGORIES = ['dates', 'nuts'] as const
const GIFT_SKUS = ['towel', 'honey'] as const
const FUNDERS = ['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND'] as const satisfies readonly Funder[]
const HOUR = 3_600_000

const often = <T>(usual: T, other: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T> => fc.oneof({ arbitrary: fc.constant(usual), weight }, { arbitrary: other, weight: 1 })
const some = <T>(all: readonly T[], minLength = 0): fc.Arbitrary<T[]> => fc.subarray([...all], { minLength })

const fen = fc.oneof(fc.constantFrom(1, 99, 100, 1_000, 5_000, 9_900, 10_000, 20_000), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 30_000 }))
const quantities = fc.oneof({ arbitrary: fc.integer({ min: 1, max: 4 }), weight: 12 }, { arbitrary: fc.integer({ min: 5, max: 2_000 }), weight: 1 })
const bps = fc.oneof(fc.constantFrom(500, 1_000, 2_000, 5_000), fc.integer({ min: 1, max: 10_000 }))

type Drawn = { skuId: (typeof SKUS)[number]; quantity: number; list: number; floor: number }

const drawnLine: fc.Arbitrary<Drawn> = fc.record({ skuId: fc.constantFrom(...SKUS), quantity: quantities, list: fen, floor: often(0, fc.integer({ min: 1, max: 110 }), 2) })

/** Floor is per cent of the list price; above 100 it is a mistake that must not raise a price. */
function toLine({ skuId, quantity, list, floor }: Drawn): CartLine {
  const place = SKUS.indexOf(skuId)
  return cartLine(skuId, list, {
    quantity,
    productId: `p${place >> 1}`,
    categoryId: CATEGORIES[place % 2]!,
    merchantId: MERCHANTS[place % 3]!,
    floorPriceFen: Math.ceil((list * floor) / 100),
  })
}

export const arbitraryLines = (minLength: number, maxLength: number): fc.Arbitrary<CartLine[]> =>
  fc.uniqueArray(drawnLine, { selector: ({ skuId }) => skuId, minLength, maxLength, size: 'max' }).map((lines) => lines.map(toLine))

/** Counterexamples are found among many and shrink to few. */
const fewOrMany = <T>(most: number, sized: (min: number, max: number) => fc.Arbitrary<T>): fc.Arbitrary<T> => (most < 4 ? sized(1, most) : fc.oneof(sized(1, 3), sized(4, most), sized(4, most)))

const thresholds = fc.oneof(fc.constantFrom(0, 1_000, 10_000), fc.integer({ min: 1, max: 40_000 }))
const offs = fc.oneof(fc.constantFrom(100, 999, 3_000), fc.integer({ min: 1, max: 5_000 }))
const steps = <T>(step: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(step, { minLength: 1, maxLength: 3 })
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 })

/** More for more, as definitions usually are; others must be priced right too. */
function rising(all: readonly { thresholdFen: number; offFen: number }[]): { thresholdFen: number; offFen: number }[] {
  const sorted = (figures: number[]) => figures.sort((a, b) => a - b)
  const offFen = sorted(all.map((step) => step.offFen))
  return sorted(all.map((step) => step.thresholdFen)).map((thresholdFen, i) => ({ thresholdFen, offFen: offFen[i]! }))
}

const unitPrices: fc.Arbitrary<PromotionAction> = fc
  .uniqueArray(
    fc.record({ skuId: fc.constantFrom(...SKUS), unitPriceFen: fen, promisedUnits: maybe(fc.integer({ min: 0, max: 6 })), maxPerBuyer: maybe(fc.integer({ min: 1, max: 3 })) }),
    { selector: ({ skuId }) => skuId, minLength: 1, maxLength: 4 },
  )
  .map((items) => ({ type: 'UNIT_PRICE', items }))
const itemPercents: fc.Arbitrary<PromotionAction> = steps(fc.record({ units: fc.integer({ min: 1, max: 6 }), offBps: bps })).map((all) => ({ type: 'ITEM_PERCENT', steps: all }))
const orderMoney: fc.Arbitrary<PromotionAction> = fc.oneof(
  fc.tuple(fc.boolean(), steps(fc.record({ thresholdFen: thresholds, offFen: offs }))).map(([asUsual, all]): PromotionAction => ({ type: 'THRESHOLD', steps: asUsual ? rising(all) : all })),
  fc
    .record({ thresholdFen: fc.integer({ min: 200, max: 20_000 }), offFen: offs, maxTimes: maybe(fc.integer({ min: 1, max: 4 })) })
    .map((every): PromotionAction => ({ type: 'EVERY', ...every })),
  fc
    .record({ steps: steps(fc.record({ thresholdFen: thresholds, offBps: bps })), maxOffFen: maybe(offs) })
    .map((percent): PromotionAction => ({ type: 'PERCENT', ...percent })),
)
const gifts: fc.Arbitrary<PromotionAction> = steps(
  fc.record({ thresholdFen: thresholds, skuId: fc.constantFrom<string>(...GIFT_SKUS, ...GIFT_SKUS, 'nothing'), quantity: fc.integer({ min: 1, max: 2 }) }),
).map((all) => ({ type: 'GIFT', steps: all }))
const freightGifts: fc.Arbitrary<PromotionAction> = steps(fc.record({ thresholdFen: thresholds, maxOffFen: maybe(offs) })).map((all) => ({ type: 'FREIGHT', steps: all }))

const actions: Record<Lane, fc.Arbitrary<PromotionAction>> = {
  FLASH: unitPrices,
  PRODUCT: fc.oneof(unitPrices, itemPercents),
  MERCHANT_ORDER: fc.oneof({ arbitrary: orderMoney, weight: 3 }, { arbitrary: gifts, weight: 1 }),
  MERCHANT_COUPON: orderMoney,
  PLATFORM_ORDER: fc.oneof({ arbitrary: orderMoney, weight: 3 }, { arbitrary: gifts, weight: 1 }),
  PLATFORM_COUPON: orderMoney,
  SHIPPING: freightGifts,
}

const scopes: fc.Arbitrary<Scope> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 6 },
  { arbitrary: some(SKUS, 1).map((skuIds) => ({ skuIds })), weight: 2 },
  { arbitrary: some(CATEGORIES, 1).map((categoryIds) => ({ categoryIds })), weight: 1 },
  { arbitrary: some(['p0', 'p1', 'p2', 'p3'], 1).map((productIds) => ({ productIds })), weight: 1 },
  { arbitrary: fc.tuple(some(MERCHANTS, 1), some(SKUS)).map(([merchantIds, exceptSkuIds]) => ({ merchantIds, exceptSkuIds })), weight: 1 },
)

const funders: fc.Arbitrary<FunderShare[]> = fc.oneof(
  fc.constantFrom(...FUNDERS).map((funder) => [{ funder, bps: 10_000 }]),
  fc.tuple(some(FUNDERS, 2), fc.array(fc.integer({ min: 1, max: 3_333 }), { minLength: 4, maxLength: 4 })).map(([named, parts]) => {
    const rest = named.slice(1).map((funder, i) => ({ funder, bps: parts[i]! }))
    return [{ funder: named[0]!, bps: 10_000 - rest.reduce((sum, share) => sum + share.bps, 0) }, ...rest]
  }),
)

type Terms = Partial<Pick<Promotion, 'buyers' | 'provinceCodes' | 'channels' | 'startsAt'>>
const terms: fc.Arbitrary<Terms> = often<Terms>(
  {},
  fc.oneof(
    fc.constantFrom<Terms[]>({ buyers: 'FIRST_ORDER' }, { buyers: { tiers: ['union'] } }, { channels: ['live'] }, { channels: ['web', 'poster'] }, { startsAt: new Date(+NOON + HOUR) }),
    some(['330000', '650000'], 1).map((provinceCodes) => ({ provinceCodes })),
  ),
  12,
)
const isMerchantLane = (lane: Lane) => lane === 'MERCHANT_ORDER' || lane === 'MERCHANT_COUPON'

const promotionIn = (lane: Lane, { exclusive }: { exclusive: boolean }): fc.Arbitrary<Promotion> =>
  fc
    .record({
      action: actions[lane],
      merchantId: isMerchantLane(lane) ? fc.constantFrom<string | null>(...MERCHANTS) : often<string | null>(null, fc.constantFrom(...MERCHANTS), 2),
      scope: scopes,
      funders,
      terms,
      combinesWith: exclusive ? often<Lane[]>([...LANES], some(LANES), 2) : fc.constant([...LANES]),
      shuts: exclusive ? often<Lane[]>([], some(LANES.filter((other) => other !== lane), 1), 5) : fc.constant<Lane[]>([]),
      endsInHours: often(30, fc.integer({ min: 0, max: 3 }), 8),
      needs: fc.oneof({ arbitrary: fc.constant('NOTHING' as const), weight: lane.endsWith('COUPON') ? 2 : 24 }, { arbitrary: fc.constant('CLAIM' as const), weight: 1 }, { arbitrary: fc.constantFrom({ code: 'A' }, { code: 'B' }), weight: 1 }),
    })
    .map(({ terms: chosen, endsInHours, ...rest }) => promotion({ lane, endsAt: new Date(+NOON + endsInHours * HOUR), ...rest, ...chosen }))

const usages: fc.Arbitrary<PromotionUsage> = fc.record(
  {
    budgetLeftFen: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 20_000 })),
    usesLeft: often(5, fc.constant(0), 24),
    usesLeftForBuyer: often(1, fc.constant(0), 24),
    unitsLeft: fc.dictionary(fc.constantFrom(...SKUS), fc.integer({ min: 0, max: 3 }), { maxKeys: 3 }),
    unitsLeftForBuyer: fc.dictionary(fc.constantFrom(...SKUS), fc.integer({ min: 0, max: 1 }), { maxKeys: 5 }),
  },
  { requiredKeys: [] },
)

type Wallet = Pick<HeldCoupon, 'state'> & { fromHours: number; hours: number }
const wallet: fc.Arbitrary<Wallet> = fc.record({ state: often<HeldCoupon['state']>('AVAILABLE', fc.constantFrom('LOCKED', 'USED', 'EXPIRED'), 5), fromHours: often(-1, fc.constant(1), 9), hours: often(24, fc.integer({ min: -2, max: 2 }), 5) })

/** A fee for each merchant's parcel and from which amount on it is free; null: not delivered. */
type Tariff = { feeFen: number; freeOverFen: number | null } | null
const tariffs: fc.Arbitrary<Tariff[]> = fc.array(
  fc.oneof({ arbitrary: fc.record({ feeFen: fc.integer({ min: 0, max: 2_000 }), freeOverFen: maybe(fc.integer({ min: 1, max: 20_000 })) }), weight: 8 }, { arbitrary: fc.constant(null), weight: 1 }),
  { minLength: MERCHANTS.length, maxLength: MERCHANTS.length },
)

const freightBy = (all: readonly Tariff[]): FreightOf => (merchantId, goodsFen) => {
  const tariff = all[MERCHANTS.findIndex((id) => id === merchantId)]
  if (!tariff) return null
  return tariff.freeOverFen !== null && goodsFen >= tariff.freeOverFen ? 0 : tariff.feeFen
}

/**
 * Goods just above a threshold of the platform, with a shop whose higher step would take them
 * below it: by chance alone steps are hardly ever left out.
 */
type Temptation = { line: CartLine; promotions: [Promotion, Promotion] }
const temptation: fc.Arbitrary<Temptation> = fc
  .record({ thresholdFen: fc.integer({ min: 2_000, max: 20_000 }), firstFen: fc.integer({ min: 1, max: 200 }), moreFen: fc.integer({ min: 1, max: 800 }), offFen: fc.integer({ min: 900, max: 2_000 }) })
  .map(({ thresholdFen, firstFen, moreFen, offFen }) => ({
    line: toLine({ skuId: 'S0', quantity: 1, list: thresholdFen + firstFen, floor: 0 }),
    promotions: [
      promotion({ lane: 'MERCHANT_ORDER', merchantId: 'm0', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: firstFen }, { thresholdFen: thresholdFen, offFen: firstFen + moreFen }] } }),
      promotion({ lane: 'PLATFORM_ORDER', action: { type: 'EVERY', thresholdFen, offFen, maxTimes: null } }),
    ],
  }))

/** A purchase with the promotions it was made of; the book is compiled from them. */
export type ArbitraryPurchase = { input: PriceCartInput; promotions: Promotion[] }

export type PurchaseOptions = { lanes?: readonly Lane[]; exclusive?: boolean; maxPromotions?: number; lines?: fc.Arbitrary<CartLine[]> }

export function arbitraryPurchase({ lanes = LANES, exclusive = true, maxPromotions = 9, lines = fewOrMany(6, arbitraryLines) }: PurchaseOptions = {}): fc.Arbitrary<ArbitraryPurchase> {
  const one = fc.record({
    promotion: fc.oneof(...lanes.map((lane) => promotionIn(lane, { exclusive }))),
    usage: fc.option(usages, { freq: 2 }),
    coupons: fc.array(wallet, { maxLength: 3, size: 'max' }),
  })
  return fc
    .record({
      lines,
      drawn: fewOrMany(maxPromotions, (minLength, maxLength) => fc.array(one, { minLength, maxLength, size: 'max' })),
      buyer: fc.constantFrom({ signedIn: true, firstOrder: false, tiers: ['union'] }, { signedIn: true, firstOrder: true, tiers: [] }, { signedIn: false, firstOrder: null, tiers: [] }),
      provinceCode: often<string | null>('330000', fc.constantFrom('650000', null)),
      codes: some(['A', 'B', 'C']),
      free: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
      tariffs,
      tempting: lanes === LANES ? often<Temptation | null>(null, temptation, 9) : fc.constant(null),
    })
    .map(({ lines: drawnLines, drawn, free, tariffs: all, tempting, ...occasion }) => {
      const cart = tempting ? [tempting.line, ...drawnLines.filter(({ skuId }) => skuId !== tempting.line.skuId).slice(0, 1)] : drawnLines
      const promotions = [...drawn.map((one) => one.promotion), ...(tempting?.promotions ?? [])].map((one, i) => ({ ...one, id: `P${i}`, name: `优惠${i}` }))
      const usage = new Map(drawn.flatMap(({ usage: left }, i): [string, PromotionUsage][] => (left ? [[`P${i}`, left]] : [])))
      const coupons = drawn.flatMap(({ coupons: held, promotion: { needs } }, i) =>
        needs === 'CLAIM' ? held.map(({ state, fromHours, hours }, n) => ({ couponId: `c${i}-${n}`, promotionId: `P${i}`, version: 1, validFrom: new Date(+NOON + fromHours * HOUR), validUntil: new Date(+NOON + hours * HOUR), state })) : [],
      )
      const goods = new Map(GIFT_SKUS.map((skuId, i) => [skuId, { name: skuId, priceFen: 1_330 * i, free: free[i]! }]))
      return { promotions, input: purchase(cart, promotions, { ...occasion, usage, coupons, gifts: goods, freight: freightBy(all) }) }
    })
}

/** The same purchase with other lines. */
export function withLines({ input }: ArbitraryPurchase, lines: readonly CartLine[]): PriceCartInput {
  return { ...input, lines }
}

/** The same purchase with its promotions in another order, compiled anew. */
export function withPromotions({ input }: ArbitraryPurchase, promotions: readonly Promotion[]): PriceCartInput {
  return { ...input, promotions: promotionBook(promotions) }
}
