import type { Fen } from '#app/domain/money.ts'
import type { Random } from '#app/domain/random.ts'

// How people buy for the New Year, about: what synthetic orders and synthetic carts are drawn from.

export type Weighted<T> = readonly (readonly [T, number])[]

// About how people of these provinces bought; the aiding city has near half of the orders.
export const provinceWeights: Weighted<string> = [
  ['330000', 190], ['310000', 110], ['320000', 105], ['440000', 90], ['110000', 60], ['650000', 50], ['340000', 45], ['370000', 45],
  ['410000', 40], ['350000', 36], ['420000', 34], ['510000', 32], ['430000', 28], ['360000', 26], ['130000', 24], ['610000', 22],
  ['120000', 20], ['500000', 20], ['210000', 16], ['140000', 12], ['450000', 10], ['230000', 8], ['530000', 8], ['220000', 6],
  ['620000', 6], ['520000', 5], ['150000', 4], ['460000', 3], ['640000', 2],
]
/** Of all orders, how many go to the aiding city itself. */
export const TAIZHOU_PERCENT = 45
export const channelWeights: Weighted<string> = [['web', 55], ['wechat_group', 30], ['poster', 15]]
const kindWeights: Weighted<number> = [[1, 45], [2, 32], [3, 17], [4, 6]]
const quantityWeights: Weighted<number> = [[1, 64], [2, 24], [3, 7], [5, 4], [20, 1]]
/** Orders to buyers: some come back. */
export const BUYERS_PER_ORDER = 0.7

/** Cheaper goods are bought more often. */
export function goodsWeights<Goods extends { priceFen: Fen }>(goods: readonly Goods[]): Weighted<Goods> {
  return goods.map((one) => [one, Math.max(4, Math.round(60_000 / (one.priceFen + 900)))] as const)
}

/** What one person wishes: a few kinds, mostly one of each. The same kind drawn twice counts once, with the later quantity. */
export function drawGoods<Goods>(random: Random, goods: Weighted<Goods>): Map<Goods, number> {
  const wanted = new Map<Goods, number>()
  const kinds = random.pick(kindWeights)
  for (let kind = 0; kind < kinds; kind += 1) {
    const one = random.pick(goods)
    wanted.set(one, random.pick(quantityWeights))
  }
  return wanted
}
