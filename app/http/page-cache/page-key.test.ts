import { expect, test } from 'vitest'
import { isEndless, pageKey, readPageKey } from '#app/http/page-cache/page-key.ts'

test.each([
  ['/', '/'],
  ['/?utm_source=x', '/'],
  ['/products/t001-huizao?ref=leader07', '/products/t001-huizao'],
  ['/categories/dates?page=2&sort=price', '/categories/dates?sort=price&page=2'],
  ['/products/t001-huizao/reviews?page=2&stars=5', '/products/t001-huizao/reviews?page=2'],
  ['/categories/dates?x=1', '/categories/dates'],
  ['/venues/main?x=1', '/venues/main'],
  ['/products/t001-huizao?ch=unheard-of', '/products/t001-huizao'],
  ['/rules', '/rules'],
  ['/rules/privacy?version=2&x=1', '/rules/privacy?version=2'],
  ['/search?q=%E6%9E%A3&page=2', '/search?q=%E6%9E%A3&page=2'],
  ['/search?page=2&q=%E6%9E%A3', '/search?q=%E6%9E%A3&page=2'],
  ['/search?q=++%E6%9E%A3++x+', '/search?q=%E6%9E%A3+x'],
  ['/search?q=&sort=', '/search'],
  ['/search?q=x&page=-1', '/search?q=x'],
  ['/search?q=x&page=1000000000&sort=drop', '/search?q=x'],
  ['/search?q=x&stock=1&return=7&max=80&min=30&regiment=r14&category=dates', '/search?q=x&category=dates&regiment=r14&min=30&max=80&stock=1&return=7'],
  ['/search?q=x&stock=yes&min=-1&max=1e9&regiment=%27&category=%3Cb%3E', '/search?q=x'],
  ['/categories/dates?category=nuts&regiment=r14', '/categories/dates?regiment=r14'],
  ['/fragments/suggestions?q=%EF%BC%A8Z&x=1', '/fragments/suggestions?q=hz'],
  ['/fragments/suggestions?q=', '/fragments/suggestions'],
])('%s is the page %s', (address, key) => {
  expect(pageKey(address, false)).toBe(key)
  const elder = pageKey(address, true)!
  expect(elder).not.toBe(key)
  expect([readPageKey(key), readPageKey(elder)]).toEqual([{ address: key, elder: false }, { address: key, elder: true }])
})

test.each(['/cart', '/checkout', '/orders/1', '/login', '/account/privacy', '/products/t001-huizao?ch=poster&ref=leader07', '/?x=1&ch=wechat_group', '/products/t001.data', '/products/../cart', '//', '/products/', '/products/t001/reviews/', '/review-pictures/x.webp', '/photos/x.webp', '/fragments/cart-count', '/#elder', `/search?q=${'x'.repeat(300)}`])('%s is no public page', (address) => {
  expect([pageKey(address, false), pageKey(address, true)]).toEqual([null, null])
})

test.each([
  ['/search?q=x', true],
  ['/search', true],
  ['/fragments/suggestions?q=h', true],
  ['/categories/dates?regiment=r14', true],
  ['/categories/dates?min=1&sort=price', true],
  ['/categories/dates?sort=price&page=2', false],
  ['/products/t001?sku=T001', false],
  ['/', false],
])('of pages like %s there is no end: %s', (key, endless) => {
  expect(isEndless(key)).toBe(endless)
})
