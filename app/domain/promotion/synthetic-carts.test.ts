import { expect, test } from 'vitest'
import { syntheticCarts } from '#app/domain/promotion/synthetic-carts.ts'
import { cartLine } from '#tests/factories/promotions.ts'

const catalogue = [cartLine('A', 3_990), cartLine('B', 8_800), cartLine('C', 12_800)]

test('the same seed gives the same carts, another seed others', () => {
  expect(syntheticCarts(7, 50, catalogue)).toEqual(syntheticCarts(7, 50, catalogue))
  expect(syntheticCarts(8, 50, catalogue)).not.toEqual(syntheticCarts(7, 50, catalogue))
})

test('carts hold each kind once, and buyers come back', () => {
  const carts = syntheticCarts(7, 1_000, catalogue)
  expect(carts).toHaveLength(1_000)
  for (const { lines } of carts) {
    expect(new Set(lines.map(({ skuId }) => skuId)).size).toBe(lines.length)
    expect(lines.every(({ quantity }) => quantity > 0)).toBe(true)
  }
  expect(new Set(carts.map(({ buyerKey }) => buyerKey)).size).toBeLessThan(700)
})

test('an empty shop has no carts', () => {
  expect(syntheticCarts(7, 10, [])).toEqual([])
})
