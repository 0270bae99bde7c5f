import { beforeAll, expect, test } from 'vitest'
import { businessNow } from '#app/infra/clock.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { enterStock } from '#app/services/inventory/enter-stock.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { makePayLink } from '#app/services/payment/make-pay-link.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { invariants, verifyDatabase } from '#app/services/verify/verify-database.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'
import { createCoupon, createPromotion } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

async function createBundle() {
  const [first, second] = [await createMerchant(), await createMerchant()]
  return createSku({
    title: '测试礼盒',
    netGrams: 1_500,
    priceFen: 9_999,
    components: [
      { name: '灰枣', netGrams: 1_000, priceShareBps: 6_667, regimentId: 'r14', producerMerchantId: first.id },
      { name: '核桃', netGrams: 500, priceShareBps: 3_333, regimentId: 'r06', producerMerchantId: second.id },
    ],
  })
}

/** Promotions of every kind that leaves something in the books, with every limit. */
async function createOffers(skus: { id: string; merchantId: string }[], userId: string): Promise<void> {
  const [kept] = skus as [{ id: string; merchantId: string }]
  const always = { startsAt: new Date('2020-01-01T00:00:00Z'), endsAt: new Date('2100-01-01T00:00:00Z'), scope: { skuIds: skus.map(({ id }) => id) } }
  const gift = await createSku({ merchantId: kept.merchantId, priceFen: 990 })
  const atThreshold = { thresholdFen: 0 }
  const ofMerchant = [{ funder: 'MERCHANT', bps: 10_000 }] as const
  const once = { budgetFen: 5_000, uses: 2, usesPerBuyer: 1 }
  const shared = [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'AID_FUND', bps: 6_667 }] as const
  await createPromotion({ ...always, name: '限量价', kind: 'item_markdown', lane: 'PRODUCT', funders: ofMerchant, action: { type: 'UNIT_PRICE', items: [{ skuId: kept.id, unitPriceFen: 8_000, promisedUnits: 5, maxPerBuyer: 2 }] } })
  await createPromotion({ ...always, name: '满减', action: { type: 'THRESHOLD', steps: [{ ...atThreshold, offFen: 1_000 }, { thresholdFen: 20_000, offFen: 2_000 }] }, limits: once, funders: shared })
  await createPromotion({ ...always, name: '包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ ...atThreshold, maxOffFen: null }] } })
  await createPromotion({ ...always, name: '买赠', kind: 'gift_with_purchase', lane: 'MERCHANT_ORDER', funders: ofMerchant, action: { type: 'GIFT', steps: [{ ...atThreshold, skuId: gift.id, quantity: 1 }] } }, { merchantId: kept.merchantId })
  const { id } = await createPromotion({ ...always, name: '券', kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM', action: { type: 'THRESHOLD', steps: [{ ...atThreshold, offFen: 500 }] }, limits: { ...once, usesPerBuyer: null } })
  await createCoupon(id, userId, { validFrom: always.startsAt, validUntil: always.endsAt })
}

/** An order that went all the way: one part shipped in part, the other, a bundle, taken back and refunded, a third with its freight given. */
async function wholeStory(): Promise<void> {
  const owner = await createShopper()
  const [kept, bundle, small] = [await createSku(), await createBundle(), await createSku({ priceFen: 3_000 })]
  await createOffers([kept, bundle, small], owner.userId)
  const form = await fillCheckoutForm(owner, [{ skuId: kept.id, quantity: 2 }, { skuId: bundle.id, quantity: 1 }, { skuId: small.id, quantity: 1 }], await businessNow())
  const placed = await placeCheckout({ ...form, acceptsHold: true, invoice: { kind: 'PERSONAL', title: '陈小麦' }, giftCard: '新年好' })
  if (!placed.ok) throw new Error(`Not placed: ${placed.reason}`)
  expect(await makePayLink({ number: placed.number, viewer: viewerOf(owner), now: await businessNow() })).toEqual({ ok: true })
  await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  sandbox().pay(sessionId!)
  await settleSession(sessionId!)
  const order = await db.merchantOrder.findUniqueOrThrow({ where: { number: `${placed.number}-1` }, include: { lines: true } })
  const actor = { id: owner.userId, role: 'MERCHANT_OWNER' }
  const shipped = await shipOrder({
    merchantId: order.merchantId,
    merchantOrderId: order.id,
    carrierCode: 'zto',
    trackingNumber: '731000000001',
    lines: [{ lineId: order.lines[0]!.id, quantity: 1 }],
    actor,
    now: await businessNow(),
  })
  expect(shipped).toMatchObject({ ok: true, state: 'PART_SHIPPED' })
  expect(await cancelMerchantOrder({ number: `${placed.number}-2`, viewer: viewerOf(owner) })).toMatchObject({ ok: true })
  expect(await enterStock({ merchantId: kept.merchantId, skuId: kept.id, kind: 'WRITE_OFF', quantity: 1, note: '受潮', entryId: newToken(), actor, now: await businessNow() })).toMatchObject({ ok: true })
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

beforeAll(wholeStory)

test('a whole story leaves books that balance', async () => {
  expect(await verifyDatabase()).toEqual([])
  expect(await violationsAfter()).toEqual([])
})

// At least one for every part of every query.
const corruptions: [id: string, what: string, ...statements: string[]][] = [
  ['I-2', 'a counter moved by itself', `update sku set on_hand = on_hand + 1 where id = (select id from sku limit 1)`],
  ['I-2', 'a movement gone', `delete from stock_movement where kind = 'COMMIT'`],
  ['I-2b', 'units shipped that stay committed', `update stock_movement set committed_delta = 0 where kind = 'SHIP'`],
  ['I-2b', 'more committed than was held', `update stock_movement set committed_delta = committed_delta + 1 where kind = 'COMMIT'`],
  ['I-3a', 'a hold alive again', `update stock_hold set state = 'HELD' where (checkout_id, sku_id) = (select checkout_id, sku_id from stock_hold limit 1)`],
  ['I-3b', 'a unit nobody waits for', `update order_line set to_ship = to_ship - 1, cancelled = cancelled + 1 where id = (select id from order_line where to_ship > 0 limit 1)`],
  ['I-5', 'a hold of another size', `update stock_hold set quantity = quantity + 1 where state = 'COMMITTED'`],
  ['I-5', 'a paid order without hold', `delete from stock_hold`],
  ['I-5', 'a hold of a paid order released', `update stock_hold set state = 'RELEASED'`],
  ['I-5', 'a hold of what nobody ordered', `delete from order_line where id = (select id from order_line limit 1)`],
  ['I-10', 'a fen too many', `update ledger_entry set amount_fen = amount_fen + 1 where id = (select id from ledger_entry limit 1)`],
  ['I-10', 'a transaction without entries', `delete from ledger_entry where transaction_id = (select id from ledger_transaction limit 1)`],
  ['I-10', 'two currencies', `update ledger_entry set currency = 'usd' where account = 'PROVIDER_CLEARING'`],
  ['I-11', 'a payment gone', `delete from payment`],
  ['I-11', 'a refund that was none', `update refund set state = 'FAILED'`],
  ['I-12', 'asked for a fen less', `update payment_attempt set amount_fen = amount_fen - 1`],
  ['I-12', 'asked in another currency', `update payment_attempt set currency = 'usd'`],
  ['I-12', 'an order grew', `update merchant_order set total_fen = total_fen + 1, goods_fen = goods_fen + 1 where state = 'PART_SHIPPED'`],
  ['I-12', 'freight taken for goods', `update checkout set goods_fen = goods_fen + 1, freight_fen = freight_fen - 1`],
  ['I-12', 'a line gone', `delete from order_line where id = (select id from order_line where not is_gift limit 1)`],
  ['I-12', 'a component’s share changed', `update order_line_component set paid_fen = paid_fen - 1 where position = 1`],
  ['I-13', 'paid with money set aside', `update payment set use = 'SURPLUS'`],
  ['I-13', 'paid with less', `update payment set amount_fen = amount_fen - 1`],
  ['I-16b', 'a payer by the link of another order', `update payment_attempt set pay_link_id = gen_random_uuid()`],
  ['I-16b', 'a link that outlasts its order', `update checkout set due_at = due_at - interval '1 second'`],
  ['I-16b', 'a link that anybody could open', `update pay_link set token_hash = id::text`],
  ['I-14', 'more back than came in', `update refund set amount_fen = amount_fen + 1000000`],
  ['I-14', 'freight back that nobody paid', `update refund set freight_fen = amount_fen`],
  ['I-14', 'a line refunded on paper', `update order_line set refunded_fen = 1 where refunded_fen = 0 and paid_fen > 0`],
  ['I-14', 'refunded lines gone', `delete from refund_line`],
  ['I-14', 'a kept line repriced for nothing', `update refund_reprice set amount_fen = amount_fen + 1, merchant_fen = merchant_fen + 1 where line_id is not null`],
  ['I-14', 'repricing gone', `delete from refund_reprice`],
  ['I-14', 'a kept line dearer than its list price', `update refund_reprice set amount_fen = amount_fen + d.fen, merchant_fen = merchant_fen + d.fen
    from (select id, case row_number() over (order by id) when 1 then 5000 when 2 then -5000 else 0 end as fen from refund_reprice where line_id is not null) d where d.id = refund_reprice.id`],
  ['I-14', 'a gift that costs something', `update refund_reprice set line_id = (select id from order_line where is_gift) where line_id is not null`],
  ['I-14b', 'a part that costs more by now closed for less', `update refund_reprice set merchant_order_id = (select id from merchant_order where state = 'CLOSED'), amount_fen = 1, merchant_fen = 1, platform_fen = 0, brand_fund_fen = 0, aid_fund_fen = 0
    where id = (select id from refund_reprice where line_id is not null limit 1)`],
  ['I-14b', 'closed, and the money kept', `delete from refund`, `delete from refund_line`],
  ['I-14b', 'a unit taken back for nothing', `update order_line set cancelled = cancelled + 1, to_ship = to_ship - 1 where to_ship > 0`],
  ['I-14b', 'a refund failed in silence', `update refund set state = 'FAILED'`],
  ['I-16', 'paid by an attempt that failed', `update payment_attempt set state = 'REJECTED'`],
  ['I-16', 'paid in another currency', `update payment set currency = 'usd'`],
  ['I-16', 'surplus sent back out of an order', `update refund set merchant_order_id = null`],
  ['I-16', 'booked for another checkout', `update ledger_transaction set checkout_id = cause_id where kind = 'SALE'`],
  ['I-16', 'an entry of another checkout', `update merchant_order set checkout_id = id`],
  ['I-18', 'owed to nobody', `update ledger_entry set merchant_order_id = null where account = 'MERCHANT_PAYABLE'`],
  ['I-18', 'goods owed as freight', `update ledger_entry set component = 'FREIGHT' where component = 'GOODS'`],
  ['I-18', 'provider money owed to an order', `update ledger_entry set merchant_order_id = (select id from merchant_order limit 1) where account = 'PROVIDER_CLEARING'`],
  ['I-18', 'a fund that owes no order', `update ledger_entry set merchant_order_id = null where account = 'AID_FUND_SUBSIDY'`],
  ['I-18', 'repriced and still owed', `update ledger_entry set amount_fen = amount_fen - 1 where component = 'GOODS' and transaction_id = (select id from ledger_transaction where kind = 'REFUND')`],
  ['I-18b', 'a share of another fund', `update ledger_entry set account = 'BRAND_FUND_SUBSIDY' where account = 'AID_FUND_SUBSIDY'`],
  ['I-18b', 'a subsidy nobody posted', `delete from ledger_entry where component = 'SUBSIDY' or account in ('PLATFORM_SUBSIDY', 'AID_FUND_SUBSIDY')`],
  ['I-18b', 'a subsidy of returned goods still owed', `delete from ledger_entry where (component = 'SUBSIDY' or account in ('PLATFORM_SUBSIDY', 'AID_FUND_SUBSIDY')) and transaction_id = (select id from ledger_transaction where kind = 'REFUND')`],
  ['I-18b', 'borne by a fund and not paid out', `update ledger_entry set amount_fen = amount_fen - 1 where component = 'SUBSIDY'`],
  ['I-18b', 'repriced for another fund', `update refund_reprice set platform_fen = aid_fund_fen, aid_fund_fen = platform_fen`],
  ['I-19a', 'money counted twice', `update promotion_counter set taken_fen = taken_fen + 1`],
  ['I-19a', 'a use nobody made', `update promotion_counter set uses = uses + 1 where uses > 0`],
  ['I-19a', 'a coupon nobody has', `delete from coupon`],
  ['I-19a', 'more money than the budget', `alter table promotion_counter drop constraint promotion_counter_within`, `update promotion_counter set budget_fen = taken_fen - 1`],
  ['I-19a', 'more uses than the limit', `alter table promotion_counter drop constraint promotion_counter_within`, `update promotion_counter set uses_limit = 0`],
  ['I-19a', 'more coupons than there were', `alter table promotion_counter drop constraint promotion_counter_within`, `update promotion_counter set coupons_limit = 0`],
  ['I-19a', 'units of nobody', `update promotion_units set taken = taken + 1`],
  ['I-19a', 'more units than promised', `alter table promotion_units drop constraint promotion_units_within`, `update promotion_units set promised = taken - 1`],
  ['I-19a', 'a buyer’s use forgotten', `update promotion_buyer set taken = 0 where sku_id = ''`],
  ['I-19a', 'a buyer’s units forgotten', `update promotion_buyer set taken = 0 where sku_id <> ''`],
  ['I-19b', 'a buyer with one use too many', `update promotion_version set definition = jsonb_set(definition, '{limits,usesPerBuyer}', '0') where definition->'limits'->>'usesPerBuyer' is not null`],
  ['I-19b', 'a buyer with units too many', `update promotion_version set definition = jsonb_set(definition, '{action,items,0,maxPerBuyer}', '1') where definition->'action'->>'type' = 'UNIT_PRICE'`],
  ['I-19b', 'a budget that nobody counts', `delete from promotion_counter`],
  ['I-19b', 'another budget than published', `update promotion_counter set budget_fen = budget_fen + 1`],
  ['I-19b', 'other units than published', `update promotion_units set promised = promised + 1`],
  ['I-19c', 'paid, and still held', `update promotion_claim set state = 'HELD' where state = 'USED'`],
  ['I-19c', 'used and not paid', `update checkout set state = 'CLOSED'`],
  ['I-19c', 'given back of what is bought', `update promotion_claim set state = 'RELEASED', released_fen = amount_fen`],
  ['I-19c', 'claimed by somebody else', `update promotion_claim set buyer_key = 'x'`],
  ['I-19c', 'a part taken back and its discount still held', `update promotion_claim set released_fen = 0`],
  ['I-19d', 'a used coupon that is locked', `update coupon set state = 'LOCKED'`],
  ['I-19d', 'a coupon used in nothing', `update coupon set checkout_id = id`],
  ['I-19d', 'a used coupon back in the wallet', `update coupon set state = 'AVAILABLE', checkout_id = null`],
  ['I-19d', 'somebody else’s coupon', `update coupon set user_id = id`],
  ['I-19d', 'a coupon of another version', `update coupon set version = 2`],
  ['I-19d', 'one coupon in two checkouts', `insert into promotion_claim select q.id, q.promotion_id, 1, q.id, 'x', 1, 0, '{}', 'HELD', now() from coupon q`],
  ['I-19d', 'a discount of coupons without coupon', `update promotion_claim set coupon_id = null`],
  ['I-19e', 'a line a fen off', `update order_line set discount_fen = discount_fen - 1, paid_fen = paid_fen + 1 where discount_fen > 0 and refunded_fen = 0`],
  ['I-19e', 'a gift with a discount', `update allocation set line_id = (select id from order_line where is_gift) where line_id is not null`],
  ['I-19e', 'an order a fen off', `update merchant_order set discount_fen = discount_fen + 1, total_fen = total_fen - 1`],
  ['I-19e', 'freight given by nobody', `delete from allocation where line_id is null`],
  ['I-19e', 'freight of a checkout', `update checkout set freight_discount_fen = 0`],
  ['I-19e', 'a claim of more than was given', `update promotion_claim set amount_fen = amount_fen + 1`],
  ['I-19e', 'given without claim', `delete from promotion_claim`],
  ['I-19e', 'units that are not the line’s share', `update allocation set units = '[{"from": 0, "count": 1, "eachFen": 1}]' where line_id is not null`],
  ['I-19e', 'units that were not bought', `update allocation set units = jsonb_set(units, '{0,from}', '7') where line_id is not null`],
  ['I-19f', 'a share nobody bears', `alter table allocation drop constraint allocation_shares`, `update allocation set platform_fen = platform_fen - 1 where platform_fen > 0`],
  ['I-19f', 'borne by another', `update allocation set aid_fund_fen = merchant_fen, merchant_fen = aid_fund_fen where aid_fund_fen > 0`],
  ['I-19f', 'a share of another order', `update allocation set merchant_order_id = (select id from merchant_order where id <> allocation.merchant_order_id limit 1)`],
  ['I-19f', 'a share of another checkout', `update allocation set checkout_id = id`],
  ['I-20', 'a fact a fen off', `update sales_fact set goods_fen = goods_fen + 1 where id = (select id from sales_fact where part = 'GOODS' limit 1)`],
  ['I-20', 'a fact gone', `delete from sales_fact where type = 'REFUND' and part = 'GOODS'`],
  ['I-20', 'a fact of another merchant', `update sales_fact set merchant_id = producer_merchant_id where producer_merchant_id is not null`],
  ['I-20', 'a repricing that no report knows', `delete from sales_fact where type = 'REPRICE'`],
  ['I-22', 'a repricing of units', `update sales_fact set quantity = 1 where type = 'REPRICE'`],
  ['I-22', 'a repricing of another line', `update sales_fact set line_id = (select id from order_line where is_bundle) where type = 'REPRICE'`],
  ['I-21', 'a fact a day early', `update sales_fact set business_date = business_date - 1 where id = (select id from sales_fact limit 1)`],
  ['I-21', 'a ledger a day early', `update ledger_transaction set business_date = business_date - 1`],
  ['I-21', 'gross weight', `update sales_fact set grams = grams + 50 where part = 'GOODS'`],
  ['I-22', 'a component twice', `update sales_fact set regiment_id = 'r14' where regiment_id = 'r06'`],
  ['I-22', 'more units than were bought', `update sales_fact set quantity = quantity * 2, grams = grams * 2 where type = 'SALE' and part = 'GOODS'`],
  ['I-22', 'sent elsewhere', `update sales_fact set province_code = '310000'`],
  ['I-22', 'fewer units taken back', `update sales_fact set quantity = 0, grams = 0 where type = 'REFUND'`],
  ['I-22b', 'a bundle of nothing', `delete from bundle_component`],
  ['I-22b', 'shares of more than the whole', `update bundle_component set price_share_bps = price_share_bps + 1 where position = 1`],
  ['I-22b', 'a bundle heavier than its parts', `update sku set net_grams = net_grams + 1 where is_bundle`],
  ['I-22b', 'a sold bundle without parts', `delete from order_line_component`],
  ['I-22b', 'a sold part lighter than in the bundle', `update order_line_component set net_grams = net_grams - 1 where position = 1`],
  ['I-30a', 'a step that begins elsewhere', `update state_history set from_state = 'SHIPPED' where seq = (select max(seq) from state_history)`],
  ['I-30a', 'a step no table knows', `update state_history set to_state = 'COMPLETED' where entity = 'MERCHANT_ORDER' and to_state = 'PART_SHIPPED'`],
  ['I-30b', 'a state without a step', `update merchant_order set state = 'SHIPPED' where state = 'PART_SHIPPED'`],
  ['I-30b', 'a thing without history', `delete from state_history where entity = 'REFUND'`],
  ['I-30b', 'history of nothing', `delete from refund`],
  ['I-30c', 'a step before the one it follows', `update state_history set at = at - interval '1 year' where seq = (select max(seq) from state_history)`],
  ['I-31', 'a payment other than its booking', `update payment set amount_fen = amount_fen + 1`],
  ['I-31', 'a payment not booked', `update ledger_transaction set kind = 'SURPLUS_IN' where kind = 'SALE'`],
  ['I-31', 'a refund not booked', `delete from ledger_transaction where kind = 'REFUND'`],
  ['I-31', 'a refund booked that waits', `update refund set state = 'PENDING'`],
  ['I-31', 'a booking of nothing', `update ledger_transaction set cause_id = checkout_id`],
  ['I-32', 'an open attempt without session', `update payment_attempt set state = 'OPEN', session_id = null`],
  ['I-32', 'a session paid, no payment', `delete from payment`],
  ['I-36', 'an order promised earlier than its parcel', `update merchant_order set ship_by = ship_by - interval '1 day'`],
  ['I-36', 'an arrival of its own', `update merchant_order set arrive_by = arrive_by + 1`],
  ['I-36', 'a line without promise', `update order_line set ship_by = null, arrive_by = null, warehouse_id = null where id = (select id from order_line limit 1)`],
  ['I-36', 'a warehouse that sends none of it', `update merchant_order set warehouse_id = 'hub'`],
  ['I-37', 'a late parcel that nobody counted', `update shipment set created_at = created_at + interval '30 days'`],
  ['I-37', 'a late arrival that nobody counted', `update shipment set delivered_at = created_at + interval '90 days'`],
  ['I-37', 'a broken promise of a line that has none', `insert into broken_promise (line_id, merchant_order_id, merchant_id, kind, quantity, broken_at, business_date)
    select id, merchant_order_id, merchant_id, 'SHIP', 1, now(), now()::date from order_line limit 1`],
  ['I-37', 'counted although all left in time', `insert into broken_promise (line_id, merchant_order_id, merchant_id, kind, quantity, broken_at, business_date)
    select id, merchant_order_id, merchant_id, 'SHIP', 1, ship_by, (ship_by at time zone 'Asia/Shanghai')::date from order_line where shipped > 0`, `update order_line set to_ship = 0, shipped = quantity, in_transit = quantity where to_ship > 0`],
  ['I-37', 'counted on another day', `insert into broken_promise (line_id, merchant_order_id, merchant_id, kind, quantity, broken_at, business_date)
    select id, merchant_order_id, merchant_id, 'SHIP', 1, ship_by, ship_by::date + 2 from order_line where to_ship > 0`],
  ['I-38', 'all has left and nobody knows until when it may be confirmed', `update merchant_order set state = 'SHIPPED' where state = 'PART_SHIPPED'`],
  ['I-38', 'received with units under way', `update merchant_order set state = 'RECEIVED', received_at = now() where state = 'PART_SHIPPED'`],
  ['I-38', 'received at no time', `alter table merchant_order drop constraint merchant_order_receipt`, `update merchant_order set state = 'RECEIVED' where state = 'TO_SHIP'`],
  ['I-38', 'a receipt nobody heard of', `insert into state_history (entity, entity_id, to_state, event, actor, at) select 'MERCHANT_ORDER', id, 'RECEIVED', 'receipt_due', 'system', now() from merchant_order limit 1`],
  ['I-32', 'a notice done at no time', `insert into webhook_inbox (event_id, type, object_id, body_hash, state, event_at) values ('evt_1', 'x', 'x', 'x', 'PROCESSED', now())`],
  ['I-33', 'a sale nobody heard of', `delete from outbox_event where type = 'order.paid'`],
  ['I-33', 'a refund nobody heard of', `delete from outbox_event where type = 'refund.succeeded'`],
  ['I-33', 'a parcel nobody heard of', `delete from outbox_event where type = 'order.shipped'`],
  ['I-34', 'shipped without parcel', `update order_line set shipped = shipped + 1, in_transit = in_transit + 1, to_ship = to_ship - 1 where to_ship > 0`],
  ['I-34', 'shipped unpaid', `update checkout set state = 'AWAITING_PAYMENT'`],
  ['I-34', 'paid at no time', `update merchant_order set paid_at = null`],
  ['I-34', 'all shipped with units left', `update merchant_order set state = 'SHIPPED' where state = 'PART_SHIPPED'`],
  ['I-40', 'a parcel of another merchant', `update shipment set merchant_id = (select id from merchant where id <> shipment.merchant_id limit 1)`],
  ['I-40', 'a line of another merchant', `update order_line set merchant_id = (select id from merchant where id <> order_line.merchant_id limit 1)`],
  ['I-40', 'a hold of another merchant', `update stock_hold set merchant_id = (select id from merchant where id <> stock_hold.merchant_id limit 1)`],
  ['I-40', 'a movement of another merchant', `update stock_movement set merchant_id = (select id from merchant where id <> stock_movement.merchant_id limit 1)`],
  ['I-40', 'a parcel with a line of another order', `update shipment_line set line_id = (select id from order_line where merchant_id <> shipment_line.merchant_id limit 1)`],
  ['I-40', 'a refund of a line of another order', `update refund_line set line_id = (select id from order_line where id <> refund_line.line_id limit 1)`],
  ['I-40', 'owed to another merchant', `update ledger_entry set merchant_id = (select id from merchant where id <> ledger_entry.merchant_id limit 1) where merchant_id is not null`],
  ['I-40', 'sold by another merchant', `update sales_fact set merchant_id = (select id from merchant where id <> sales_fact.merchant_id limit 1)`],
  ['I-40', 'a seller without a shop', `insert into membership (id, user_id, role) select gen_random_uuid(), id, 'MERCHANT_OWNER' from app_user limit 1`],
  ['I-43', 'an entry rewritten', `update audit_log set action = 'something.else' where seq = (select min(seq) from audit_log)`],
  ['I-43', 'an entry gone', `delete from audit_log where seq = (select min(seq) from audit_log)`],
  ['I-43b', 'a parcel without entry', `delete from audit_log where action = 'order.ship'`],
  ['I-43b', 'goods gone without entry', `delete from audit_log where action = 'stock.enter'`],
  ['I-43b', 'an exception closed in silence', `insert into payment_exception (id, dedupe_key, kind, detail, created_at, closed_at, closed_by) values (gen_random_uuid(), 'x', 'x', 'x', now(), now(), gen_random_uuid()::text)`],
  ['I-44', 'a name in the open', `update checkout set personal_cipher = '{"name":"陈小麦"}'`],
  ['I-44', 'a card in the open', `update checkout set gift_card_cipher = '新年好'`],
  ['I-44', 'a title in the open', `update invoice_request set details_cipher = '{"title":"陈小麦"}'`],
  ['I-44', 'a phone in the open', `update app_user set phone_cipher = '13900000000'`],
  ['I-44', 'a word in the open', `insert into talk_message (id, merchant_order_id, merchant_id, by, text_cipher, at) select gen_random_uuid(), id, merchant_id, 'BUYER', '我叫陈小麦', now() from merchant_order limit 1`],
  ['I-44b', 'a phone in an event', `update outbox_event set payload = '{"phone":"13900000000"}'`],
  ['I-44b', 'a phone in a message', `insert into message (id, dedupe_key, channel, title, body, created_at) values (gen_random_uuid(), 'x', 'x', 'x', '请致电13900000000。', now())`],
  ['I-45', 'a session id in the open', `insert into session (id_hash, user_id, expires_at) select 'plain', id, now() + interval '1 day' from app_user limit 1`],
  ['I-45', 'a live session of a closed account', `insert into session (id_hash, user_id, expires_at) select repeat('x', 43), id, now() + interval '1 day' from app_user limit 1`, `update app_user set status = 'DISABLED'`],
  // Walls of the database stand before these; they are taken down to show the second one.
  ['I-1', 'a negative counter', `alter table sku drop constraint sku_counters`, `update sku set held = -1 where id = (select id from sku limit 1)`],
  ['I-1', 'more promised than there is', `alter table sku drop constraint sku_counters`, `update sku set committed = on_hand + 1`],
  ['I-35', 'a unit lost between two states', `alter table order_line drop constraint order_line_quantities`, `update order_line set to_ship = to_ship - 1 where to_ship > 0`],
  ['I-35', 'received more than shipped', `alter table order_line drop constraint order_line_quantities`, `update order_line set received = received + 1`],
  ['I-35', 'a line that is not its price', `alter table order_line drop constraint order_line_sum, drop constraint order_line_quantities`, `update order_line set paid_fen = paid_fen - 1`],
  ['I-13', 'paid twice', `drop index payment_one_order_use`, `insert into payment select gen_random_uuid(), checkout_id, attempt_id, 'pi_again', amount_fen, currency, method, use, captured_at, created_at from payment`],
  ['I-39', 'a photograph before which one is missing', `insert into product_photo (id, product_id, merchant_id, position, width, height, created_at) select gen_random_uuid(), id, merchant_id, 1, 9, 9, now() from (select * from product limit 1) one`],
  ['I-39', 'a photograph of another shop', `insert into product_photo (id, product_id, merchant_id, position, width, height, created_at) select gen_random_uuid(), id, gen_random_uuid(), 0, 9, 9, now() from (select * from product limit 1) one`],
]

test.each(corruptions)('%s catches %s', async (id, _what, ...statements) => {
  expect(await violationsAfter(...statements)).toContain(id)
})

test('every invariant is shown to catch something', () => {
  expect(new Set(corruptions.map(([id]) => id))).toEqual(new Set(invariants.map(({ id }) => id)))
})
