import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { countCart, addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { mergeGuestCart } from '#app/services/cart/merge-guest-cart.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, now, placeOrder, taizhou } from '#tests/factories/orders.ts'
import { createGuest, createShopper } from '#tests/factories/people.ts'

const stockOf = (id: string) =>
  db.sku.findUniqueOrThrow({ where: { id }, select: { onHand: true, held: true, committed: true } })

/** Everything a refused placement could have touched. */
async function snapshot() {
  const [checkouts, orders, lines, holds, movements, attempts, history, skus, cartLines] = await Promise.all([
    db.checkout.count(),
    db.merchantOrder.count(),
    db.orderLine.count(),
    db.stockHold.count(),
    db.stockMovement.count(),
    db.paymentAttempt.count(),
    db.stateHistory.count(),
    db.sku.findMany({ orderBy: { id: 'asc' }, select: { id: true, onHand: true, held: true, committed: true } }),
    db.cartLine.findMany({ orderBy: [{ cartId: 'asc' }, { skuId: 'asc' }] }),
  ])
  return { checkouts, orders, lines, holds, movements, attempts, history, skus, cartLines }
}

describe('placing an order', () => {
  test('R-19: submitted, the order stands: goods of two merchants become one checkout, two merchant orders, holds and one intent', async () => {
    const owner = await createShopper()
    const dates = await createSku({ priceFen: 8_800 })
    const apples = await createSku({ priceFen: 3_000 })
    const placed = await placeOrder(owner, [
      { skuId: dates.id, quantity: 2 },
      { skuId: apples.id, quantity: 1 },
    ])

    const checkout = await db.checkout.findUniqueOrThrow({
      where: { id: placed.checkoutId },
      include: { merchantOrders: { orderBy: { number: 'asc' } }, attempts: true, holds: true },
    })
    expect(checkout).toMatchObject({ state: 'AWAITING_PAYMENT', goodsFen: 20_600, freightFen: 600, payableFen: 21_200 })
    expect(checkout.dueAt).toEqual(new Date(now.getTime() + 15 * 60_000))
    // the first merchant's part is over 59 yuan and ships free in zone A, the second pays 6 yuan.
    expect(checkout.merchantOrders.map(({ number, totalFen, freightFen }) => ({ number, totalFen, freightFen }))).toEqual([
      { number: `${placed.number}-1`, totalFen: 17_600, freightFen: 0 },
      { number: `${placed.number}-2`, totalFen: 3_600, freightFen: 600 },
    ])
    expect(checkout.attempts).toMatchObject([{ state: 'CREATED', amountFen: 21_200, askedAt: null }])
    expect(await stockOf(dates.id)).toEqual({ onHand: 100, held: 2, committed: 0 })
    expect(await stockOf(apples.id)).toEqual({ onHand: 100, held: 1, committed: 0 })
    expect(await countCart(owner)).toBe(0)
    expect(checkout.personalCipher).not.toContain('13912345678')
  })

  test('a bundle freezes its components with shares that add up', async () => {
    const maker = await createMerchant()
    const bundle = await createSku({
      merchantId: maker.id,
      priceFen: 16_801,
      netGrams: 4_500,
      components: [
        { name: '灰枣', netGrams: 1_500, priceShareBps: 3_333, regimentId: 'r14', producerMerchantId: maker.id },
        { name: '核桃', netGrams: 2_500, priceShareBps: 3_333, regimentId: 'r06', producerMerchantId: maker.id },
        { name: '吊干杏', netGrams: 500, priceShareBps: 3_334, regimentId: 'r12', producerMerchantId: maker.id },
      ],
    })
    const placed = await placeOrder(createGuest(), [{ skuId: bundle.id, quantity: 3 }])
    const parts = await db.orderLineComponent.findMany({
      where: { line: { merchantOrder: { checkoutId: placed.checkoutId } } },
      orderBy: { position: 'asc' },
    })
    // 50403 × 3333/10000 = 16799.3199 (twice), 16804.3602: the spare fen goes to the largest remainder.
    expect(parts.map((part) => part.paidFen)).toEqual([16_799, 16_799, 16_805])
  })

  test('a double click gives one order', async () => {
    const owner = createGuest()
    const sku = await createSku()
    const form = await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 1 }])
    const answers = await Promise.all([placeCheckout(form), placeCheckout(form), placeCheckout(form)])
    const numbers = new Set(answers.map((answer) => (answer.ok ? answer.number : answer.reason)))
    expect(numbers.size).toBe(1)
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(await stockOf(sku.id)).toEqual({ onHand: 100, held: 1, committed: 0 })
    expect(await db.checkout.count({ where: { placeToken: form.placeToken } })).toBe(1)
  })

  test('a token of somebody else opens nothing', async () => {
    const sku = await createSku()
    const owner = createGuest()
    const form = await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 1 }])
    await placeCheckout(form)
    const stranger = createGuest()
    const before = await stockOf(sku.id)
    const answer = await placeCheckout({ ...(await fillCheckoutForm(stranger, [{ skuId: sku.id, quantity: 1 }])), placeToken: form.placeToken })
    expect(answer).toMatchObject({ ok: false })
    expect(await stockOf(sku.id)).toEqual(before)
  })

  test('50 people, one unit: exactly one gets it, the others keep their cart and read why', async () => {
    const sku = await createSku({ stock: 1 })
    const forms = await Promise.all(
      Array.from({ length: 50 }, async () => fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])),
    )
    const answers = await Promise.all(forms.map((form) => placeCheckout(form)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await stockOf(sku.id)).toEqual({ onHand: 1, held: 1, committed: 0 })
    for (const [place, answer] of answers.entries()) {
      if (answer.ok) continue
      if (answer.reason !== 'unavailable') throw new Error(answer.reason)
      expect(answer.quote.groups[0]?.lines[0]?.problem).toBe('sold_out')
      expect(await countCart(forms[place]!.owner)).toBe(1)
    }
  })

  test('a price that changed is shown old and new, and nothing changes until agreed', async () => {
    const sku = await createSku({ priceFen: 8_800 })
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 2 }])
    await db.sku.update({ where: { id: sku.id }, data: { priceFen: 9_900 } })
    const before = await snapshot()
    const answer = await placeCheckout(form)
    if (answer.ok || answer.reason !== 'changed') throw new Error('not refused')
    expect(answer.changes).toEqual([
      { kind: 'price', skuId: sku.id, title: expect.any(String), oldFen: 8_800, newFen: 9_900 },
    ])
    expect(await snapshot()).toEqual(before)

    const agreed = await placeCheckout({ ...form, seen: answer.quote.seen })
    expect(agreed.ok).toBe(true)
    expect((await db.checkout.findUniqueOrThrow({ where: { placeToken: form.placeToken } })).goodsFen).toBe(19_800)
  })

  test.each([
    ['taken off', 'off_sale', async (skuId: string) => {
      await db.product.updateMany({ where: { skus: { some: { id: skuId } } }, data: { status: 'OFF_SHELF' } })
    }],
    ['of a suspended merchant', 'merchant_closed', async (skuId: string) => {
      await db.merchant.updateMany({ where: { skus: { some: { id: skuId } } }, data: { status: 'SUSPENDED' } })
    }],
    ['sold out', 'sold_out', async (skuId: string) => {
      await placeOrder(createGuest(), [{ skuId, quantity: 100 }])
    }],
  ])('a SKU that was %s between cart and placement is refused, nothing changes', async (_, problem, happen) => {
    const sku = await createSku()
    const other = await createSku()
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }, { skuId: other.id, quantity: 1 }])
    await happen(sku.id)
    const before = await snapshot()
    const answer = await placeCheckout(form)
    if (answer.ok || answer.reason !== 'unavailable') throw new Error('not refused')
    const lines = answer.quote.groups.flatMap((group) => group.lines)
    expect(lines.find((line) => line.skuId === sku.id)?.problem).toBe(problem)
    expect(lines.find((line) => line.skuId === other.id)?.problem).toBe(null)
    expect(await snapshot()).toEqual(before)
  })

  test('a forged “seen” never becomes a price', async () => {
    const sku = await createSku({ priceFen: 8_800 })
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    const before = await snapshot()
    const answer = await placeCheckout({ ...form, seen: form.seen.replaceAll('8800', '1') })
    expect(answer).toMatchObject({ ok: false, reason: 'changed' })
    expect(await snapshot()).toEqual(before)
  })

  test.each([
    ['unknown', '999999', 'unknown_district'],
    ['a city, not a district', '331000', 'unknown_district'],
  ])('a district code that is %s is refused', async (_, districtCode, reason) => {
    const sku = await createSku()
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }])
    const before = await snapshot()
    expect(await placeCheckout({ ...form, districtCode })).toMatchObject({ ok: false, reason })
    expect(await snapshot()).toEqual(before)
  })

  test('fresh goods are not sent to 西藏', async () => {
    const sku = await createSku({ goodsType: 'FRESH' })
    const owner = createGuest()
    const form = await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 1 }])
    const district = await db.region.findFirstOrThrow({ where: { level: 'DISTRICT', parent: { parentCode: '540000' } } })
    const quote = await quoteCheckout({ owner, buyNow: null, provinceCode: '540000', now })
    const before = await snapshot()
    expect(await placeCheckout({ ...form, districtCode: district.code, seen: quote.seen })).toMatchObject({
      ok: false,
      reason: 'not_served',
    })
    expect(await snapshot()).toEqual(before)
  })

  test('buying now leaves the cart alone', async () => {
    const owner = createGuest()
    const [inCart, bought] = [await createSku(), await createSku()]
    await addToCart(owner, { skuId: inCart.id, quantity: 3 })
    const buyNow = { skuId: bought.id, quantity: 2 }
    const quote = await quoteCheckout({ owner, buyNow, provinceCode: taizhou.provinceCode, now })
    const form = await fillCheckoutForm(owner, [])
    const answer = await placeCheckout({ ...form, buyNow, seen: quote.seen })
    expect(answer.ok).toBe(true)
    expect(await countCart(owner)).toBe(3)
    expect(await stockOf(bought.id)).toEqual({ onHand: 100, held: 2, committed: 0 })
  })
})

describe('the cart', () => {
  test('a guest’s cart joins the person’s at sign-in without losing a line', async () => {
    const [guest, person] = [createGuest(), await createShopper()]
    const [shared, mine, theirs] = [await createSku(), await createSku(), await createSku()]
    await addToCart(guest, { skuId: shared.id, quantity: 2 })
    await addToCart(guest, { skuId: theirs.id, quantity: 1 })
    await addToCart(person, { skuId: shared.id, quantity: 3 })
    await addToCart(person, { skuId: mine.id, quantity: 4 })
    await mergeGuestCart({ guestHash: guest.guestHash, userId: person.userId })
    await mergeGuestCart({ guestHash: guest.guestHash, userId: person.userId })

    const cart = await getCart(person, { provinceCode: null, now })
    const quantities = Object.fromEntries(cart.groups.flatMap((group) => group.lines).map((line) => [line.skuId, line.quantity]))
    expect(quantities).toEqual({ [shared.id]: 5, [mine.id]: 4, [theirs.id]: 1 })
    expect(await countCart(guest)).toBe(0)
  })

  test.each([
    ['more than is left', { stock: 5 }, 6, 'not_enough'],
    ['nothing left', { stock: 0 }, 1, 'sold_out'],
  ])('%s is refused and the cart stays as it was', async (_, overrides, quantity, reason) => {
    const owner = createGuest()
    const sku = await createSku(overrides)
    expect(await addToCart(owner, { skuId: sku.id, quantity })).toMatchObject({ ok: false, reason })
    expect(await countCart(owner)).toBe(0)
  })

  test('adding twice never passes what is free', async () => {
    const owner = createGuest()
    const sku = await createSku({ stock: 5 })
    expect(await addToCart(owner, { skuId: sku.id, quantity: 4 })).toEqual({ ok: true })
    expect(await addToCart(owner, { skuId: sku.id, quantity: 2 })).toMatchObject({ ok: false, reason: 'not_enough', available: 5 })
    expect(await countCart(owner)).toBe(4)
  })

  test('an unknown SKU is gone', async () => {
    expect(await addToCart(createGuest(), { skuId: newToken(), quantity: 1 })).toMatchObject({ ok: false, reason: 'gone' })
  })
})
