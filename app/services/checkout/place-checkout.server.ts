import type { CartOwner } from '#app/domain/cart/cart.ts'
import type { Quote, QuoteChange } from '#app/domain/checkout/quote.ts'
import { MINUTES_TO_PAY, compareSeen, quoteCheckout as priceQuote } from '#app/domain/checkout/quote.ts'
import type { FrozenMerchantOrder } from '#app/domain/order/freeze-order.ts'
import { freezeOrder } from '#app/domain/order/freeze-order.ts'
import { addMinutes } from '#app/domain/time.ts'
import { realNow } from '#app/infra/clock.server.ts'
import { encrypt, keyedHash } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import { newId, newOrderNumber } from '#app/infra/id.server.ts'
import { isUniqueViolation, placeCheckoutRows } from '#app/infra/place-checkout-statement.server.ts'
import type { PlacementRows } from '#app/infra/place-checkout-statement.server.ts'
import type { BuyNow } from '#app/services/checkout/quote-checkout.server.ts'
import { groupByMerchant, quoteCheckout, skuSnapshots, wantedLines } from '#app/services/checkout/quote-checkout.server.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'
import { forgetShippingTables, shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

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
  now: Date
}

export type Placed = { ok: true; number: string; checkoutId: string; accessKey: string }

export type PlaceRefusal =
  | { ok: false; reason: 'empty' | 'unknown_district' }
  /** The shopper is shown the difference and asked again. */
  | { ok: false; reason: 'changed'; quote: Quote; changes: QuoteChange[] }
  /** Lines that cannot be bought as they are stand in the quote with their problem. */
  | { ok: false; reason: 'unavailable' | 'not_served'; quote: Quote }
  /** After the cut-off, without the tick: some of it leaves only after the holiday. */
  | { ok: false; reason: 'held'; quote: Quote }

/**
 * Places an order: prices it anew, holds the stock and freezes everything in one
 * statement (R-19: from here the contract stands; R-07: the freight seen is the freight
 * frozen; R-20: so is the promise). On a refusal nothing has changed, the cart is as it was.
 */
export async function placeCheckout(input: PlaceCheckoutInput): Promise<Placed | PlaceRefusal> {
  const earlier = await findByPlaceToken(input)
  if (earlier) return earlier
  const answer = await placeAnew(input, 1)
  // The same form may race with itself: the cart is empty, because its twin has placed it.
  return answer.ok ? answer : ((await findByPlaceToken(input)) ?? answer)
}

async function placeAnew(input: PlaceCheckoutInput, again: number): Promise<Placed | PlaceRefusal> {
  const place = await findPlace(input.districtCode)
  if (!place) return { ok: false, reason: 'unknown_district' }

  const [wanted, tables] = await Promise.all([wantedLines(input), shippingTables()])
  if (wanted.length === 0) return { ok: false, reason: 'empty' }
  const quote = priceQuote(groupByMerchant(wanted), { tables, provinceCode: place.provinceCode, now: input.now })
  const lines = quote.groups.flatMap((group) => group.lines)
  if (lines.some((line) => line.problem)) return { ok: false, reason: 'unavailable', quote }
  if (quote.groups.some((group) => group.problem)) return { ok: false, reason: 'not_served', quote }
  const changes = compareSeen(input.seen, quote)
  if (changes.length > 0) return { ok: false, reason: 'changed', quote, changes }
  if (quote.heldUntil && !input.acceptsHold) return { ok: false, reason: 'held', quote }

  const frozen = freezeOrder(quote, await skuSnapshots(wanted))
  const rows = placementRows(input, place, quote, frozen, tables.revision)
  try {
    const answer = await placeCheckoutRows(rows)
    if (answer.placed) return placed(rows.checkout)
    // Nothing is wrong with the goods: the shipping tables changed meanwhile. The new ones may say the same.
    if (answer.problems.length === 0 && !answer.repeatedId && again > 0) {
      forgetShippingTables()
      return placeAnew(input, again - 1)
    }
  } catch (error) {
    // One form has one order.
    if (!isUniqueViolation(error)) throw error
  }
  // Somebody else was quicker, or a listing changed between reading and reserving.
  const renewed = await quoteCheckout({ ...input, provinceCode: place.provinceCode })
  const renewedChanges = compareSeen(input.seen, renewed)
  return renewed.groups.some((group) => group.lines.some((line) => line.problem)) || renewedChanges.length === 0
    ? { ok: false, reason: 'unavailable', quote: renewed }
    : { ok: false, reason: 'changed', quote: renewed, changes: renewedChanges }
}

type Place = { provinceCode: string; cityCode: string; districtCode: string }

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

function placementRows(
  { owner, buyNow, placeToken, receiver, paymentMethod, channel, now }: PlaceCheckoutInput,
  place: Place,
  quote: Quote,
  frozen: FrozenMerchantOrder[],
  shippingRevision: number,
): PlacementRows {
  const id = newId()
  const number = newOrderNumber()
  const attemptId = newId()
  const userId = owner.kind === 'user' ? owner.userId : null
  const guestHash = owner.kind === 'guest' ? owner.guestHash : null
  const orders = frozen.map((order) => ({ order, orderId: newId() }))
  const lines = orders.flatMap(({ order, orderId }) => order.lines.map((line) => ({ line, orderId, lineId: newId() })))
  return {
    actor: userId ?? 'guest',
    shipping_revision: shippingRevision,
    checkout: {
      id,
      number,
      place_token: placeToken,
      user_id: userId,
      guest_hash: guestHash,
      state: 'AWAITING_PAYMENT',
      channel: channel ?? 'web',
      buyer_key: keyedHash('buyer', userId ?? receiver.phone),
      personal_cipher: encrypt(JSON.stringify(receiver)),
      province_code: place.provinceCode,
      city_code: place.cityCode,
      district_code: place.districtCode,
      payment_method: paymentMethod,
      goods_fen: quote.goodsFen,
      discount_fen: quote.discountFen,
      freight_fen: quote.freightFen,
      freight_discount_fen: 0,
      payable_fen: quote.payableFen,
      currency: 'cny',
      placed_at: now,
      due_at: addMinutes(now, MINUTES_TO_PAY),
      paid_at: null,
      closed_at: null,
      is_synthetic: false,
      engine_version: 0,
      promotion_revision: 0,
    },
    orders: orders.map(({ order, orderId }) => ({
      id: orderId,
      checkout_id: id,
      merchant_id: order.merchantId,
      number: `${number}-${order.position}`,
      state: 'AWAITING_PAYMENT',
      goods_fen: order.goodsFen,
      discount_fen: order.discountFen,
      freight_fen: order.freightFen,
      freight_discount_fen: 0,
      total_fen: order.totalFen,
      placed_at: now,
      paid_at: null,
      shipped_at: null,
      closed_at: null,
      warehouse_id: order.promise.warehouseId,
      ship_by: order.promise.shipBy,
      arrive_by: order.promise.arriveBy,
    })),
    lines: lines.map(({ line, orderId, lineId }) => ({
      id: lineId,
      merchant_order_id: orderId,
      merchant_id: line.snapshot.merchantId,
      sku_id: line.skuId,
      position: line.position,
      product_slug: line.productSlug,
      title: line.title,
      grade: line.grade,
      spec: line.spec,
      motif: line.motif,
      category_id: line.snapshot.categoryId,
      regiment_id: line.snapshot.regimentId,
      is_local: line.snapshot.isLocal,
      is_bundle: line.components.length > 0,
      is_gift: false,
      gift_value_fen: 0,
      net_grams: line.netGrams,
      return_policy: line.returnPolicy,
      quantity: line.quantity,
      unit_price_fen: line.unitPriceFen,
      list_fen: line.listFen,
      discount_fen: line.discountFen,
      paid_fen: line.paidFen,
      to_ship: line.quantity,
      shipped: 0,
      cancelled: 0,
      in_transit: 0,
      received: 0,
      lost: 0,
      return_requested: 0,
      returned: 0,
      refunded_qty: 0,
      refunded_fen: 0,
      warehouse_id: line.promise.warehouseId,
      ship_by: line.promise.shipBy,
      arrive_by: line.promise.arriveBy,
    })),
    components: lines.flatMap(({ line, lineId }) =>
      line.components.map((component) => ({
        line_id: lineId,
        position: component.position,
        name: component.name,
        category_id: component.categoryId,
        net_grams: component.netGrams,
        regiment_id: component.regimentId,
        producer_merchant_id: component.producerMerchantId,
        paid_fen: component.paidFen,
      })),
    ),
    wanted: lines.map(({ line }) => ({
      sku_id: line.skuId,
      merchant_id: line.snapshot.merchantId,
      quantity: line.quantity,
      unit_price_fen: line.unitPriceFen,
      warehouse_id: line.warehouseId,
      movement_id: newId(),
    })),
    attempt: {
      id: attemptId,
      checkout_id: id,
      purpose: 'FULL',
      method: paymentMethod,
      amount_fen: quote.payableFen,
      currency: 'cny',
      idempotency_key: `pay:${attemptId}:v1`,
      state: 'CREATED',
      session_id: null,
      session_url: null,
      last_error: null,
      created_at: realNow(),
      asked_at: null,
      checked_at: null,
      session_expires_at: null,
    },
    cart: buyNow ? null : { user_id: userId, guest_hash: guestHash },
  }
}
