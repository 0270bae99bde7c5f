import type { PhotoMove } from '#app/domain/catalogue/photos.ts'
import { altProblem, movePhoto } from '#app/domain/catalogue/photos.ts'
import type { ListingStatus } from '#app/domain/catalogue/listing.ts'
import { afterContentChange } from '#app/domain/catalogue/listing.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { dropPhotoFiles } from '#app/services/catalogue/photo-files.server.ts'

type Actor = { id: string; role: string }
export type OwnListing = { id: string; status: ListingStatus; photos: { id: string; width: number; alt: string }[] }

/** Of several changes to the photographs of one listing, each waits here for the one before. */
export async function lockOwnListing(tx: Tx, merchantId: string, id: string): Promise<OwnListing | null> {
  const [product] = await tx.$queryRaw<{ status: ListingStatus }[]>`
    select status::text as status from product where id = ${id}::uuid and merchant_id = ${merchantId}::uuid for update`
  if (!product) return null
  const photos = await tx.productPhoto.findMany({ where: { productId: id, merchantId }, orderBy: { position: 'asc' }, select: { id: true, width: true, alt: true } })
  return { id, status: product.status, photos }
}

/** Other photographs are other content: what was approved goes to review, and an editor open elsewhere is told. */
export async function notePhotoChange(tx: Tx, listing: OwnListing, entry: { action: `listing.photo_${string}`; photoIds: string[]; before: string[]; after: string[]; actor: Actor; now: Date }): Promise<void> {
  const { action, photoIds, before, after, actor, now } = entry
  const status = afterContentChange(listing.status)
  await tx.product.update({ where: { id: listing.id }, data: { status, version: { increment: 1 }, updatedAt: now } })
  await appendAudit(tx, {
    actor, action, subjectType: 'product', subjectId: listing.id,
    before: { photos: before, status: listing.status }, after: { photos: after, status, changed: photoIds },
    at: now,
  })
}

export type PhotoChange = { kind: PhotoMove } | { kind: 'remove' } | { kind: 'describe'; alt: string }
export type ChangePhotoResult = { ok: true } | { ok: false; reason: 'not_found' } | { ok: false; reason: 'invalid'; sentence: string }

/** Moves, describes or removes one photograph of an own listing. What changes nothing is done already. */
export async function changePhoto(input: { merchantId: string; productId: string; photoId: string; change: PhotoChange; actor: Actor; now: Date }): Promise<ChangePhotoResult> {
  const { merchantId, productId, photoId, change, actor, now } = input
  const sentence = change.kind === 'describe' ? altProblem(change.alt) : null
  if (sentence) return { ok: false, reason: 'invalid', sentence }
  const outcome = await db.$transaction(async (tx): Promise<{ removed: { id: string; width: number } | null } | null> => {
    const listing = await lockOwnListing(tx, merchantId, productId)
    const photo = listing?.photos.find(({ id }) => id === photoId)
    if (!listing || !photo) return null
    const before = listing.photos.map(({ id }) => id)
    const note = (after: string[]) => notePhotoChange(tx, listing, { action: `listing.photo_${change.kind}`, photoIds: [photoId], before, after, actor, now })
    switch (change.kind) {
      case 'describe':
        if (photo.alt === change.alt) break
        await tx.productPhoto.update({ where: { id: photoId }, data: { alt: change.alt } })
        await note(before)
        break
      case 'remove': {
        const after = before.filter((id) => id !== photoId)
        await tx.productPhoto.delete({ where: { id: photoId } })
        await setOrder(tx, after)
        await note(after)
        return { removed: photo }
      }
      case 'first':
      case 'earlier': {
        const after = movePhoto(before, photoId, change.kind)
        if (after.every((id, place) => id === before[place])) break
        await setOrder(tx, after)
        await note(after)
      }
    }
    return { removed: null }
  })
  if (!outcome) return { ok: false, reason: 'not_found' }
  if (outcome.removed) await dropPhotoFiles(outcome.removed)
  return { ok: true }
}

async function setOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update product_photo set position = asked.place - 1
      from unnest(${ids}::uuid[]) with ordinality as asked (id, place) where product_photo.id = asked.id and product_photo.position <> asked.place - 1`
}
