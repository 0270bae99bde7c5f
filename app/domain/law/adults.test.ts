import { expect, test } from 'vitest'
import { adultGoods, needsAdult } from '#app/domain/law/adults.ts'

const goods = (skuId: string, adultOnly: boolean) => ({ skuId, title: `货品 ${skuId}`, adultOnly })
const order = (lines: ReturnType<typeof goods>[], gifts: ReturnType<typeof goods>[] = []) => ({ groups: [{ lines, gifts }] })

test('R-43: an order without liquor asks nothing', () => {
  expect(needsAdult(order([goods('dates', false)]))).toBe(false)
  expect(needsAdult({ groups: [] })).toBe(false)
})

test('R-43: bought or given, in whichever shop, each is named once', () => {
  const both = { groups: [...order([goods('dates', false), goods('baijiu', true)]).groups, ...order([], [goods('wine', true), goods('baijiu', true)]).groups] }
  expect(needsAdult(both)).toBe(true)
  expect(adultGoods(both)).toEqual([{ skuId: 'baijiu', title: '货品 baijiu' }, { skuId: 'wine', title: '货品 wine' }])
  expect(needsAdult(order([goods('dates', false)], [goods('wine', true)]))).toBe(true)
})
