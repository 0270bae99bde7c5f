import { promotionBook } from '#app/domain/promotion/book.ts'
import type { CouponTerms, PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { PriceCartInput } from '#app/domain/promotion/price-cart.ts'
import type { CartLine, Promotion } from '#app/domain/promotion/types.ts'

export const NOON = new Date('2027-01-16T04:00:00Z')

export function cartLine(skuId: string, listPriceFen: number, overrides: Partial<CartLine> = {}): CartLine {
  return { skuId, productId: `p-${skuId}`, categoryId: 'dates', merchantId: 'm1', quantity: 1, listPriceFen, floorPriceFen: 0, ...overrides }
}

/** A promotion of the platform in 爆发 that combines with everything; give it at least an action. */
export function promotion(overrides: Partial<Promotion> & Pick<Promotion, 'action'>): Promotion {
  return {
    id: 'promotion',
    version: 1,
    name: '满减',
    kind: 'cross_shop_threshold',
    lane: 'PLATFORM_ORDER',
    merchantId: null,
    startsAt: new Date('2027-01-14T16:00:00Z'),
    endsAt: new Date('2027-01-17T16:00:00Z'),
    scope: {},
    provinceCodes: null,
    channels: null,
    buyers: 'ALL',
    needs: 'NOTHING',
    combinesWith: LANES,
    shuts: [],
    funders: [{ funder: 'PLATFORM', bps: 10_000 }],
    ...overrides,
  }
}

/** 每满200减30 of the festival: the merchants accept 10 of the 30, the platform pays 20. */
export const every200minus30 = promotion({
  id: 'every-200-minus-30',
  name: '跨店每满200减30',
  action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null },
  funders: [
    { funder: 'MERCHANT', bps: 3_333 },
    { funder: 'PLATFORM', bps: 6_667 },
  ],
})

export const inLane = (lane: Lane, overrides: Partial<Promotion> & Pick<Promotion, 'action'>): Promotion => promotion({ lane, ...overrides })

export function purchase(
  lines: readonly CartLine[],
  promotions: readonly Promotion[],
  overrides: Partial<Omit<PriceCartInput, 'lines' | 'promotions'>> = {},
): PriceCartInput {
  return {
    lines,
    promotions: promotionBook(promotions),
    buyer: { signedIn: true, firstOrder: false, tiers: [] },
    provinceCode: '330000',
    channel: 'web',
    coupons: [],
    codes: [],
    usage: new Map(),
    gifts: new Map(),
    freight: () => 0,
    now: NOON,
    ...overrides,
  }
}

/** A definition of the platform's 满减 in 爆发, without limits. */
export function definition(overrides: Partial<PromotionDefinition> = {}): PromotionDefinition {
  const { id: _id, version: _version, merchantId: _merchant, ...rest } = promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 20_000, offFen: 3_000 }] } })
  return { ...rest, limits: { budgetFen: null, uses: null, usesPerBuyer: null }, coupon: null, onlyEnrolled: false, ...overrides }
}

/** 满99减10 of a shop: 100 coupons, one each, claimed 15–17 January and good until the 20th. */
export function couponDefinition(
  overrides: Partial<Omit<PromotionDefinition, 'coupon'>> & { coupon?: Partial<CouponTerms> } = {},
): PromotionDefinition & { coupon: CouponTerms } {
  const base = definition({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }] } })
  return {
    ...base,
    name: '满99减10店铺券',
    kind: 'coupon',
    lane: 'MERCHANT_COUPON',
    needs: 'CLAIM',
    funders: [{ funder: 'MERCHANT', bps: 10_000 }],
    ...overrides,
    coupon: {
      claimFrom: base.startsAt,
      claimUntil: base.endsAt,
      quantity: 100,
      perPerson: 1,
      code: null,
      validity: { from: base.startsAt, until: new Date('2027-01-20T16:00:00Z') },
      ...overrides.coupon,
    },
  }
}
