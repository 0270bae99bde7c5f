import type { MerchantShare, Subsidies } from '#app/domain/ledger/postings.ts'
import { sumFen } from '#app/domain/money.ts'
import { negative, sumBorne } from '#app/domain/promotion/take-back.ts'
import type { Borne } from '#app/domain/promotion/take-back.ts'
import type { Tx } from '#app/infra/db.server.ts'

const borne = { merchantFen: true, platformFen: true, brandFundFen: true, aidFundFen: true } as const

const subsidies = ({ platformFen, brandFundFen, aidFundFen }: Borne): Subsidies => ({ platformFen, brandFundFen, aidFundFen })

/** What others than the merchants bear of a checkout's discounts, by merchant order. */
export async function soldSubsidies(tx: Tx, checkoutId: string): Promise<(merchantOrderId: string) => Subsidies> {
  const shares = await tx.allocation.findMany({ where: { checkoutId }, select: { ...borne, merchantOrderId: true } })
  return (merchantOrderId) => subsidies(sumBorne(shares.filter((share) => share.merchantOrderId === merchantOrderId)))
}

/**
 * What a refund books: all that the returned part stands for, its subsidies as earlier refunds
 * left them; and of each kept part what it costs more, with the subsidies that end for it.
 */
export async function refundShares(tx: Tx, refundId: string): Promise<MerchantShare[]> {
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: {
      freightFen: true,
      lines: { select: { amountFen: true } },
      repriced: { orderBy: { id: 'asc' } },
      merchantOrder: { select: { id: true, merchantId: true, allocations: { select: borne } } },
    },
  })
  const { merchantOrder: order, repriced } = refund
  if (!order) throw new Error(`Refund ${refundId} is of no order`)
  // A part that went back is repriced no more: these are all from before.
  const earlier = await tx.refundReprice.findMany({ where: { merchantOrderId: order.id }, select: borne })
  const returned: MerchantShare = {
    merchantId: order.merchantId,
    merchantOrderId: order.id,
    goodsFen: sumFen(refund.lines.map(({ amountFen }) => amountFen)),
    freightFen: refund.freightFen,
    subsidies: subsidies(sumBorne([...order.allocations, ...earlier.map(negative)])),
  }
  const kept = new Map(repriced.map(({ merchantOrderId, merchantId }) => [merchantOrderId, merchantId]))
  return [
    returned,
    ...[...kept].map(([merchantOrderId, merchantId]): MerchantShare => {
      const rows = repriced.filter((row) => row.merchantOrderId === merchantOrderId)
      const moreFen = (freight: boolean) => sumFen(rows.filter(({ lineId }) => (lineId === null) === freight).map(({ amountFen }) => amountFen))
      return { merchantId, merchantOrderId, goodsFen: 0 - moreFen(false), freightFen: 0 - moreFen(true), subsidies: subsidies(sumBorne(rows)) }
    }),
  ]
}
