import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CouponStrip } from '#app/components/storefront/coupon-ticket.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { SellerCard } from '#app/components/storefront/seller-card.tsx'
import { shareMeta } from '#app/components/storefront/share-meta.ts'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { listAddress, readListQuery } from '#app/domain/catalogue/list-query.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { shopNow, siteOrigin } from '#app/services/catalogue/get-site-facts.server.ts'
import { getShopPage } from '#app/services/catalogue/get-shop-page.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return pageTitle('店铺')
  const { shop, origin } = data
  const summary = shop.introduction || `${shop.regimentName}${shop.town ?? ''}的${shop.name}`
  return [...pageTitle(shop.name), ...shareMeta({ title: shop.name, summary, url: `${origin}/shops/${shop.slug}`, picture: `${origin}/pictures/shops/${shop.slug}.png` })]
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const found = await getShopPage(params.slug ?? '', readListQuery(new URL(request.url).searchParams).page, await shopNow())
  if (!found) throw new Response('没有这家店', { status: 404 })
  return { ...found, origin: siteOrigin() }
}

export default function Shop() {
  const { shop, list, coupons } = useLoaderData<typeof loader>()
  return (
    <Content>
      {shop.open ? null : (
        <Notice tone="warning" title="本店暂停营业" className="mb-4">
          <p>已付款的订单照常发货和售后，请用下面的电话联系卖家。</p>
        </Notice>
      )}
      <Card className="md:grid md:grid-cols-2 md:gap-8">
        <div>
          <h1 className="font-serif text-xl font-bold tracking-wide md:text-2xl">{shop.name}</h1>
          <p className="text-sm text-ink-2">
            {shop.regimentName}
            {shop.town ? ` ${shop.town}` : ''} · {list.total} 种商品
          </p>
          {shop.introduction ? <p className="mt-2 whitespace-pre-line">{shop.introduction}</p> : null}
        </div>
        <div className="mt-4 border-t border-line pt-4 md:mt-0 md:border-t-0 md:border-l md:pt-0 md:pl-8">
          <SellerCard seller={shop} />
        </div>
      </Card>
      <CouponStrip coupons={coupons} back={`/shops/${shop.slug}`} className="mt-4" />
      <section aria-labelledby="goods" className="mt-8">
        <SectionHeading id="goods" title="全部商品" />
        {list.cards.length > 0 ? (
          <ProductGrid cards={list.cards} eagerRows={1} />
        ) : (
          <EmptyState motif="parcel-empty" title="暂时没有在售商品" level={2} />
        )}
        <Pagination
          page={list.page}
          pageCount={list.pageCount}
          hrefFor={(page) => listAddress(`/shops/${shop.slug}`, { order: 'default', page })}
        />
      </section>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
