import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startOfDay } from '#app/domain/time.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { createStripeProvider } from '#app/infra/stripe-provider.server.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { bookPayments } from '#prisma/seed/book-payments.ts'
import { seedBulkOrders } from '#prisma/seed/bulk-orders.ts'
import { seedCatalogue, skuId } from '#prisma/seed/catalogue.ts'
import { planPastOrders } from '#prisma/seed/past-order-plans.ts'
import type { District, OrderPlan } from '#prisma/seed/past-order-plans.ts'
import { pastOrderRows, tables } from '#prisma/seed/past-order-rows.ts'
import { servedDistricts, writeOrders } from '#prisma/seed/write-orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const HOUR_MS = 60 * 60_000

beforeAll(() => seedCatalogue(db, new Date('2026-12-01T00:00:00Z')))

type Fate = 'waits' | 'ships' | 'taken back'

/** Orders of many kinds, each waiting, shipped, or partly taken back. */
async function plans(): Promise<{ plan: OrderPlan; district: District; fate: Fate }[]> {
  const districts = await servedDistricts()
  const fates: Fate[] = ['ships', 'waits', 'taken back']
  const list = planPastOrders(400, '2027-01-16', startOfDay('2027-01-17'), districts)
  const bundles = list.filter(({ goods }) => goods.some(({ code }) => ['T021', 'T022', 'T023'].includes(code))).slice(0, 6)
  return [...list.slice(0, 18), ...bundles].map((plan, place) => {
    const fate = fates[place % fates.length]!
    // Lines that come into a cart within one millisecond stand there in the order of their SKU.
    const goods = plan.goods.toSorted((a, b) => (skuId(a.code) < skuId(b.code) ? -1 : 1))
    return { plan: { ...plan, goods, place: 900_000 + place, takesBack: fate === 'taken back' }, district: districts.find(({ code }) => code === plan.districtCode)!, fate }
  })
}

/** @returns the checkout's id */
async function byTheRealRoad(plan: OrderPlan, fate: Fate, asMember: boolean): Promise<string> {
  const owner = asMember ? await createShopper() : createGuest()
  for (const { code, quantity } of plan.goods) expect(await addToCart(owner, { skuId: skuId(code), quantity })).toMatchObject({ ok: true })
  const now = await businessNow()
  const { seen } = await quoteCheckout({ owner, buyNow: null, provinceCode: `${plan.districtCode.slice(0, 2)}0000`, now })
  const placed = await placeCheckout({
    owner, buyNow: null, placeToken: newToken(), seen, receiver: { name: '示例顾客', phone: '13600000001', street: '示例路 1 号' },
    districtCode: plan.districtCode, paymentMethod: plan.paymentMethod, channel: plan.channel, acceptsHold: true, isAdult: true, now,
  })
  if (!placed.ok) throw new Error(`Not placed: ${placed.reason}`)
  await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  sandbox().pay(sessionId!)
  expect(await settleSession(sessionId!)).toBe('paid')
  if (fate === 'taken back') expect(await cancelMerchantOrder({ number: `${placed.number}-1`, viewer: viewerOf(owner) })).toMatchObject({ ok: true })
  if (fate === 'ships')
    for (const order of await db.merchantOrder.findMany({ where: { checkoutId: placed.checkoutId }, include: { lines: true } })) {
      const shipped = await shipOrder({
        merchantId: order.merchantId, merchantOrderId: order.id, carrierCode: 'zto', trackingNumber: `73${placed.number.slice(0, 10)}${order.number.at(-1)}`,
        lines: order.lines.map(({ id, quantity }) => ({ lineId: id, quantity })), actor: { id: newToken(), role: 'MERCHANT_OWNER' }, now: await businessNow(),
      })
      expect(shipped).toMatchObject({ ok: true })
    }
  while ((await drainOutbox()) > 0);
  return placed.checkoutId
}

/** @returns the checkout's id */
async function inBulk(plan: OrderPlan, district: District, fate: Fate, userId: string | null): Promise<string> {
  // Parcels leave within 70 hours, and arrive five days after that.
  const now = new Date(plan.paidAt.getTime() + (fate === 'ships' ? 71 : 3) * HOUR_MS)
  const rows = pastOrderRows({ plan, district, now, owner: userId ? { userId, receiver: {} } : null, openPeriodFor: (period) => period })!
  await writeOrders(rows, startOfDay('2026-12-05'), '备货')
  return String(rows.checkout[0]!.id)
}

const ofCheckout = {
  checkout: 'id = $1',
  merchant_order: 'checkout_id = $1',
  order_line: 'merchant_order_id in (select id from merchant_order where checkout_id = $1)',
  order_line_component: 'line_id in (select l.id from order_line l join merchant_order o on o.id = l.merchant_order_id where o.checkout_id = $1)',
  stock_hold: 'checkout_id = $1',
  stock_movement: `split_part(ref, ':', 2)::uuid in (select $1::uuid union all select id from payment where checkout_id = $1 union all select id from merchant_order where checkout_id = $1
    union all select s.id from shipment s join merchant_order o on o.id = s.merchant_order_id where o.checkout_id = $1)`,
  payment_attempt: 'checkout_id = $1',
  payment: 'checkout_id = $1',
  refund: 'checkout_id = $1',
  refund_line: 'refund_id in (select id from refund where checkout_id = $1)',
  broken_promise: 'merchant_order_id in (select id from merchant_order where checkout_id = $1)',
  shipment: 'merchant_order_id in (select id from merchant_order where checkout_id = $1)',
  shipment_line: 'shipment_id in (select s.id from shipment s join merchant_order o on o.id = s.merchant_order_id where o.checkout_id = $1)',
  state_history: `entity_id in (select $1::uuid union all select id from merchant_order where checkout_id = $1 union all select id from refund where checkout_id = $1
    union all select s.id from shipment s join merchant_order o on o.id = s.merchant_order_id where o.checkout_id = $1)`,
  ledger_transaction: 'checkout_id = $1',
  ledger_entry: 'transaction_id in (select id from ledger_transaction where checkout_id = $1)',
  outbox_event: `split_part(dedupe_key, ':', 2)::uuid in (select id from payment where checkout_id = $1 union all select id from refund where checkout_id = $1
    union all select s.id from shipment s join merchant_order o on o.id = s.merchant_order_id where o.checkout_id = $1)`,
  sales_fact: 'checkout_id = $1',
} as const satisfies Record<(typeof tables)[number], string>

// What differs between any two orders, and the marks of a synthetic one.
const own = new Set(['number', 'promotion_revision', 'personal_cipher', 'buyer_key', 'guest_hash', 'session_id', 'session_url', 'provider_payment_id', 'provider_refund_id', 'tracking_number', 'carrier_code', 'seq', 'is_synthetic', 'business_date', 'posted_period', 'arrive_by'])
const sameEverywhere = new Set(['sku_id', 'merchant_id', 'producer_merchant_id'])
// Set by the provider's clock, which past orders had no use for.
const notCompared = new Set(['session_url', 'session_expires_at', 'is_synthetic'])

/** The rows of an order with ids and instants made alike. */
async function story(checkoutId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await pool.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${table} t where ${ofCheckout[table]}`, [checkoutId])
    found[table] = rows.map(({ row }) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => !notCompared.has(key)).map(([key, value]) => [key, alike(key, value)])))).sort()
  }
  return found
}

function alike(key: string, value: unknown): unknown {
  if (value === null || sameEverywhere.has(key)) return value
  if (own.has(key) || (key === 'id' && typeof value === 'number')) return 'its own'
  if (key === 'actor') return ['guest', 'provider'].includes(String(value)) ? value : 'somebody'
  if (key === 'user_id' || key === 'requested_by') return value === 'guest' ? value : 'somebody'
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+(?:\+00:00|Z)/g, 'time'),
  ) as unknown
}

test('an order written in bulk left the same rows as one on the real road', async () => {
  const kinds = { bundles: 0, merchants: 0, freight: 0 }
  for (const [place, { plan, district, fate }] of (await plans()).entries()) {
    const asMember = place % 4 === 3
    const real = await byTheRealRoad(plan, fate, asMember)
    const { userId, freightFen } = await db.checkout.findUniqueOrThrow({ where: { id: real } })
    const bulk = await inBulk(plan, district, fate, userId)
    expect(await story(bulk), `${fate}: ${JSON.stringify(plan.goods)}`).toEqual(await story(real))
    kinds.bundles += await db.orderLine.count({ where: { merchantOrder: { checkoutId: bulk }, isBundle: true } })
    kinds.merchants = Math.max(kinds.merchants, await db.merchantOrder.count({ where: { checkoutId: bulk } }))
    if (freightFen > 0) kinds.freight += 1
  }
  // The comparison would say little about orders that are all alike.
  expect(kinds.bundles).toBeGreaterThan(2)
  expect(kinds.merchants).toBeGreaterThan(1)
  expect(kinds.freight).toBeGreaterThan(2)
}, 60_000)

test('many orders in bulk, twice: as many as asked for, none twice, free stock as before', async () => {
  const free = () => pool.query<{ free: number }>('select code, on_hand - held - committed as free from sku order by code').then(({ rows }) => rows)
  const before = await free()
  const now = new Date('2027-01-16T04:00:00Z')
  const count = await db.checkout.count()
  expect(await seedBulkOrders(150, now)).toBe(150)
  expect(await seedBulkOrders(150, now)).toBe(150)
  expect(await db.checkout.count()).toBe(count + 300)
  expect(await free()).toEqual(before)
})

test('the sandbox knows past payments: what was not taken back can still be refunded there', async () => {
  const bookFile = join(mkdtempSync(join(tmpdir(), 'past-payments-')), 'book.jsonl')
  const { plan, district } = (await plans()).find(({ fate, plan: { goods } }) => fate === 'taken back' && goods.length > 1)!
  const now = new Date(plan.paidAt.getTime() + 3 * HOUR_MS)
  const rows = pastOrderRows({ plan, district, now, owner: null, openPeriodFor: (period) => period })!
  bookPayments(bookFile, rows)
  const own = await startSandbox({ port: 0, secretKey: 'sk_test_sandbox', webhookUrl: null, webhookSecret: 'whsec_x', bookFile })
  const provider = createStripeProvider({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: own.url })
  const [payment] = rows.payment as [{ provider_payment_id: string; amount_fen: number }]
  const left = payment.amount_fen - Number(rows.refund[0]!.amount_fen)
  const refund = { paymentId: payment.provider_payment_id, metadata: {} }
  expect(await provider.createRefund({ ...refund, idempotencyKey: 'refund:more', amountFen: left + 1 })).toMatchObject({ ok: false, kind: 'rejected' })
  expect(await provider.createRefund({ ...refund, idempotencyKey: 'refund:rest', amountFen: left })).toMatchObject({ ok: true })
  await own.close()
  rmSync(dirname(bookFile), { recursive: true })
})
