import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { cardOrders, countFilters, listAddress, noFilters, readListQuery } from '#app/domain/catalogue/list-query.ts'

test.each([
  ['', { order: 'default', page: 1, filters: noFilters }],
  ['sort=price&page=3', { order: 'price', page: 3, filters: noFilters }],
  ['sort=drop+table&page=-1', { order: 'default', page: 1, filters: noFilters }],
  ['page=1.5', { order: 'default', page: 1, filters: noFilters }],
  ['page=1e9', { order: 'default', page: 1, filters: noFilters }],
  ['page=1000000000', { order: 'default', page: 1, filters: noFilters }],
  ['page=501', { order: 'default', page: 1, filters: noFilters }],
  ['category=dates&regiment=r14&min=30&max=80&stock=1&return=7', { order: 'default', page: 1, filters: { category: 'dates', regiment: 'r14', minYuan: 30, maxYuan: 80, inStock: true, sevenDay: true } }],
  ['min=80&max=30', { order: 'default', page: 1, filters: { ...noFilters, minYuan: 30, maxYuan: 80 } }],
  ['min=+30+&max=', { order: 'default', page: 1, filters: { ...noFilters, minYuan: 30 } }],
  ['min=-5&max=1e3&stock=yes&return=1&regiment=%27%3B--&category=%3Cb%3E', { order: 'default', page: 1, filters: noFilters }],
  ['min=0.5&max=100000', { order: 'default', page: 1, filters: noFilters }],
])('reads %j', (query, expected) => {
  expect(readListQuery(new URLSearchParams(query))).toEqual(expected)
})

test('addresses leave defaults out', () => {
  expect(listAddress('/categories/fruit', { order: 'default', page: 1 })).toBe('/categories/fruit')
  expect(listAddress('/search?q=x', { order: 'unit-price', page: 2 })).toBe('/search?q=x&sort=unit-price&page=2')
  expect(listAddress('/categories/fruit', { filters: { ...noFilters, regiment: 'r05', minYuan: 0, maxYuan: 50, inStock: true } })).toBe('/categories/fruit?regiment=r05&max=50&stock=1')
})

const amounts = fc.option(fc.integer({ min: 1, max: 99_999 }))
property.prop([
  fc.constantFrom(...cardOrders),
  fc.integer({ min: 1, max: 500 }),
  fc.record({ category: fc.constantFrom(null, 'dates'), regiment: fc.constantFrom(null, 'r01', 'rPK'), minYuan: amounts, maxYuan: amounts, inStock: fc.boolean(), sevenDay: fc.boolean() }),
])('what an address says is what is read from it', (order, page, filters) => {
  fc.pre((filters.minYuan ?? 0) <= (filters.maxYuan ?? 99_999))
  const address = listAddress('/search', { order, page, filters })
  expect(readListQuery(new URL(address, 'http://shop').searchParams)).toEqual({ order, page, filters })
})

test.each([
  [noFilters, 0],
  [{ ...noFilters, minYuan: 1, maxYuan: 5 }, 1],
  [{ ...noFilters, category: 'dates', regiment: 'r01', inStock: true, sevenDay: true, maxYuan: 3 }, 5],
])('%j are %i', (filters, count) => {
  expect(countFilters(filters)).toBe(count)
})
