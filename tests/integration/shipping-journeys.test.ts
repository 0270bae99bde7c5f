import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import type { PlaceCheckoutInput } from '#app/services/checkout/place-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { listSubstitutes } from '#app/services/shipping/get-delivery.server.ts'
import { seedCatalogue, skuId } from '#prisma/seed/catalogue.ts'
import { receiver } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'

// The journeys of the brief with their own goods, days and sums.

const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const lhasa = { provinceCode: '540000', districtCode: '540102' }
const guangzhou = { provinceCode: '440000', districtCode: '440106' }

beforeAll(() => seedCatalogue(db, new Date('2026-12-01T00:00:00Z')))

/** One of these goods, to this place, as the form would send it. */
async function formFor(code: string, place: { provinceCode: string; districtCode: string }, now: Date): Promise<PlaceCheckoutInput> {
  const owner = createGuest()
  const buyNow = { skuId: skuId(code), quantity: 1 }
  const { seen } = await quoteCheckout({ owner, buyNow, provinceCode: place.provinceCode, now })
  return { owner, buyNow, placeToken: newToken(), seen, receiver, districtCode: place.districtCode, paymentMethod: 'ALIPAY', now }
}

/** What a refusal must leave as it was. */
const snapshot = () => Promise.all([db.checkout.count(), db.merchantOrder.count(), db.stockMovement.count(), db.outboxEvent.count(), db.sku.aggregate({ _sum: { held: true } })])

async function refused(form: PlaceCheckoutInput, reason: string): Promise<void> {
  const before = await snapshot()
  expect(await placeCheckout(form)).toMatchObject({ ok: false, reason })
  expect(await snapshot()).toEqual(before)
}

describe('C6: far away', () => {
  const now = shanghai('2027-01-16 12:00:00')

  test('fresh apples are not delivered to Lhasa: the item page says so, and no order can be placed', async () => {
    const page = await getProductPage('t008-pingguo-80', null, { provinceCode: lhasa.provinceCode, now })
    expect(page?.delivery?.answer).toEqual({ ok: false, sentence: '西藏：鲜果鲜菜暂不配送' })
    await refused(await formFor('T008', lhasa, now), 'not_served')
  })

  test('dates are: 39.80 and 20.00 of freight, 59.80 on the item page, in the cart and in the order', async () => {
    const page = await getProductPage('t001-huizao', null, { provinceCode: lhasa.provinceCode, now })
    expect(page?.delivery).toMatchObject({ province: { name: '西藏' }, answer: { ok: true, freight: '每家店运费 20 元', freightFen: 2_000, totalFen: 5_980 } })
    const guest = createGuest()
    await addToCart(guest, { skuId: skuId('T001'), quantity: 1 })
    expect((await getCart(guest, { provinceCode: lhasa.provinceCode, now })).groups).toMatchObject([{ delivery: { ok: true, freightFen: 2_000 } }])
    const form = await formFor('T001', lhasa, now)
    const placed = await placeCheckout(form)
    if (!placed.ok) throw new Error(placed.reason)
    expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })).toMatchObject({ goodsFen: 3_980, freightFen: 2_000, payableFen: 5_980, provinceCode: '540000' })
    const order = await getOrder({ number: placed.number, viewer: viewerOf(form.owner) })
    expect(order).toMatchObject({ freightFen: 2_000, payableFen: 5_980, merchantOrders: [{ freightFen: 2_000, promises: [{ warehouseName: '浙江前置仓' }] }] })
  })
})

describe('C7: after the cut-off', () => {
  const now = shanghai('2027-01-26 12:00:00')

  test('pears from their origin now ship from 15 February; the item page offers the box from the hub, which arrives on 30 January', async () => {
    const page = await getProductPage('t011-xiangli', null, { provinceCode: guangzhou.provinceCode, now })
    expect(page?.delivery?.answer).toMatchObject({ ok: true, promise: { heldUntil: '2027-02-15', beforeEve: false, warehouseName: '新疆产地直发' } })
    // Of the same shop first: pears before apples.
    expect(page?.delivery?.instead[0]).toEqual({ slug: 't012-xiangli-lihe', title: '香梨 礼盒', arriveBy: '2027-01-30', beforeEve: true })
    expect((await listSubstitutes([skuId('T011')], guangzhou.provinceCode, now))[0]?.slug).toBe('t012-xiangli-lihe')
  })

  test('the choice to wait is not ticked: without it nothing is placed, with it the order stands for after the holiday', async () => {
    const form = await formFor('T011', guangzhou, now)
    await refused(form, 'held')
    const placed = await placeCheckout({ ...form, acceptsHold: true })
    if (!placed.ok) throw new Error(placed.reason)
    const order = await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
    // Counted for the 15th, two days of handling, eight on the road.
    expect(order).toMatchObject({ warehouseId: 'origin', shipBy: shanghai('2027-02-17 18:00:00'), arriveBy: new Date('2027-02-25') })
  })

  test('the box from the hub needs no choice and is promised for 30 January, before the Eve', async () => {
    const form = await formFor('T012', guangzhou, now)
    const quote = await quoteCheckout({ owner: form.owner, buyNow: form.buyNow, provinceCode: guangzhou.provinceCode, now })
    expect(quote).toMatchObject({ heldUntil: null, groups: [{ parcels: [{ arriveBy: '2027-01-30', beforeEve: true }] }] })
    const placed = await placeCheckout(form)
    if (!placed.ok) throw new Error(placed.reason)
    expect(await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })).toMatchObject({ warehouseId: 'hub', arriveBy: new Date('2027-01-30') })
  })
})
