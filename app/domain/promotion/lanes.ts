/**
 * Lanes in the order in which they are priced. Inside a lane promotions that may share goods
 * compete and the best for the buyer wins; from lane to lane they apply one after another on
 * the amount that the earlier lanes left.
 */
export const LANES = [
  'FLASH',
  'PRODUCT',
  'MERCHANT_ORDER',
  'MERCHANT_COUPON',
  'PLATFORM_ORDER',
  'PLATFORM_COUPON',
  'SHIPPING',
] as const

export type Lane = (typeof LANES)[number]

/** As people call what is in a lane. */
export const laneNames: Record<Lane, string> = {
  FLASH: '秒杀',
  PRODUCT: '单品优惠',
  MERCHANT_ORDER: '店铺满减',
  MERCHANT_COUPON: '店铺优惠券',
  PLATFORM_ORDER: '跨店满减',
  PLATFORM_COUPON: '平台优惠券',
  SHIPPING: '运费优惠',
}

/** Place of a lane in the order. */
export const laneIndex = Object.fromEntries(LANES.map((lane, index) => [lane, index])) as Record<Lane, number>

/** A set of lanes as bits, so that consent costs one operation in the inner loop. */
export function laneMask(lanes: readonly Lane[]): number {
  return lanes.reduce((mask, lane) => mask | (1 << laneIndex[lane]), 0)
}

export const FLASH = laneIndex.FLASH
export const PRODUCT = laneIndex.PRODUCT
export const SHIPPING = laneIndex.SHIPPING
/** Freight counts the goods after the merchant's own lanes, before those of the platform. */
export const FIRST_PLATFORM_LANE = laneIndex.PLATFORM_ORDER
export const ALL_LANES = laneMask(LANES)
