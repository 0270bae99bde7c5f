import type { SkuChoice } from '#app/domain/catalogue/views.ts'
import type { PosterFacts } from '#app/domain/sharing/poster.ts'
import type { Touch } from '#app/domain/sharing/touch.ts'
import { withMark } from '#app/domain/sharing/touch.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { env } from '#app/infra/env.server.ts'
import { drawPicture } from '#app/infra/pictures/draw-picture.server.ts'
import { posterSvg } from '#app/infra/pictures/poster-svg.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import type { ProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { DEFAULT_PROVINCE } from '#app/services/shipping/get-delivery.server.ts'

export type PosterRequest = { slug: string; skuCode: string | null; mark: Pick<Touch, 'channel' | 'reference'>; now: Date }

/** What the poster of a product says now; null: there is none, because it cannot be bought. */
export async function getPosterFacts({ slug, skuCode, mark, now }: PosterRequest): Promise<PosterFacts | null> {
  const product = await getProductPage(slug, skuCode, { provinceCode: DEFAULT_PROVINCE, now })
  return product?.onShelf && product.selected ? factsOf(product, product.selected, mark, now) : null
}

/** the price is the one that the product's page was given, not one worked out again. */
function factsOf(product: ProductPage, sku: SkuChoice, mark: PosterRequest['mark'], now: Date): PosterFacts {
  const { appOrigin, appMode, icpNumber } = env()
  const { shelf } = sku
  return {
    title: product.title,
    subtitle: product.subtitle,
    motif: product.motif,
    place: [product.regiment.name, product.regiment.town].filter(Boolean).join(' '),
    grade: sku.grade,
    spec: sku.spec,
    netGrams: sku.netGrams,
    priceFen: shelf.priceFen,
    struck: shelf.struck,
    promotions: shelf.promotions.filter(({ inPrice }) => inPrice).map(({ name, until }) => ({ name, until })),
    seller: product.seller.name,
    demo: appMode !== 'production' || product.seller.isDemo,
    icpNumber,
    asOf: formatInstantChinese(now),
    link: withMark(`${appOrigin}/products/${product.slug}?sku=${encodeURIComponent(sku.code)}`, mark),
  }
}

export type Poster = { ok: true; facts: PosterFacts; png: Buffer } | { ok: false; reason: 'no_goods' | 'busy' }

/** The poster as a picture of 1080 × 1920. */
export async function drawPoster(request: PosterRequest): Promise<Poster> {
  const facts = await getPosterFacts(request)
  if (!facts) return { ok: false, reason: 'no_goods' }
  const png = await drawPicture(posterSvg(facts))
  return png ? { ok: true, facts, png } : { ok: false, reason: 'busy' }
}
