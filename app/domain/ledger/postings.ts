import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'

export type LedgerAccount =
  | 'PROVIDER_CLEARING'
  | 'MERCHANT_PAYABLE'
  | 'SURPLUS_PAYABLE'
  | 'PLATFORM_SUBSIDY'
  | 'BRAND_FUND_SUBSIDY'
  | 'AID_FUND_SUBSIDY'

/** Debit positive, credit negative; the entries of one transaction add up to zero. */
export type Posting = {
  account: LedgerAccount
  merchantId: string | null
  merchantOrderId: string | null
  component: '' | 'GOODS' | 'FREIGHT' | 'SUBSIDY'
  amountFen: Fen
}

/** What funders other than the merchant bear of the discounts on its goods and freight. */
export type Subsidies = { platformFen: Fen; brandFundFen: Fen; aidFundFen: Fen }

export const noSubsidies: Subsidies = { platformFen: 0, brandFundFen: 0, aidFundFen: 0 }

/** Paid for goods and freight; a refund's share of a part that was only repriced is below zero where it costs more. */
export type MerchantShare = { merchantId: string; merchantOrderId: string; goodsFen: Fen; freightFen: Fen; subsidies: Subsidies }

const provider = (amountFen: Fen): Posting => ({
  account: 'PROVIDER_CLEARING',
  merchantId: null,
  merchantOrderId: null,
  component: '',
  amountFen,
})

function payables(shares: readonly MerchantShare[], sign: 1 | -1): Posting[] {
  return shares
    .flatMap(({ merchantId, merchantOrderId, goodsFen, freightFen, subsidies }): Posting[] => {
      const of = { merchantId, merchantOrderId }
      const { platformFen, brandFundFen, aidFundFen } = subsidies
      return [
        { ...of, account: 'MERCHANT_PAYABLE', component: 'GOODS', amountFen: sign * goodsFen },
        { ...of, account: 'MERCHANT_PAYABLE', component: 'FREIGHT', amountFen: sign * freightFen },
        { ...of, account: 'MERCHANT_PAYABLE', component: 'SUBSIDY', amountFen: sign * (platformFen + brandFundFen + aidFundFen) },
        { ...of, account: 'PLATFORM_SUBSIDY', component: '', amountFen: -sign * platformFen },
        { ...of, account: 'BRAND_FUND_SUBSIDY', component: '', amountFen: -sign * brandFundFen },
        { ...of, account: 'AID_FUND_SUBSIDY', component: '', amountFen: -sign * aidFundFen },
      ]
    })
    .filter((posting) => posting.amountFen !== 0)
}

/** Money arrived for an order: the provider owes us, we owe the merchants goods and freight, and the discounts that others bear. */
export function salePostings(shares: readonly MerchantShare[]): Posting[] {
  const total = sumFen(shares.map((share) => share.goodsFen + share.freightFen))
  return balanced([provider(total), ...payables(shares, -1)])
}

/** Money went back: the mirror of the sale for the refunded shares, and what other parts cost more or less for it. */
export function refundPostings(shares: readonly MerchantShare[]): Posting[] {
  const total = sumFen(shares.map((share) => share.goodsFen + share.freightFen))
  return balanced([provider(-total), ...payables(shares, 1)])
}

/** Money that belongs to no order; `out` when it went back. */
export function surplusPostings(amountFen: Fen, direction: 'in' | 'out'): Posting[] {
  const signed = direction === 'in' ? amountFen : -amountFen
  return balanced([
    provider(signed),
    { account: 'SURPLUS_PAYABLE', merchantId: null, merchantOrderId: null, component: '', amountFen: -signed },
  ])
}

/** What undoes a booking. */
export function mirrorPostings<P extends { amountFen: Fen }>(postings: readonly P[]): P[] {
  return postings.map((posting) => ({ ...posting, amountFen: -posting.amountFen }))
}

function balanced(postings: Posting[]): Posting[] {
  const kept = postings.filter((posting) => posting.amountFen !== 0)
  if (sumFen(kept.map((posting) => posting.amountFen)) !== 0) throw new Error('Unbalanced postings')
  return kept
}
