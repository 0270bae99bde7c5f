import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

export type MerchantMove = 'suspend' | 'reopen'

/**
 * Stops or restarts a merchant's sales, with a reason. Paid orders go on; new holds are
 * refused from the next placement. Conditional on the version the operator saw.
 */
export async function moveMerchant(input: {
  merchantId: string
  version: number
  move: MerchantMove
  reason: string
  actor: { id: string; role: string }
  now: Date
}): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'stale' }> {
  const { merchantId, version, move, reason, actor, now } = input
  const [from, to] = move === 'suspend' ? (['OPEN', 'SUSPENDED'] as const) : (['SUSPENDED', 'OPEN'] as const)
  return db.$transaction(async (tx) => {
    const before = await tx.merchant.findUnique({ where: { id: merchantId }, select: { status: true } })
    if (!before) return { ok: false, reason: 'not_found' } as const
    const { count } = await tx.merchant.updateMany({
      where: { id: merchantId, version, status: from },
      data: { status: to, statusReason: move === 'suspend' ? reason : null, version: { increment: 1 } },
    })
    if (count === 0) return { ok: false, reason: 'stale' } as const
    await appendAudit(tx, {
      actor,
      action: `merchant.${move}`,
      subjectType: 'merchant',
      subjectId: merchantId,
      before: { status: before.status },
      after: { status: to },
      reason,
      at: now,
    })
    return { ok: true } as const
  })
}

export async function listMerchants() {
  return db.merchant.findMany({
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, legalName: true, creditCode: true, status: true, statusReason: true, version: true, regiment: { select: { name: true } } },
  })
}
