import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { moveListing } from '#app/services/catalogue/move-listing.server.ts'
import { getOwnListing } from '#app/services/catalogue/own-listings.server.ts'
import type { ListingInput } from '#app/services/catalogue/save-listing.server.ts'
import { saveListing } from '#app/services/catalogue/save-listing.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'
import { enterStock } from '#app/services/inventory/enter-stock.server.ts'
import { moveMerchant } from '#app/services/merchant/suspend-merchant.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { getMerchantOrder } from '#app/services/shipping/merchant-orders.server.ts'
import type { ShipOrderInput } from '#app/services/shipping/ship-order.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const now = new Date('2027-01-16T04:00:00Z')
const actor = { id: '00000000-0000-7000-8000-000000000001', role: 'MERCHANT_OWNER' }

async function draft(overrides: Partial<ListingInput> = {}): Promise<ListingInput> {
  const category = await db.category.findFirstOrThrow({ orderBy: { sort: 'asc' } })
  return {
    title: '测试酥梨',
    subtitle: '',
    description: '',
    code: `X-${newToken().slice(0, 8)}`,
    categoryId: category.id,
    regimentId: 'r07',
    grade: '一级',
    spec: '2.5 kg 箱',
    netGrams: 2_500,
    priceFen: 4_500,
    floorFen: 3_000,
    goodsType: 'FRESH',
    storage: '0–4 ℃ 冷藏',
    shelfLife: '60 天',
    returnPolicy: 'STATUTORY_EXEMPT_FRESH',
    motif: 'pear',
    ...overrides,
  }
}

async function newListing(merchantId: string, overrides: Partial<ListingInput> = {}) {
  const saved = await saveListing({ merchantId, listing: null, draft: await draft(overrides), actor, now })
  if (!saved.ok) throw new Error(saved.reason)
  return saved.id
}

const audits = (subjectId: string) => db.auditLog.count({ where: { subjectId } })
const listingRow = (id: string) => db.product.findUniqueOrThrow({ where: { id }, include: { skus: true } })

describe('listings', () => {
  test('draft, review, shop, off the shelf and back: each step leaves an audit row', async () => {
    const { id: merchantId } = await createMerchant()
    const id = await newListing(merchantId, { title: '测试库尔梨' })
    const step = (move: Parameters<typeof moveListing>[0]['move'], owner: string | null = merchantId) =>
      moveListing({ merchantId: owner, id, move, reason: '', actor, now })
    expect(await step('publish')).toEqual({ ok: false, reason: 'not_now' })
    expect(await step('submit')).toEqual({ ok: true, status: 'IN_REVIEW' })
    expect((await searchCatalogue('测试库尔梨')).cards).toHaveLength(0)
    expect(await step('approve', null)).toEqual({ ok: true, status: 'LISTED' })
    expect((await searchCatalogue('测试库尔梨')).cards).toHaveLength(1)
    expect((await searchCatalogue('csk')).cards).toHaveLength(1)
    expect(await step('take_off')).toEqual({ ok: true, status: 'OFF_SHELF' })
    expect(await step('publish')).toEqual({ ok: true, status: 'LISTED' })
    expect(await audits(id)).toBe(5)
  })

  test('R-08, R-41: what is wrong is said beside its field and nothing is stored', async () => {
    const { id: merchantId } = await createMerchant()
    const answer = await saveListing({ merchantId, listing: null, draft: await draft({ title: '全国第一 梨', grade: '' }), actor, now })
    if (answer.ok || answer.reason !== 'invalid') throw new Error('not refused')
    expect(Object.keys(answer.problems).sort()).toEqual(['grade', 'title'])
    expect(await db.product.count({ where: { merchantId } })).toBe(0)
  })

  test('two tabs: the second save is told, and the first stands', async () => {
    const { id: merchantId } = await createMerchant()
    const id = await newListing(merchantId)
    const { version } = await listingRow(id)
    const save = async (priceFen: number) => saveListing({ merchantId, listing: { id, version }, draft: await draft({ priceFen }), actor, now })
    expect(await save(5_000)).toMatchObject({ ok: true })
    const before = await listingRow(id)
    expect(await save(6_000)).toEqual({ ok: false, reason: 'stale' })
    expect(await listingRow(id)).toEqual(before)
  })

  test('a new price keeps a listing in the shop, a new title sends it to review', async () => {
    const { id: merchantId } = await createMerchant()
    const form = await draft()
    const id = await newListing(merchantId, form)
    await moveListing({ merchantId, id, move: 'submit', reason: '', actor, now })
    await moveListing({ merchantId: null, id, move: 'approve', reason: '', actor, now })
    const save = async (change: Partial<ListingInput>) =>
      saveListing({ merchantId, listing: { id, version: (await listingRow(id)).version }, draft: { ...form, ...change }, actor, now })
    expect(await save({ priceFen: 5_000 })).toMatchObject({ ok: true, status: 'LISTED' })
    expect(await save({ priceFen: 5_000, title: '测试香酥梨' })).toMatchObject({ ok: true, status: 'IN_REVIEW' })
  })

  test('another merchant’s listing is not there', async () => {
    const [owner, stranger] = [await createMerchant(), await createMerchant()]
    const id = await newListing(owner.id)
    const before = await listingRow(id)
    expect(await getOwnListing(stranger.id, id)).toBe(null)
    expect(await saveListing({ merchantId: stranger.id, listing: { id, version: 1 }, draft: await draft(), actor, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await moveListing({ merchantId: stranger.id, id, move: 'submit', reason: '', actor, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await listingRow(id)).toEqual(before)
  })

  test('a suspended merchant’s goods cannot be put into a cart; reopened they can', async () => {
    const sku = await createSku()
    const version = async () => (await db.merchant.findUniqueOrThrow({ where: { id: sku.merchantId } })).version
    const move = async (what: 'suspend' | 'reopen') =>
      moveMerchant({ merchantId: sku.merchantId, version: await version(), move: what, reason: '证照过期', actor, now })
    expect(await move('suspend')).toEqual({ ok: true })
    expect(await addToCart(createGuest(), { skuId: sku.id, quantity: 1 })).toMatchObject({ ok: false, reason: 'merchant_closed' })
    expect(await move('suspend')).toEqual({ ok: false, reason: 'stale' })
    expect(await move('reopen')).toEqual({ ok: true })
    expect(await addToCart(createGuest(), { skuId: sku.id, quantity: 1 })).toEqual({ ok: true })
    expect(await audits(sku.merchantId)).toBe(2)
  })
})

describe('stock', () => {
  const entry = (sku: { id: string; merchantId: string }, kind: 'RECEIVE' | 'ADJUST' | 'WRITE_OFF', quantity: number, entryId = newToken()) =>
    enterStock({ merchantId: sku.merchantId, skuId: sku.id, kind, quantity, note: '测试', entryId, actor, now })

  test('the same entry sent twice is booked once', async () => {
    const sku = await createSku({ stock: 10 })
    const entryId = newToken()
    await Promise.all([entry(sku, 'RECEIVE', 5, entryId), entry(sku, 'RECEIVE', 5, entryId)])
    expect((await db.sku.findUniqueOrThrow({ where: { id: sku.id } })).onHand).toBe(15)
    expect(await audits(sku.id)).toBe(1)
  })

  test('what is reserved cannot be written off', async () => {
    const sku = await createSku({ stock: 10 })
    await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 4 }])
    expect(await entry(sku, 'WRITE_OFF', 7)).toEqual({ ok: false, reason: 'below_reserved' })
    expect(await entry(sku, 'ADJUST', -7)).toEqual({ ok: false, reason: 'below_reserved' })
    expect(await entry(sku, 'ADJUST', -6)).toEqual({ ok: true, onHand: 4 })
    expect(await db.sku.findUniqueOrThrow({ where: { id: sku.id }, select: { onHand: true, held: true } })).toEqual({ onHand: 4, held: 4 })
  })

  test('another merchant’s SKU is not there', async () => {
    const sku = await createSku({ stock: 10 })
    const stranger = await createMerchant()
    expect(await entry({ id: sku.id, merchantId: stranger.id }, 'RECEIVE', 5)).toEqual({ ok: false, reason: 'not_found' })
    expect((await db.sku.findUniqueOrThrow({ where: { id: sku.id } })).onHand).toBe(10)
  })
})

describe('shipping', () => {
  let tracking = 731_000_000_000
  async function paidOrder() {
    const owner = createGuest()
    const first = await createSku()
    const second = await createSku({ merchantId: first.merchantId })
    const placed = await placeOrder(owner, [{ skuId: first.id, quantity: 3 }, { skuId: second.id, quantity: 1 }])
    await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
    await startPayment({ number: placed.number, viewer: viewerOf(owner) })
    const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
    sandbox().pay(sessionId!)
    await settleSession(sessionId!)
    const order = await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId }, include: { lines: { orderBy: { position: 'asc' } } } })
    return { order, first, second, lines: order.lines.map(({ id }) => id) }
  }

  const ship = (order: { id: string; merchantId: string }, lines: ShipOrderInput['lines'], overrides: Partial<ShipOrderInput> = {}) =>
    shipOrder({ merchantId: order.merchantId, merchantOrderId: order.id, carrierCode: 'zto', trackingNumber: String((tracking += 1)), lines, actor, now, ...overrides })

  const after = async (orderId: string) => ({
    state: (await db.merchantOrder.findUniqueOrThrow({ where: { id: orderId } })).state,
    lines: await db.orderLine.findMany({ where: { merchantOrderId: orderId }, orderBy: { position: 'asc' }, select: { toShip: true, shipped: true, inTransit: true } }),
    shipments: await db.shipment.count({ where: { merchantOrderId: orderId } }),
    movements: await db.stockMovement.count({ where: { kind: 'SHIP', sku: { orderLines: { some: { merchantOrderId: orderId } } } } }),
    outbox: await db.outboxEvent.count({ where: { type: 'order.shipped' } }),
    audits: await audits(orderId),
  })

  test('a part, then the rest', async () => {
    const { order, first, lines } = await paidOrder()
    const outbox = await db.outboxEvent.count({ where: { type: 'order.shipped' } })
    expect(await ship(order, [{ lineId: lines[0]!, quantity: 2 }])).toMatchObject({ ok: true, state: 'PART_SHIPPED' })
    expect(await db.sku.findUniqueOrThrow({ where: { id: first.id }, select: { onHand: true, held: true, committed: true } })).toEqual({ onHand: 98, held: 0, committed: 1 })
    expect(await ship(order, [{ lineId: lines[0]!, quantity: 1 }, { lineId: lines[1]!, quantity: 1 }])).toMatchObject({ ok: true, state: 'SHIPPED' })
    expect(await after(order.id)).toEqual({
      state: 'SHIPPED',
      lines: [{ toShip: 0, shipped: 3, inTransit: 3 }, { toShip: 0, shipped: 1, inTransit: 1 }],
      shipments: 2,
      movements: 3,
      outbox: outbox + 2,
      audits: 2,
    })
  })

  test('two people at once, and a double click: each unit leaves once', async () => {
    const { order, lines } = await paidOrder()
    const all = [{ lineId: lines[0]!, quantity: 3 }, { lineId: lines[1]!, quantity: 1 }]
    const same = String((tracking += 1))
    const answers = await Promise.all([ship(order, all, { trackingNumber: same }), ship(order, all, { trackingNumber: same }), ship(order, all)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await after(order.id)).toMatchObject({ state: 'SHIPPED', shipments: 1, audits: 1 })
  })

  test.each([
    ['more than is left', (lines: string[]) => [{ lineId: lines[0]!, quantity: 4 }], {}, 'too_many'],
    ['nothing', (lines: string[]) => [{ lineId: lines[0]!, quantity: 0 }], {}, 'nothing'],
    ['a line of another order', () => [{ lineId: newToken(), quantity: 1 }], {}, 'unknown_line'],
    ['a number of the wrong form', (lines: string[]) => [{ lineId: lines[0]!, quantity: 1 }], { trackingNumber: '12' }, 'tracking_format'],
    ['an unknown carrier', (lines: string[]) => [{ lineId: lines[0]!, quantity: 1 }], { carrierCode: 'pigeon' }, 'carrier'],
  ])('%s is refused and nothing changes', async (_, wanted, overrides, reason) => {
    const { order, lines } = await paidOrder()
    const before = await after(order.id)
    expect(await ship(order, wanted(lines), overrides)).toEqual({ ok: false, reason })
    expect(await after(order.id)).toEqual(before)
  })

  test('a tracking number that is in use is refused', async () => {
    const [one, two] = [await paidOrder(), await paidOrder()]
    const used = String((tracking += 1))
    await ship(one.order, [{ lineId: one.lines[0]!, quantity: 1 }], { trackingNumber: used })
    const before = await after(two.order.id)
    expect(await ship(two.order, [{ lineId: two.lines[0]!, quantity: 1 }], { trackingNumber: used })).toEqual({ ok: false, reason: 'tracking_taken' })
    expect(await after(two.order.id)).toEqual(before)
  })

  test('another merchant’s order, and an unpaid one, are not there', async () => {
    const { order, lines } = await paidOrder()
    const stranger = await createMerchant()
    expect(await getMerchantOrder(stranger.id, order.id)).toBe(null)
    expect(await ship(order, [{ lineId: lines[0]!, quantity: 1 }], { merchantId: stranger.id })).toEqual({ ok: false, reason: 'not_found' })

    const sku = await createSku()
    const unpaid = await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    const waiting = await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: unpaid.checkoutId }, include: { lines: true } })
    expect(await getMerchantOrder(sku.merchantId, waiting.id)).toBe(null)
    expect(await ship(waiting, [{ lineId: waiting.lines[0]!.id, quantity: 1 }])).toEqual({ ok: false, reason: 'not_shippable' })
  })

  test('the receiver is whole while something waits and masked afterwards', async () => {
    const { order, lines } = await paidOrder()
    expect((await getMerchantOrder(order.merchantId, order.id))?.receiver).toMatchObject({ name: '陈小麦', phone: '13912345678' })
    await ship(order, [{ lineId: lines[0]!, quantity: 3 }, { lineId: lines[1]!, quantity: 1 }])
    expect((await getMerchantOrder(order.merchantId, order.id))?.receiver).toEqual({ name: '陈**', phone: '139****5678', street: '***', place: '浙江省台州市椒江区' })
  })
})
