import { db } from '#app/infra/db.server.ts'
import type { ListPage, Seller } from '#app/domain/catalogue/views.ts'
import { asListPage, PAGE_SIZE } from '#app/services/catalogue/get-category-page.server.ts'
import { listCards } from '#app/services/catalogue/product-cards.server.ts'

export type ShopPage = {
  shop: Seller & { introduction: string; regimentName: string; town: string | null; open: boolean }
  list: ListPage
}

/** A shop that has ever been open; what it lists only while it is. */
export async function getShopPage(slug: string, page: number): Promise<ShopPage | null> {
  const merchant = await db.merchant.findUnique({
    where: { slug },
    include: { regiment: { select: { name: true, town: true } } },
  })
  if (!merchant || merchant.status === 'PENDING') return null
  const found = await listCards({ kind: 'merchant', merchantId: merchant.id }, 'default', page, PAGE_SIZE)
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
    list: asListPage(found, page),
  }
}
