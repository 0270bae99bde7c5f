import { afterEach, expect, test, vi } from 'vitest'
import { db, pool } from '#app/infra/db.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm } from '#tests/factories/orders.ts'
import { createShopper } from '#tests/factories/people.ts'
import { createPromotion, stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'

// Found by npm run faults, seed 269: a placement that had waited for a unit to come back was
// answered with a bug’s page, because PostgreSQL tries a row’s checks on what an update makes
// of the version that the statement saw first, before it goes on to the latest.

afterEach(async () => {
  vi.restoreAllMocks()
  for (const { id } of await db.promotion.findMany({ where: { state: 'PUBLISHED' }, select: { id: true } })) await stopPromotion(id)
  forgetPromotions()
})

async function placementWaits(): Promise<boolean> {
  const { rowCount } = await pool.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%with input as%' and datname = current_database()`)
  return rowCount === 1
}

/** The placing statement begins when all is taken, and waits for a row whose last unit is on its way back. */
async function placeWhile(form: Parameters<typeof placeCheckout>[0], take: string, giveBack: string, id: string) {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>
  let raced = false
  vi.spyOn(pool, 'query').mockImplementation((async (...args: unknown[]) => {
    const [asked] = args
    if (raced || typeof asked !== 'object' || asked === null || !('name' in asked) || asked.name !== 'place-checkout') return query(...args)
    raced = true
    await query(take, [id])
    const other = await pool.connect()
    try {
      await other.query('begin')
      await other.query(giveBack, [id])
      const answer = query(...args)
      await expect.poll(placementWaits, { interval: 20, timeout: 10_000 }).toBe(true)
      await other.query('commit')
      return await answer
    } finally {
      other.release()
    }
  }) as never)
  const answer = await placeCheckout(form)
  expect(raced).toBe(true)
  return answer
}

test('the last unit, which came back while the placement waited, is had', async () => {
  const sku = await createSku({ stock: 2 })
  const form = await fillCheckoutForm(await createShopper(), [{ skuId: sku.id, quantity: 1 }])
  const answer = await placeWhile(form, 'update sku set held = held + 2 where id = $1', 'update sku set held = held - 2 where id = $1', sku.id)
  expect(answer.ok).toBe(true)
  expect(await db.sku.findUniqueOrThrow({ where: { id: sku.id }, select: { onHand: true, held: true, committed: true } })).toEqual({ onHand: 2, held: 1, committed: 0 })
})

test('the last use and the last of the budget', async () => {
  const { id } = await createPromotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 500 }] }, limits: { ...unlimited, uses: 1, budgetFen: 500 } })
  const sku = await createSku({ priceFen: 8_800 })
  const form = await fillCheckoutForm(await createShopper(), [{ skuId: sku.id, quantity: 1 }])
  const answer = await placeWhile(
    form,
    'update promotion_counter set uses = 1, taken_fen = 500 where promotion_id = $1',
    'update promotion_counter set uses = 0, taken_fen = 0 where promotion_id = $1',
    id,
  )
  expect(answer.ok).toBe(true)
  expect(await db.promotionCounter.findUniqueOrThrow({ where: { promotionId: id } })).toMatchObject({ uses: 1, usesLimit: 1, takenFen: 500, budgetFen: 500 })
})

test('the last unit at its promised price', async () => {
  const sku = await createSku({ priceFen: 8_800 })
  const { id } = await createPromotion({
    kind: 'item_markdown',
    lane: 'PRODUCT',
    action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 8_000, promisedUnits: 1, maxPerBuyer: null }] },
    funders: [{ funder: 'MERCHANT', bps: 10_000 }],
  })
  const form = await fillCheckoutForm(await createShopper(), [{ skuId: sku.id, quantity: 1 }])
  const answer = await placeWhile(
    form,
    'update promotion_units set taken = 1 where promotion_id = $1',
    'update promotion_units set taken = 0 where promotion_id = $1',
    id,
  )
  expect(answer.ok).toBe(true)
  expect(await db.promotionUnits.findFirstOrThrow({ where: { promotionId: id } })).toMatchObject({ promised: 1, taken: 1 })
})
