import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BundleContents, SkuLinks, productFacts } from '#app/components/storefront/product-details.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { CouponStrip } from '#app/components/storefront/coupon-ticket.tsx'
import { DeliveryBox } from '#app/components/storefront/delivery-box.tsx'
import { KeepButton } from '#app/components/storefront/kept-cards.tsx'
import { BuyForm } from '#app/components/storefront/buy-form.tsx'
import { Gallery } from '#app/components/storefront/gallery.tsx'
import type { GoneProduct } from '#app/components/storefront/gone-product.tsx'
import { productData } from '#app/components/storefront/product-data.ts'
import { ProductReviews } from '#app/components/storefront/product-reviews.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { SellerCard } from '#app/components/storefront/seller-card.tsx'
import { shareMeta } from '#app/components/storefront/share-meta.ts'
import { ShelfPromotions, StruckPrice } from '#app/components/storefront/shelf-price.tsx'
import { Card, Facts, SectionHeading } from '#app/components/ui/card.tsx'
import { Price, UnitPrice } from '#app/components/ui/price.tsx'
import { DemoMark, Tag } from '#app/components/ui/tag.tsx'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import { shareSummary } from '#app/domain/sharing/poster.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { isProvinceCode } from '#app/http/province.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { shopNow, siteOrigin } from '#app/services/catalogue/get-site-facts.server.ts'
import { otherGoods } from '#app/services/catalogue/other-goods.server.ts'
import { DEFAULT_PROVINCE, isServedProvince } from '#app/services/shipping/get-delivery.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => {
  if (!shown) return pageTitle('商品')
  const { product, origin } = shown
  const link = { url: `${origin}/products/${product.slug}`, picture: `${origin}/pictures/products/${product.slug}.png` }
  const summary = shareSummary({ subtitle: product.subtitle, place: product.regiment.name, spec: product.selected?.spec ?? '', seller: product.seller.name })
  return [...pageTitle(product.title), ...shareMeta({ title: product.title, summary, ...link, kind: 'product' }), { 'script:ld+json': productData(product, link) }]
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const search = new URL(request.url).searchParams
  const province = search.get('province')
  const provinceCode = isProvinceCode(province) && (await isServedProvince(province)) ? province : DEFAULT_PROVINCE
  const now = await shopNow()
  const product = await getProductPage(params.slug ?? '', search.get('sku'), { provinceCode, now })
  // Links and posters outlive goods: the page says so and leads on.
  if (!product) throw data({ instead: await otherGoods(now) } satisfies GoneProduct, { status: 404 })
  return { product, origin: siteOrigin() }
}

export default function Product() {
  const { product } = useLoaderData<typeof loader>()
  const sku = product.selected
  const here = `/products/${product.slug}${product.skus.length > 1 && sku ? `?sku=${encodeURIComponent(sku.code)}` : ''}`
  return (
    <Content>
      <nav aria-label="所在位置" className="-mt-2 mb-2 text-xs text-ink-2">
        <a href="/" className="inline-flex min-h-9 items-center no-underline hover:text-ink">
          首页
        </a>
        <span aria-hidden="true"> / </span>
        <a href={`/categories/${product.category.slug}`} className="inline-flex min-h-9 items-center no-underline hover:text-ink">
          {product.category.name}
        </a>
      </nav>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)] md:gap-10">
        <div>
          <Gallery photos={product.photos} motif={product.motif} title={product.title} />
        </div>
        <div>
          <h1 className="text-xl md:text-2xl">{product.title}</h1>
          {product.subtitle ? <p className="mt-1 text-ink-2">{product.subtitle}</p> : null}
          {sku ? (
            <p className="mt-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Price fen={sku.shelf.priceFen} size="lg" />
              {sku.shelf.struck ? <StruckPrice struck={sku.shelf.struck} className="text-sm" /> : null}
              <UnitPrice fen={sku.shelf.priceFen} grams={sku.netGrams} />
            </p>
          ) : null}
          {sku ? <ShelfPromotions shelf={sku.shelf} /> : null}
          <p className="mt-2 flex flex-wrap gap-1.5">
            {sku?.isBundle ? <Tag tone="poplar">组合装</Tag> : null}
            <Tag tone={product.returnPolicy.startsWith('STATUTORY') ? 'river' : 'leaf'}>
              {returnPolicyWords[product.returnPolicy].tag}
            </Tag>
            {product.isLocal ? <Tag tone="cinnabar">本地产品</Tag> : <Tag>外地产品</Tag>}
            {product.seller.isDemo ? <DemoMark /> : null}
          </p>
          <CouponStrip coupons={product.coupons} back={here} className="mt-3" />
          <SkuLinks slug={product.slug} skus={product.skus} selected={sku?.code} />
          {product.delivery ? (
            <DeliveryBox delivery={product.delivery} back={here} />
          ) : null}
          <BuyForm
            skuId={sku?.id ?? ''}
            unavailable={!product.onShelf || !sku ? '已下架' : sku.soldOut ? '已售罄' : null}
            season={product.season}
          />
          <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1">
            <KeepButton slug={product.slug} />
            {product.onShelf && sku ? (
              <a href={`/share/${product.slug}?sku=${encodeURIComponent(sku.code)}`} className="inline-flex min-h-11 items-center text-sm text-river-deep underline">
                分享海报
              </a>
            ) : null}
          </div>
          <div className="mt-6">
            <Facts rows={productFacts(product, sku)} />
          </div>
        </div>
      </div>
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] items-start gap-5 md:grid-cols-2 md:gap-6">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 empty:hidden">
          {sku && sku.components.length > 0 ? <BundleContents sku={sku} /> : null}
          {product.description ? (
            <Card labelledBy="about">
              <SectionHeading id="about" title="商品介绍" />
              <div className="prose-shop whitespace-pre-line text-ink-2">{product.description}</div>
            </Card>
          ) : null}
        </div>
        <Card labelledBy="seller">
          <SectionHeading id="seller" title="卖家" note="您与这家店成交，由它发货和售后" />
          <SellerCard seller={product.seller} />
        </Card>
      </div>
      <ProductReviews slug={product.slug} reviews={product.reviews} />
      {product.related.length > 0 ? (
        <section aria-labelledby="related" className="mt-10">
          <SectionHeading id="related" title={`更多${product.category.name}`} />
          <ProductGrid cards={product.related} />
        </section>
      ) : null}
    </Content>
  )
}

export { GoneProductPage as ErrorBoundary } from '#app/components/storefront/gone-product.tsx'
