import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

export type ReviewMove = 'hide' | 'show'

/**
 * Takes words that are against the law out of sight, or puts them back, with a reason.
 * Nothing is deleted and the stars still count, so nobody can polish an average with it.
 */
export async function moveReview(input: {
  reviewId: string
  move: ReviewMove
  reason: string
  actor: { id: string; role: string }
  now: Date
}): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'stale' }> {
  const { reviewId, move, reason, actor, now } = input
  const [from, to] = move === 'hide' ? (['PUBLISHED', 'HIDDEN_LEGAL'] as const) : (['HIDDEN_LEGAL', 'PUBLISHED'] as const)
  return db.$transaction(async (tx) => {
    const { count } = await tx.review.updateMany({ where: { id: reviewId, state: from }, data: { state: to, hiddenReason: move === 'hide' ? reason : null } })
    if (count === 0) {
      const there = await tx.review.count({ where: { id: reviewId } })
      return { ok: false, reason: there > 0 ? 'stale' : 'not_found' } as const
    }
    await appendAudit(tx, { actor, action: `review.${move}`, subjectType: 'review', subjectId: reviewId, before: { state: from }, after: { state: to }, reason, at: now })
    return { ok: true } as const
  })
}
