import { refundPostings, surplusPostings } from '#app/domain/ledger/postings.ts'
import { sumFen } from '#app/domain/money.ts'
import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import type { ProviderRefund, ProviderResult } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { postLedger } from '#app/services/payment/post-ledger.server.ts'

const BATCH = 50
/** Longer than the provider is waited for: nobody else tries meanwhile. */
const TRY_LASTS_SECONDS = 60

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
 * Carries one refund out. The row and its key were committed with its cause, and every try
 * is noted before it is made: all tries but the first look for what an earlier one may have
 * made, because a key may be spent, or forgotten by the provider after a day.
 */
export async function runRefund(refundId: string): Promise<'done' | 'unknown'> {
  const refund = await beginTry(refundId)
  if (!refund) return 'done'
  const answer = await ask(refund)
  if (answer.ok) return applyRefund(refundId, answer.value)
  if (answer.kind === 'rejected' || (answer.kind === 'not_found' && !refund.provider_refund_id)) {
    await fail(refundId, `${answer.code}: ${answer.message}`)
    return 'done'
  }
  if (answer.kind === 'key_spent') await renewKey(refund)
  await postpone(refundId, `${answer.kind}: ${answer.code}`)
  return 'unknown'
}

type Try = {
  id: string
  tries: number
  amount_fen: number
  idempotency_key: string
  provider_refund_id: string | null
  checkout_id: string
  provider_payment_id: string
}

/** Null where it is not due: done, or being tried by somebody else. */
async function beginTry(refundId: string): Promise<Try | null> {
  const [refund] = await db.$queryRaw<Try[]>`
    update refund r set tries = r.tries + 1, next_try_at = now() + ${TRY_LASTS_SECONDS}::int * interval '1 second'
      from payment p
     where r.id = ${refundId}::uuid and p.id = r.payment_id and r.state = 'PENDING' and coalesce(r.next_try_at <= now(), true)
    returning r.id, r.tries, r.amount_fen, r.idempotency_key, r.provider_refund_id, r.checkout_id, p.provider_payment_id`
  return refund ?? null
}

async function ask(refund: Try): Promise<ProviderResult<ProviderRefund>> {
  const provider = paymentProvider()
  if (refund.provider_refund_id) return provider.retrieveRefund(refund.provider_refund_id)
  if (refund.tries > 1) {
    const found = await provider.findRefund({ refundId: refund.id, paymentId: refund.provider_payment_id })
    if (!found.ok) return found
    if (found.value) return { ok: true, value: found.value }
  }
  return provider.createRefund({
    idempotencyKey: refund.idempotency_key,
    paymentId: refund.provider_payment_id,
    amountFen: refund.amount_fen,
    metadata: { refund_id: refund.id, checkout_id: refund.checkout_id },
  })
}

/** refund:…:v1 → refund:…:v2. The next try looks first, so the new key makes nothing twice. */
async function renewKey({ id, idempotency_key: key }: Try): Promise<void> {
  const version = Number(/:v(\d+)$/.exec(key)?.[1] ?? 1)
  await db.refund.updateMany({
    where: { id, state: 'PENDING', idempotencyKey: key, providerRefundId: null },
    data: { idempotencyKey: key.replace(/(:v\d+)?$/, `:v${version + 1}`) },
  })
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
    update refund set last_error = ${reason.slice(0, 500)},
           next_try_at = now() + least(power(2, least(tries, 12)), 3600) * interval '1 second'
     where id = ${refundId}::uuid and state = 'PENDING'`
}
