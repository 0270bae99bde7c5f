import { route, index, layout, prefix } from '@remix-run/route-config'
import type { RouteConfig, RouteConfigEntry } from '@remix-run/route-config'

// One list a surface; the guard test walks the same list.
const identity: RouteConfigEntry[] = [
  route('login', 'routes/identity/login.tsx'),
  route('register', 'routes/identity/register.tsx'),
  route('reset', 'routes/identity/reset.tsx'),
  route('account', 'routes/identity/account.tsx'),
  route('account/privacy', 'routes/identity/privacy.tsx'),
  route('account/addresses', 'routes/identity/addresses.tsx'),
  route('account/addresses/:id', 'routes/identity/address.tsx'),
  route('messages', 'routes/identity/messages.tsx'),
  route('messages/sent', 'routes/identity/sent-messages.tsx'),
]

const storefront: RouteConfigEntry[] = [
  layout('routes/storefront/layout.tsx', [
    index('routes/storefront/home.tsx'),
    route('categories/:slug', 'routes/storefront/category.tsx'),
    route('search', 'routes/storefront/search.tsx'),
    route('products/:slug', 'routes/storefront/product.tsx'),
    route('products/:slug/reviews', 'routes/storefront/product-reviews.tsx'),
    route('shops/:slug', 'routes/storefront/shop.tsx'),
    route('venues/:slug', 'routes/storefront/venue.tsx'),
    route('share/:slug', 'routes/storefront/share.tsx'),
    route('licences', 'routes/storefront/licences.tsx'),
    route('rules', 'routes/storefront/rules.tsx'),
    route('rules/:page', 'routes/storefront/rule.tsx'),
    route('coupons', 'routes/storefront/coupons.tsx'),
    route('cart', 'routes/storefront/cart.tsx'),
    route('checkout', 'routes/storefront/checkout.tsx'),
    route('pay/:number', 'routes/storefront/pay.tsx'),
    route('pay-for', 'routes/storefront/pay-for.tsx'),
    route('orders', 'routes/storefront/orders.tsx'),
    route('orders/:number', 'routes/storefront/order.tsx'),
    route('orders/:number/review/:lineId', 'routes/storefront/review.tsx'),
    route('orders/:number/talk/:place', 'routes/storefront/talk.tsx'),
    route('favourites', 'routes/storefront/favourites.tsx'),
    route('footprints', 'routes/storefront/footprints.tsx'),
    ...identity,
    route('*', 'routes/storefront/not-found.tsx'),
  ]),
  route('logout', 'routes/identity/logout.ts'),
  route('account/export', 'routes/identity/export.ts'),
  route('fragments/cart-count', 'routes/storefront/cart-count.ts'),
  route('fragments/coupons', 'routes/storefront/claimed-coupons.ts'),
  route('fragments/suggestions', 'routes/storefront/suggestions.ts'),
  route('fragments/footprint', 'routes/storefront/footprint.ts'),
  route('fragments/province', 'routes/storefront/province.ts'),
  route('delivery', 'routes/storefront/delivery.ts'),
  route('elder', 'routes/storefront/elder.ts'),
  route('posters/:file', 'routes/storefront/poster.ts'),
  route('pictures/:kind/:file', 'routes/storefront/share-picture.ts'),
]

const merchant: RouteConfigEntry[] = [
  route('merchant', 'routes/merchant/layout.tsx', [
    index('routes/merchant/home.tsx'),
    route('orders', 'routes/merchant/orders.tsx'),
    route('orders/:id', 'routes/merchant/order.tsx'),
    route('shipping', 'routes/merchant/shipping.tsx'),
    route('listings', 'routes/merchant/listings.tsx'),
    route('listings/:id', 'routes/merchant/listing.tsx'),
    route('listings/:id/photos', 'routes/merchant/listing-photos.tsx'),
    route('stock', 'routes/merchant/stock.tsx'),
    route('promotions', 'routes/merchant/promotions.tsx'),
    route('reviews', 'routes/merchant/reviews.tsx'),
    route('talks', 'routes/merchant/talks.tsx'),
    route('talks/:id', 'routes/merchant/talk.tsx'),
  ]),
]

const command: RouteConfigEntry[] = [
  route('command', 'routes/command/layout.tsx', [
    index('routes/command/board.tsx'),
    route('metrics/:code', 'routes/command/metric.tsx'),
    route('reports', 'routes/command/reports.tsx'),
    route('reports/:period', 'routes/command/report.tsx'),
  ]),
  route('command/reports/:period/print', 'routes/command/report-print.tsx'),
  route('command/reports/:period/word', 'routes/command/report-word.ts'),
  route('command/reports/:period/excel', 'routes/command/report-excel.ts'),
  route('command/charts/daily.svg', 'routes/command/daily-chart.ts'),
]

const operator: RouteConfigEntry[] = [
  route('operator', 'routes/operator/layout.tsx', [
    index('routes/operator/home.tsx'),
    route('listings', 'routes/operator/listings.tsx'),
    route('merchants', 'routes/operator/merchants.tsx'),
    route('payments', 'routes/operator/payments.tsx'),
    route('exceptions', 'routes/operator/exceptions.tsx'),
    route('rules', 'routes/operator/rules.tsx'),
    route('rules/:page', 'routes/operator/rule.tsx'),
    route('reviews', 'routes/operator/reviews.tsx'),
    route('disputes', 'routes/operator/disputes.tsx'),
    route('disputes/:id', 'routes/operator/dispute.tsx'),
    route('shipping', 'routes/operator/shipping.tsx'),
    route('reference-data', 'routes/operator/reference-data.tsx'),
    route('campaigns', 'routes/operator/campaigns.tsx'),
    route('campaigns/:id', 'routes/operator/campaign.tsx'),
    route('campaigns/:id/venues/:slug', 'routes/operator/campaign-venue.tsx'),
    route('campaigns/:id/promotions/:pid', 'routes/operator/campaign-promotion.tsx'),
    route('campaigns/:id/enrolments', 'routes/operator/enrolments.tsx'),
    route('campaigns/:id/rehearsal', 'routes/operator/campaign-rehearsal.tsx'),
    route('campaigns/:id/budget', 'routes/operator/campaign-budget.tsx'),
  ]),
]

const machine: RouteConfigEntry[] = []

export default [
  ...storefront,
  ...merchant,
  ...command,
  ...operator,
  ...machine,
] satisfies RouteConfig

void [route, index, layout, prefix]
