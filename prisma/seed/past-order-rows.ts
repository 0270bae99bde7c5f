import { quoteCheckout } from '#app/domain/checkout/quote.ts'
import type { QuoteInput } from '#app/domain/checkout/quote.ts'
import { noSubsidies, refundPostings, salePostings } from '#app/domain/ledger/postings.ts'
import type { Posting } from '#app/domain/ledger/postings.ts'
import { needsAdult } from '#app/domain/law/adults.ts'
import { freezeOrder } from '#app/domain/order/freeze-order.ts'
import { receiptDueAt } from '#app/domain/order/receipt.ts'
import type { SkuSnapshot } from '#app/domain/order/freeze-order.ts'
import type { FactOrder, SalesFactRow } from '#app/domain/reporting/sales-facts.ts'
import { refundFacts, saleFacts } from '#app/domain/reporting/sales-facts.ts'
import { addDays, addMinutes, businessDate, startOfDay } from '#app/domain/time.ts'
import type { Period } from '#app/domain/time.ts'
import { encrypt, keyedHash, sha256 } from '#app/infra/crypto.server.ts'
import { floorOf, merchantId, skuId } from '#prisma/seed/catalogue.ts'
import { demoListings, warehouseOf } from '#prisma/seed/listings-data.ts'
import { demoMerchants } from '#prisma/seed/merchants-data.ts'
import type { Carrier, District, OrderPlan } from '#prisma/seed/past-order-plans.ts'
import { categories } from '#prisma/seed/reference-data.ts'
import { demoShippingTables } from '#prisma/seed/shipping-data.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

type Row = Record<string, unknown>

/** Rows by table, in the order in which they may be inserted. */
export const tables = [
  'checkout', 'merchant_order', 'order_line', 'order_line_component', 'stock_hold', 'stock_movement', 'payment_attempt', 'payment',
  'refund', 'refund_line', 'shipment', 'shipment_line', 'broken_promise', 'state_history', 'ledger_transaction', 'ledger_entry', 'outbox_event', 'sales_fact',
] as const
export type Rows = Record<(typeof tables)[number], Row[]>

const listing = new Map(demoListings.map((entry) => [entry.code, entry]))
const codeOf = new Map(demoListings.map(({ code }) => [skuId(code), code]))
const adultCategories = new Set<string>(categories.flatMap((category) => ('adultOnly' in category ? [category.id] : [])))
const shop = new Map(demoMerchants.map((entry) => [entry.slug, entry]))

// Nine digits follow.
const trackingStart: Record<Carrier, string> = { zto: '7310', yto: 'YT8800', yunda: '4310', sto: '7730', sf: 'SF144', ems: '1180', jd: 'JDVA00' }

/** Sessions of past orders carry the order's place, so that later ones can count on. */
export const PAST_SESSION = 'cs_demo_'

const HOUR_MS = 60 * 60_000
// The shop of the first demo owner packs slowly, so that its table is full.
const SLOW_SHOP = merchantId('heyan-zaoyuan')
const SLOW_BY_HOURS = 30

export type PastOrder = {
  plan: OrderPlan
  district: District
  /** What had not happened by then is not written. */
  now: Date
  /** Null for a guest. */
  owner: { userId: string; receiver: object } | null
  openPeriodFor: (period: Period) => Period
}

/**
 * Everything one past order left behind, by the same decisions as a live one: quote, frozen
 * lines, postings, facts. Null where the goods are not sent to that place.
 */
export function pastOrderRows({ plan, district, now, owner, openPeriodFor }: PastOrder): Rows | null {
  const id = stableId(`past-checkout:${plan.place}`)
  const number = `8${String(plan.place).padStart(7, '0')}${String(Number.parseInt(id.slice(0, 8), 16) % 100_000_000).padStart(8, '0')}`
  const buyer = owner?.userId ?? 'guest'
  const quote = quoteCheckout(groups(plan), { tables: demoShippingTables, provinceCode: district.provinceCode, now: plan.placedAt })
  if (quote.groups.some((group) => group.problem)) return null
  const frozen = freezeOrder(quote, snapshots(plan))
  const phone = `136${String(plan.buyer).padStart(8, '0')}`
  const buyerKey = keyedHash('buyer', owner?.userId ?? phone)
  const rows = Object.fromEntries(tables.map((table) => [table, [] as Row[]])) as unknown as Rows
  const paymentId = stableId(`past-payment:${plan.place}`)
  const attemptId = stableId(`past-attempt:${plan.place}`)
  const move = (entity: string, entityId: string, from_state: string | null, to_state: string, event: string, actor: string, at: Date) =>
    rows.state_history.push({ entity, entity_id: entityId, from_state, to_state, event, actor, at })

  rows.checkout.push({
    id, number, place_token: stableId(`past-token:${plan.place}`), user_id: owner?.userId ?? null, guest_hash: owner ? null : sha256(`past:${plan.place}`),
    state: 'PAID', channel: plan.channel, buyer_key: buyerKey,
    personal_cipher: encrypt(JSON.stringify(owner?.receiver ?? { name: `示例顾客${plan.buyer}`, phone, street: `示例路 ${plan.buyer % 300} 号` })),
    province_code: district.provinceCode, city_code: district.cityCode, district_code: district.code, payment_method: plan.paymentMethod,
    goods_fen: quote.goodsFen, discount_fen: 0, freight_fen: quote.freightFen, freight_discount_fen: 0, payable_fen: quote.payableFen, currency: 'cny',
    placed_at: plan.placedAt, due_at: addMinutes(plan.placedAt, 15), paid_at: plan.paidAt, closed_at: null, is_synthetic: true, engine_version: quote.priced.engineVersion, promotion_revision: 0,
    adult_confirmed_at: needsAdult(quote) ? plan.placedAt : null,
  })
  move('CHECKOUT', id, null, 'AWAITING_PAYMENT', 'place', buyer, plan.placedAt)
  move('CHECKOUT', id, 'AWAITING_PAYMENT', 'PAID', 'provider_success', 'provider', plan.paidAt)
  rows.payment_attempt.push({
    id: attemptId, checkout_id: id, purpose: 'FULL', method: plan.paymentMethod, amount_fen: quote.payableFen, currency: 'cny',
    idempotency_key: `pay:${attemptId}:v1`, state: 'SUCCEEDED', session_id: `${PAST_SESSION}${String(plan.place).padStart(7, '0')}`, created_at: plan.placedAt, asked_at: plan.placedAt, checked_at: plan.paidAt,
  })
  rows.payment.push({
    id: paymentId, checkout_id: id, attempt_id: attemptId, provider_payment_id: `pi_demo_${paymentId}`, amount_fen: quote.payableFen, currency: 'cny',
    method: plan.paymentMethod, use: 'ORDER', captured_at: plan.paidAt, created_at: plan.paidAt,
  })
  event(rows, 'order.paid', paymentId, { checkoutId: id, paymentId }, plan.paidAt)
  ledger(rows, 'SALE', id, paymentId, plan.paidAt, salePostings(frozen.map((order) => ({
    merchantId: order.merchantId, merchantOrderId: orderId(plan, order.position), goodsFen: order.goodsFen, freightFen: order.freightFen, subsidies: noSubsidies,
  }))))

  for (const order of frozen) {
    const merchantOrderId = orderId(plan, order.position)
    const takenBack = plan.takesBack && order.position === 1
    const packedAfter = plan.shipAfterHours + (order.merchantId === SLOW_SHOP ? SLOW_BY_HOURS : 0)
    const shippedAt = packedAt(plan, packedAfter, order)
    const shipped = !takenBack && shippedAt < now
    const deliveredAt = signedFor(plan, shippedAt, order)
    const delivered = shipped && deliveredAt < now
    const closedAt = takenBack ? new Date(Math.min(plan.paidAt.getTime() + 2 * HOUR_MS, now.getTime() - 1_000)) : null
    const state = takenBack ? 'CLOSED' : delivered ? 'RECEIVED' : shipped ? 'SHIPPED' : 'TO_SHIP'
    rows.merchant_order.push({
      id: merchantOrderId, checkout_id: id, merchant_id: order.merchantId, number: `${number}-${order.position}`, state,
      goods_fen: order.goodsFen, discount_fen: 0, freight_fen: order.freightFen, freight_discount_fen: 0, total_fen: order.totalFen,
      placed_at: plan.placedAt, paid_at: plan.paidAt, shipped_at: shipped ? shippedAt : null, closed_at: closedAt,
      receipt_due_at: shipped ? receiptDueAt(shippedAt, order.promise.arriveBy) : null, received_at: delivered ? deliveredAt : null,
      warehouse_id: order.promise.warehouseId, ship_by: order.promise.shipBy, arrive_by: order.promise.arriveBy,
    })
    move('MERCHANT_ORDER', merchantOrderId, null, 'AWAITING_PAYMENT', 'place', buyer, plan.placedAt)
    move('MERCHANT_ORDER', merchantOrderId, 'AWAITING_PAYMENT', 'TO_SHIP', 'provider_success', 'provider', plan.paidAt)

    const shipmentId = stableId(`past-shipment:${plan.place}:${order.position}`)
    const refundId = stableId(`past-refund:${plan.place}:${order.position}`)
    const fact: FactOrder = {
      checkoutId: id, merchantOrderId, merchantId: order.merchantId, freightFen: order.freightFen, provinceCode: district.provinceCode,
      cityCode: district.cityCode, districtCode: district.code, channel: plan.channel, buyerKey, lines: [],
    }
    for (const line of order.lines) {
      const lineId = stableId(`past-line:${plan.place}:${order.position}:${line.position}`)
      const count = line.quantity
      rows.order_line.push({
        id: lineId, merchant_order_id: merchantOrderId, merchant_id: order.merchantId, sku_id: line.skuId, position: line.position,
        product_slug: line.productSlug, title: line.title, grade: line.grade, spec: line.spec, motif: line.motif, category_id: line.snapshot.categoryId,
        regiment_id: line.snapshot.regimentId, is_local: line.snapshot.isLocal, is_bundle: line.components.length > 0, is_gift: false, gift_value_fen: 0, net_grams: line.netGrams,
        return_policy: line.returnPolicy, quantity: count, unit_price_fen: line.unitPriceFen, floor_fen: line.floorFen, list_fen: line.listFen, discount_fen: 0, paid_fen: line.paidFen,
        to_ship: state === 'TO_SHIP' ? count : 0, shipped: shipped ? count : 0, cancelled: takenBack ? count : 0, in_transit: shipped && !delivered ? count : 0,
        received: delivered ? count : 0, lost: 0, return_requested: 0, returned: 0, refunded_qty: takenBack ? count : 0, refunded_fen: takenBack ? line.paidFen : 0,
        warehouse_id: line.promise.warehouseId, ship_by: line.promise.shipBy, arrive_by: line.promise.arriveBy,
      })
      const { shipBy, arriveBy } = line.promise
      const broken = (kind: 'SHIP' | 'ARRIVE', brokenAt: Date) =>
        rows.broken_promise.push({
          line_id: lineId, merchant_order_id: merchantOrderId, merchant_id: order.merchantId, kind, quantity: count, broken_at: brokenAt, business_date: businessDate(brokenAt),
        })
      if (!takenBack && shipBy < now && shippedAt > shipBy) broken('SHIP', shipBy)
      const arrivalEnds = startOfDay(addDays(arriveBy, 1))
      if (delivered && deliveredAt >= arrivalEnds) broken('ARRIVE', arrivalEnds)
      for (const component of line.components)
        rows.order_line_component.push({
          line_id: lineId, position: component.position, name: component.name, category_id: component.categoryId, net_grams: component.netGrams,
          regiment_id: component.regimentId, producer_merchant_id: component.producerMerchantId, paid_fen: component.paidFen,
        })
      rows.stock_hold.push({ checkout_id: id, sku_id: line.skuId, merchant_id: order.merchantId, quantity: count, state: 'COMMITTED', created_at: plan.placedAt })
      const stock = (kind: string, ref: string, at: Date, on: number, held: number, committed: number) =>
        rows.stock_movement.push({
          id: stableId(`past-movement:${kind}:${lineId}`), sku_id: line.skuId, merchant_id: order.merchantId, kind,
          on_hand_delta: on * count, held_delta: held * count, committed_delta: committed * count, ref, at,
        })
      stock('HOLD', `checkout:${id}`, plan.placedAt, 0, 1, 0)
      stock('COMMIT', `payment:${paymentId}`, plan.paidAt, 0, -1, 1)
      if (shipped) {
        stock('SHIP', `shipment:${shipmentId}`, shippedAt, -1, 0, -1)
        rows.shipment_line.push({ shipment_id: shipmentId, line_id: lineId, merchant_id: order.merchantId, quantity: count })
      }
      if (closedAt) {
        stock('CANCEL', `merchant-order:${merchantOrderId}`, closedAt, 0, 0, -1)
        rows.refund_line.push({ refund_id: refundId, line_id: lineId, quantity: count, amount_fen: line.paidFen })
      }
      const own = { position: 0, name: line.title, categoryId: line.snapshot.categoryId, regimentId: line.snapshot.regimentId, producerMerchantId: order.merchantId, netGrams: line.netGrams, paidFen: line.paidFen }
      fact.lines.push({ lineId, skuId: line.skuId, skuCode: codeOf.get(line.skuId)!, isLocal: line.snapshot.isLocal, quantity: count, parts: line.components.length > 0 ? line.components : [own], repriced: [] })
    }
    facts(rows, saleFacts(fact, { causeId: paymentId, at: plan.paidAt, openPeriodFor }))

    if (shipped) {
      rows.shipment.push({
        id: shipmentId, merchant_order_id: merchantOrderId, merchant_id: order.merchantId, carrier_code: plan.carrier,
        tracking_number: `${trackingStart[plan.carrier]}${String(plan.place).padStart(8, '0')}${order.position}`, state: delivered ? 'DELIVERED' : 'IN_TRANSIT',
        created_at: shippedAt, delivered_at: delivered ? deliveredAt : null,
      })
      move('SHIPMENT', shipmentId, null, 'CREATED', 'create', 'system', shippedAt)
      move('SHIPMENT', shipmentId, 'CREATED', 'IN_TRANSIT', 'hand_over', 'system', shippedAt)
      move('MERCHANT_ORDER', merchantOrderId, 'TO_SHIP', 'SHIPPED', 'ship', 'system', shippedAt)
      event(rows, 'order.shipped', shipmentId, { shipmentId }, shippedAt)
      if (delivered) {
        move('SHIPMENT', shipmentId, 'IN_TRANSIT', 'DELIVERED', 'deliver', 'system', deliveredAt)
        move('MERCHANT_ORDER', merchantOrderId, 'SHIPPED', 'RECEIVED', 'deliver', 'system', deliveredAt)
      }
    }
    if (closedAt) {
      move('MERCHANT_ORDER', merchantOrderId, 'TO_SHIP', 'CLOSED', 'cancelled_by_buyer', buyer, closedAt)
      move('REFUND', refundId, null, 'PENDING', 'cancelled_by_buyer', buyer, closedAt)
      move('REFUND', refundId, 'PENDING', 'SUCCEEDED', 'refunded', 'provider', closedAt)
      rows.refund.push({
        id: refundId, checkout_id: id, payment_id: paymentId, merchant_order_id: merchantOrderId, reason: 'CANCELLED_BEFORE_SHIPPING', amount_fen: order.totalFen,
        freight_fen: order.freightFen, state: 'SUCCEEDED', idempotency_key: `refund:${refundId}:v1`, provider_refund_id: `re_demo_${refundId}`, tries: 1,
        requested_by: buyer, created_at: closedAt, succeeded_at: closedAt,
      })
      event(rows, 'refund.succeeded', refundId, { refundId }, closedAt)
      ledger(rows, 'REFUND', id, refundId, closedAt, refundPostings([{ merchantId: order.merchantId, merchantOrderId, goodsFen: order.goodsFen, freightFen: order.freightFen, subsidies: noSubsidies }]))
      facts(rows, refundFacts(fact, {
        refundId, freightFen: order.freightFen,
        lines: fact.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity, amountFen: line.parts.reduce((sum, part) => sum + part.paidFen, 0) })),
      }, { causeId: refundId, at: closedAt, openPeriodFor }))
    }
  }
  return rows
}

// A parcel in so many leaves late.
const LATE_EVERY = 59
const LATE_DELIVERY_EVERY = 83

/** Packed in good time, by and large: before the promise, but for a few. */
function packedAt(plan: OrderPlan, afterHours: number, order: { position: number; lines: { promise: { shipBy: Date } }[] }): Date {
  const wished = plan.paidAt.getTime() + afterHours * HOUR_MS
  const due = Math.min(...order.lines.map(({ promise }) => promise.shipBy.getTime()))
  if ((plan.place + order.position) % LATE_EVERY === 0) return new Date(due + (2 + (plan.place % 16)) * HOUR_MS)
  // Never before the payment, however late that came.
  return new Date(Math.max(Math.min(wished, due - (plan.place % 90) * 60_000), plan.paidAt.getTime() + 60_000))
}

/** The courier is there in the afternoon of a day the promise still holds, but for a few. */
function signedFor(plan: OrderPlan, shippedAt: Date, order: { position: number; promise: { arriveBy: string }; lines: { promise: { arriveBy: string } }[] }): Date {
  const due = order.lines.map(({ promise }) => promise.arriveBy).sort()[0] ?? order.promise.arriveBy
  const day = (plan.place + order.position) % LATE_DELIVERY_EVERY === 0 ? addDays(due, 1) : due
  return new Date(Math.max(startOfDay(day).getTime() + (9 + (plan.place % 9)) * HOUR_MS, shippedAt.getTime() + 20 * HOUR_MS))
}

const orderId = (plan: OrderPlan, position: number): string => stableId(`past-order:${plan.place}:${position}`)

function groups(plan: OrderPlan): QuoteInput[] {
  const bySlug = new Map<string, QuoteInput>()
  for (const { code, quantity } of plan.goods) {
    const entry = listing.get(code)!
    const merchant = shop.get(entry.merchant)!
    const group = bySlug.get(entry.merchant) ?? { merchant: { id: merchantId(entry.merchant), slug: entry.merchant, name: merchant.name }, lines: [] }
    group.lines.push({
      skuId: skuId(code), productId: stableId(`product:${code}`), categoryId: entry.categoryId, productSlug: entry.slug, title: entry.title, grade: entry.grade, spec: entry.spec, motif: entry.motif, netGrams: entry.netGrams,
      returnPolicy: entry.returnPolicy, goodsType: entry.goodsType, adultOnly: adultCategories.has(entry.categoryId), warehouseId: warehouseOf(code), quantity, free: quantity, unitPriceFen: entry.priceFen, floorFen: floorOf(entry.priceFen), problem: null,
    })
    bySlug.set(entry.merchant, group)
  }
  return [...bySlug.values()]
}

function snapshots(plan: OrderPlan): Map<string, SkuSnapshot> {
  return new Map(plan.goods.map(({ code }) => {
    const entry = listing.get(code)!
    return [skuId(code), {
      skuId: skuId(code), merchantId: merchantId(entry.merchant), categoryId: entry.categoryId, regimentId: entry.regimentId, isLocal: entry.isLocal ?? true,
      components: (entry.components ?? []).map((part, place) => ({
        position: place + 1, name: part.name, categoryId: part.categoryId, netGrams: part.netGrams, priceShareBps: part.shareBps, regimentId: part.regimentId,
        producerMerchantId: merchantId(part.producer),
      })),
    }]
  }))
}

function event(rows: Rows, type: string, causeId: string, payload: object, at: Date): void {
  rows.outbox_event.push({ dedupe_key: `${type}:${causeId}`, type, payload, at, processed_at: at, tries: 0 })
}

function ledger(rows: Rows, kind: string, checkoutId: string, causeId: string, at: Date, postings: Posting[]): void {
  const id = stableId(`past-ledger:${kind}:${causeId}`)
  rows.ledger_transaction.push({ id, kind, checkout_id: checkoutId, cause_id: causeId, business_date: businessDate(at), posted_at: at })
  postings.forEach((posting, place) =>
    rows.ledger_entry.push({
      id: stableId(`past-entry:${id}:${place}`), transaction_id: id, account: posting.account, merchant_id: posting.merchantId,
      merchant_order_id: posting.merchantOrderId, component: posting.component, amount_fen: posting.amountFen, currency: 'cny',
    }),
  )
}

function facts(rows: Rows, list: SalesFactRow[]): void {
  for (const fact of list)
    rows.sales_fact.push({
      id: stableId(`past-fact:${fact.eventKey}`), event_key: fact.eventKey, type: fact.type, part: fact.part, at: fact.at, business_date: fact.businessDate,
      posted_period: fact.postedPeriod, checkout_id: fact.checkoutId, merchant_order_id: fact.merchantOrderId, line_id: fact.lineId, cause_id: fact.causeId,
      merchant_id: fact.merchantId, producer_merchant_id: fact.producerMerchantId, sku_id: fact.skuId, sku_code: fact.skuCode, name: fact.name,
      category_id: fact.categoryId, regiment_id: fact.regimentId, is_local: fact.isLocal, province_code: fact.provinceCode, city_code: fact.cityCode,
      district_code: fact.districtCode, channel: fact.channel, buyer_key: fact.buyerKey, quantity: fact.quantity, grams: fact.grams, goods_fen: fact.goodsFen,
      freight_fen: fact.freightFen,
    })
}
