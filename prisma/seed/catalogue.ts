import { creditCodeCheckSign } from '#app/domain/catalogue/credit-code.ts'
import type { Reader } from '#app/infra/db.server.ts'
import { readings } from '#app/infra/pinyin.server.ts'
import { indexListings } from '#app/services/catalogue/index-listings.server.ts'
import { demoListings, warehouseOf } from '#prisma/seed/listings-data.ts'
import { demoMerchants } from '#prisma/seed/merchants-data.ts'
import { regiments } from '#prisma/seed/reference-data.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

export const merchantId = (slug: string): string => stableId(`merchant:${slug}`)
export const skuId = (code: string): string => stableId(`sku:${code}`)

/** Promotions stop at seven tenths of the price. */
export const floorOf = (priceFen: number): number => Math.floor(priceFen * 0.7)

/** The demo's shops and goods. Stock comes in by the first movement of each SKU. */
export async function seedCatalogue(on: Reader, at: Date): Promise<void> {
  await on.merchant.createMany({
    data: demoMerchants.map((merchant, place) => ({
      ...merchant,
      id: merchantId(merchant.slug),
      creditCode: fictionalCreditCode(place + 1),
      contactPhone: `0997-${String(6_000_000 + place)}`,
      status: 'OPEN' as const,
      isDemo: true,
      createdAt: at,
    })),
  })
  await on.product.createMany({
    data: demoListings.map((listing, place) => ({
      id: stableId(`product:${listing.code}`),
      merchantId: merchantId(listing.merchant),
      slug: listing.slug,
      categoryId: listing.categoryId,
      title: listing.title,
      subtitle: listing.subtitle,
      description: describe(listing),
      regimentId: listing.regimentId,
      isLocal: listing.isLocal ?? true,
      goodsType: listing.goodsType,
      storage: listing.storage,
      shelfLife: listing.shelfLife,
      season: listing.season ?? null,
      returnPolicy: listing.returnPolicy,
      motif: listing.motif,
      // Off-season fruit stays in the catalogue and cannot be bought.
      status: listing.stock > 0 ? ('LISTED' as const) : ('OFF_SHELF' as const),
      sort: place,
      createdAt: at,
      updatedAt: at,
      listedAt: at,
    })),
  })
  await on.sku.createMany({
    data: demoListings.map((listing) => ({
      id: skuId(listing.code),
      productId: stableId(`product:${listing.code}`),
      merchantId: merchantId(listing.merchant),
      code: listing.code,
      grade: listing.grade,
      spec: listing.spec,
      netGrams: listing.netGrams,
      priceFen: listing.priceFen,
      floorFen: floorOf(listing.priceFen),
      isBundle: listing.components !== undefined,
      warehouseId: warehouseOf(listing.code),
      onHand: listing.stock,
      createdAt: at,
    })),
  })
  await indexListings(on, demoListings.map(({ code }) => stableId(`product:${code}`)), readings)
  await on.bundleComponent.createMany({
    data: demoListings.flatMap((listing) =>
      (listing.components ?? []).map((component, place) => ({
        skuId: skuId(listing.code),
        position: place + 1,
        name: component.name,
        categoryId: component.categoryId,
        netGrams: component.netGrams,
        priceShareBps: component.shareBps,
        regimentId: component.regimentId,
        producerMerchantId: merchantId(component.producer),
      })),
    ),
  })
  await on.stockMovement.createMany({
    data: demoListings
      .filter((listing) => listing.stock > 0)
      .map((listing) => ({
        id: stableId(`receive:${listing.code}`),
        skuId: skuId(listing.code),
        merchantId: merchantId(listing.merchant),
        kind: 'RECEIVE' as const,
        onHandDelta: listing.stock,
        ref: `entry:${stableId(`entry:${listing.code}`)}`,
        note: '年货节备货',
        at,
      })),
  })
}

/** A code with a right check sign and an area that does not exist, so that it names no real firm. */
function fictionalCreditCode(place: number): string {
  const first17 = `93999999MA${String(place).padStart(7, '0')}`
  return `${first17}${creditCodeCheckSign(first17) ?? ''}`
}

function describe(listing: (typeof demoListings)[number]): string {
  const origin = regiments.find(({ id }) => id === listing.regimentId)!
  const place = origin.town ? `第一师${origin.name}${origin.town}` : `第一师${origin.name}`
  const from = listing.isLocal === false ? '疆内其他地区' : place
  const inside = listing.components?.map((component) => `${component.name} ${component.netGrams} g`).join('、')
  return [`${listing.subtitle}。`, `产地：${from}。`, inside ? `内含：${inside}。` : '', `储存：${listing.storage}；保质期：${listing.shelfLife}。`]
    .filter(Boolean)
    .join('')
}
