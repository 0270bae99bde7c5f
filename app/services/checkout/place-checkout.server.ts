import type { CartOwner } from '#app/domain/cart/cart.ts'
import type { Quote } from '#app/domain/checkout/quote.ts'
import { quoteCheckout as priceQuote } from '#app/domain/checkout/quote.ts'
import type { QuoteChange } from '#app/domain/checkout/seen.ts'
import { compareSeen } from '#app/domain/checkout/seen.ts'
import type { InvoiceRequest } from '#app/domain/invoice/request.ts'
import { needsAdult } from '#app/domain/law/adults.ts'
import { closingBanner } from '#app/domain/law/closing-notice.ts'
import { freezeOrder } from '#app/domain/order/freeze-order.ts'
import { claimsOf } from '#app/domain/promotion/claims.ts'
import type { Touches } from '#app/domain/sharing/touch.ts'
import { businessDate } from '#app/domain/time.ts'
import { isLimitPassed } from '#app/infra/claim-ctes.server.ts'
import { db } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import { isUniqueViolation, placeCheckoutRows } from '#app/infra/place-checkout-statement.server.ts'
import { placementRows } from '#app/services/checkout/placement-rows.server.ts'
import type { Place } from '#app/services/checkout/placement-rows.server.ts'
import type { BuyNow } from '#app/services/checkout/quote-checkout.server.ts'
import { groupByMerchant, quoteCheckout, skuSnapshots, wantedLines } from '#app/services/checkout/quote-checkout.server.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'
import { loadDeal } from '#app/services/promotion/load-deal.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { forgetShippingTables, shippingTables } from '#app/services/shipping/shipping-tables.server.ts'
import { standingClosingNotice } from '#app/services/site/closing-notice.server.ts'

export type Receiver = { name: string; phone: string; street: string }

export type PlaceCheckoutInput = {
  owner: CartOwner
  buyNow: BuyNow | null
  /** From the form; the same token gives the same order however often it is sent. */
  placeToken: string
  /** `seen` of the quote the shopper agreed to. */
  seen: string
  receiver: Receiver
  districtCode: string
  paymentMethod: PaymentMethod
  channel?: string
  /** Ticked: what can no longer leave before the holiday may leave after it. */
  acceptsHold?: boolean
  /** Ticked: the buyer is of age. */
  isAdult?: boolean
  /** By which marked links the buyer came; says nothing of prices. */
  touches?: Touches | null
  /** For every seller of the order; null: none wanted. */
  invoice?: InvoiceRequest | null
  /** Words for the receiver. */
  giftCard?: string | null
  now: Date
}

export type Placed = { ok: true; number: string; checkoutId: string; accessKey: string }

export type PlaceRefusal =
  | { ok: false; reason: 'empty' | 'unknown_district' }
  /** The platform has closed, as it was told thirty days ahead. */
  | { ok: false; reason: 'closed' }
  /** The shopper is shown the difference and asked again. */
  | { ok: false; reason: 'changed'; quote: Quote; changes: QuoteChange[] }
  /** Lines that cannot be bought as they are stand in the quote with their problem. */
  | { ok: false; reason: 'unavailable' | 'not_served'; quote: Quote }
  /** After the cut-off, without the tick: some of it leaves only after the holiday. */
  | { ok: false; reason: 'held'; quote: Quote }
  /** without the tick, liquor. */
  | { ok: false; reason: 'adult'; quote: Quote }

/**
 * Places an order: prices it anew, holds the stock and freezes everything in one
 * statement (R-19: from here the contract stands; R-07: the freight seen is the freight
 * frozen; R-20: so is the promise). On a refusal nothing has changed, the cart is as it was.
 */
export async function placeCheckout(input: PlaceCheckoutInput): Promise<Placed | PlaceRefusal> {
  const earlier = await findByPlaceToken(input)
  if (earlier) return earlier
  if (closingBanner(await standingClosingNotice(), businessDate(input.now))?.closed) return { ok: false, reason: 'closed' }
  const answer = await placeAnew(input)
  // The same form may race with itself: the cart is empty, because its twin has placed it.
  return answer.ok ? answer : ((await findByPlaceToken(input)) ?? answer)
}

/** Tries again when what was priced with changed underneath: mostly the present terms say the same, or the shopper is asked. */
const TRIES = 4

async function placeAnew(input: PlaceCheckoutInput, tries = TRIES): Promise<Placed | PlaceRefusal> {
  const place = await findPlace(input.districtCode)
  if (!place) return { ok: false, reason: 'unknown_district' }

  const [wanted, tables, loaded] = await Promise.all([wantedLines(input), shippingTables(), loadDeal({ ...input, phone: input.receiver.phone })])
  failpoint('K1')
  if (wanted.length === 0) return { ok: false, reason: 'empty' }
  const quote = priceQuote(groupByMerchant(wanted), { tables, provinceCode: place.provinceCode, now: input.now }, loaded.deal)
  const refusal = refusalOf(input, quote)
  if (refusal) return refusal

  const gifts = quote.groups.flatMap((group) => group.gifts)
  const frozen = freezeOrder(quote, await skuSnapshots([...wanted, ...loaded.giftSkus.filter(({ skuId }) => gifts.some((gift) => gift.skuId === skuId))]))
  const claims = claimsOf(quote.priced, gifts, (promotionId, version) => loaded.published.definitionOf(promotionId, version).action.type === 'UNIT_PRICE')
  const rows = placementRows(input, { place, quote, frozen, claims, loaded, shippingRevision: tables.revision })
  failpoint('K2')
  try {
    const answer = await placeCheckoutRows(rows)
    failpoint('K3')
    if (answer.placed) return placed(rows.checkout)
    // Nothing is wrong with the goods: tables, promotions or what is left of them changed meanwhile.
    if (answer.problems.length === 0 && !answer.repeatedId && tries > 1) {
      forgetShippingTables()
      forgetPromotions()
      return placeAnew(input, tries - 1)
    }
  } catch (error) {
    if (isLimitPassed(error) && tries > 1) return placeAnew(input, tries - 1)
    // One form has one order.
    if (!isUniqueViolation(error) && !isLimitPassed(error)) throw error
  }
  // Somebody else was quicker, or a listing changed between reading and reserving.
  const renewed = await quoteCheckout({ ...input, provinceCode: place.provinceCode, phone: input.receiver.phone })
  const renewedChanges = compareSeen(input.seen, renewed)
  return renewed.groups.some((group) => group.lines.some((line) => line.problem)) || renewedChanges.length === 0
    ? { ok: false, reason: 'unavailable', quote: renewed }
    : { ok: false, reason: 'changed', quote: renewed, changes: renewedChanges }
}

function refusalOf({ seen, acceptsHold, isAdult }: PlaceCheckoutInput, quote: Quote): PlaceRefusal | null {
  if (quote.groups.some((group) => group.lines.some((line) => line.problem))) return { ok: false, reason: 'unavailable', quote }
  if (quote.groups.some((group) => group.problem)) return { ok: false, reason: 'not_served', quote }
  const changes = compareSeen(seen, quote)
  if (changes.length > 0) return { ok: false, reason: 'changed', quote, changes }
  if (needsAdult(quote) && !isAdult) return { ok: false, reason: 'adult', quote }
  return quote.heldUntil && !acceptsHold ? { ok: false, reason: 'held', quote } : null
}

async function findPlace(districtCode: string): Promise<Place | null> {
  const district = await db.region.findFirst({
    where: { code: districtCode, level: 'DISTRICT' },
    select: { code: true, parent: { select: { code: true, parentCode: true } } },
  })
  const cityCode = district?.parent?.code
  const provinceCode = district?.parent?.parentCode
  return district && cityCode && provinceCode ? { districtCode: district.code, cityCode, provinceCode } : null
}

/** An order that this form of this person already made. A token of somebody else finds nothing. */
async function findByPlaceToken({ placeToken, owner }: PlaceCheckoutInput): Promise<Placed | null> {
  const earlier = await db.checkout.findFirst({
    where: {
      placeToken,
      ...(owner.kind === 'user' ? { userId: owner.userId } : { guestHash: owner.guestHash }),
    },
    select: { id: true, number: true },
  })
  return earlier && placed(earlier)
}

function placed({ id, number }: { id: string; number: string }): Placed {
  return { ok: true, number, checkoutId: id, accessKey: orderAccessKey(id) }
}
