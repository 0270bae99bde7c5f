import type { Fen } from '#app/domain/money.ts'
import { splitByWeight } from '#app/domain/money.ts'
import { spread } from '#app/domain/promotion/allocate.ts'
import type { FunderSums } from '#app/domain/promotion/rehearsal-report.ts'
import { FUNDERS, noFunders } from '#app/domain/promotion/rehearsal-report.ts'
import type { Funder, FunderShare } from '#app/domain/promotion/types.ts'

export type ClaimState = 'HELD' | 'USED' | 'RELEASED'

/** Where granted money stands: committed to unpaid orders, used by paid ones, given back. */
export type BudgetSums = { committedFen: Fen; usedFen: Fen; releasedFen: Fen }

/** Allocations of claims whose money stands in one place, added up. */
export type WholeShares = { promotionId: string; merchantId: string; state: ClaimState; funders: FunderSums }

/** One allocation of a claim of which a part was given back. */
export type PartShare = {
  id: string
  checkoutId: string
  promotionId: string
  merchantId: string
  state: ClaimState
  funders: FunderSums
  /** What its claim has given back. */
  claimReleasedFen: Fen
  /** Units of its line, and how many of them were refunded; freight: 1, and whether the whole parcel was. */
  quantity: number
  refundedQty: number
}

export type BudgetCell = { promotionId: string; merchantId: string; funder: Funder } & BudgetSums

export const noSums = (): BudgetSums => ({ committedFen: 0, usedFen: 0, releasedFen: 0 })

export function addSums(into: BudgetSums, sums: BudgetSums): void {
  into.committedFen += sums.committedFen
  into.usedFen += sums.usedFen
  into.releasedFen += sums.releasedFen
}

export function budgetTotal(rows: readonly BudgetSums[]): BudgetSums {
  const total = noSums()
  for (const row of rows) addSums(total, row)
  return total
}

/** What stands where, of an amount of which a part was given back. */
export function sumsOf(state: ClaimState, amountFen: Fen, releasedFen: Fen): BudgetSums {
  if (state === 'RELEASED') return { committedFen: 0, usedFen: 0, releasedFen: amountFen }
  const left = amountFen - releasedFen
  return { committedFen: state === 'HELD' ? left : 0, usedFen: state === 'USED' ? left : 0, releasedFen }
}

/**
 * Splits what a claim has given back over its allocations: first by the shares of the refunded
 * units (amount × refunded ÷ quantity), never more than an allocation has; what they do not
 * carry was taken from the lines that are kept, by what each still has there. Each
 * allocation's part is split over its funders by their shares in it. Every step is by largest
 * remainder, so all ways of adding up give what the claim has given back.
 * @returns one entry a share, in their order
 */
export function releaseShares(releasedFen: Fen, shares: readonly Pick<PartShare, 'funders' | 'quantity' | 'refundedQty'>[]): FunderSums[] {
  const amounts = shares.map(({ funders }) => totalOf(funders))
  const refunded = shares.map(({ quantity, refundedQty }, i) => Math.floor((amounts[i]! * Math.min(refundedQty, quantity)) / quantity))
  const first = spread(Math.min(releasedFen, sum(refunded)), refunded, refunded)
  const open = amounts.map((amount, i) => amount - first[i]!)
  const rest = spread(releasedFen - sum(first), open, open)
  return shares.map(({ funders }, i) => {
    const amountsOf = FUNDERS.map((funder) => funders[funder])
    const parts = spread(first[i]! + rest[i]!, amountsOf, amountsOf)
    return Object.fromEntries(FUNDERS.map((funder, place) => [funder, parts[place]!])) as FunderSums
  })
}

export function totalOf(funders: FunderSums): Fen {
  return sum(FUNDERS.map((funder) => funders[funder]))
}

/** What was given back of each share, by its id; claims are taken apart from each other. */
export function releasedById(parts: readonly PartShare[]): Map<string, FunderSums> {
  const claims = new Map<string, PartShare[]>()
  for (const part of parts) {
    const key = `${part.checkoutId}/${part.promotionId}`
    claims.set(key, [...(claims.get(key) ?? []), part])
  }
  const released = new Map<string, FunderSums>()
  for (const shares of claims.values()) {
    const [{ claimReleasedFen }] = shares as [PartShare]
    releaseShares(claimReleasedFen, shares).forEach((funders, i) => released.set(shares[i]!.id, funders))
  }
  return released
}

/** The board's cells: one a promotion, merchant and funder with anything in it. */
export function budgetCells(whole: readonly WholeShares[], parts: readonly PartShare[]): BudgetCell[] {
  const cells = new Map<string, BudgetCell>()
  const add = ({ promotionId, merchantId, state, funders }: WholeShares, released: FunderSums) => {
    for (const funder of FUNDERS) {
      if (funders[funder] === 0) continue
      const key = `${promotionId}/${merchantId}/${funder}`
      const cell = cells.get(key) ?? { promotionId, merchantId, funder, ...noSums() }
      addSums(cell, sumsOf(state, funders[funder], released[funder]))
      cells.set(key, cell)
    }
  }
  const released = releasedById(parts)
  for (const shares of whole) add(shares, noFunders())
  for (const part of parts) add(part, released.get(part.id)!)
  return [...cells.values()]
}

/** A budget by funder, by the shares of the published version; null: no budget. */
export function budgetByFunder(budgetFen: Fen | null, funders: readonly FunderShare[]): Record<Funder, Fen | null> {
  if (budgetFen === null) return { MERCHANT: null, PLATFORM: null, BRAND_FUND: null, AID_FUND: null }
  const parts = splitByWeight(budgetFen, funders.map(({ bps }) => bps))
  const byFunder: FunderSums = noFunders()
  funders.forEach(({ funder }, i) => (byFunder[funder] += parts[i]!))
  return byFunder
}

/** What may still be granted: what is given back may be granted again. */
export function remainingFen(budgetFen: Fen | null, { committedFen, usedFen }: BudgetSums): Fen | null {
  return budgetFen === null ? null : budgetFen - committedFen - usedFen
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
