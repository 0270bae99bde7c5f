import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, now } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

useSandbox()

const cartOf = (guestHash: string) => db.cartLine.findMany({ where: { cart: { guestHash } }, orderBy: { skuId: 'asc' }, select: { skuId: true, quantity: true, checked: true } })

test('R-43: liquor without the tick is refused, nothing changes, the cart stays; with it the order says so', async () => {
  const [baijiu, dates] = [await createSku({ categoryId: 'liquor', title: '白酒', stock: 5 }), await createSku({ categoryId: 'dates', stock: 5 })]
  const owner = createGuest()
  const form = await fillCheckoutForm(owner, [{ skuId: baijiu.id, quantity: 1 }, { skuId: dates.id, quantity: 2 }])
  const before = await cartOf(owner.guestHash)

  for (const isAdult of [undefined, false]) {
    const refused = await placeCheckout({ ...form, isAdult })
    expect(refused).toMatchObject({ ok: false, reason: 'adult' })
  }
  expect(await cartOf(owner.guestHash)).toEqual(before)
  expect(await db.checkout.count({ where: { guestHash: owner.guestHash } })).toBe(0)
  expect(await db.sku.findUniqueOrThrow({ where: { id: baijiu.id }, select: { held: true } })).toEqual({ held: 0 })

  const placed = await placeCheckout({ ...form, isAdult: true })
  if (!placed.ok) throw new Error(placed.reason)
  expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId }, select: { adultConfirmedAt: true } })).toEqual({ adultConfirmedAt: now })
})

test('R-43: other goods ask nothing, and a tick that nothing asked for is not kept', async () => {
  const dates = await createSku({ categoryId: 'dates' })
  const placed = await placeCheckout({ ...(await fillCheckoutForm(createGuest(), [{ skuId: dates.id, quantity: 1 }])), isAdult: true })
  if (!placed.ok) throw new Error(placed.reason)
  expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId }, select: { adultConfirmedAt: true } })).toEqual({ adultConfirmedAt: null })
})
