import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'

/** The shop's one answer to a review of its own goods; it stays as it was given. */
export async function answerReview(input: {
  merchantId: string
  reviewId: string
  text: string
  actor: { id: string; role: string }
  now: Date
}): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'answered' }> {
  const { merchantId, reviewId, text, actor, now } = input
  return db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({ where: { id: reviewId, merchantId, reply: null, state: 'PUBLISHED' }, data: { reply: text, repliedAt: now } })
    if (count === 0) {
      const there = await tx.review.count({ where: { id: reviewId, merchantId } })
      return { ok: false, reason: there > 0 ? 'answered' : 'not_found' } as const
    }
    await appendAudit(tx, { actor, action: 'review.answer', subjectType: 'review', subjectId: reviewId, after: { characters: text.length }, at: now })
    await appendOutbox(tx, { type: 'review.answered', payload: { reviewId } }, now)
    return { ok: true } as const
  })
}
