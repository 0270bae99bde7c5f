import type { MerchantOrderState } from '#app/domain/order/states.ts'
import type { PictureProblem, ReviewRefusal, Stars } from '#app/domain/review/review.ts'
import { decideReview } from '#app/domain/review/review.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { dropFile, isStorageRefusal, storeFile } from '#app/infra/files.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { MadePicture } from '#app/infra/pictures.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { largeName, smallName } from '#app/services/review/picture-names.ts'

export type WriteReviewInput = {
  /** The checkout's, as in the order's address. */
  number: string
  lineId: string
  viewer: Viewer
  stars: Stars
  text: string
  /** As they were sent. */
  pictures: readonly Buffer[]
}

export type WriteReviewResult =
  | { ok: true; reviewId: string }
  | { ok: false; reason: 'not_found' | 'not_stored' | ReviewRefusal }
  | { ok: false; reason: 'picture'; problem: PictureProblem; place: number }
  | { ok: false; reason: 'throttled'; retryAfterSeconds: number }

/**
 * A buyer's word about what has come: shown at once, for good. Pictures are made anew
 * and lie there before the row that names them, so a page never shows a picture that is not
 * there; what no row names is taken away again.
 */
export async function writeReview(input: WriteReviewInput): Promise<WriteReviewResult> {
  const { lineId, stars, text } = input
  const line = await findReviewLine(input)
  if (!line) return { ok: false, reason: 'not_found' }
  const decision = decideReview(line)
  if (!decision.ok) return decision
  const tries = await countTry('reviewOrder', input.number)
  if (!tries.ok) return { ok: false, reason: 'throttled', retryAfterSeconds: tries.retryAfterSeconds }

  const made: (MadePicture & { id: string })[] = []
  // Its library is read when somebody sends a picture, not when the shop opens.
  const { makePicture } = await import('#app/infra/pictures.server.ts')
  for (const [index, sent] of input.pictures.entries()) {
    const answer = await makePicture(sent)
    if (!answer.ok) return { ok: false, reason: 'picture', problem: answer.problem, place: index + 1 }
    made.push({ id: newId(), ...answer.picture })
  }
  const now = await businessNow()
  const reviewId = newId()
  try {
    for (const picture of made) {
      await storeFile(largeName(picture.id), picture.large)
      await storeFile(smallName(picture.id), picture.small)
    }
    const written = await db.$transaction(async (tx): Promise<WriteReviewResult> => {
      if (await isReviewed(tx, lineId)) return { ok: false, reason: 'already' }
      const { merchantId, productId } = line
      await tx.review.create({
        data: {
          id: reviewId, lineId, merchantId, productId, stars, text, createdAt: now,
          pictures: { create: made.map(({ id, width, height }, position) => ({ id, position, width, height })) },
        },
      })
      await appendOutbox(tx, { type: 'review.written', payload: { reviewId } }, now)
      return { ok: true, reviewId }
    })
    if (!written.ok) await forget(made)
    return written
  } catch (error) {
    await forget(made)
    if (isStorageRefusal(error)) return { ok: false, reason: 'not_stored' }
    throw error
  }
}

/** Of two forms sent at once the second waits here and finds the first one's review. */
async function isReviewed(tx: Tx, lineId: string): Promise<boolean> {
  await tx.$queryRaw`select 1 from order_line where id = ${lineId}::uuid for update`
  return (await tx.review.count({ where: { lineId } })) > 0
}

async function forget(pictures: readonly { id: string }[]): Promise<void> {
  for (const { id } of pictures) await Promise.all([dropFile(largeName(id)), dropFile(smallName(id))]).catch(() => undefined)
}

export type ReviewLine = {
  title: string
  grade: string
  spec: string
  motif: string
  productSlug: string
  merchantId: string
  productId: string
  state: MerchantOrderState
  received: number
  reviewed: boolean
}

/** A line of one's own order with what decides whether it may be reviewed; null for everybody else. */
export async function findReviewLine({ number, lineId, viewer }: { number: string; lineId: string; viewer: Viewer }): Promise<ReviewLine | null> {
  const line = await db.orderLine.findFirst({
    where: { id: lineId, merchantOrder: { checkout: { number } } },
    select: {
      title: true, grade: true, spec: true, motif: true, productSlug: true, merchantId: true, received: true,
      sku: { select: { productId: true } },
      review: { select: { id: true } },
      merchantOrder: { select: { state: true, checkout: { select: { id: true, userId: true, guestHash: true } } } },
    },
  })
  if (!line || !mayView(line.merchantOrder.checkout, viewer)) return null
  const { sku, review, merchantOrder, ...rest } = line
  return { ...rest, productId: sku.productId, state: merchantOrder.state, reviewed: review !== null }
}
