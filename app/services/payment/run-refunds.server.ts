import { refundPostings, surplusPostings } from '#app/domain/ledger/postings.ts'
import { sumFen } from '#app/domain/money.ts'
import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import type { ProviderRefund } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { postLedger } from '#app/services/payment/post-ledger.server.ts'

const BATCH = 50

/** Sends waiting refunds to the provider and reads how sent ones stand. @returns how many were tried */
export async function runRefunds(): Promise<number> {
  const due = await db.refund.findMany({
    where: { state: 'PENDING', OR: [{ nextTryAt: null }, { nextTryAt: { lte: realNow() } }] },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: BATCH,
  })
  for (const { id } of due) await runRefund(id)
  return due.length
}

/**
 * Carries one refund out. The row and its key were committed with its cause, so a repeat
 * after a lost answer finds the same refund at the provider.
 */
export async function runRefund(refundId: string): Promise<'done' | 'unknown'> {
  const refund = await db.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: {
      state: true,
      amountFen: true,
      idempotencyKey: true,
      providerRefundId: true,
      checkoutId: true,
      payment: { select: { providerPaymentId: true } },
    },
  })
  if (refund.state !== 'PENDING') return 'done'
  const answer = refund.providerRefundId
    ? await paymentProvider().retrieveRefund(refund.providerRefundId)
    : await paymentProvider().createRefund({
        idempotencyKey: refund.idempotencyKey,
        paymentId: refund.payment.providerPaymentId,
        amountFen: refund.amountFen,
        metadata: { refund_id: refundId, checkout_id: refund.checkoutId },
      })
  if (answer.ok) return applyRefund(refundId, answer.value)
  if (answer.kind === 'rejected') {
    await fail(refundId, `${answer.code}: ${answer.message}`)
    return 'done'
  }
  await postpone(refundId, `${answer.kind}: ${answer.code}`)
  return 'unknown'
}

/** For refund events: how does this refund of the provider stand now? */
export async function settleRefund(providerRefundId: string): Promise<'done' | 'foreign' | 'unknown'> {
  const answer = await paymentProvider().retrieveRefund(providerRefundId)
  if (!answer.ok) return answer.kind === 'not_found' ? 'foreign' : 'unknown'
  const own =
    (await db.refund.findUnique({ where: { providerRefundId }, select: { id: true } }))?.id ??
    answer.value.metadata.refund_id
  if (!own || !/^[0-9a-f-]{36}$/.test(own)) return 'foreign'
  const known = await db.refund.count({ where: { id: own } })
  return known === 0 ? 'foreign' : applyRefund(own, answer.value)
}

async function applyRefund(refundId: string, provider: ProviderRefund): Promise<'done' | 'unknown'> {
  await db.refund.updateMany({
    where: { id: refundId, providerRefundId: null },
    data: { providerRefundId: provider.id },
  })
  if (provider.status === 'succeeded') await succeed(refundId)
  else if (provider.status === 'failed' || provider.status === 'canceled')
    await fail(refundId, provider.failureReason ?? provider.status)
  else await postpone(refundId, 'pending at the provider')
  return 'done'
}

/** Money went back: quantities, ledger, outbox in one transaction; once. */
async function succeed(refundId: string): Promise<void> {
  const at = await businessNow()
  await db.$transaction(async (tx) => {
    const moved = await tx.refund.updateMany({
      where: { id: refundId, state: 'PENDING' },
      data: { state: 'SUCCEEDED', succeededAt: at, nextTryAt: null, lastError: null },
    })
    if (moved.count === 0) return
    const refund = await tx.refund.findUniqueOrThrow({
      where: { id: refundId },
      select: { checkoutId: true, merchantOrderId: true, amountFen: true, freightFen: true, lines: true },
    })
    await recordMoves(tx, [
      { entity: 'REFUND', entityId: refundId, fromState: 'PENDING', toState: 'SUCCEEDED', event: 'refunded', actor: 'provider', at },
    ])
    if (!refund.merchantOrderId) {
      await postLedger(tx, {
        kind: 'SURPLUS_OUT',
        checkoutId: refund.checkoutId,
        causeId: refundId,
        at,
        postings: surplusPostings(refund.amountFen, 'out'),
      })
      await closeException(tx, refundId, at)
      return
    }
    for (const line of refund.lines)
      await tx.orderLine.update({
        where: { id: line.lineId },
        data: { refundedQty: { increment: line.quantity }, refundedFen: { increment: line.amountFen } },
      })
    const order = await tx.merchantOrder.findUniqueOrThrow({
      where: { id: refund.merchantOrderId },
      select: { id: true, merchantId: true },
    })
    await postLedger(tx, {
      kind: 'REFUND',
      checkoutId: refund.checkoutId,
      causeId: refundId,
      at,
      postings: refundPostings([
        {
          merchantId: order.merchantId,
          merchantOrderId: order.id,
          goodsFen: sumFen(refund.lines.map((line) => line.amountFen)),
          freightFen: refund.freightFen,
        },
      ]),
    })
    await appendOutbox(tx, { type: 'refund.succeeded', payload: { refundId } }, at)
  })
}

/** A surplus that went back needs nobody any more. */
async function closeException(tx: Tx, refundId: string, at: Date): Promise<void> {
  await tx.paymentException.updateMany({
    where: { refundId, closedAt: null, kind: { not: 'REFUND_FAILED' } },
    data: { closedAt: at, closedBy: 'system', resolution: '已自动原路退款' },
  })
}

async function fail(refundId: string, reason: string): Promise<void> {
  const at = await businessNow()
  await db.$transaction(async (tx) => {
    const moved = await tx.refund.updateMany({
      where: { id: refundId, state: 'PENDING' },
      data: { state: 'FAILED', lastError: reason.slice(0, 500), nextTryAt: null },
    })
    if (moved.count === 0) return
    const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } })
    await recordMoves(tx, [
      { entity: 'REFUND', entityId: refundId, fromState: 'PENDING', toState: 'FAILED', event: 'failed', actor: 'provider', at },
    ])
    await tx.paymentException.create({
      data: {
        dedupeKey: `refund-failed:${refundId}`,
        kind: 'REFUND_FAILED',
        checkoutId: refund.checkoutId,
        paymentId: refund.paymentId,
        refundId,
        amountFen: refund.amountFen,
        detail: '退款未成功，需要人工处理',
        createdAt: at,
      },
    })
  })
}

async function postpone(refundId: string, reason: string): Promise<void> {
  await db.$executeRaw`
    update refund set tries = tries + 1, last_error = ${reason.slice(0, 500)},
           next_try_at = now() + least(power(2, tries), 3600) * interval '1 second'
     where id = ${refundId}::uuid and state = 'PENDING'`
}
