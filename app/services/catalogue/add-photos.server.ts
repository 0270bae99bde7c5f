import type { AddingRefusal } from '#app/domain/catalogue/photos.ts'
import { decideAdding } from '#app/domain/catalogue/photos.ts'
import type { PictureProblem } from '#app/domain/review/review.ts'
import { db } from '#app/infra/db.server.ts'
import { isStorageRefusal } from '#app/infra/files.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { MadePhoto } from '#app/infra/pictures.server.ts'
import { lockOwnListing, notePhotoChange } from '#app/services/catalogue/change-photos.server.ts'
import { dropPhotoFiles, storePhotoFiles } from '#app/services/catalogue/photo-files.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'

export type AddPhotosResult =
  | { ok: true; photoIds: string[] }
  | { ok: false; reason: 'not_found' | 'not_stored' }
  | { ok: false; reason: AddingRefusal; have: number }
  | { ok: false; reason: 'picture'; problem: PictureProblem; place: number }
  | { ok: false; reason: 'throttled'; retryAfterSeconds: number }

/**
 * Hangs photographs behind those an own listing has, all of them or none. They are made anew
 * and lie there before the rows that name them, so a page never shows one that is not there.
 */
export async function addPhotos(input: {
  merchantId: string
  productId: string
  /** As they were sent. */
  pictures: readonly Buffer[]
  actor: { id: string; role: string }
  now: Date
}): Promise<AddPhotosResult> {
  const { merchantId, productId, pictures, actor, now } = input
  const known = await db.product.findFirst({ where: { id: productId, merchantId }, select: { _count: { select: { photos: true } } } })
  if (!known) return { ok: false, reason: 'not_found' }
  const have = known._count.photos
  const decision = decideAdding(have, pictures.length)
  if (!decision.ok) return { ...decision, have }
  const tries = await countTry('photosMerchant', merchantId)
  if (!tries.ok) return { ok: false, reason: 'throttled', retryAfterSeconds: tries.retryAfterSeconds }

  const made: (MadePhoto & { id: string })[] = []
  // Its library is read when somebody sends a photograph, not when the shop opens.
  const { makePhoto } = await import('#app/infra/pictures.server.ts')
  for (const [index, sent] of pictures.entries()) {
    const answer = await makePhoto(sent)
    if (!answer.ok) return { ok: false, reason: 'picture', problem: answer.problem, place: index + 1 }
    made.push({ id: newId(), ...answer.picture })
  }
  try {
    for (const photo of made) await storePhotoFiles(photo.id, photo)
    const added = await db.$transaction(async (tx): Promise<AddPhotosResult> => {
      const listing = await lockOwnListing(tx, merchantId, productId)
      if (!listing) return { ok: false, reason: 'not_found' }
      // Another form may have been faster.
      const still = decideAdding(listing.photos.length, made.length)
      if (!still.ok) return { ...still, have: listing.photos.length }
      const before = listing.photos.map(({ id }) => id)
      const photoIds = made.map(({ id }) => id)
      await tx.productPhoto.createMany({
        data: made.map(({ id, width, height }, place) => ({ id, productId, merchantId, position: before.length + place, width, height, createdAt: now })),
      })
      await notePhotoChange(tx, listing, { action: 'listing.photo_add', photoIds, before, after: [...before, ...photoIds], actor, now })
      return { ok: true, photoIds }
    })
    if (!added.ok) await forget(made)
    return added
  } catch (error) {
    await forget(made)
    if (isStorageRefusal(error)) return { ok: false, reason: 'not_stored' }
    throw error
  }
}

async function forget(made: readonly (MadePhoto & { id: string })[]): Promise<void> {
  for (const photo of made) await dropPhotoFiles(photo)
}
