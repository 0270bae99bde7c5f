import type { DescribedPhoto } from '#app/domain/catalogue/photos.ts'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import type { ProductCard, Seller, SkuChoice } from '#app/domain/catalogue/views.ts'
import type { ClaimableCoupon } from '#app/domain/coupon/views.ts'
import type { Fen } from '#app/domain/money.ts'
import type { ReviewsOfProduct } from '#app/domain/review/views.ts'
import type { DeliveryView } from '#app/domain/shipping/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import type { ListingStatus, MerchantStatus } from '#app/infra/generated/prisma/enums.ts'
import { relatedCards } from '#app/services/catalogue/product-cards.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'
import { loadPublicDeal, shelfPrices } from '#app/services/promotion/shelf-prices.server.ts'
import type { ShelfRow } from '#app/services/promotion/shelf-prices.server.ts'
import { newestReviews } from '#app/services/review/product-reviews.server.ts'
import { getDelivery } from '#app/services/shipping/get-delivery.server.ts'

export type ProductPage = {
  slug: string
  title: string
  subtitle: string
  description: string
  motif: string
  photos: DescribedPhoto[]
  goodsType: 'FRESH' | 'DRIED' | 'FROZEN' | 'LIQUID' | 'NON_FOOD'
  isLocal: boolean
  storage: string
  shelfLife: string
  season: string | null
  returnPolicy: ReturnPolicy
  /** Listed by an open shop; otherwise the page says that it is off the shelf. */
  onShelf: boolean
  category: { slug: string; name: string }
  regiment: { name: string; town: string | null }
  seller: Seller
  skus: SkuChoice[]
  selected: SkuChoice | null
  related: ProductCard[]
  /** Of the selected specification; null where there is none. */
  delivery: DeliveryView | null
  /** For the selected specification; the same for everybody. */
  coupons: ClaimableCoupon[]
  reviews: ReviewsOfProduct
}

/**
 * @param skuCode the specification asked for; without one, the first that can be had.
 * @param to the province it would be sent to, and the business time of asking
 * @returns null for what was never listed.
 */
export async function getProductPage(slug: string, skuCode: string | null, to: { provinceCode: string; now: Date }): Promise<ProductPage | null> {
  const deal = loadPublicDeal(to.now)
  const found = findProduct(slug)
  const [product, related, shelves, reviews] = await Promise.all([
    found, relatedCards(slug, 4, to.now, deal), shelfPrices(found.then(shelfRows), to.now, deal), newestReviews(slug),
  ])
  if (!product || product.status === 'DRAFT' || product.status === 'IN_REVIEW' || product.merchant.status === 'PENDING') return null

  const skus = product.skus.map(
    ({ id, code, grade, spec, netGrams, isBundle, free, components }): SkuChoice => ({ id, code, grade, spec, netGrams, shelf: shelves.get(id)!, isBundle, soldOut: free < 1, components }),
  )
  const { status: shopStatus, ...seller } = product.merchant
  const selected = skus.find((sku) => sku.code === skuCode) ?? skus.find((sku) => !sku.soldOut) ?? skus[0] ?? null
  const warehouseId = product.skus.find(({ id }) => id === selected?.id)?.warehouseId
  return {
    slug: product.slug,
    title: product.title,
    subtitle: product.subtitle,
    description: product.description,
    motif: product.motif,
    photos: product.photos,
    goodsType: product.goodsType,
    isLocal: product.isLocal,
    storage: product.storage,
    shelfLife: product.shelfLife,
    season: product.season,
    returnPolicy: product.returnPolicy,
    onShelf: product.status === 'LISTED' && shopStatus === 'OPEN' && skus.length > 0,
    category: product.category,
    regiment: product.regiment,
    seller,
    skus,
    selected,
    related,
    delivery: selected && warehouseId ? await getDelivery({ sku: { id: selected.id, goodsType: product.goodsType, warehouseId, priceFen: selected.shelf.priceFen, freightGoodsFen: selected.shelf.freightGoodsFen }, ...to }) : null,
    coupons: selected
      ? await listClaimable({ userId: null, goods: [{ skuId: selected.id, productId: product.id, categoryId: product.categoryId, merchantId: product.merchantId }], now: to.now })
      : [],
    reviews,
  }
}

type ProductRow = Pick<ProductPage, 'slug' | 'title' | 'subtitle' | 'description' | 'motif' | 'photos' | 'goodsType' | 'isLocal' | 'storage' | 'shelfLife' | 'season' | 'returnPolicy' | 'category' | 'regiment'> & {
  id: string
  categoryId: string
  merchantId: string
  status: ListingStatus
  merchant: Seller & { status: MerchantStatus }
  skus: (Pick<SkuChoice, 'id' | 'code' | 'grade' | 'spec' | 'netGrams' | 'isBundle' | 'components'> & { priceFen: Fen; floorFen: Fen; warehouseId: string; free: number })[]
}

/** The product with all that its page shows of it, in one statement. */
async function findProduct(slug: string): Promise<ProductRow | null> {
  const [row] = await queryNamed<ProductRow>(
    'product-page',
    `select p.id, p.slug, p.title, p.subtitle, p.description, p.motif, p.goods_type::text as "goodsType", p.is_local as "isLocal", p.storage,
            p.shelf_life as "shelfLife", p.season, p.return_policy::text as "returnPolicy", p.status::text as status,
            p.category_id as "categoryId", p.merchant_id as "merchantId",
            json_build_object('slug', c.slug, 'name', c.name) as category, json_build_object('name', r.name, 'town', r.town) as regiment,
            json_build_object('slug', m.slug, 'name', m.name, 'legalName', m.legal_name, 'creditCode', m.credit_code, 'kind', m.kind,
              'businessPlace', m.business_place, 'contactPhone', m.contact_phone, 'motif', m.motif, 'isDemo', m.is_demo, 'status', m.status) as merchant,
            (select coalesce(json_agg(json_build_object('id', f.id, 'width', f.width, 'height', f.height, 'alt', f.alt) order by f.position), '[]')
               from product_photo f where f.product_id = p.id) as photos,
            (select coalesce(json_agg(json_build_object('id', s.id, 'code', s.code, 'grade', s.grade, 'spec', s.spec, 'netGrams', s.net_grams, 'isBundle', s.is_bundle,
                      'priceFen', s.price_fen, 'floorFen', s.floor_fen, 'warehouseId', s.warehouse_id, 'free', s.on_hand - s.held - s.committed,
                      'components', (select coalesce(json_agg(json_build_object('name', b.name, 'netGrams', b.net_grams, 'regimentName', br.name) order by b.position), '[]')
                                       from bundle_component b join regiment br on br.id = b.regiment_id where b.sku_id = s.id))
                      order by s.sort, s.price_fen), '[]')
               from sku s where s.product_id = p.id and s.status = 'ON_SALE') as skus
       from product p
       join category c on c.id = p.category_id
       join regiment r on r.id = p.regiment_id
       join merchant m on m.id = p.merchant_id
      where p.slug = $1`,
    [slug],
  )
  return row ?? null
}

function shelfRows(product: ProductRow | null): ShelfRow[] {
  if (!product) return []
  const { id: productId, categoryId, merchantId, merchant, title } = product
  return product.skus.map(({ id, priceFen, floorFen }) => ({ skuId: id, productId, categoryId, merchantId, merchantName: merchant.name, title, priceFen, floorFen }))
}
