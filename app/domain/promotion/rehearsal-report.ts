import type { Fen } from '#app/domain/money.ts'
import type { Claim } from '#app/domain/promotion/claims.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import type { GrantedPromotion } from '#app/domain/promotion/taken.ts'
import type { Funder, FunderAmount, NotAppliedReason, PricedCart, PricedLine, PromisedGift, PromotionUsage } from '#app/domain/promotion/types.ts'

export const FUNDERS = ['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND'] as const satisfies readonly Funder[]

/** What each funder gives. */
export type FunderSums = Record<Funder, Fen>

export type MerchantOutcome = { merchantId: string; goodsFen: Fen; funders: FunderSums }

export type PromotionOutcome = {
  promotionId: string
  version: number
  name: string
  lane: Lane
  merchantId: string | null
  /** Carts in which it applied. */
  times: number
  amountFen: Fen
  funders: FunderSums
  /** What floor prices and zero did not let through. */
  droppedFen: Fen
  giftUnits: number
  giftValueFen: Fen
  budgetFen: Fen | null
  /** After the last cart, what was taken before it included. */
  budgetLeftFen: Fen | null
  /** The first cart, from 1, after which nothing or for which too little was left; null: enough for all. */
  budgetOutAt: number | null
  usesOutAt: number | null
  unitsOutAt: number | null
  /** Carts in which it, or its higher steps, were left out because the total is lower without. */
  leftOut: number
  /** Carts in which it did not apply, by reason. */
  reasons: Partial<Record<NotAppliedReason['kind'], number>>
}

/** The line or the cart with the highest share taken off its list price. */
export type Deepest = { place: number; label: string; discountFen: Fen; listFen: Fen; lines: readonly StackedLine[] }

export type StackedLine = PricedLine & { floorPriceFen: Fen }

export type RehearsalReport = {
  carts: number
  merchantOrders: number
  lines: number
  units: number
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  freightDiscountFen: Fen
  payableFen: Fen
  /** Carts in which any promotion applied. */
  touched: number
  /** Discounted lines that pay their floor price for every unit. */
  linesAtFloor: number
  funders: FunderSums
  merchants: Map<string, MerchantOutcome>
  promotions: Map<string, PromotionOutcome>
  deepestLine: Deepest | null
  deepestCart: Deepest | null
}

export const noFunders = (): FunderSums => ({ MERCHANT: 0, PLATFORM: 0, BRAND_FUND: 0, AID_FUND: 0 })

export function emptyReport(promotions: readonly GrantedPromotion[]): RehearsalReport {
  return {
    carts: 0,
    merchantOrders: 0,
    lines: 0,
    units: 0,
    goodsFen: 0,
    discountFen: 0,
    freightFen: 0,
    freightDiscountFen: 0,
    payableFen: 0,
    touched: 0,
    linesAtFloor: 0,
    funders: noFunders(),
    merchants: new Map(),
    promotions: new Map(
      promotions.map(({ promotion: { id, version, name, lane, merchantId }, limits }) => [
        id,
        {
          promotionId: id, version, name, lane, merchantId, times: 0, amountFen: 0, funders: noFunders(), droppedFen: 0, giftUnits: 0, giftValueFen: 0,
          budgetFen: limits.budgetFen, budgetLeftFen: limits.budgetFen, budgetOutAt: null, usesOutAt: null, unitsOutAt: null, leftOut: 0, reasons: {},
        },
      ]),
    ),
    deepestLine: null,
    deepestCart: null,
  }
}

export type NotedCart = {
  cart: { label: string; lines: readonly { skuId: string; floorPriceFen: Fen }[] }
  priced: PricedCart
  claims: readonly Pick<Claim, 'promotionId'>[]
  /** Gifts that could be given. */
  given: readonly PromisedGift[]
  /** What is left after this cart. */
  left: ReadonlyMap<string, PromotionUsage>
}

/** Adds one priced cart; its place is one more than the carts before it. */
export function noteCart(report: RehearsalReport, noted: NotedCart): void {
  const { cart, priced } = noted
  report.carts += 1
  report.merchantOrders += priced.freight.length
  report.goodsFen += priced.goodsFen
  report.discountFen += priced.discountFen
  report.freightFen += priced.freightFen
  report.freightDiscountFen += priced.freightDiscountFen
  report.payableFen += priced.payableFen
  if (noted.claims.length > 0) report.touched += 1
  const floors = new Map(cart.lines.map(({ skuId, floorPriceFen }) => [skuId, floorPriceFen]))
  const stacked = priced.lines.map((line): StackedLine => ({ ...line, floorPriceFen: floors.get(line.skuId) ?? 0 }))
  for (const line of stacked) noteLine(report, cart.label, line)
  for (const { merchantId, allocations } of priced.freight) for (const { funders } of allocations) noteCost(report, merchantId, funders)
  report.deepestCart = deeper(report.deepestCart, { place: report.carts, label: cart.label, discountFen: priced.discountFen, listFen: priced.goodsFen, lines: stacked })
  notePromotions(report, noted)
}

function noteLine(report: RehearsalReport, label: string, line: StackedLine): void {
  const { merchantId, quantity, discountFen, paidFen, listFen, floorPriceFen, allocations } = line
  report.lines += 1
  report.units += quantity
  merchantOf(report, merchantId).goodsFen += listFen
  for (const { funders } of allocations) noteCost(report, merchantId, funders)
  if (discountFen > 0 && paidFen <= floorPriceFen * quantity) report.linesAtFloor += 1
  report.deepestLine = deeper(report.deepestLine, { place: report.carts, label, discountFen, listFen, lines: [line] })
}

/** Shares compare as products, so that no rounding decides; an equal one that comes later is not deeper. */
function deeper(so: Deepest | null, now: Deepest): Deepest | null {
  if (now.discountFen === 0) return so
  return so === null || BigInt(now.discountFen) * BigInt(so.listFen) > BigInt(so.discountFen) * BigInt(now.listFen) ? now : so
}

function noteCost(report: RehearsalReport, merchantId: string, funders: readonly FunderAmount[]): void {
  addFunders(report.funders, funders)
  addFunders(merchantOf(report, merchantId).funders, funders)
}

function merchantOf({ merchants }: RehearsalReport, merchantId: string): MerchantOutcome {
  const known = merchants.get(merchantId) ?? { merchantId, goodsFen: 0, funders: noFunders() }
  merchants.set(merchantId, known)
  return known
}

function addFunders(sums: FunderSums, funders: readonly FunderAmount[]): void {
  for (const { funder, amountFen } of funders) sums[funder] += amountFen
}

function notePromotions(report: RehearsalReport, { priced, claims, given, left }: NotedCart): void {
  const place = report.carts
  for (const outcome of report.promotions.values()) outcome.budgetLeftFen = left.get(outcome.promotionId)?.budgetLeftFen ?? null
  for (const { promotionId, amountFen, droppedFen, funders } of priced.applied) {
    if (!claims.some((claim) => claim.promotionId === promotionId)) continue
    const outcome = report.promotions.get(promotionId)!
    outcome.times += 1
    outcome.amountFen += amountFen
    outcome.droppedFen += droppedFen
    addFunders(outcome.funders, funders)
    const { budgetLeftFen, usesLeft, unitsLeft } = left.get(promotionId) ?? {}
    if (budgetLeftFen === 0) outcome.budgetOutAt ??= place
    if (usesLeft === 0) outcome.usesOutAt ??= place
    if (unitsLeft && Object.values(unitsLeft).every((units) => units === 0)) outcome.unitsOutAt ??= place
  }
  for (const { promotionId, quantity, valueFen } of given) {
    const outcome = report.promotions.get(promotionId)!
    outcome.giftUnits += quantity
    outcome.giftValueFen += valueFen
  }
  for (const { promotionId } of priced.leftOut) report.promotions.get(promotionId)!.leftOut += 1
  for (const { promotionId, reason } of priced.notApplied) {
    const outcome = report.promotions.get(promotionId)!
    outcome.reasons[reason.kind] = (outcome.reasons[reason.kind] ?? 0) + 1
    if (reason.kind === 'budget_exhausted') outcome.budgetOutAt ??= place
    if (reason.kind === 'uses_exhausted') outcome.usesOutAt ??= place
    if (reason.kind === 'units_exhausted') outcome.unitsOutAt ??= place
  }
}
