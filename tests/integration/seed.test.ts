import { expect, test } from 'vitest'
import { isCreditCode } from '#app/domain/catalogue/credit-code.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'
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
