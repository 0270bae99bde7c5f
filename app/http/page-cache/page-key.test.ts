import { expect, test } from 'vitest'
import { pageKey } from '#app/http/page-cache/page-key.ts'

test.each([
  ['/', '/'],
  ['/?utm_source=x', '/'],
  ['/products/t001-huizao?ref=leader07', '/products/t001-huizao'],
  ['/categories/dates?page=2&sort=price', '/categories/dates?sort=price&page=2'],
  ['/categories/dates?x=1', '/categories/dates'],
  ['/venues/main?x=1', '/venues/main'],
  ['/products/t001-huizao?ch=unheard-of', '/products/t001-huizao'],
  ['/rules', '/rules'],
  ['/rules/privacy?version=2&x=1', '/rules/privacy?version=2'],
  ['/search?q=%E6%9E%A3&page=2', '/search?q=%E6%9E%A3&page=2'],
  ['/search?page=2&q=%E6%9E%A3', '/search?q=%E6%9E%A3&page=2'],
])('%s is the page %s', (address, key) => {
  expect(pageKey(address)).toBe(key)
})

test.each(['/cart', '/checkout', '/orders/1', '/login', '/account/privacy', '/products/t001-huizao?ch=poster&ref=leader07', '/?x=1&ch=wechat_group', '/products/t001.data', '/products/../cart', '//', '/products/', '/fragments/cart-count', `/search?q=${'x'.repeat(300)}`])('%s is no public page', (address) => {
  expect(pageKey(address)).toBe(null)
})
