import { realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { ProviderRefund, ProviderResult } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'
import { applyRefund, failRefund, postponeRefund } from '#app/services/payment/settle-refund.server.ts'

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
  failpoint('K16')
  const answer = await ask(refund)
  failpoint('K16b')
  if (answer.ok) return applyRefund(refundId, answer.value)
  if (answer.kind === 'rejected' || (answer.kind === 'not_found' && !refund.provider_refund_id)) {
    await failRefund(refundId, `${answer.code}: ${answer.message}`)
    return 'done'
  }
  if (answer.kind === 'key_spent') await renewKey(refund)
  await postponeRefund(refundId, `${answer.kind}: ${answer.code}`)
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
