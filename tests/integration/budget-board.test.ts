import { afterEach, expect, test } from 'vitest'
import type { BudgetBoard } from '#app/domain/promotion/budget-views.ts'
import { FUNDERS } from '#app/domain/promotion/rehearsal-report.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { getBudgetPage } from '#app/services/promotion/get-budget-page.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { allocated, createCampaign, draftIn, publishIn } from '#tests/factories/campaigns.ts'
import { ordersAt } from '#tests/factories/payments.ts'
import { stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const { newOrder } = ordersAt(sandbox)

const shared = [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] as const
const every200 = { name: '每满200减30', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 3_000, maxTimes: null }, funders: shared } as const

// What one test publishes is not for the orders of the next.
afterEach(async () => {
  for (const { id } of await db.promotion.findMany({ where: { state: 'PUBLISHED' } })) await stopPromotion(id)
})

async function boardOf(campaignId: string): Promise<BudgetBoard> {
  const page = await getBudgetPage(campaignId, null)
  if (!page) throw new Error('No such campaign')
  return page.board
}

async function payFor(order: Awaited<ReturnType<typeof newOrder>>): Promise<void> {
  const started = await order.click()
  if (!started.ok) throw new Error(started.reason)
  sandbox().pay(order.sessions()[0]!.id)
  await order.comeBack()
}

/** Every sum of the board, made again from its parts. */
function addsUp(board: BudgetBoard): void {
  for (const key of ['committedFen', 'usedFen', 'releasedFen'] as const) {
    const sum = (rows: readonly { committedFen: number; usedFen: number; releasedFen: number }[]) => rows.reduce((total, row) => total + row[key], 0)
    expect([sum(board.promotions), sum(board.funders), sum(board.merchants), sum(board.merchants.flatMap(({ funders }) => funders))]).toEqual(Array.from({ length: 4 }, () => board.total[key]))
    for (const promotion of board.promotions) {
      expect(sum(promotion.funders)).toBe(promotion[key])
      for (const funder of promotion.funders) expect(sum(funder.merchants)).toBe(funder[key])
    }
  }
  for (const { adds, budgetFen, remainingFen, committedFen, usedFen, funders } of board.promotions) {
    expect(adds).toBe(true)
    expect(remainingFen).toBe(budgetFen === null ? null : budgetFen - committedFen - usedFen)
    if (budgetFen !== null) expect(funders.reduce((total, { remainingFen: left }) => total + (left ?? 0), 0)).toBe(remainingFen)
  }
}

test('committed, used, released, remaining: the allocations through placement, payment, closing and taking back', async () => {
  const campaign = await createCampaign()
  const { id } = await publishIn(campaign.id, { ...every200, limits: { ...unlimited, budgetFen: 100_000 } })
  // Each of 176.00 and 30.00: 30.00 off, 25.63 and 4.37.
  const [paid, closed, partly] = [await newOrder(), await newOrder(), await newOrder()]

  let board = await boardOf(campaign.id)
  addsUp(board)
  expect(board.promotions).toMatchObject([{ claims: 3, budgetFen: 100_000, committedFen: 9_000, usedFen: 0, releasedFen: 0, remainingFen: 91_000 }])
  expect(board.promotions[0]!.funders.map(({ funder, budgetFen, committedFen, remainingFen }) => [funder, budgetFen, committedFen, remainingFen])).toEqual([
    ['MERCHANT', 33_330, 3_000, 30_330], ['PLATFORM', 66_670, 6_000, 60_670],
  ])
  expect(await allocated(id, 'HELD')).toEqual({ MERCHANT: 3_000, PLATFORM: 6_000, BRAND_FUND: 0, AID_FUND: 0 })

  await payFor(paid)
  await payFor(partly)
  expect(await closed.cancel()).toMatchObject({ ok: true })
  board = await boardOf(campaign.id)
  addsUp(board)
  expect(board.promotions).toMatchObject([{ committedFen: 0, usedFen: 6_000, releasedFen: 3_000, remainingFen: 94_000 }])
  for (const [state, key] of [['HELD', 'committedFen'], ['USED', 'usedFen'], ['RELEASED', 'releasedFen']] as const) {
    const truth = await allocated(id, state)
    expect(Object.fromEntries(FUNDERS.map((funder) => [funder, board.funders.find((row) => row.funder === funder)?.[key] ?? 0]))).toEqual(truth)
  }

  // The second merchant's part goes back before shipping; the 176.00 that stay do not reach 200, so
  // the whole discount comes back, of both: before and after the money is there.
  expect(await partly.takeBack()).toMatchObject({ ok: true })
  const { merchantId } = await db.orderLine.findFirstOrThrow({ where: { skuId: partly.skus[1] } })
  const kept = await db.orderLine.findFirstOrThrow({ where: { skuId: partly.skus[0] } })
  for (const refund of [async () => undefined, runRefunds]) {
    await refund()
    board = await boardOf(campaign.id)
    addsUp(board)
    expect(board.promotions).toMatchObject([{ usedFen: 3_000, releasedFen: 6_000, remainingFen: 97_000 }])
    expect(board.merchants.find((row) => row.merchantId === merchantId)).toMatchObject({
      committedFen: 0, usedFen: 0, releasedFen: 437, funders: [{ funder: 'MERCHANT', releasedFen: 146 }, { funder: 'PLATFORM', releasedFen: 291 }],
    })
    expect(board.merchants.find((row) => row.merchantId === kept.merchantId)).toMatchObject({ usedFen: 0, releasedFen: 2_563 })
  }
  expect(await db.promotionCounter.findUniqueOrThrow({ where: { promotionId: id } })).toMatchObject({ budgetFen: 100_000, takenFen: 3_000 })
})

test('a discount that a return loses as a whole comes back from the kept lines as well', async () => {
  const campaign = await createCampaign()
  await publishIn(campaign.id, every200)
  const order = await newOrder()
  await payFor(order)
  expect(await order.takeBack()).toMatchObject({ ok: true })
  await runRefunds()
  const board = await boardOf(campaign.id)
  addsUp(board)
  expect(board.promotions).toMatchObject([{ budgetFen: null, remainingFen: null, usedFen: 0, releasedFen: 3_000 }])
})

test('every figure opens to the rows that add up to it', async () => {
  const campaign = await createCampaign()
  await publishIn(campaign.id, every200)
  await publishIn(campaign.id, { name: '包邮', kind: 'free_shipping', lane: 'SHIPPING', action: { type: 'FREIGHT', steps: [{ thresholdFen: 0, maxOffFen: null }] }, funders: [{ funder: 'BRAND_FUND', bps: 10_000 }] })
  const [paid] = [await newOrder(), await newOrder()]
  await payFor(paid)
  expect(await paid.takeBack()).toMatchObject({ ok: true })
  await runRefunds()
  const { board } = (await getBudgetPage(campaign.id, null))!
  addsUp(board)
  expect(board.total).toEqual({ committedFen: 3_600, usedFen: 0, releasedFen: 3_600 })
  const cells = board.promotions.flatMap(({ promotionId, funders }) => funders.flatMap(({ funder, merchants }) => [{ promotionId, funder, merchantId: null }, ...merchants.map(({ merchantId }) => ({ promotionId, funder, merchantId }))]))
  for (const filter of [...cells, ...board.merchants.map(({ merchantId }) => ({ merchantId, promotionId: null, funder: null })), { merchantId: null, promotionId: null, funder: null }]) {
    const { opened } = (await getBudgetPage(campaign.id, { filter, page: 1 }))!
    const sum = (key: 'committedFen' | 'usedFen' | 'releasedFen') => opened!.rows.reduce((total, row) => total + row[key], 0)
    expect({ committedFen: sum('committedFen'), usedFen: sum('usedFen'), releasedFen: sum('releasedFen') }).toEqual(opened!.total)
    expect(opened!.rows.length).toBe(opened!.count)
  }
  const all = (await getBudgetPage(campaign.id, { filter: { merchantId: null, promotionId: null, funder: null }, page: 7 }))!
  expect(all.opened).toMatchObject({ count: 6, page: 1, pageCount: 1, total: board.total })
  expect(all.opened!.rows.find(({ goods, state }) => goods === null && state === 'USED')).toMatchObject({ promotionName: '包邮', usedFen: 0, releasedFen: 600 })
})

test('claims and allocations that differ are said to', async () => {
  const campaign = await createCampaign()
  const { id } = await publishIn(campaign.id, every200)
  await newOrder()
  await db.promotionClaim.updateMany({ where: { promotionId: id }, data: { amountFen: 2_999 } })
  expect((await boardOf(campaign.id)).promotions).toMatchObject([{ adds: false }])
  await db.promotionClaim.updateMany({ where: { promotionId: id }, data: { amountFen: 3_000 } })
})

test('a draft shows its budget, and another campaign or none shows nothing of it', async () => {
  const campaign = await createCampaign()
  await draftIn(campaign.id, { ...every200, limits: { ...unlimited, budgetFen: 50_000 } })
  expect((await boardOf(campaign.id)).promotions).toMatchObject([{ state: 'DRAFT', claims: 0, budgetFen: 50_000, remainingFen: 50_000, adds: true }])
  expect((await boardOf((await createCampaign()).id)).promotions).toEqual([])
  expect(await getBudgetPage(newId(), null)).toBeNull()
})
