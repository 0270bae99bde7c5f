import { addDays, startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { demoListings } from '#prisma/seed/listings-data.ts'
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

// About how people of these provinces bought; the aiding city has near half of the orders.
const provinceWeights: readonly (readonly [string, number])[] = [
  ['330000', 190], ['310000', 110], ['320000', 105], ['440000', 90], ['110000', 60], ['650000', 50], ['340000', 45], ['370000', 45],
  ['410000', 40], ['350000', 36], ['420000', 34], ['510000', 32], ['430000', 28], ['360000', 26], ['130000', 24], ['610000', 22],
  ['120000', 20], ['500000', 20], ['210000', 16], ['140000', 12], ['450000', 10], ['230000', 8], ['530000', 8], ['220000', 6],
  ['620000', 6], ['520000', 5], ['150000', 4], ['460000', 3], ['640000', 2],
]

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
  const goods = demoListings
    .filter(({ stock }) => stock > 0)
    // Cheaper goods are bought more often.
    .map((listing) => [listing, Math.max(4, Math.round(60_000 / (listing.priceFen + 900)))] as const)

  const plans: OrderPlan[] = []
  while (plans.length < count) {
    const day = random.pick(days)
    const placedAt = new Date(startOfDay(day).getTime() + random.pick(hourWeights) * 60 * MINUTE_MS + random.below(3_600) * 1_000)
    const paidAt = new Date(placedAt.getTime() + MINUTE_MS + random.below(5 * 60) * 1_000)
    const inTaizhou = random.chance(45)
    const district = inTaizhou ? taizhou[random.below(taizhou.length)]! : pickDistrict(random.pick(provinceWeights), byProvince, random.below)
    const wanted = new Map<string, number>()
    const kinds = random.pick([[1, 45], [2, 32], [3, 17], [4, 6]] as const)
    for (let kind = 0; kind < kinds; kind += 1) {
      const listing = random.pick(goods)
      // Tibet-like rules are asked later; here people only wish.
      wanted.set(listing.code, random.pick([[1, 64], [2, 24], [3, 7], [5, 4], [20, 1]] as const))
    }
    const plan: OrderPlan = {
      place: plans.length,
      buyer: random.below(Math.ceil(count * 0.7)),
      districtCode: district.code,
      placedAt,
      paidAt,
      goods: [...wanted].map(([code, quantity]) => ({ code, quantity })),
      paymentMethod: random.pick([['WECHAT_PAY', 62], ['ALIPAY', 30], ['CARD', 8]] as const),
      channel: random.pick([['web', 55], ['wechat_group', 30], ['poster', 15]] as const),
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
