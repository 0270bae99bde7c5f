import { expect, test } from 'vitest'
import { db, pool } from '#app/infra/db.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { invariants, verifyDatabase } from '#app/services/verify/verify-database.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

/** An order that went all the way: one part shipped, the other taken back and refunded. */
async function wholeStory(): Promise<void> {
  const owner = await createShopper()
  const [kept, returned] = [await createSku(), await createSku()]
  const placed = await placeOrder(owner, [{ skuId: kept.id, quantity: 2 }, { skuId: returned.id, quantity: 1 }])
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
  await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  sandbox().pay(sessionId!)
  await settleSession(sessionId!)
  const order = await db.merchantOrder.findUniqueOrThrow({ where: { number: `${placed.number}-1` }, include: { lines: true } })
  const shipped = await shipOrder({
    merchantId: order.merchantId,
    merchantOrderId: order.id,
    carrierCode: 'zto',
    trackingNumber: '731000000001',
    lines: [{ lineId: order.lines[0]!.id, quantity: 1 }],
    actor: { id: owner.userId, role: 'MERCHANT_OWNER' },
    now: new Date(),
  })
  expect(shipped).toMatchObject({ ok: true, state: 'PART_SHIPPED' })
  expect(await cancelMerchantOrder({ number: `${placed.number}-2`, viewer: viewerOf(owner) })).toMatchObject({ ok: true })
  await drainOutbox()
}

/** Changes rows behind the back of every trigger and check, looks, and puts things back. */
async function violationsAfter(...statements: string[]): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    for (const statement of statements) await client.query(statement)
    const broken: string[] = []
    for (const { id, sql } of invariants) {
      const { rowCount } = await client.query(sql)
      if (rowCount) broken.push(id)
    }
    return broken
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('a whole story leaves books that balance', async () => {
  await wholeStory()
  expect(await verifyDatabase()).toEqual([])
  expect(await violationsAfter()).toEqual([])
})

test.each([
  ['I-2', `update sku set on_hand = on_hand + 1 where id = (select id from sku limit 1)`],
  ['I-3a', `update stock_hold set state = 'HELD' where (checkout_id, sku_id) = (select checkout_id, sku_id from stock_hold limit 1)`],
  ['I-3b', `update order_line set to_ship = to_ship - 1, cancelled = cancelled + 1 where id = (select id from order_line where to_ship > 0 limit 1)`],
  ['I-5', `update stock_hold set quantity = quantity + 1 where state = 'COMMITTED'`],
  ['I-10', `update ledger_entry set amount_fen = amount_fen + 1 where id = (select id from ledger_entry limit 1)`],
  ['I-11', `delete from payment where id = (select id from payment limit 1)`],
  ['I-12', `update payment_attempt set amount_fen = amount_fen - 1`],
  ['I-13', `update payment set use = 'SURPLUS'`],
  ['I-14', `update refund set amount_fen = amount_fen + 1000000`],
  ['I-18', `update ledger_entry set merchant_order_id = null where account = 'MERCHANT_PAYABLE'`],
  ['I-20', `update sales_fact set goods_fen = goods_fen + 1 where id = (select id from sales_fact where part = 'GOODS' limit 1)`],
  ['I-21', `update sales_fact set business_date = business_date - 1 where id = (select id from sales_fact limit 1)`],
  ['I-30a', `update state_history set from_state = 'SHIPPED' where seq = (select max(seq) from state_history)`],
  ['I-30b', `update merchant_order set state = 'SHIPPED' where state = 'PART_SHIPPED'`],
  ['I-31', `update payment set amount_fen = amount_fen + 1`],
  ['I-33', `delete from outbox_event where type = 'order.paid'`],
  ['I-34', `update order_line set shipped = shipped + 1, in_transit = in_transit + 1, to_ship = to_ship - 1 where to_ship > 0`],
  ['I-32', `update payment_attempt set state = 'OPEN', session_id = null`],
  ['I-40', `update shipment set merchant_id = (select id from merchant where id <> shipment.merchant_id limit 1)`],
  ['I-43', `update audit_log set action = 'something.else' where seq = (select min(seq) from audit_log)`],
  ['I-44', `update checkout set personal_cipher = '{"name":"陈小麦"}'`],
])('%s catches its corruption', async (id, statement) => {
  expect(await violationsAfter(statement)).toContain(id)
})

test('I-1 catches a counter that a check would have refused', async () => {
  expect(await violationsAfter(`alter table sku drop constraint sku_counters`, `update sku set held = -1 where id = (select id from sku limit 1)`)).toContain('I-1')
})

test('I-45 catches a live session of a closed account', async () => {
  const broken = await violationsAfter(
    `insert into session (id_hash, user_id, expires_at) select repeat('x', 43), id, now() + interval '1 day' from app_user limit 1`,
    `update app_user set status = 'DISABLED'`,
  )
  expect(broken).toEqual(['I-45'])
})
