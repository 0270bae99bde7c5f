import type { Fen } from '#app/domain/money.ts'
import type { PayLinkStage } from '#app/domain/payment/pay-link.ts'
import { payLinkStage } from '#app/domain/payment/pay-link.ts'
import { db } from '#app/infra/db.server.ts'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import { payLinkHash, payLinkUrl } from '#app/services/payment/pay-link-token.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'

/** What its owner sees of a link that is not withdrawn. */
export type OwnPayLink = { url: string; expiresAt: Date }

export async function ownPayLink(number: string): Promise<OwnPayLink | null> {
  const link = await db.payLink.findFirst({ where: { withdrawnAt: null, checkout: { number } }, select: { id: true, expiresAt: true } })
  return link && { url: payLinkUrl(link.id), expiresAt: link.expiresAt }
}

/** Goods and amount: no name, number or place of the buyer or the receiver. */
export type PayLinkPage = {
  stage: PayLinkStage
  amountFen: Fen
  paymentMethod: PaymentMethod
  expiresAt: Date
  secondsLeft: number
  /** Empty once there is nothing to pay by this link. */
  shops: { name: string; lines: { title: string; spec: string; motif: string; quantity: number; paidFen: Fen }[]; freightFen: Fen }[]
}

/**
 * The page behind a link; null where no such link was ever made.
 * @param returned its payer comes back from the provider, which is asked first
 */
export async function getPayLink({ token, returned, now }: { token: string; returned: 'paid' | 'cancelled' | null; now: Date }): Promise<PayLinkPage | null> {
  const tokenHash = payLinkHash(token)
  const known = returned ? await settleLinkSessions(tokenHash) : true
  const link = await db.payLink.findUnique({
    where: { tokenHash },
    select: {
      expiresAt: true,
      withdrawnAt: true,
      attempts: { select: { payments: { select: { use: true } } } },
      checkout: {
        select: {
          state: true,
          payableFen: true,
          paymentMethod: true,
          merchantOrders: {
            orderBy: { number: 'asc' },
            select: {
              freightFen: true,
              merchant: { select: { name: true } },
              lines: { orderBy: { position: 'asc' }, select: { title: true, spec: true, motif: true, quantity: true, paidFen: true } },
            },
          },
        },
      },
    },
  })
  if (!link) return null
  const { checkout, expiresAt } = link
  const uses = link.attempts.flatMap(({ payments }) => payments.map(({ use }) => use))
  const stage = payLinkStage(
    {
      state: checkout.state,
      expiresAt,
      withdrawn: link.withdrawnAt !== null,
      payment: uses.includes('ORDER') ? 'ORDER' : (uses[0] ?? null),
      unsure: returned === 'paid' || !known,
    },
    now,
  )
  return {
    stage,
    amountFen: checkout.payableFen,
    paymentMethod: checkout.paymentMethod,
    expiresAt,
    secondsLeft: Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000)),
    shops: stage === 'open' || stage === 'processing' || stage === 'paid' ? checkout.merchantOrders.map(({ merchant, lines, freightFen }) => ({ name: merchant.name, lines, freightFen })) : [],
  }
}

/** @returns whether the provider's answer is known */
async function settleLinkSessions(tokenHash: string): Promise<boolean> {
  const open = await db.paymentAttempt.findMany({ where: { payLink: { tokenHash }, state: 'OPEN', sessionId: { not: null } }, select: { sessionId: true } })
  let known = true
  for (const { sessionId } of open) if (sessionId && (await settleSession(sessionId)) === 'unknown') known = false
  return known
}
