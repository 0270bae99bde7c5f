import { MINUTES_TO_PAY } from '#app/domain/checkout/quote.ts'
import type { Quote } from '#app/domain/checkout/quote.ts'
import type { InvoiceRequest } from '#app/domain/invoice/request.ts'
import { needsAdult } from '#app/domain/law/adults.ts'
import type { FrozenMerchantOrder } from '#app/domain/order/freeze-order.ts'
import type { Claim } from '#app/domain/promotion/claims.ts'
import { channelOf } from '#app/domain/sharing/touch.ts'
import { addMinutes } from '#app/domain/time.ts'
import { realNow } from '#app/infra/clock.server.ts'
import { encrypt } from '#app/infra/crypto.server.ts'
import { newId, newOrderNumber } from '#app/infra/id.server.ts'
import type { PlacementRows } from '#app/infra/place-checkout-statement.server.ts'
import type { PlaceCheckoutInput } from '#app/services/checkout/place-checkout.server.ts'
import { allocationRow, claimRows } from '#app/services/promotion/claim-rows.server.ts'
import type { LoadedDeal } from '#app/services/promotion/load-deal.server.ts'
import { buyerKeyOf } from '#app/services/promotion/load-deal.server.ts'

export type Place = { provinceCode: string; cityCode: string; districtCode: string }

/** What was decided, as {@link placementRows} writes it down. */
export type Decided = { place: Place; quote: Quote; frozen: FrozenMerchantOrder[]; claims: Claim[]; loaded: LoadedDeal; shippingRevision: number }

/** Everything a placement writes, by column name. */
export function placementRows(
  { owner, buyNow, placeToken, receiver, paymentMethod, channel, touches = null, invoice, giftCard, now }: PlaceCheckoutInput,
  { place, quote, frozen, claims, loaded, shippingRevision }: Decided,
): PlacementRows {
  const id = newId()
  const number = newOrderNumber()
  const attemptId = newId()
  const userId = owner.kind === 'user' ? owner.userId : null
  const buyerKey = buyerKeyOf(owner, receiver.phone)
  const guestHash = owner.kind === 'guest' ? owner.guestHash : null
  const orders = frozen.map((order) => ({ order, orderId: newId() }))
  const lines = orders.flatMap(({ order, orderId }) => order.lines.map((line) => ({ line, orderId, lineId: newId() })))
  return {
    actor: userId ?? 'guest',
    shipping_revision: shippingRevision,
    promotion_revision: loaded.published.revision,
    ...claimRows(claims, loaded.published.definitionOf, { checkoutId: id, buyerKey, userId, couponAt: now }),
    checkout: {
      id,
      number,
      place_token: placeToken,
      user_id: userId,
      guest_hash: guestHash,
      state: 'AWAITING_PAYMENT',
      channel: channel ?? channelOf(touches, now),
      buyer_key: buyerKey,
      personal_cipher: encrypt(JSON.stringify(receiver)),
      province_code: place.provinceCode,
      city_code: place.cityCode,
      district_code: place.districtCode,
      payment_method: paymentMethod,
      goods_fen: quote.goodsFen,
      discount_fen: quote.discountFen,
      freight_fen: quote.freightFen,
      freight_discount_fen: quote.freightDiscountFen,
      payable_fen: quote.payableFen,
      currency: 'cny',
      placed_at: now,
      due_at: addMinutes(now, MINUTES_TO_PAY),
      paid_at: null,
      closed_at: null,
      is_synthetic: false,
      // The confirmation itself is asked for before anything is decided.
      adult_confirmed_at: needsAdult(quote) ? now : null,
      first_touch: touches?.first ?? null,
      last_touch: touches?.last ?? null,
      engine_version: quote.priced.engineVersion,
      promotion_revision: loaded.published.revision,
      gift_card_cipher: giftCard ? encrypt(giftCard) : null,
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
      freight_discount_fen: order.freightDiscountFen,
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
      is_gift: line.isGift,
      gift_value_fen: line.giftValueFen,
      net_grams: line.netGrams,
      return_policy: line.returnPolicy,
      quantity: line.quantity,
      unit_price_fen: line.unitPriceFen,
      floor_fen: line.floorFen,
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
    allocations: [
      ...lines.flatMap(({ line, orderId, lineId }) =>
        line.allocations.map((share) => allocationRow(share, { checkoutId: id, merchantOrderId: orderId, merchantId: line.snapshot.merchantId, lineId })),
      ),
      ...orders.flatMap(({ order, orderId }) =>
        order.freightAllocations.map((share) => allocationRow(share, { checkoutId: id, merchantOrderId: orderId, merchantId: order.merchantId, lineId: null })),
      ),
    ],
    invoices: invoice ? orders.map(({ order, orderId }) => invoiceRow(invoice, { merchantOrderId: orderId, merchantId: order.merchantId, now })) : [],
    wanted: wantedUnits(frozen),
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
      pay_link_id: null,
    },
    cart: buyNow ? null : { user_id: userId, guest_hash: guestHash },
  }
}

/** One a merchant order; each encrypted by itself, so that nobody sees which orders share a title. */
function invoiceRow({ kind, ...details }: InvoiceRequest, { merchantOrderId, merchantId, now }: { merchantOrderId: string; merchantId: string; now: Date }) {
  return { merchant_order_id: merchantOrderId, merchant_id: merchantId, kind, details_cipher: encrypt(JSON.stringify(details)), requested_at: now }
}

/** One a SKU: the same goods may be bought and given. */
function wantedUnits(frozen: readonly FrozenMerchantOrder[]): PlacementRows['wanted'] {
  const wanted = new Map<string, PlacementRows['wanted'][number]>()
  for (const { skuId, snapshot, quantity, isGift, giftValueFen, unitPriceFen, warehouseId } of frozen.flatMap(({ lines }) => lines)) {
    const row = wanted.get(skuId) ?? {
      sku_id: skuId,
      merchant_id: snapshot.merchantId,
      quantity: 0,
      unit_price_fen: isGift ? giftValueFen / quantity : unitPriceFen,
      warehouse_id: warehouseId,
      movement_id: newId(),
    }
    wanted.set(skuId, { ...row, quantity: row.quantity + quantity })
  }
  return [...wanted.values()]
}
