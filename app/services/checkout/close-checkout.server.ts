import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { lockSkus, moveHeldStock } from '#app/services/inventory/move-held-stock.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { endAttempt } from '#app/services/payment/end-attempt.server.ts'
import { releaseClaims } from '#app/services/promotion/give-back.server.ts'

export type CloseOutcome = 'closed' | 'paid' | 'waiting' | 'not_open'

/** The shopper gives up an order that is not paid. A payment found on the way wins. */
export async function cancelCheckout({
  number,
  viewer,
  now,
}: {
  number: string
  viewer: Viewer
  now: Date
}): Promise<{ ok: true; outcome: CloseOutcome } | { ok: false; reason: 'not_found' }> {
  const checkout = await db.checkout.findUnique({
    where: { number },
    select: { id: true, userId: true, guestHash: true },
  })
  if (!checkout || !mayView(checkout, viewer)) return { ok: false, reason: 'not_found' }
  return { ok: true, outcome: await closeCheckout(checkout.id, { event: 'cancel', actor: viewer.userId ?? 'guest', now }) }
}

/**
 * Ends an unpaid checkout: CLOSING, then every session that could still be paid is ended
 * at the provider, and only when all are confirmed dead are the stock and what it took of promotions released. Found paid:
 * the order is settled instead. No answer: it stays CLOSING with its stock held and is
 * tried again.
 */
export async function closeCheckout(
  checkoutId: string,
  { event, actor, now }: { event: 'cancel' | 'due'; actor: string; now: Date },
): Promise<CloseOutcome> {
  const started = await db.$transaction(async (tx) => {
    const moved = await tx.checkout.updateMany({
      where: { id: checkoutId, state: 'AWAITING_PAYMENT' },
      data: { state: 'CLOSING' },
    })
    if (moved.count === 1)
      await recordMoves(tx, [
        { entity: 'CHECKOUT', entityId: checkoutId, fromState: 'AWAITING_PAYMENT', toState: 'CLOSING', event, actor, at: now },
      ])
    return tx.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: { state: true } })
  })
  if (started.state === 'PAID') return 'paid'
  if (started.state !== 'CLOSING') return 'not_open'

  failpoint('C1')
  const attempts = await db.paymentAttempt.findMany({
    where: { checkoutId, state: { in: ['CREATED', 'OPEN'] } },
    select: { id: true },
  })
  for (const attempt of attempts) {
    const outcome = await endAttempt(attempt.id)
    if (outcome === 'paid') return 'paid'
    if (outcome === 'unknown') return 'waiting'
  }
  failpoint('C2')
  return (await release(checkoutId, actor, await businessNow())) ? 'closed' : 'not_open'
}

async function release(checkoutId: string, actor: string, at: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const units = await tx.stockHold.findMany({
      where: { checkoutId, state: 'HELD' },
      select: { skuId: true, merchantId: true, quantity: true },
    })
    await lockSkus(tx, units.map((unit) => unit.skuId))
    const moved = await tx.checkout.updateMany({
      where: {
        id: checkoutId,
        state: 'CLOSING',
        attempts: { none: { state: { in: ['CREATED', 'OPEN'] } } },
      },
      data: { state: 'CLOSED', closedAt: at },
    })
    if (moved.count !== 1) return false
    const orders = await tx.merchantOrder.findMany({ where: { checkoutId }, select: { id: true } })
    await tx.merchantOrder.updateMany({ where: { checkoutId }, data: { state: 'CLOSED', closedAt: at } })
    await tx.stockHold.updateMany({ where: { checkoutId }, data: { state: 'RELEASED' } })
    await moveHeldStock(tx, 'RELEASE', `checkout:${checkoutId}`, units, at)
    await releaseClaims(tx, checkoutId)
    await recordMoves(tx, [
      { entity: 'CHECKOUT', entityId: checkoutId, fromState: 'CLOSING', toState: 'CLOSED', event: 'released', actor, at },
      ...orders.map(({ id }) => ({
        entity: 'MERCHANT_ORDER' as const,
        entityId: id,
        fromState: 'AWAITING_PAYMENT',
        toState: 'CLOSED',
        event: 'released',
        actor,
        at,
      })),
    ])
    return true
  })
}
