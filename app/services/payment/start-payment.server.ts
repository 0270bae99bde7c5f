import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'
import { askSession } from '#app/services/payment/ask-session.server.ts'
import { endAttempt } from '#app/services/payment/end-attempt.server.ts'
import { payLinkHash } from '#app/services/payment/pay-link-token.server.ts'
import { applySession } from '#app/services/payment/settle-session.server.ts'

/** The provider's floor is 30 minutes; we end sessions ourselves when the order is due. */
const SESSION_LASTS_MS = 60 * 60_000

export type StartPaymentResult =
  | { ok: true; redirectTo: string }
  | { ok: false; reason: 'not_found' | 'already_paid' | 'expired' | 'provider_unavailable' }

/**
 * Gives the address of the provider's payment page for an order that awaits payment. The
 * intent row and the moment of asking are committed before the call. While the provider is
 * away the order waits with its stock held, and the shopper can try again.
 */
export async function startPayment({ number, viewer }: { number: string; viewer: Viewer }): Promise<StartPaymentResult> {
  const checkout = await db.checkout.findUnique({
    where: { number },
    select: { id: true, userId: true, guestHash: true },
  })
  const result: StartPaymentResult = checkout && mayView(checkout, viewer) ? await findPayPage(checkout.id, null) : { ok: false, reason: 'not_found' }
  failpoint('K7')
  return result
}

/** The same for whoever has the link (代付): the provider leads them back to the link's own page. */
export async function startLinkPayment(token: string): Promise<StartPaymentResult> {
  const link = await db.payLink.findUnique({ where: { tokenHash: payLinkHash(token) }, select: { id: true, checkoutId: true } })
  return link ? findPayPage(link.checkoutId, link.id) : { ok: false, reason: 'not_found' }
}

async function findPayPage(checkoutId: string, payLinkId: string | null): Promise<StartPaymentResult> {
  // Once more where the first attempt came to nothing, by an attempt and a key of its own, and
  // once more where the other one's page had to be ended first.
  for (let tries = 0; tries < 3; tries += 1) {
    const attempt = await openAttempt(checkoutId, payLinkId, await businessNow())
    if (typeof attempt === 'string') return { ok: false, reason: attempt }
    if ('othersId' in attempt) {
      const ended = await endAttempt(attempt.othersId)
      if (ended === 'paid') return { ok: false, reason: 'already_paid' }
      if (ended === 'unknown') break
      continue
    }
    if (attempt.sessionUrl) return { ok: true, redirectTo: attempt.sessionUrl }

    const asked = await askSession(attempt.id)
    if (asked.kind === 'unknown') break
    if (asked.kind === 'nothing') continue
    if (asked.session.status === 'open' && asked.session.url) return { ok: true, redirectTo: asked.session.url }
    // A key that was used before may answer with a session that has moved on since.
    if ((await applySession(asked.session)) === 'paid') return { ok: false, reason: 'already_paid' }
  }
  return { ok: false, reason: 'provider_unavailable' }
}

type LockedCheckout = { state: string; due_at: Date; payable_fen: number; payment_method: PaymentMethod }

type OpenAttempt = { id: string; sessionUrl: string | null } | { othersId: string }

/**
 * The attempt that can still be paid, its asking noted; made anew when all earlier ones
 * are over. Under the lock of the checkout, so two clicks share one session, and an order
 * that is being closed gets none. An order has one payable page at a time: the buyer's, or
 * that of the link; who presses last ends the other's, so that nobody pays twice.
 */
async function openAttempt(checkoutId: string, payLinkId: string | null, now: Date): Promise<OpenAttempt | 'already_paid' | 'expired'> {
  return db.$transaction(async (tx) => {
    const [checkout] = await tx.$queryRaw<LockedCheckout[]>`
      select state::text, due_at, payable_fen, payment_method::text from checkout
       where id = ${checkoutId}::uuid for update`
    if (!checkout || checkout.state === 'PAID') return 'already_paid'
    if (checkout.state !== 'AWAITING_PAYMENT' || now >= checkout.due_at) return 'expired'
    if (payLinkId && !(await tx.payLink.findFirst({ where: { id: payLinkId, withdrawnAt: null, expiresAt: { gt: now } }, select: { id: true } }))) return 'expired'

    const askedAt = realNow()
    // Whole seconds: what the provider stores, so that a repeat sends the same value.
    const sessionExpiresAt = new Date(Math.floor((askedAt.getTime() + SESSION_LASTS_MS) / 1000) * 1000)
    const live = await tx.paymentAttempt.findFirst({
      where: { checkoutId, state: { in: ['CREATED', 'OPEN'] } },
      select: { id: true, askedAt: true, sessionUrl: true, payLinkId: true },
    })
    if (live?.askedAt && live.payLinkId !== payLinkId) return { othersId: live.id }
    if (live) {
      // Nothing was asked yet: it is whose who asks first.
      if (!live.askedAt) await tx.paymentAttempt.update({ where: { id: live.id }, data: { askedAt, sessionExpiresAt, payLinkId } })
      return { id: live.id, sessionUrl: live.sessionUrl }
    }
    const id = newId()
    await tx.paymentAttempt.create({
      data: {
        id,
        checkoutId,
        method: checkout.payment_method,
        amountFen: checkout.payable_fen,
        idempotencyKey: `pay:${id}:v1`,
        state: 'CREATED',
        createdAt: askedAt,
        askedAt,
        sessionExpiresAt,
        payLinkId,
      },
    })
    return { id, sessionUrl: null }
  })
}
