import type { DescribedPhoto, PhotoView } from '#app/domain/catalogue/photos.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'

/** The photographs of one own listing, in their order; null for another merchant's. */
export async function getOwnPhotos(merchantId: string, productId: string): Promise<{ title: string; slug: string; status: 'DRAFT' | 'IN_REVIEW' | 'LISTED' | 'OFF_SHELF'; photos: DescribedPhoto[] } | null> {
  return db.product.findFirst({
    where: { id: productId, merchantId },
    select: { title: true, slug: true, status: true, photos: { orderBy: { position: 'asc' }, select: { id: true, width: true, height: true, alt: true } } },
  })
}

/** The first photographs of goods that stand somewhere small, by slug; what has none, or waits for review, is left out. */
export async function firstPhotos(slugs: readonly string[]): Promise<Record<string, PhotoView>> {
  if (slugs.length === 0) return {}
  const rows = await queryNamed<PhotoView & { slug: string }>(
    'first-photos',
    `select p.slug, f.id, f.width, f.height from product p join product_photo f on f.product_id = p.id and f.position = 0
      where p.slug = any($1::text[]) and p.status in ('LISTED', 'OFF_SHELF')`,
    [[...new Set(slugs)]],
  )
  return Object.fromEntries(rows.map(({ slug, ...photo }) => [slug, photo]))
}
