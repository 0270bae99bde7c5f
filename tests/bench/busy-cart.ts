import type { Lane } from '#app/domain/promotion/lanes.ts'
import type { PriceCartInput } from '#app/domain/promotion/price-cart.ts'
import type { Funder, Promotion, PromotionAction } from '#app/domain/promotion/types.ts'
import { cartLine, promotion, purchase } from '#tests/factories/promotions.ts'

const CATEGORIES = ['dates', 'nuts', 'fruit', 'honey', 'textiles']
const MERCHANTS = ['m1', 'm2', 'm3', 'm4', 'm5']
const FUNDERS: Funder[] = ['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND']
const sku = (i: number) => `T${String(i + 1).padStart(3, '0')}`
const lines = Array.from({ length: 20 }, (_, i) =>
  cartLine(sku(i), 2_900 + ((i * 737) % 9_000), {
    merchantId: MERCHANTS[i % 5]!,
    categoryId: CATEGORIES[(i * 3) % 5]!,
    quantity: 1 + (i % 4),
    floorPriceFen: i % 3 === 0 ? 1_900 : 0,
  }),
)

/** Thirty promotions, all in force and with goods in scope, as on the evening of the festival's climax. */
const kinds: ((i: number) => { lane: Lane; merchantId?: string; action: PromotionAction } & Partial<Promotion>)[] = [
  (i) => ({ lane: 'FLASH', kind: 'flash_sale', combinesWith: ['SHIPPING'], action: { type: 'UNIT_PRICE', items: [{ skuId: sku(i % 20), unitPriceFen: 1_990, promisedUnits: 200, maxPerBuyer: 1 }] } }),
  (i) => ({ lane: 'PRODUCT', kind: 'item_markdown', scope: { categoryIds: [CATEGORIES[i % 5]!] }, action: { type: 'ITEM_PERCENT', steps: [{ units: 1, offBps: 500 + (i % 9) * 100 }] } }),
  (i) => ({ lane: 'PRODUCT', kind: 'ladder', merchantId: MERCHANTS[(i >> 1) % 5]!, action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 500 }, { units: 5, offBps: 1_000 }, { units: 8, offBps: 1_500 }] } }),
  (i) => ({ lane: 'MERCHANT_ORDER', kind: 'shop_threshold', merchantId: MERCHANTS[i % 5]!, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 800 }, { thresholdFen: 19_900, offFen: 2_000 }, { thresholdFen: 39_900, offFen: 5_000 }] } }),
  (i) => ({ lane: 'MERCHANT_ORDER', kind: 'gift_with_purchase', merchantId: MERCHANTS[(i + 2) % 5]!, action: { type: 'GIFT', steps: [{ thresholdFen: 15_000, skuId: 'towel', quantity: 1 }] } }),
  (i) => ({ lane: 'MERCHANT_COUPON', kind: 'coupon', needs: 'CLAIM', merchantId: MERCHANTS[(i + 1) % 5]!, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 + (i % 4) * 100 }] } }),
  () => ({ lane: 'PLATFORM_ORDER', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: 5 } }),
  (i) => ({ lane: 'PLATFORM_ORDER', scope: { categoryIds: [CATEGORIES[i % 5]!] }, action: { type: 'PERCENT', steps: [{ thresholdFen: 10_000, offBps: 800 }, { thresholdFen: 30_000, offBps: 1_200 }], maxOffFen: 5_000 } }),
  (i) => ({ lane: 'PLATFORM_COUPON', kind: 'coupon', needs: { code: `TLM${i}` }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 19_900, offFen: 1_500 + (i % 7) * 100 }] } }),
  (i) => ({ lane: 'SHIPPING', kind: 'free_shipping', ...(i % 2 === 0 ? { merchantId: MERCHANTS[i % 5]! } : {}), action: { type: 'FREIGHT', steps: [{ thresholdFen: 9_900, maxOffFen: 1_000 }] } }),
]

export function bookFor(count: number): Promotion[] {
  return Array.from({ length: count }, (_, i) => {
    const other = FUNDERS[(i + 1) % 4]!
    const funders = i % 3 === 0 ? [{ funder: FUNDERS[i % 4]!, bps: 4_000 }, { funder: other, bps: 6_000 }] : [{ funder: other, bps: 10_000 }]
    return promotion({ id: `promotion-${i}`, funders, ...kinds[i % kinds.length]!(Math.floor(i / kinds.length) * 3 + (i % 5)) })
  })
}

export function busyPurchase(): PriceCartInput {
  const promotions = bookFor(30)
  const coupons = promotions
    .filter(({ needs }) => needs === 'CLAIM')
    .map(({ id }) => ({ couponId: `c-${id}`, promotionId: id, version: 1, validFrom: new Date('2027-01-01'), validUntil: new Date('2027-02-01'), state: 'AVAILABLE' as const }))
  const codes = promotions.flatMap(({ needs }) => (typeof needs === 'object' ? [needs.code] : []))
  const gifts = new Map([['towel', { name: '纯棉毛巾', priceFen: 1_330, free: 50 }]])
  return purchase(lines, promotions, { coupons, codes, gifts, freight: (_, goodsFen) => (goodsFen >= 30_000 ? 0 : 1_200) })
}
