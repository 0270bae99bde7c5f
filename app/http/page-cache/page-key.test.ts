import { expect, test } from 'vitest'
import { pageKey } from '#app/http/page-cache/page-key.ts'

test.each([
  ['/', '/'],
  ['/?utm_source=x', '/'],
  ['/products/t001-huizao?ref=leader07', '/products/t001-huizao'],
  ['/categories/dates?page=2&sort=price', '/categories/dates?sort=price&page=2'],
  ['/products/t001-huizao/reviews?page=2&stars=5', '/products/t001-huizao/reviews?page=2'],
  ['/categories/dates?x=1', '/categories/dates'],
  ['/venues/main?x=1', '/venues/main'],
  ['/search?q=%E6%9E%A3&page=2', '/search?q=%E6%9E%A3&page=2'],
  ['/search?page=2&q=%E6%9E%A3', '/search?q=%E6%9E%A3&page=2'],
])('%s is the page %s', (address, key) => {
  expect(pageKey(address)).toBe(key)
})

test.each(['/cart', '/checkout', '/orders/1', '/login', '/products/t001.data', '/products/../cart', '//', '/products/', '/products/t001/reviews/', '/review-pictures/x.webp', '/fragments/cart-count', `/search?q=${'x'.repeat(300)}`])('%s is no public page', (address) => {
  expect(pageKey(address)).toBe(null)
})
