import { expect, test } from 'vitest'
import { isHopeless, lineProblem, tickOf } from '#app/domain/cart/cart.ts'

const sellable = { skuOnSale: true, listed: true, merchantOpen: true, free: 5 }

test.each([
  ['there is enough', sellable, null, false],
  ['there is less than wanted', { ...sellable, free: 2 }, 'not_enough', false],
  ['there is nothing', { ...sellable, free: 0 }, 'sold_out', true],
  ['its seller took it down', { ...sellable, listed: false }, 'off_sale', true],
  ['the kind is not sold', { ...sellable, skuOnSale: false }, 'off_sale', true],
  ['its shop is closed', { ...sellable, merchantOpen: false, free: 0 }, 'merchant_closed', true],
  ['it does not exist', null, 'gone', true],
] as const)('a line of which %s', (_, found, problem, hopeless) => {
  expect(lineProblem(found, 3)).toBe(problem)
  expect(isHopeless(problem)).toBe(hopeless)
})

test.each([
  [[], 'none'],
  [[false, false], 'none'],
  [[true, false], 'some'],
  [[true, true], 'all'],
] as const)('the box of lines chosen %j says %s', (chosen, tick) => {
  expect(tickOf(chosen.map((checked) => ({ checked })))).toBe(tick)
})
