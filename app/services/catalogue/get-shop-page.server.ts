import { db } from '#app/infra/db.server.ts'
import type { ClaimableCoupon } from '#app/domain/coupon/views.ts'
import type { ListPage, Seller } from '#app/domain/catalogue/views.ts'
import { asListPage, PAGE_SIZE } from '#app/services/catalogue/get-category-page.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'
import { listCardsOfShop } from '#app/services/catalogue/product-cards.server.ts'

export type ShopPage = {
  shop: Seller & { introduction: string; regimentName: string; town: string | null; open: boolean }
  list: ListPage
  /** The shop's own, to be claimed; the same for everybody. */
  coupons: ClaimableCoupon[]
}

/** A shop that has ever been open; what it lists only while it is. */
export async function getShopPage(slug: string, page: number, now: Date): Promise<ShopPage | null> {
  const merchant = await db.merchant.findUnique({
    where: { slug },
    include: { regiment: { select: { name: true, town: true } } },
  })
  if (!merchant || merchant.status === 'PENDING') return null
  const [found, coupons] = await Promise.all([
    listCardsOfShop(merchant.id, page, PAGE_SIZE),
    listClaimable({ userId: null, merchantId: merchant.id, now }),
  ])
  return {
    shop: {
      slug: merchant.slug,
      name: merchant.name,
      legalName: merchant.legalName,
      creditCode: merchant.creditCode,
      kind: merchant.kind,
      businessPlace: merchant.businessPlace,
      contactPhone: merchant.contactPhone,
      motif: merchant.motif,
      isDemo: merchant.isDemo,
      introduction: merchant.introduction,
      regimentName: merchant.regiment.name,
      town: merchant.regiment.town,
      open: merchant.status === 'OPEN',
    },
    list: asListPage(found, found.page),
    coupons,
  }
}
