import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { ProviderDispute } from '#app/infra/payment-provider.server.ts'
import { paymentProvider } from '#app/infra/stripe.server.ts'

const words = {
  open: '买家向银行提出拒付，渠道已暂扣这笔款，请在渠道规定的期限内举证；账上未记退款，请勿另行退款',
  won: '拒付已结束：商家胜诉，暂扣的款项由渠道退还，账上未动',
  lost: '拒付已结束：买家胜诉，款项已由渠道退给买家，请人工核对账目',
} as const

/**
 * Puts a dispute before a person: one exception when it is opened, one when it is decided,
 * however often and in whatever order it is told. Books no money: what the bank holds back
 * is still ours until somebody decides, and what a lost dispute costs is entered by people.
 */
export async function recordDispute(disputeId: string): Promise<'done' | 'foreign' | 'unknown'> {
  const answer = await paymentProvider().retrieveDispute(disputeId)
  if (!answer.ok) return answer.kind === 'not_found' ? 'foreign' : 'unknown'
  const dispute = answer.value
  const payment = dispute.paymentId
    ? await db.payment.findUnique({ where: { providerPaymentId: dispute.paymentId }, select: { id: true, checkoutId: true } })
    : null
  const createdAt = await businessNow()
  const stages = dispute.status === 'open' ? (['open'] as const) : (['open', dispute.status] as const)
  await db.paymentException.createMany({
    data: stages.map((stage) => ({
      dedupeKey: `dispute:${dispute.id}:${stage}`,
      kind: 'DISPUTE',
      checkoutId: payment?.checkoutId ?? null,
      paymentId: payment?.id ?? null,
      amountFen: dispute.currency === 'cny' ? dispute.amountFen : null,
      detail: detailOf(dispute, stage),
      createdAt,
    })),
    skipDuplicates: true,
  })
  return 'done'
}

function detailOf({ id, reason, currency, amountFen }: ProviderDispute, stage: keyof typeof words): string {
  const money = currency === 'cny' ? '' : `，币种 ${currency}，金额 ${amountFen}`
  return `${words[stage]}（渠道编号 ${id}，原因 ${reason}${money}）`
}
