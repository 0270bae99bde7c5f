import { db } from '#app/infra/db.server.ts'

/** All listings of one merchant. */
export async function listOwnListings(merchantId: string) {
  const rows = await db.product.findMany({
    where: { merchantId },
    orderBy: [{ sort: 'asc' }, { createdAt: 'desc' }],
    select: {
      id: true,
      slug: true,
      title: true,
      motif: true,
      status: true,
      photos: { orderBy: { position: 'asc' }, take: 1, select: { id: true, width: true, height: true } },
      skus: { orderBy: { sort: 'asc' }, take: 1, select: { code: true, spec: true, priceFen: true, onHand: true, held: true, committed: true } },
    },
  })
  return rows.map(({ skus, photos, ...product }) => {
    const sku = skus[0]
    return { ...product, photo: photos[0] ?? null, code: sku?.code ?? '', spec: sku?.spec ?? '', priceFen: sku?.priceFen ?? 0, free: sku ? sku.onHand - sku.held - sku.committed : 0 }
  })
}

/** One own listing with its SKU; null for another merchant's. */
export async function getOwnListing(merchantId: string, id: string) {
  return db.product.findFirst({
    where: { id, merchantId },
    include: {
      skus: { orderBy: { sort: 'asc' }, take: 1 },
      photos: { orderBy: { position: 'asc' }, select: { id: true, width: true, height: true } },
    },
  })
}

export async function listingChoices() {
  const [categories, regiments] = await Promise.all([
    db.category.findMany({ orderBy: { sort: 'asc' }, select: { id: true, name: true } }),
    db.regiment.findMany({ where: { status: 'ACTIVE' }, orderBy: { sort: 'asc' }, select: { id: true, name: true, town: true } }),
  ])
  return { categories, regiments }
}
