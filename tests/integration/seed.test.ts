import { expect, test } from 'vitest'
import { isCreditCode } from '#app/domain/catalogue/credit-code.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'
import { userId } from '#prisma/seed/accounts.ts'
import { merchantId } from '#prisma/seed/catalogue.ts'
import { seedDemo } from '#prisma/seed/demo.ts'

test('the demo festival: forty goods of twelve shops, its people, its clock; a second run changes nothing', async () => {
  await seedDemo()
  const counts = async () => [await db.merchant.count(), await db.sku.count(), await db.product.count({ where: { status: 'LISTED' } }), await db.user.count(), await db.region.count({ where: { level: 'PROVINCE' } })]
  expect(await counts()).toEqual([12, 40, 38, 610, 34])
  await seedDemo()
  expect(await counts()).toEqual([12, 40, 38, 610, 34])

  expect((await businessNow()).toISOString().slice(0, 15)).toBe('2027-01-16T04:0')
  expect((await db.merchant.findMany()).every(({ creditCode, isDemo }) => isDemo && isCreditCode(creditCode))).toBe(true)
  expect(await db.sku.findFirstOrThrow({ where: { code: 'T022' } })).toMatchObject({ netGrams: 5_500, priceFen: 16_800, isBundle: true })
  expect(await signIn({ phone: '13800000201', password: 'nianhuo-2027', address: '127.0.0.1' })).toMatchObject({ ok: true })
})

test('parts of a bundle add up to its price and weight', async () => {
  const bundles = await db.sku.findMany({ where: { isBundle: true }, include: { components: true } })
  expect(bundles).toHaveLength(3)
  for (const bundle of bundles) {
    expect(bundle.components.reduce((sum, { priceShareBps }) => sum + priceShareBps, 0)).toBe(10_000)
    expect(bundle.components.reduce((sum, { netGrams }) => sum + netGrams, 0)).toBe(bundle.netGrams)
  }
})

test('the month before: paid orders of most provinces, near half of them to 台州, and a full packing table for the first shop', async () => {
  const orders = await db.checkout.findMany({ select: { provinceCode: true, cityCode: true, placedAt: true, paidAt: true } })
  expect(orders).toHaveLength(3_000)
  expect(orders.every(({ paidAt }) => paidAt && paidAt < new Date('2027-01-16T03:30:00Z'))).toBe(true)
  expect(orders.every(({ placedAt }) => placedAt >= new Date('2026-12-14T16:00:00Z'))).toBe(true)
  expect(new Set(orders.map(({ provinceCode }) => provinceCode)).size).toBeGreaterThanOrEqual(28)
  const taizhou = orders.filter(({ cityCode }) => cityCode === '331000').length / orders.length
  expect(taizhou).toBeGreaterThan(0.4)
  expect(taizhou).toBeLessThan(0.5)
  const first = orders.filter(({ placedAt }) => placedAt < new Date('2026-12-30T16:00:00Z')).length
  expect(first).toBeLessThan(orders.length / 2)

  const ownersTable = await db.merchantOrder.count({ where: { state: 'TO_SHIP', merchantId: merchantId('heyan-zaoyuan') } })
  expect(ownersTable).toBeGreaterThanOrEqual(40)
  const refunds = await db.refund.count({ where: { state: 'SUCCEEDED' } })
  expect(refunds / orders.length).toBeGreaterThan(0.02)
  expect(refunds / orders.length).toBeLessThan(0.04)
  const [{ wrong }] = await db.$queryRaw<[{ wrong: number }]>`
    select count(*)::int as wrong from shipment s join carrier c on c.code = s.carrier_code where s.tracking_number !~ c.format`
  expect(wrong).toBe(0)
})

test('the named shoppers find past orders at home: one to be packed, one under way, one received', async () => {
  const states = async (phone: string) => {
    const orders = await db.merchantOrder.findMany({ where: { checkout: { userId: userId(phone), cityCode: '331000' } }, select: { state: true } })
    return new Set(orders.map(({ state }) => state))
  }
  expect(await states('13800000001')).toEqual(new Set(['TO_SHIP', 'SHIPPED', 'RECEIVED']))
  expect(await states('13800000002')).toEqual(new Set(['TO_SHIP', 'SHIPPED']))
})
