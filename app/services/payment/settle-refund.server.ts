import { mirrorPostings, refundPostings, surplusPostings } from '#app/domain/ledger/postings.ts'
import type { RefundState } from '#app/domain/order/states.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { ProviderRefund } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { refundShares } from '#app/services/payment/merchant-shares.server.ts'
import { postLedger } from '#app/services/payment/post-ledger.server.ts'

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

/** Applies what the provider said of a refund of ours. */
export async function applyRefund(refundId: string, provider: ProviderRefund): Promise<'done' | 'unknown'> {
  const own = await db.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { amountFen: true, payment: { select: { providerPaymentId: true, currency: true } } },
  })
  if (provider.amountFen !== own.amountFen || provider.paymentId !== own.payment.providerPaymentId || provider.currency !== own.payment.currency) {
    await postponeRefund(refundId, `does not fit: ${provider.id}`)
    return 'unknown'
  }
  await db.refund.updateMany({
    where: { id: refundId, providerRefundId: null },
    data: { providerRefundId: provider.id },
  })
  if (provider.status === 'succeeded') await succeed(refundId)
  else if (provider.status === 'failed' || provider.status === 'canceled')
    await failRefund(refundId, provider.failureReason ?? provider.status, ['PENDING', 'SUCCEEDED'])
  else await postponeRefund(refundId, 'pending at the provider')
  return 'done'
}

/** Money went back: once. */
async function succeed(refundId: string): Promise<void> {
  const at = await businessNow()
  await db.$transaction((tx) => bookRefund(tx, refundId, { actor: 'provider', at }))
}

/**
 * A refund is done: state, quantities, ledger, outbox. Without effect where it is not waiting.
 * Called by itself for a refund of nothing, which the provider is never asked for.
 */
export async function bookRefund(tx: Tx, refundId: string, { actor, at }: { actor: string; at: Date }): Promise<void> {
  const moved = await tx.refund.updateMany({
    where: { id: refundId, state: 'PENDING' },
    data: { state: 'SUCCEEDED', succeededAt: at, nextTryAt: null, lastError: null },
  })
  if (moved.count === 0) return
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { checkoutId: true, merchantOrderId: true, amountFen: true, lines: true },
  })
  await recordMoves(tx, [
    { entity: 'REFUND', entityId: refundId, fromState: 'PENDING', toState: 'SUCCEEDED', event: 'refunded', actor, at },
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
  await postLedger(tx, {
    kind: 'REFUND',
    checkoutId: refund.checkoutId,
    causeId: refundId,
    at,
    postings: refundPostings(await refundShares(tx, refundId)),
  })
  await appendOutbox(tx, { type: 'refund.succeeded', payload: { refundId } }, at)
  failpoint('K17')
}

/** A surplus that went back needs nobody any more. */
async function closeException(tx: Tx, refundId: string, at: Date): Promise<void> {
  await tx.paymentException.updateMany({
    where: { refundId, closedAt: null, kind: { not: 'REFUND_FAILED' } },
    data: { closedAt: at, closedBy: 'system', resolution: '已自动原路退款' },
  })
}

/**
 * The money did not reach the buyer, or came back later from the bank: a person is called.
 * @param from the states that this news may end; a refused request says nothing of a refund that arrived
 */
export async function failRefund(refundId: string, reason: string, from: readonly RefundState[] = ['PENDING']): Promise<void> {
  const at = await businessNow()
  await db.$transaction(async (tx) => {
    const refund = await lockRefund(tx, refundId)
    if (!from.includes(refund.state)) return
    await tx.refund.update({ where: { id: refundId }, data: { state: 'FAILED', lastError: reason.slice(0, 500), nextTryAt: null } })
    if (refund.state === 'SUCCEEDED') await reverse(tx, refund, at)
    await recordMoves(tx, [
      { entity: 'REFUND', entityId: refundId, fromState: refund.state, toState: 'FAILED', event: 'failed', actor: 'provider', at },
    ])
    await tx.paymentException.create({
      data: {
        dedupeKey: `refund-failed:${refundId}`,
        kind: 'REFUND_FAILED',
        checkoutId: refund.checkoutId,
        paymentId: refund.paymentId,
        refundId,
        amountFen: refund.amountFen,
        detail: refund.state === 'SUCCEEDED' ? '退款到账后又被银行退回，需要人工处理' : '退款未成功，需要人工处理',
        createdAt: at,
      },
    })
  })
}

async function lockRefund(tx: Tx, refundId: string) {
  await tx.$queryRaw`select 1 from refund where id = ${refundId}::uuid for update`
  return tx.refund.findUniqueOrThrow({ where: { id: refundId }, include: { lines: true } })
}

/** What {@link bookRefund} did, undone: the mirror in the ledger, quantities, facts. */
async function reverse(tx: Tx, refund: Awaited<ReturnType<typeof lockRefund>>, at: Date): Promise<void> {
  const booked = await tx.ledgerTransaction.findFirstOrThrow({
    where: { causeId: refund.id, kind: { in: ['REFUND', 'SURPLUS_OUT'] } },
    select: { entries: { select: { account: true, merchantId: true, merchantOrderId: true, component: true, amountFen: true } } },
  })
  await postLedger(tx, {
    kind: 'REFUND_REVERSED',
    checkoutId: refund.checkoutId,
    causeId: refund.id,
    at,
    postings: mirrorPostings(booked.entries),
  })
  for (const line of refund.lines)
    await tx.orderLine.update({
      where: { id: line.lineId },
      data: { refundedQty: { decrement: line.quantity }, refundedFen: { decrement: line.amountFen } },
    })
  if (refund.merchantOrderId) await appendOutbox(tx, { type: 'refund.reversed', payload: { refundId: refund.id } }, at)
}

/** @param reason why it is not done yet */
export async function postponeRefund(refundId: string, reason: string): Promise<void> {
  await db.$executeRaw`
    update refund set last_error = ${reason.slice(0, 500)},
           next_try_at = now() + least(power(2, least(tries, 12)), 3600) * interval '1 second'
     where id = ${refundId}::uuid and state = 'PENDING'`
}
