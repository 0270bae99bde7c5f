import { LANES } from '#app/domain/promotion/lanes.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'

// The promotions of the demo festival in 爆发. The basket of domain.md 6.1 (T002, T008, T013)
// must come to 226.90 in them: nothing here may lower the price of one of these three goods
// alone, or of their shops below 100 yuan.

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const peak = { startsAt: shanghai('2027-01-15 00:00'), endsAt: shanghai('2027-01-18 00:00') }

/** Goods by their code stand for SKU ids. */
export type DemoPromotion = { key: string; merchant: string | null; definition: PromotionDefinition }

const common = {
  ...peak,
  scope: {},
  provinceCodes: null,
  channels: null,
  buyers: 'ALL',
  needs: 'NOTHING',
  combinesWith: LANES,
  shuts: [],
  limits: { budgetFen: null, uses: null, usesPerBuyer: null },
  coupon: null,
  onlyEnrolled: false,
} as const satisfies Partial<PromotionDefinition>

const byMerchant = [{ funder: 'MERCHANT', bps: 10_000 }] as const
const byPlatform = [{ funder: 'PLATFORM', bps: 10_000 }] as const
const coupon = (quantity: number, perPerson: number) =>
  ({ startsAt: shanghai('2027-01-10 00:00'), endsAt: peak.endsAt, needs: 'CLAIM', coupon: { claimFrom: shanghai('2027-01-10 00:00'), claimUntil: peak.endsAt, quantity, perPerson, code: null, validity: { from: shanghai('2027-01-10 00:00'), until: peak.endsAt } } }) as const

/** 跨店每满200减30: of the 30, merchants who have enrolled bear 10, the platform 20. */
export const crossShop: DemoPromotion = {
  key: 'cross-200-30',
  merchant: null,
  definition: {
    ...common, name: '跨店每满200减30', kind: 'cross_shop_threshold', lane: 'PLATFORM_ORDER', onlyEnrolled: true,
    action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null },
    funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }],
    limits: { budgetFen: 30_000_000, uses: null, usesPerBuyer: null },
  },
}

export const demoPromotions = (sku: (code: string) => string): readonly DemoPromotion[] => [
  crossShop,
  {
    key: 'platform-coupon', merchant: null,
    definition: { ...common, ...coupon(2_000, 1), name: '平台券满300减20', kind: 'coupon', lane: 'PLATFORM_COUPON', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 30_000, offFen: 2_000 }] }, funders: byPlatform },
  },
  {
    key: 'brand-shipping', merchant: null,
    definition: {
      ...common, name: '品牌资金包邮：东北西北满99', kind: 'free_shipping', lane: 'SHIPPING',
      // The provinces of zone C, which pay a surcharge even above the threshold.
      provinceCodes: ['150000', '210000', '220000', '230000', '450000', '460000', '620000', '630000', '640000'],
      action: { type: 'FREIGHT', steps: [{ thresholdFen: 9_900, maxOffFen: 800 }] },
      funders: [{ funder: 'BRAND_FUND', bps: 10_000 }],
      limits: { budgetFen: 2_000_000, uses: null, usesPerBuyer: null },
    },
  },
  {
    key: 'heyan-coupon', merchant: 'heyan-zaoyuan',
    definition: { ...common, ...coupon(500, 1), name: '河沿枣园店铺券满99减10', kind: 'coupon', lane: 'MERCHANT_COUPON', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }] }, funders: byMerchant },
  },
  {
    key: 'tanan-100-12', merchant: 'tanan-guogan',
    definition: { ...common, name: '塔南果干满100减12', kind: 'shop_threshold', lane: 'MERCHANT_ORDER', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_200 }, { thresholdFen: 20_000, offFen: 3_000 }] }, funders: byMerchant },
  },
  {
    key: 'mianye-300-30', merchant: 'xinjingzi-mianye',
    definition: { ...common, name: '新井子棉坊满300减30', kind: 'shop_threshold', lane: 'MERCHANT_ORDER', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 30_000, offFen: 3_000 }] }, funders: byMerchant },
  },
  {
    key: 'kaifaqu-ladder', merchant: 'kaifaqu-shipin',
    definition: { ...common, name: '枣夹核桃、脆片两件9.5折', kind: 'ladder', lane: 'PRODUCT', scope: { skuIds: [sku('T005'), sku('T006')] }, action: { type: 'ITEM_PERCENT', steps: [{ units: 2, offBps: 500 }, { units: 3, offBps: 1_000 }] }, funders: byMerchant },
  },
  {
    key: 'mianye-gift', merchant: 'xinjingzi-mianye',
    definition: { ...common, name: '买棉被四件套送毛巾', kind: 'gift_with_purchase', lane: 'MERCHANT_ORDER', action: { type: 'GIFT', steps: [{ thresholdFen: 26_000, skuId: sku('T037'), quantity: 1 }] }, funders: byMerchant },
  },
]

/** Goods with a campaign price of their own, and how many are promised at it. */
export const campaignPrices: Readonly<Record<string, { priceFen: number; units: number; perBuyer: number }>> = {
  T003: { priceFen: 3_280, units: 600, perBuyer: 5 },
  T012: { priceFen: 5_290, units: 400, perBuyer: 3 },
  T021: { priceFen: 8_900, units: 300, perBuyer: 3 },
  T025: { priceFen: 8_800, units: 200, perBuyer: 2 },
}

/** Goods whose merchants have enrolled nothing, and a wish that nobody has decided yet. */
export const notEnrolled: readonly string[] = ['T032', 'T034', 'T036', 'T039']
export const proposed: Readonly<Record<string, { priceFen: number; units: number; perBuyer: number }>> = { T036: { priceFen: 24_900, units: 100, perBuyer: 2 } }

/** What stands in front in two of the venues; nobody pays for it. */
export const mainPins: readonly { code: string; note: string }[] = [{ code: 'T002', note: '送礼体面' }, { code: 'T008', note: '五团糖心' }, { code: 'T013', note: '一捏就开' }]
export const taizhouPins: readonly { code: string; note: string }[] = [{ code: 'T008', note: '五团糖心，浙江仓发' }, { code: 'T001', note: '独立小袋' }, { code: 'T024', note: '' }, { code: 'T010', note: '' }]
