/** Whose cart: a signed-in person's, or that of a guest's cookie (its hash). */
export type CartOwner = { kind: 'user'; userId: string } | { kind: 'guest'; guestHash: string }

/** More than this of one SKU is a group order and goes through a quotation. */
export const MAX_QUANTITY = 999

/** Different SKUs in one cart. */
export const MAX_CART_LINES = 100

export type LineProblem = 'gone' | 'off_sale' | 'merchant_closed' | 'sold_out' | 'not_enough'

export type Sellable = {
  skuOnSale: boolean
  listed: boolean
  merchantOpen: boolean
  /** onHand − held − committed */
  free: number
}

/** Why a line cannot be bought now, or null. `found` is null when the SKU does not exist. */
export function lineProblem(found: Sellable | null, quantity: number): LineProblem | null {
  if (!found) return 'gone'
  if (!found.merchantOpen) return 'merchant_closed'
  if (!found.listed || !found.skuOnSale) return 'off_sale'
  if (found.free < 1) return 'sold_out'
  if (found.free < quantity) return 'not_enough'
  return null
}

/** Nothing that its buyer could change mends the line; of a smaller number there may be enough. */
export function isHopeless(problem: LineProblem | null): boolean {
  return problem !== null && problem !== 'not_enough'
}

export type Tick = 'all' | 'some' | 'none'

/** How many of some lines are chosen, for the box that stands for all of them. */
export function tickOf(lines: readonly { checked: boolean }[]): Tick {
  const chosen = lines.filter(({ checked }) => checked).length
  if (chosen === 0) return 'none'
  return chosen === lines.length ? 'all' : 'some'
}

/** Two carts become one at sign-in: quantities add up to the limit, no line is lost. */
export function mergeQuantity(a: number, b: number): number {
  return Math.min(a + b, MAX_QUANTITY)
}
