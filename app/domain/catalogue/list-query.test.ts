import { expect, test } from 'vitest'
import { listAddress, readListQuery } from '#app/domain/catalogue/list-query.ts'

test.each([
  ['', { order: 'default', page: 1 }],
  ['sort=price&page=3', { order: 'price', page: 3 }],
  ['sort=drop+table&page=-1', { order: 'default', page: 1 }],
  ['page=1.5', { order: 'default', page: 1 }],
  ['page=1e9', { order: 'default', page: 1 }],
])('reads %j', (query, expected) => {
  expect(readListQuery(new URLSearchParams(query))).toEqual(expected)
})

test('addresses leave defaults out', () => {
  expect(listAddress('/categories/fruit', { order: 'default', page: 1 })).toBe('/categories/fruit')
  expect(listAddress('/search?q=x', { order: 'unit-price', page: 2 })).toBe('/search?q=x&sort=unit-price&page=2')
})
