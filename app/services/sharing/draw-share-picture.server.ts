import { db } from '#app/infra/db.server.ts'
import { drawPicture } from '#app/infra/pictures/draw-picture.server.ts'
import { sharePictureSvg } from '#app/infra/pictures/share-picture-svg.server.ts'

export type PictureKind = 'products' | 'shops' | 'site'

/** The square picture of a shared link; null: of nothing that is public, or too many are waiting. */
export async function drawSharePicture(kind: PictureKind, slug: string): Promise<Buffer | null> {
  const subject = await subjectOf(kind, slug)
  return subject && drawPicture(sharePictureSvg(subject))
}

async function subjectOf(kind: PictureKind, slug: string): Promise<{ title: string; motif: string } | null> {
  switch (kind) {
    case 'site':
      return { title: '一河年味，满箱新疆', motif: 'lantern' }
    case 'products':
      return db.product.findFirst({ where: { slug, status: { in: ['LISTED', 'OFF_SHELF'] }, merchant: { status: { not: 'PENDING' } } }, select: { title: true, motif: true } })
    case 'shops': {
      const shop = await db.merchant.findFirst({ where: { slug, status: { not: 'PENDING' } }, select: { name: true, motif: true } })
      return shop && { title: shop.name, motif: shop.motif }
    }
  }
}
