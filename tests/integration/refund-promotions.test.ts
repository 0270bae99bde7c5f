import { afterEach, describe, expect, test } from 'vitest'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { settleRefund } from '#app/services/payment/settle-refund.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'
import { createPromotion, stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

const every200minus30 = {
  name: '跨店每满200减30',
  action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null },
  funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }],
  limits: { ...unlimited, budgetFen: 100_000 },
} as const

type Offer = Parameters<typeof createPromotion>[0]

/** Shops by letter in the order of their parts; each with goods at these prices. */
async function buy(prices: number[][], offers: readonly Offer[], floorFen = 0) {
  const owner = await createShopper()
  const skus: { id: string; merchantId: string }[] = []
  for (const shop of prices) {
    const [first, ...more] = shop
    const sku = await createSku({ priceFen: first! })
    skus.push(sku)
    for (const priceFen of more) skus.push(await createSku({ priceFen, merchantId: sku.merchantId }))
  }
  if (floorFen > 0) await Promise.all(skus.map(({ id }, place) => db.sku.update({ where: { id }, data: { floorFen: Math.min(floorFen, prices[place]![0]!) } })))
  const scope: PromotionDefinition['scope'] = { skuIds: skus.map(({ id }) => id) }
  const promotionIds: string[] = []
  for (const offer of offers) promotionIds.push((await createPromotion({ scope, ...offer })).id)
  const placed = await placeOrder(owner, skus.map(({ id }) => ({ skuId: id, quantity: 1 })))
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
  const viewer = viewerOf(owner)
  await startPayment({ number: placed.number, viewer })
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  sandbox().pay(sessionId!)
  expect(await settleSession(sessionId!)).toBe('paid')
  const { checkoutId, number } = placed
  const orders = await db.merchantOrder.findMany({ where: { checkoutId }, orderBy: { number: 'asc' }, select: { id: true } })
  const shop = new Map(orders.map(({ id }, place) => [id, 'ABC'[place]!]))
  const named = (id: string | null) => (id === null ? '' : shop.get(id)!)
  return {
    checkoutId,
    number,
    viewer,
    promotionIds,
    skus,
    cancel: (part: number, seenFen?: number) => cancelMerchantOrder({ number: `${number}-${part}`, viewer, ...(seenFen === undefined ? {} : { seenFen }) }),
    refunds: async () => (await db.refund.findMany({ where: { checkoutId }, orderBy: { id: 'asc' } })).map(({ amountFen, state }) => [amountFen, state]),
    /** Entries of one kind of booking, in the order of shops. */
    booked: async (kind: 'SALE' | 'REFUND' | 'REFUND_REVERSED') => {
      const entries = await db.ledgerEntry.findMany({ where: { transaction: { checkoutId, kind } } })
      return entries.map(({ merchantOrderId, account, component, amountFen }) => `${named(merchantOrderId)} ${component || account} ${amountFen}`).sort()
    },
    /** What is owed to each shop and by each fund; nothing that is zero. */
    balances: async () => {
      const sums = new Map<string, number>()
      for (const { merchantOrderId, account, component, amountFen } of await db.ledgerEntry.findMany({ where: { transaction: { checkoutId } } })) {
        const key = `${named(merchantOrderId)} ${component || account}`
        sums.set(key, (sums.get(key) ?? 0) + amountFen)
      }
      return Object.fromEntries([...sums].filter(([, fen]) => fen !== 0).sort())
    },
    facts: async () => {
      await drainOutbox()
      const rows = await db.salesFact.findMany({ where: { checkoutId, type: { not: 'SALE' } } })
      return rows.map((row) => `${named(row.merchantOrderId)} ${row.type} ${row.quantity} ${row.goodsFen} ${row.freightFen}`).sort()
    },
    factSum: async () => {
      await drainOutbox()
      const { _sum } = await db.salesFact.aggregate({ where: { checkoutId }, _sum: { goodsFen: true, freightFen: true, quantity: true, grams: true } })
      return _sum
    },
    claims: async () => (await db.promotionClaim.findMany({ where: { checkoutId }, orderBy: { promotionId: 'asc' } })).map(({ amountFen, releasedFen, state }) => [amountFen, releasedFen, state]),
    lines: async () => (await db.orderLine.findMany({ where: { merchantOrder: { checkoutId } }, orderBy: [{ merchantOrder: { number: 'asc' } }, { position: 'asc' }] })).map(({ refundedQty, refundedFen }) => [refundedQty, refundedFen]),
  }
}

const nothing = { goodsFen: 0, freightFen: 0, quantity: 0, grams: 0 }

const takenFen = async (promotionId: string) => (await db.promotionCounter.findUniqueOrThrow({ where: { promotionId } })).takenFen

afterEach(async () => {
  for (const { id } of await db.promotion.findMany({ where: { state: 'PUBLISHED' }, select: { id: true } })) await stopPromotion(id)
  forgetPromotions()
})

const vector2 = () => buy([[8_800], [8_900], [7_990]], [every200minus30])
const afterFirst = { 'B GOODS': -8_900, 'C GOODS': -7_990, ' PROVIDER_CLEARING': 16_890 }

describe('vector 2: 每满200减30 over three shops, the threshold is lost', () => {
  test('58.00 and not 77.72; each shop is owed what its goods cost, and the rest goes back once', async () => {
    const order = await vector2()
    expect(await order.booked('SALE')).toEqual([
      ' PROVIDER_CLEARING 22690',
      'A GOODS -7772', 'A PLATFORM_SUBSIDY 685', 'A SUBSIDY -685',
      'B GOODS -7861', 'B PLATFORM_SUBSIDY 693', 'B SUBSIDY -693',
      'C GOODS -7057', 'C PLATFORM_SUBSIDY 622', 'C SUBSIDY -622',
    ])
    expect(await order.cancel(1)).toMatchObject({ ok: true })
    expect(await order.refunds()).toEqual([[5_800, 'SUCCEEDED']])
    expect(await order.booked('REFUND')).toEqual([
      ' PROVIDER_CLEARING -5800',
      'A GOODS 7772', 'A PLATFORM_SUBSIDY -685', 'A SUBSIDY 685',
      'B GOODS -1039', 'B PLATFORM_SUBSIDY -693', 'B SUBSIDY 693',
      'C GOODS -933', 'C PLATFORM_SUBSIDY -622', 'C SUBSIDY 622',
    ])
    expect(await order.facts()).toEqual(['A REFUND -1 -7772 0', 'B REPRICE 0 1039 0', 'C REPRICE 0 933 0'])
    expect(await order.balances()).toEqual(afterFirst)
    expect(await order.claims()).toEqual([[3_000, 3_000, 'USED']])
    expect(await takenFen(order.promotionIds[0]!)).toBe(0)

    expect(await order.cancel(2)).toMatchObject({ ok: true })
    expect(await order.cancel(3)).toMatchObject({ ok: true })
    expect(await order.refunds()).toEqual([[5_800, 'SUCCEEDED'], [8_900, 'SUCCEEDED'], [7_990, 'SUCCEEDED']])
    expect(await order.lines()).toEqual([[1, 7_772], [1, 8_900], [1, 7_990]])
    expect(await order.balances()).toEqual({})
    expect(await order.factSum()).toEqual(nothing)
    expect(await order.claims()).toEqual([[3_000, 3_000, 'RELEASED']])
  })

  test('what the buyer is shown is what goes back; another sum is asked again and changes nothing', async () => {
    const order = await vector2()
    const terms = (await getOrder(order))!.merchantOrders.map(({ takeBack }) => takeBack)
    const lost = [{ name: '跨店每满200减30', amountFen: 3_000, needFen: 20_000 }]
    expect(terms).toEqual([
      { refundFen: 5_800, listFen: 8_800, fullFreightFen: 0, lost },
      { refundFen: 5_900, listFen: 8_900, fullFreightFen: 0, lost },
      { refundFen: 7_990 - 3_000, listFen: 7_990, fullFreightFen: 0, lost },
    ])
    expect(await order.cancel(1, 5_800)).toMatchObject({ ok: true })
    const before = [await order.balances(), await order.claims(), await order.lines()]
    expect(await order.cancel(2, 5_900)).toEqual({ ok: false, reason: 'changed', refundFen: 8_900 })
    expect([await order.balances(), await order.claims(), await order.lines()]).toEqual(before)
    expect((await getOrder(order))!.merchantOrders.map(({ takeBack }) => takeBack?.refundFen)).toEqual([undefined, 8_900, 7_990])
    expect(await order.cancel(2, 8_900)).toMatchObject({ ok: true })
  })

  test.each([[1, 2], [2, 1]])('parts %i and %i at the same instant: whoever wins, the books are the same', async (...parts) => {
    const order = await vector2()
    expect(await Promise.all(parts.map((part) => order.cancel(part)))).toMatchObject([{ ok: true }, { ok: true }])
    await runRefunds()
    const fen = (await order.refunds()).map(([amountFen]) => Number(amountFen)).sort((a, b) => a - b)
    expect([[5_800, 8_900], [5_900, 8_800]]).toContainEqual(fen)
    expect(await order.balances()).toEqual({ ' PROVIDER_CLEARING': 7_990, 'C GOODS': -7_990 })
    expect(await order.claims()).toEqual([[3_000, 3_000, 'USED']])
    expect((await order.factSum()).goodsFen).toBe(7_990)
  })

  test('one part first or the other: the same books', async () => {
    const [one, other] = [await vector2(), await vector2()]
    for (const part of [1, 2]) await one.cancel(part)
    for (const part of [2, 1]) await other.cancel(part)
    expect(await one.refunds()).toEqual([[5_800, 'SUCCEEDED'], [8_900, 'SUCCEEDED']])
    expect(await other.refunds()).toEqual([[5_900, 'SUCCEEDED'], [8_800, 'SUCCEEDED']])
    expect(await one.balances()).toEqual(await other.balances())
    expect(await one.factSum()).toEqual(await other.factSum())
  })

  test('a refund that fails books nothing; the next one is worked out as if it had come', async () => {
    const order = await vector2()
    const sale = await order.balances()
    sandbox().faults.order({ operation: 'create_refund', kind: 'pending', count: 1 })
    await order.cancel(1)
    sandbox().faults.clear()
    const { id, providerRefundId } = await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })
    sandbox().book.settleRefund(providerRefundId!, 'failed')
    await settleRefund(providerRefundId!)
    expect(await db.refund.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'FAILED' })
    expect(await order.balances()).toEqual(sale)
    expect(await order.facts()).toEqual([])
    await order.cancel(2)
    expect(await order.refunds()).toEqual([[5_800, 'FAILED'], [8_900, 'SUCCEEDED']])
    // What part 1 is owed stands, and the 10.39 that its refund will add to part 2.
    expect(await order.balances()).toEqual({
      ' PROVIDER_CLEARING': 13_790,
      'A GOODS': -7_772, 'A SUBSIDY': -685, 'A PLATFORM_SUBSIDY': 685,
      'B GOODS': 1_039, 'B SUBSIDY': -693, 'B PLATFORM_SUBSIDY': 693,
      'C GOODS': -7_057, 'C SUBSIDY': -622, 'C PLATFORM_SUBSIDY': 622,
    })
    expect((await order.factSum()).goodsFen).toBe(13_790)
  })

  test('a refund that the bank sends back is booked back, with its subsidies and repricings', async () => {
    const order = await vector2()
    const sale = await order.balances()
    await order.cancel(1)
    await drainOutbox()
    const { providerRefundId } = await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })
    sandbox().book.settleRefund(providerRefundId!, 'failed')
    await settleRefund(providerRefundId!)
    expect(await order.refunds()).toEqual([[5_800, 'FAILED']])
    expect(await order.balances()).toEqual(sale)
    expect(await order.facts()).toEqual(['A REFUND -1 -7772 0', 'A REFUND 1 7772 0', 'B REPRICE 0 -1039 0', 'B REPRICE 0 1039 0', 'C REPRICE 0 -933 0', 'C REPRICE 0 933 0'])
    expect((await order.factSum()).goodsFen).toBe(22_690)
    expect(await order.lines()).toEqual([[0, 0], [0, 0], [0, 0]])
  })
})

test('vector 3: the threshold is kept, 79.90; the discount moves to the goods that stay', async () => {
  const order = await buy([[8_800, 12_800], [8_900], [7_990]], [every200minus30])
  expect(await order.cancel(3)).toMatchObject({ ok: true })
  expect(await order.refunds()).toEqual([[7_990, 'SUCCEEDED']])
  expect(await order.booked('REFUND')).toEqual([
    ' PROVIDER_CLEARING -7990',
    'A GOODS 442', 'A PLATFORM_SUBSIDY 294', 'A SUBSIDY -294',
    'B GOODS 181', 'B PLATFORM_SUBSIDY 121', 'B SUBSIDY -121',
    'C GOODS 7367', 'C PLATFORM_SUBSIDY -415', 'C SUBSIDY 415',
  ])
  expect(await order.facts()).toEqual(['A REPRICE 0 -180 0', 'A REPRICE 0 -262 0', 'B REPRICE 0 -181 0', 'C REFUND -1 -7367 0'])
  expect(await order.balances()).toEqual({
    ' PROVIDER_CLEARING': 27_500,
    'A GOODS': -19_475, 'A SUBSIDY': -1_416, 'A PLATFORM_SUBSIDY': 1_416,
    'B GOODS': -8_025, 'B SUBSIDY': -584, 'B PLATFORM_SUBSIDY': 584,
  })
  expect(await order.claims()).toEqual([[3_000, 0, 'USED']])
  await order.cancel(1)
  await order.cancel(2)
  expect((await order.refunds()).map(([fen]) => fen)).toEqual([7_990, 18_600, 8_900])
  expect(await order.balances()).toEqual({})
  expect(await order.factSum()).toEqual(nothing)
})

test('goods worth less than the discount that leaves with them: nothing goes back, nobody is asked, and the funders bear the rest', async () => {
  const order = await buy([[1_000], [19_500]], [every200minus30, { name: '包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 0, maxOffFen: null }] } }])
  expect(await order.cancel(1, 0)).toMatchObject({ ok: true })
  const refund = await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })
  expect(refund).toMatchObject({ amountFen: 0, freightFen: 0, state: 'SUCCEEDED', tries: 0, providerRefundId: null })
  expect(await order.lines()).toEqual([[1, 854], [0, 0]])
  expect(await order.balances()).toEqual({ ' PROVIDER_CLEARING': 17_500, 'B GOODS': -17_500, 'B SUBSIDY': -1_334, 'B PLATFORM_SUBSIDY': 1_334 })
  expect(await order.facts()).toEqual(['A REFUND -1 -854 0', 'B REPRICE 0 854 0'])
  // 20 yuan are still borne, so they still are of the budget; the freight of the first part is free again.
  expect(await order.claims()).toEqual([[3_000, 1_000, 'USED'], [600, 600, 'USED']])
  await order.cancel(2)
  expect((await order.refunds()).map(([fen]) => fen)).toEqual([0, 17_500])
  expect(await order.balances()).toEqual({})
  expect(await order.factSum()).toEqual(nothing)
})

test('freight that was free over the threshold is paid again, in the ledger and the facts', async () => {
  const order = await buy([[8_000], [3_000]], [{ name: '满100包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 10_000, maxOffFen: null }] } }])
  const { freightFen, freightDiscountFen } = await db.checkout.findUniqueOrThrow({ where: { id: order.checkoutId } })
  expect([freightFen, freightDiscountFen]).toEqual([0, 600])
  await order.cancel(1)
  expect(await order.refunds()).toEqual([[7_400, 'SUCCEEDED']])
  expect(await order.booked('REFUND')).toEqual([' PROVIDER_CLEARING -7400', 'A GOODS 8000', 'B FREIGHT -600', 'B PLATFORM_SUBSIDY -600', 'B SUBSIDY 600'])
  expect(await order.facts()).toEqual(['A REFUND -1 -8000 0', 'B REPRICE 0 0 600'])
  await order.cancel(2)
  expect((await order.refunds()).map(([fen]) => fen)).toEqual([7_400, 3_600])
  expect(await order.balances()).toEqual({})
})

test('a floor price counts as it was when the goods were sold: what it stopped then is stopped again, whatever it is now', async () => {
  const order = await buy([[20_000], [1_000]], [{ name: '满150减30', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 15_000, offFen: 3_000 }] } }], 19_500)
  const sold = await db.checkout.findUniqueOrThrow({ where: { id: order.checkoutId } })
  // Of 30 yuan the first goods let through 5; the others are at their own floor.
  expect([sold.discountFen, sold.freightFen]).toEqual([500, 600])
  await db.sku.update({ where: { id: order.skus[0]!.id }, data: { floorFen: 20_000 } })
  await order.cancel(2)
  expect(await order.refunds()).toEqual([[1_600, 'SUCCEEDED']])
  expect(await order.claims()).toEqual([[500, 0, 'USED']])
  expect(await order.balances()).toEqual({ ' PROVIDER_CLEARING': 19_500, 'A GOODS': -19_500, 'A SUBSIDY': -500, 'A PLATFORM_SUBSIDY': 500 })
})
