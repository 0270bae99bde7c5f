import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { confirmReceipt, receiveDueOrders } from '#app/services/order/confirm-receipt.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { action } from '#app/routes/storefront/order.tsx'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import type { Bought } from '#tests/factories/shipped.ts'
import { paidOrder, ship, shippedOrder } from '#tests/factories/shipped.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
/** Shipped on 16 January, promised for the 25th: seven days later, then midnight. */
const due = new Date('2027-02-01T16:00:00Z')

const stateOf = ({ id }: Bought) =>
  db.merchantOrder.findUniqueOrThrow({
    where: { id },
    select: { state: true, receivedAt: true, lines: { select: { inTransit: true, received: true, shipped: true } }, shipments: { select: { state: true, deliveredAt: true } } },
  })

/** What a receipt must leave as it was. */
const books = () => Promise.all([db.stockMovement.count(), db.ledgerEntry.count(), db.salesFact.count(), db.sku.aggregate({ _sum: { onHand: true, held: true, committed: true } })])

describe('the buyer confirms', () => {
  test('the order is received, its units have arrived, its parcel is there; stock and books stay as they were', async () => {
    const order = await shippedOrder(sandbox())
    expect(await getOrder({ number: order.checkoutNumber, viewer: order.viewer })).toMatchObject({ merchantOrders: [{ state: 'SHIPPED', receiptDueAt: due, receivedAt: null }] })
    await drainOutbox()
    const before = await books()
    expect(await confirmReceipt(order)).toEqual({ ok: true })
    expect(await stateOf(order)).toEqual({
      state: 'RECEIVED', receivedAt: expect.any(Date), lines: [{ inTransit: 0, received: 2, shipped: 2 }],
      // The carrier alone knows the day of the delivery.
      shipments: [{ state: 'DELIVERED', deliveredAt: null }],
    })
    await drainOutbox()
    expect(await books()).toEqual(before)
    expect(await db.stateHistory.findMany({ where: { entityId: order.id, toState: 'RECEIVED' }, select: { fromState: true, event: true, actor: true } })).toEqual([
      { fromState: 'SHIPPED', event: 'confirmed_by_buyer', actor: order.viewer.userId },
    ])
    const page = await getOrder({ number: order.checkoutNumber, viewer: order.viewer })
    expect(page?.merchantOrders[0]).toMatchObject({ state: 'RECEIVED', receivedAt: expect.any(Date) })
  })

  test('the shop is told once, the buyer is not told what they did', async () => {
    const order = await shippedOrder(sandbox())
    await drainOutbox()
    await confirmReceipt(order)
    await drainOutbox()
    await drainOutbox()
    expect(await db.message.findMany({ where: { userId: order.seller.id, title: '买家已确认收货' }, select: { body: true } })).toEqual([{ body: `订单 ${order.number} 买家已经确认收货。` }])
    expect((await db.message.findMany({ where: { userId: order.viewer.userId }, select: { title: true }, orderBy: { createdAt: 'asc' } })).map(({ title }) => title)).not.toContain('订单已自动确认收货')
  })

  test('pressed twice at once, it is received once', async () => {
    const order = await shippedOrder(sandbox())
    const answers = await Promise.all([confirmReceipt(order), confirmReceipt(order), receiveDueOrders(due)])
    expect(answers.filter((answer) => typeof answer === 'object' && answer.ok).length + (answers[2] === 1 ? 1 : 0)).toBe(1)
    expect(await db.stateHistory.count({ where: { entityId: order.id, toState: 'RECEIVED' } })).toBe(1)
    expect(await db.outboxEvent.count({ where: { dedupeKey: `order.received:${order.id}` } })).toBe(1)
  })

  test('a guest does it with the cookie or with the link, and nobody else', async () => {
    const guest = createGuest()
    const [first, second] = [await shippedOrder(sandbox(), { owner: guest }), await shippedOrder(sandbox(), { owner: guest })]
    const { id } = await db.checkout.findUniqueOrThrow({ where: { number: first.checkoutNumber } })
    for (const viewer of [viewerOf(createGuest()), viewerOf(await createShopper()), { userId: null, guestHash: null, accessKey: 'x'.repeat(43) }, { userId: null, guestHash: null, accessKey: orderAccessKey(first.id) }])
      expect(await confirmReceipt({ number: first.number, viewer })).toEqual({ ok: false, reason: 'not_found' })
    expect((await stateOf(first)).state).toBe('SHIPPED')
    expect(await confirmReceipt({ number: first.number, viewer: { userId: null, guestHash: null, accessKey: orderAccessKey(id) } })).toEqual({ ok: true })
    expect(await confirmReceipt({ number: second.number, viewer: viewerOf(guest) })).toEqual({ ok: true })
  })

  test.each([
    ['before anything has left', async (order: Bought) => void order, 'not_shipped', 'TO_SHIP'],
    ['while a part has still to leave', (order: Bought) => ship(order, 1), 'not_shipped', 'PART_SHIPPED'],
  ])('not %s, and nothing changes', async (_, prepare, reason, state) => {
    const order = await paidOrder(sandbox())
    await prepare(order)
    const before = await stateOf(order)
    expect(await confirmReceipt(order)).toEqual({ ok: false, reason })
    expect(await stateOf(order)).toEqual(before)
    expect(before.state).toBe(state)
  })
})

describe('time confirms', () => {
  test('at the end of the seventh day after the promised arrival and not a millisecond before; then both sides are told', async () => {
    const order = await shippedOrder(sandbox())
    await receiveDueOrders(new Date(due.getTime() - 1))
    expect((await stateOf(order)).state).toBe('SHIPPED')
    await receiveDueOrders(due)
    expect(await stateOf(order)).toMatchObject({ state: 'RECEIVED', receivedAt: due, lines: [{ inTransit: 0, received: 2 }] })
    await drainOutbox()
    expect(await db.message.findMany({ where: { dedupeKey: { startsWith: `received:${order.id}` } }, select: { userId: true, title: true }, orderBy: { title: 'asc' } })).toEqual([
      { userId: order.seller.id, title: '订单到期自动确认收货' },
      { userId: order.viewer.userId, title: '订单已自动确认收货' },
    ])
    expect(await receiveDueOrders(due)).toBe(0)
  })

  test('a parcel in trouble waits for a person', async () => {
    const order = await shippedOrder(sandbox())
    const { id } = await db.shipment.findFirstOrThrow({ where: { merchantOrderId: order.id } })
    const trouble = { entity: 'SHIPMENT' as const, entityId: id, actor: 'system', at: due }
    await db.shipment.update({ where: { id }, data: { state: 'EXCEPTION' } })
    await db.stateHistory.create({ data: { ...trouble, fromState: 'IN_TRANSIT', toState: 'EXCEPTION', event: 'trouble' } })
    await receiveDueOrders(due)
    expect(await confirmReceipt(order)).toEqual({ ok: false, reason: 'parcel_trouble' })
    expect((await stateOf(order)).state).toBe('SHIPPED')
    await db.shipment.update({ where: { id }, data: { state: 'IN_TRANSIT' } })
    await db.stateHistory.create({ data: { ...trouble, fromState: 'EXCEPTION', toState: 'IN_TRANSIT', event: 'goes_on' } })
  })
})

describe('the form on the order’s page', () => {
  const post = async (order: Bought, fields: Record<string, string>, key: string) => {
    const request = new Request(`http://localhost:3000/orders/${order.checkoutNumber}?key=${key}`, { method: 'POST', body: new URLSearchParams(fields) })
    try {
      const answer = await action({ request, params: { number: order.checkoutNumber }, context: {} as never })
      return answer instanceof Response ? { status: answer.status, location: answer.headers.get('Location') } : { status: 0, location: null }
    } catch (thrown) {
      return { status: (thrown as Response).status, location: null }
    }
  }

  test('leads back with a sentence; a foreign number, a forged field and a stranger change nothing', async () => {
    const order = await shippedOrder(sandbox(), { owner: createGuest() })
    const other = await shippedOrder(sandbox(), { owner: createGuest() })
    const { id } = await db.checkout.findUniqueOrThrow({ where: { number: order.checkoutNumber } })
    const key = orderAccessKey(id)
    expect(await post(order, { intent: 'receive', part: other.number }, key)).toMatchObject({ status: 400 })
    expect(await post(order, { intent: 'receive', part: order.number, state: 'COMPLETED' }, key)).toMatchObject({ status: 400 })
    expect(await post(order, { intent: 'receive', part: order.number }, 'x'.repeat(43))).toMatchObject({ status: 404 })
    expect([(await stateOf(order)).state, (await stateOf(other)).state]).toEqual(['SHIPPED', 'SHIPPED'])
    const done = { status: 303, location: `/orders/${order.checkoutNumber}?key=${key}&said=received` }
    expect(await post(order, { intent: 'receive', part: order.number }, key)).toEqual(done)
    expect(await post(order, { intent: 'receive', part: order.number }, key)).toEqual(done)
    expect((await stateOf(order)).state).toBe('RECEIVED')
  })
})
