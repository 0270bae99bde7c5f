import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

/** Open exceptions, the oldest first, then the latest closed ones. No personal data. */
export async function listExceptions() {
  const [open, closed] = await Promise.all([
    db.paymentException.findMany({ where: { closedAt: null }, orderBy: { createdAt: 'asc' }, take: 100 }),
    db.paymentException.findMany({ where: { closedAt: { not: null } }, orderBy: { closedAt: 'desc' }, take: 20 }),
  ])
  return { open, closed }
}

export async function closeException(input: {
  id: string
  resolution: string
  actor: { id: string; role: string }
  now: Date
}): Promise<{ ok: true } | { ok: false; reason: 'not_open' }> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.paymentException.updateMany({
      where: { id: input.id, closedAt: null },
      data: { closedAt: input.now, closedBy: input.actor.id, resolution: input.resolution },
    })
    if (count === 0) return { ok: false, reason: 'not_open' } as const
    await appendAudit(tx, {
      actor: input.actor,
      action: 'exception.close',
      subjectType: 'payment_exception',
      subjectId: input.id,
      reason: input.resolution,
      at: input.now,
    })
    return { ok: true } as const
  })
}

/** The latest money in and out, for the platform's eye; amounts and states only. */
export async function listPayments() {
  const [payments, refunds] = await Promise.all([
    db.payment.findMany({
      orderBy: { capturedAt: 'desc' },
      take: 50,
      select: { id: true, amountFen: true, method: true, use: true, capturedAt: true, checkout: { select: { number: true, state: true } } },
    }),
    db.refund.findMany({
      orderBy: { createdAt: 'desc' },
      take: 50,
      select: { id: true, amountFen: true, reason: true, state: true, createdAt: true, lastError: true, checkout: { select: { number: true } } },
    }),
  ])
  return { payments, refunds }
}
