import type { ListingStatus } from '#app/domain/catalogue/listing.ts'
import { listingTransitions } from '#app/domain/catalogue/listing.ts'
import { canMove } from '#app/domain/order/states.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

const moves = {
  submit: { from: ['DRAFT'], to: 'IN_REVIEW' },
  publish: { from: ['OFF_SHELF'], to: 'LISTED' },
  take_off: { from: ['LISTED'], to: 'OFF_SHELF' },
  approve: { from: ['IN_REVIEW'], to: 'LISTED' },
  return: { from: ['IN_REVIEW'], to: 'DRAFT' },
} as const satisfies Record<string, { from: readonly ListingStatus[]; to: ListingStatus }>

export type ListingMove = keyof typeof moves

/**
 * Moves a listing along its table. `merchantId` names the owner and is null only for the
 * platform's own decisions (approve, return), which need a reason when they return.
 */
export async function moveListing(input: {
  merchantId: string | null
  id: string
  move: ListingMove
  /** What was looked at: a listing that changed since is not moved. */
  version?: number
  reason: string
  actor: { id: string; role: string }
  now: Date
}): Promise<{ ok: true; status: ListingStatus } | { ok: false; reason: 'not_found' | 'not_now' }> {
  const { merchantId, id, move, actor, now } = input
  const { from, to } = moves[move]
  const own = merchantId ? { merchantId } : {}
  return db.$transaction(async (tx) => {
    const before = await tx.product.findFirst({ where: { id, ...own }, select: { status: true } })
    if (!before) return { ok: false, reason: 'not_found' } as const
    const allowed = from.filter((status) => canMove<ListingStatus>(listingTransitions, status, to))
    const { count } = await tx.product.updateMany({
      where: { id, ...own, status: { in: allowed }, version: input.version },
      data: { status: to, version: { increment: 1 }, updatedAt: now, ...(to === 'LISTED' ? { listedAt: now } : {}) },
    })
    if (count === 0) return { ok: false, reason: 'not_now' } as const
    await appendAudit(tx, {
      actor,
      action: `listing.${move}`,
      subjectType: 'product',
      subjectId: id,
      before: { status: before.status },
      after: { status: to },
      reason: input.reason,
      at: now,
    })
    return { ok: true, status: to } as const
  })
}

/** Listings that wait for the platform, the oldest first. */
export async function listingsInReview() {
  return db.product.findMany({
    where: { status: 'IN_REVIEW' },
    orderBy: { updatedAt: 'asc' },
    take: 100,
    select: {
      id: true,
      title: true,
      subtitle: true,
      description: true,
      updatedAt: true,
      returnPolicy: true,
      version: true,
      photos: { orderBy: { position: 'asc' }, select: { id: true, width: true, height: true, alt: true } },
      merchant: { select: { name: true } },
      regiment: { select: { name: true } },
      skus: { take: 1, select: { grade: true, spec: true, netGrams: true, priceFen: true } },
    },
  })
}
