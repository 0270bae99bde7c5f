import { photoFormats, photoName, photoWidths, readPhotoName } from '#app/domain/catalogue/photos.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { dropFile, fetchFile, storeFile } from '#app/infra/files.server.ts'
import type { MadePhoto } from '#app/infra/pictures.server.ts'

export async function storePhotoFiles(id: string, { files }: MadePhoto): Promise<void> {
  for (const { width, format, bytes } of files) await storeFile(photoName(id, width, format), bytes)
}

/** For photographs that no row names; what cannot be deleted is only a lost place on the disk. */
export async function dropPhotoFiles({ id, width }: { id: string; width: number }): Promise<void> {
  const names = photoWidths(width).flatMap((step) => photoFormats.map((format) => photoName(id, step, format)))
  await Promise.allSettled(names.map(dropFile))
}

export type ServedPhoto = {
  type: 'image/avif' | 'image/webp'
  merchantId: string
  /** The listing is approved; else only its shop and the platform may look. */
  isPublic: boolean
  bytes: () => Promise<Buffer | null>
}

/** A photograph by the name in its address; null where there is none. */
export async function findPhoto(name: string): Promise<ServedPhoto | null> {
  const asked = readPhotoName(name)
  if (!asked) return null
  const [photo] = await queryNamed<{ width: number; merchantId: string; isPublic: boolean }>(
    'product-photo',
    `select f.width, f.merchant_id as "merchantId", p.status in ('LISTED', 'OFF_SHELF') and m.status <> 'PENDING' as "isPublic"
       from product_photo f join product p on p.id = f.product_id join merchant m on m.id = f.merchant_id where f.id = $1`,
    [asked.id],
  )
  if (!photo || !photoWidths(photo.width).includes(asked.width)) return null
  return { type: `image/${asked.format}`, merchantId: photo.merchantId, isPublic: photo.isPublic, bytes: () => fetchFile(name) }
}
