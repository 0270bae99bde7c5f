import { expect, test } from 'vitest'
import { takeBackWords } from '#app/domain/promotion/take-back-words.ts'

const every = { name: '跨店每满200减30', amountFen: 3_000, needFen: 20_000 }

test.each([
  ['no promotion', { refundFen: 3_600, listFen: 3_000, fullFreightFen: 600, lost: [] }, '商品 30.00 元，运费 6.00 元'],
  ['a threshold lost', { refundFen: 5_800, listFen: 8_800, fullFreightFen: 0, lost: [every] }, '商品 88.00 元；剩下的商品不再满 200 元，“跨店每满200减30”少减 30.00 元'],
  ['one step fewer', { refundFen: 17_000, listFen: 20_000, fullFreightFen: 0, lost: [{ ...every, needFen: null }] }, '商品 200.00 元；“跨店每满200减30”少减 30.00 元'],
  ['another in its place', { refundFen: 6_300, listFen: 8_800, fullFreightFen: 0, lost: [every, { name: '店铺券', amountFen: -500, needFen: null }] }, '商品 88.00 元；剩下的商品不再满 200 元，“跨店每满200减30”少减 30.00 元；“店铺券”多减 5.00 元'],
  ['less than nothing', { refundFen: 0, listFen: 1_000, fullFreightFen: 0, lost: [every] }, '商品 10.00 元；剩下的商品不再满 200 元，“跨店每满200减30”少减 30.00 元；不够减的部分不用您补'],
] as const)('%s', (_, terms, words) => {
  expect(takeBackWords({ ...terms, lost: [...terms.lost] })).toBe(words)
})
