import type { PayLinkDecision } from '#app/domain/payment/pay-link.ts'
import { decidePayLink, dueWithoutLink } from '#app/domain/payment/pay-link.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { endAttempt } from '#app/services/payment/end-attempt.server.ts'
import { payLinkHash, payLinkToken } from '#app/services/payment/pay-link-token.server.ts'

type Wanted = { number: string; viewer: Viewer; now: Date }

export type MakeLinkResult = { ok: true } | { ok: false; reason: 'not_found' | Extract<PayLinkDecision, { ok: false }>['reason'] }

/**
 * Lets somebody else pay an order, and keeps it waiting as long as the link lasts. A link
 * that is there already is the answer: two presses make one.
 */
export async function makePayLink({ number, viewer, now }: Wanted): Promise<MakeLinkResult> {
  const checkout = await findOwn(number, viewer)
  if (!checkout) return { ok: false, reason: 'not_found' }
  return db.$transaction(async (tx) => {
    await lock(tx, checkout.id)
    if (await liveLink(tx, checkout.id)) return { ok: true } as const
    const order = await tx.checkout.findUniqueOrThrow({
      where: { id: checkout.id },
      select: { state: true, placedAt: true, dueAt: true, merchantOrders: { select: { shipBy: true } } },
    })
    const decision = decidePayLink(
      {
        ...order,
        shipBy: order.merchantOrders.reduce<Date | null>((first, { shipBy }) => (shipBy && (!first || shipBy < first) ? shipBy : first), null),
        signedIn: checkout.userId !== null,
        waitingLinks: checkout.userId === null ? 0 : await tx.payLink.count({ where: { withdrawnAt: null, checkout: { userId: checkout.userId, state: 'AWAITING_PAYMENT' } } }),
      },
      now,
    )
    if (!decision.ok) return decision
    const id = newId()
    await tx.payLink.create({ data: { id, checkoutId: checkout.id, tokenHash: payLinkHash(payLinkToken(id)), createdAt: now, expiresAt: decision.expiresAt } })
    await tx.checkout.update({ where: { id: checkout.id }, data: { dueAt: decision.expiresAt } })
    return { ok: true } as const
  })
}

/**
 * From here on the link opens nothing. A payment page that its payer has open is ended at
 * the provider; a payment found there has arrived and stays.
 */
export async function withdrawPayLink({ number, viewer, now }: Wanted): Promise<boolean> {
  const checkout = await findOwn(number, viewer)
  if (!checkout) return false
  const attempts = await db.$transaction(async (tx) => {
    await lock(tx, checkout.id)
    const link = await liveLink(tx, checkout.id)
    if (!link) return []
    await tx.payLink.update({ where: { id: link.id }, data: { withdrawnAt: now } })
    const { dueAt } = await tx.checkout.findUniqueOrThrow({ where: { id: checkout.id }, select: { dueAt: true } })
    await tx.checkout.updateMany({ where: { id: checkout.id, state: 'AWAITING_PAYMENT' }, data: { dueAt: dueWithoutLink(dueAt, now) } })
    return tx.paymentAttempt.findMany({ where: { payLinkId: link.id, state: { in: ['CREATED', 'OPEN'] } }, select: { id: true } })
  })
  // Where the provider gives no answer now, the reconciler asks again.
  for (const { id } of attempts) await endAttempt(id)
  return true
}

async function findOwn(number: string, viewer: Viewer): Promise<{ id: string; userId: string | null } | null> {
  const checkout = await db.checkout.findUnique({ where: { number }, select: { id: true, userId: true, guestHash: true } })
  return checkout && mayView(checkout, viewer) ? checkout : null
}

// The same lock as a payment takes: a link is withdrawn before or after somebody pays, never half.
async function lock(tx: Tx, checkoutId: string): Promise<void> {
  await tx.$queryRaw`select id from checkout where id = ${checkoutId}::uuid for update`
}

function liveLink(tx: Tx, checkoutId: string): Promise<{ id: string } | null> {
  return tx.payLink.findFirst({ where: { checkoutId, withdrawnAt: null }, select: { id: true } })
}
