import { addDays, startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { demoListings } from '#prisma/seed/listings-data.ts'
import { BUYERS_PER_ORDER, TAIZHOU_PERCENT, channelWeights, drawGoods, goodsWeights, provinceWeights } from '#app/domain/promotion/shopping-habits.ts'
import { seededRandom } from '#app/domain/random.ts'

// What people would have ordered, before any rule is asked: who, when, where, what.

export type OrderPlan = {
  place: number
  buyer: number
  districtCode: string
  placedAt: Date
  paidAt: Date
  goods: { code: string; quantity: number }[]
  paymentMethod: 'WECHAT_PAY' | 'ALIPAY' | 'CARD'
  channel: string
  carrier: Carrier
  /** Hours from payment to the parcel, per merchant order in turn. */
  shipAfterHours: number
  /** The shopper takes the first merchant's part back before it ships. */
  takesBack: boolean
}

export type Carrier = 'zto' | 'yto' | 'yunda' | 'sto' | 'sf' | 'ems' | 'jd'

export type District = { code: string; cityCode: string; provinceCode: string }

const MINUTE_MS = 60_000
const DAYS = 33

const carrierWeights = [['zto', 34], ['yto', 18], ['yunda', 14], ['sto', 12], ['sf', 10], ['ems', 8], ['jd', 4]] as const

const hourWeights = [1, 0, 0, 0, 0, 1, 3, 6, 10, 14, 16, 14, 12, 10, 10, 11, 11, 11, 12, 16, 22, 20, 12, 5].map((weight, hour) => [hour, weight] as const)

/**
 * Plans of past orders, rising towards the festival, none after `until`. They are numbered
 * from `firstPlace` on, and other numbers give other orders.
 * @param today the last business day with orders
 */
export function planPastOrders(count: number, today: BusinessDate, until: Date, districts: readonly District[], firstPlace = 0): OrderPlan[] {
  const random = seededRandom(20_270_116 + firstPlace)
  const taizhou = districts.filter(({ cityCode }) => cityCode === '331000')
  const byProvince = new Map<string, District[]>()
  for (const district of districts) byProvince.set(district.provinceCode, [...(byProvince.get(district.provinceCode) ?? []), district])
  const days = Array.from({ length: DAYS }, (_, back) => [addDays(today, -back), Math.round(100 / (1 + back * 0.28))] as const)
  const goods = goodsWeights(demoListings.filter(({ stock }) => stock > 0))

  const plans: OrderPlan[] = []
  while (plans.length < count) {
    const day = random.pick(days)
    const placedAt = new Date(startOfDay(day).getTime() + random.pick(hourWeights) * 60 * MINUTE_MS + random.below(3_600) * 1_000)
    const paidAt = new Date(placedAt.getTime() + MINUTE_MS + random.below(5 * 60) * 1_000)
    const inTaizhou = random.chance(TAIZHOU_PERCENT)
    const district = inTaizhou ? taizhou[random.below(taizhou.length)]! : pickDistrict(random.pick(provinceWeights), byProvince, random.below)
    // Where things are not sent to is asked later; here people only wish.
    const wanted = drawGoods(random, goods)
    const plan: OrderPlan = {
      place: plans.length,
      buyer: random.below(Math.ceil(count * BUYERS_PER_ORDER)),
      districtCode: district.code,
      placedAt,
      paidAt,
      goods: [...wanted].map(([{ code }, quantity]) => ({ code, quantity })),
      paymentMethod: random.pick([['WECHAT_PAY', 62], ['ALIPAY', 30], ['CARD', 8]] as const),
      channel: random.pick(channelWeights),
      carrier: random.pick(carrierWeights),
      shipAfterHours: 6 + random.below(34),
      takesBack: random.chance(3),
    }
    if (paidAt < until) plans.push(plan)
  }
  return plans.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime()).map((plan, place) => ({ ...plan, place: firstPlace + place }))
}

function pickDistrict(provinceCode: string, byProvince: Map<string, District[]>, below: (n: number) => number): District {
  const list = byProvince.get(provinceCode)!
  return list[below(list.length)]!
}
