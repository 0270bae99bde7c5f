import { expect, test } from 'vitest'
import { buildFor, surfaceOf } from '#app/http/server/surfaces.server.ts'

test.each([
  ['/', 'shop'],
  ['/products/hetao', 'shop'],
  ['/operators', 'shop'],
  ['/shops/merchant', 'shop'],
  ['/operator', 'operator'],
  ['/operator.data', 'operator'],
  ['/operator/campaigns/7/budget', 'operator'],
  ['/merchant/orders.data', 'merchant'],
  ['/command/reports/2027-01/word', 'command'],
  // A console asks here for its own routes, not the shop.
  ['/__manifest', 'all'],
])('%s belongs to %s', (path, surface) => {
  expect(surfaceOf(path)).toBe(surface)
})

test('each surface has its own routes, and all of them the page for addresses that are not there', () => {
  const ids = ['root', 'routes/storefront/layout', 'routes/storefront/home', 'routes/storefront/not-found', 'routes/identity/login', 'routes/operator/layout', 'routes/operator/home', 'routes/merchant/home']
  const routes = Object.fromEntries(ids.map((id) => [id, { id }]))
  const of = (surface: Parameters<typeof buildFor>[0]) => {
    const built = buildFor(surface, { routes, assets: { routes, version: '7' } } as never)
    expect(Object.keys(built.assets.routes)).toEqual(Object.keys(built.routes))
    expect(built.assets.version).toBe('7')
    return Object.keys(built.routes)
  }
  expect(of('shop')).toEqual(['root', 'routes/storefront/layout', 'routes/storefront/home', 'routes/storefront/not-found', 'routes/identity/login'])
  expect(of('operator')).toEqual(['root', 'routes/storefront/layout', 'routes/storefront/not-found', 'routes/operator/layout', 'routes/operator/home'])
  expect(of('all')).toEqual(ids)
  expect(of('merchant')).toEqual(['root', 'routes/storefront/layout', 'routes/storefront/not-found', 'routes/merchant/home'])
})
