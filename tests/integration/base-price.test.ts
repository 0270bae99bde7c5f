import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { findBasePrices } from '#app/services/promotion/find-base-prices.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { sell } from '#tests/factories/deals.ts'
import { createGuest } from '#tests/factories/people.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const start = new Date('2026-12-27T16:00:00Z') // 28 Dec 00:00 in Shanghai
const sold = (sku: { id: string }, at: string, unitFen: number, quantity = 1) => sell({ sku, at, unitFen, quantity }, (session) => sandbox().pay(session))

/** What is found while rows stand as no use case leaves them; they go back afterwards. */
async function foundWhile(change: (tx: Tx) => Promise<unknown>, skuId: string) {
  let found
  const undo = new Error('undo')
  await db
    .$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`
      await change(tx)
      found = (await findBasePrices([skuId], start, tx)).get(skuId)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return found
}

describe('R-01, R-02: the base of a struck-through price', () => {
  test('journey M3: 88.00, 79.90 and 85.00 in the seven days give 79.90, with the three lines as evidence', async () => {
    const sku = await createSku({ priceFen: 12_800 })
    await sold(sku, '2026-12-20T15:59:59Z', 6_000)
    const lines = [await sold(sku, '2026-12-21T02:00:00Z', 8_800), await sold(sku, '2026-12-23T02:00:00Z', 7_990), await sold(sku, '2026-12-26T02:00:00Z', 8_500)]
    const found = (await findBasePrices([sku.id], start)).get(sku.id)
    expect(found).toMatchObject({ ground: 'LOWEST_7_DAYS', basePriceFen: 7_990, windowFrom: new Date('2026-12-20T16:00:00Z'), windowUntil: start })
    expect(found?.deals).toEqual([
      { lineId: lines[1]!.lineId, at: new Date('2026-12-23T02:00:00Z'), unitFen: 7_990 },
      { lineId: lines[2]!.lineId, at: new Date('2026-12-26T02:00:00Z'), unitFen: 8_500 },
      { lineId: lines[0]!.lineId, at: new Date('2026-12-21T02:00:00Z'), unitFen: 8_800 },
    ])
  })

  test('no deal in the seven days: the last one before; never sold: none', async () => {
    const [quiet, fresh] = [await createSku(), await createSku()]
    await sold(quiet, '2026-11-01T02:00:00Z', 6_000)
    const { lineId } = await sold(quiet, '2026-12-01T02:00:00Z', 8_800)
    const found = await findBasePrices([quiet.id, fresh.id], start)
    expect(found.get(quiet.id)).toMatchObject({ ground: 'LAST_DEAL', basePriceFen: 8_800, deals: [{ lineId }] })
    expect(found.get(fresh.id)).toMatchObject({ ground: 'NONE', basePriceFen: null, deals: [] })
  })

  test('what was never paid, was taken back or belongs to other goods is no deal', async () => {
    const [sku, other] = [await createSku({ priceFen: 1_000 }), await createSku()]
    await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    await sold(other, '2026-12-23T02:00:00Z', 2_000)
    const { number, viewer } = await sold(sku, '2026-12-24T02:00:00Z', 3_000)
    await sold(sku, '2026-12-25T02:00:00Z', 8_000)
    expect(await cancelMerchantOrder({ number: `${number}-1`, viewer })).toMatchObject({ ok: true })
    expect((await findBasePrices([sku.id], start)).get(sku.id)).toMatchObject({ basePriceFen: 8_000, deals: { length: 1 } })
  })

  test('a line taken back in part is a deal, one taken back whole or given as a gift is none', async () => {
    const sku = await createSku()
    const { lineId: id } = await sold(sku, '2026-12-23T02:00:00Z', 8_000, 2)
    const update = (data: object) => foundWhile((tx) => tx.orderLine.update({ where: { id }, data }), sku.id)
    expect(await update({ refundedQty: 1 })).toMatchObject({ basePriceFen: 8_000 })
    expect(await update({ refundedQty: 2 })).toMatchObject({ ground: 'NONE' })
    expect(await update({ isGift: true, unitPriceFen: 0, listFen: 0, paidFen: 0 })).toMatchObject({ ground: 'NONE' })
  })

  test('discounts count down to the unit: the cheapest of a line is the deal', async () => {
    const sku = await createSku()
    const { lineId, checkoutId } = await sold(sku, '2026-12-23T02:00:00Z', 8_800, 3)
    const found = await foundWhile(async (tx) => {
      const line = await tx.orderLine.update({ where: { id: lineId }, data: { discountFen: 1_028, paidFen: 25_372 } })
      await tx.$executeRaw`
        insert into allocation (id, checkout_id, merchant_order_id, merchant_id, line_id, promotion_id, version, lane, amount_fen, units, merchant_fen, platform_fen, brand_fund_fen, aid_fund_fen)
        values (gen_random_uuid(), ${checkoutId}::uuid, ${line.merchantOrderId}::uuid, ${line.merchantId}::uuid, ${lineId}::uuid, gen_random_uuid(), 1, 'PLATFORM_ORDER', 1028,
                '[{"from":0,"count":2,"eachFen":343},{"from":2,"count":1,"eachFen":342}]', 342, 686, 0, 0)`
    }, sku.id)
    expect(found).toMatchObject({ basePriceFen: 8_457, deals: [{ lineId, unitFen: 8_457 }] })
  })
})
