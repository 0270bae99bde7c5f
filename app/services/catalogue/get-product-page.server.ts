import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import type { ProductCard, Seller, SkuChoice } from '#app/domain/catalogue/views.ts'
import type { ClaimableCoupon } from '#app/domain/coupon/views.ts'
import type { DeliveryView } from '#app/domain/shipping/views.ts'
import { db } from '#app/infra/db.server.ts'
import { relatedCards } from '#app/services/catalogue/product-cards.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'
import { shelfPrices } from '#app/services/promotion/shelf-prices.server.ts'
import { getDelivery } from '#app/services/shipping/get-delivery.server.ts'

export type ProductPage = {
  slug: string
  title: string
  subtitle: string
  description: string
  motif: string
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
}

/**
 * @param skuCode the specification asked for; without one, the first that can be had.
 * @param to the province it would be sent to, and the business time of asking
 * @returns null for what was never listed.
 */
export async function getProductPage(slug: string, skuCode: string | null, to: { provinceCode: string; now: Date }): Promise<ProductPage | null> {
  const product = await db.product.findUnique({
    where: { slug },
    include: {
      merchant: true,
      category: { select: { slug: true, name: true } },
      regiment: { select: { name: true, town: true } },
      skus: {
        where: { status: 'ON_SALE' },
        orderBy: [{ sort: 'asc' }, { priceFen: 'asc' }],
        include: { components: { orderBy: { position: 'asc' } } },
      },
    },
  })
  if (!product || product.status === 'DRAFT' || product.status === 'IN_REVIEW' || product.merchant.status === 'PENDING') return null

  const regimentIds = [...new Set(product.skus.flatMap((sku) => sku.components.map((part) => part.regimentId)))]
  const [regiments, related, shelves] = await Promise.all([
    regimentIds.length === 0 ? [] : db.regiment.findMany({ where: { id: { in: regimentIds } }, select: { id: true, name: true } }),
    relatedCards(product.categoryId, product.id, 4, to.now),
    shelfPrices(
      product.skus.map(({ id, priceFen, floorFen }) => ({ skuId: id, productId: product.id, categoryId: product.categoryId, merchantId: product.merchantId, merchantName: product.merchant.name, title: product.title, priceFen, floorFen })),
      to.now,
    ),
  ])
  const regimentName = new Map(regiments.map((regiment) => [regiment.id, regiment.name]))
  const skus = product.skus.map(
    (sku): SkuChoice => ({
      id: sku.id,
      code: sku.code,
      grade: sku.grade,
      spec: sku.spec,
      netGrams: sku.netGrams,
      shelf: shelves.get(sku.id)!,
      isBundle: sku.isBundle,
      soldOut: sku.onHand - sku.held - sku.committed < 1,
      components: sku.components.map((part) => ({
        name: part.name,
        netGrams: part.netGrams,
        regimentName: regimentName.get(part.regimentId) ?? '',
      })),
    }),
  )
  const { merchant } = product
  const selected = skus.find((sku) => sku.code === skuCode) ?? skus.find((sku) => !sku.soldOut) ?? skus[0] ?? null
  const warehouseId = product.skus.find(({ id }) => id === selected?.id)?.warehouseId
  return {
    slug: product.slug,
    title: product.title,
    subtitle: product.subtitle,
    description: product.description,
    motif: product.motif,
    goodsType: product.goodsType,
    isLocal: product.isLocal,
    storage: product.storage,
    shelfLife: product.shelfLife,
    season: product.season,
    returnPolicy: product.returnPolicy,
    onShelf: product.status === 'LISTED' && merchant.status === 'OPEN' && skus.length > 0,
    category: product.category,
    regiment: product.regiment,
    seller: {
      slug: merchant.slug,
      name: merchant.name,
      legalName: merchant.legalName,
      creditCode: merchant.creditCode,
      kind: merchant.kind,
      businessPlace: merchant.businessPlace,
      contactPhone: merchant.contactPhone,
      motif: merchant.motif,
      isDemo: merchant.isDemo,
    },
    skus,
    selected,
    related,
    delivery: selected && warehouseId ? await getDelivery({ sku: { id: selected.id, goodsType: product.goodsType, warehouseId, priceFen: selected.shelf.freightGoodsFen }, ...to }) : null,
    coupons: selected
      ? await listClaimable({ userId: null, goods: [{ skuId: selected.id, productId: product.id, categoryId: product.categoryId, merchantId: product.merchantId }], now: to.now })
      : [],
  }
}
