import type { BoardInput } from '#app/domain/promotion/board.ts'
import { layOut } from '#app/domain/promotion/board.ts'
import { evaluate } from '#app/domain/promotion/evaluate.ts'
import { presentFreight, presentLines, sharesByPromotion } from '#app/domain/promotion/present-lines.ts'
import { presentApplied, presentGifts, presentLeftOut, presentNextTiers, presentNotApplied } from '#app/domain/promotion/present-promotions.ts'
import { recording } from '#app/domain/promotion/record.ts'
import { leaveOut } from '#app/domain/promotion/search.ts'
import type { PricedCart } from '#app/domain/promotion/types.ts'

/** Stored with every quote and order; raised when the same input may give another fen. */
export const ENGINE_VERSION = 1

export type PriceCartInput = BoardInput

/**
 * The price of a cart, to the fen, with every discount down to the unit and its funders, the
 * reason of every promotion that did not apply, and the way to the next tier. List, product
 * page, cart, poster, checkout, rehearsal and refund all call this one function.
 *
 * Pure: no clock, no database, nothing of the buyer but declared tiers. All amounts
 * contain tax. Lines come back merged by SKU, in the order of SKU ids.
 */
export function priceCart(input: PriceCartInput): PricedCart {
  const { board, refused } = layOut(input)
  const omissions = leaveOut(board)
  const record = recording(board)
  evaluate(board, 0, false, record)
  const shares = sharesByPromotion(board, record)
  const lines = presentLines(board, shares)
  const freight = presentFreight(board, shares)
  const goodsFen = sumOf(lines, (line) => line.listFen)
  const discountFen = sumOf(lines, (line) => line.discountFen)
  const freightFen = sumOf(freight, (parcel) => parcel.fullFen ?? 0)
  const freightDiscountFen = sumOf(freight, (parcel) => parcel.discountFen)
  return {
    engineVersion: ENGINE_VERSION,
    lines,
    freight,
    gifts: presentGifts(board),
    applied: presentApplied(board, record, shares),
    notApplied: presentNotApplied(board, record, omissions, refused),
    leftOut: presentLeftOut(omissions),
    nextTiers: presentNextTiers(board, record),
    unknownCodes: unknownCodes(input),
    goodsFen,
    discountFen,
    freightFen,
    freightDiscountFen,
    payableFen: goodsFen - discountFen + freightFen - freightDiscountFen,
  }
}

function unknownCodes({ codes, promotions }: PriceCartInput): string[] {
  return codes.filter((code) => !promotions.some(({ promotion: { needs } }) => typeof needs === 'object' && needs.code === code))
}

function sumOf<T>(rows: readonly T[], amount: (row: T) => number): number {
  let sum = 0
  for (const row of rows) sum += amount(row)
  return sum
}
