import { describe, expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { closeCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, now, placeOrder } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'
import { createCoupon, createPromotion, stopPromotion, unlimited } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

/** Only these goods, so that the promotions of one test touch no other. */
async function offerOn(priceFens: readonly number[], limits = unlimited) {
  const skus = await Promise.all(priceFens.map((priceFen) => createSku({ priceFen })))
  const skuIds = skus.map(({ id }) => id)
  const [promotion, vouchers] = [
    await createPromotion({ name: '满减', scope: { skuIds }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 3_000 }] }, limits }),
    await createPromotion({ name: '券', kind: 'coupon', lane: 'PLATFORM_COUPON', needs: 'CLAIM', scope: { skuIds }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 0, offFen: 1_000 }] } }),
  ]
  return { skus, promotion, vouchers }
}

type Offer = Awaited<ReturnType<typeof offerOn>>

/** An order with the discount and a coupon, its payment page open. */
async function orderOf({ skus, vouchers }: Offer) {
  const owner = await createShopper()
  const coupon = await createCoupon(vouchers.id, owner.userId)
  const placed = await placeOrder(owner, skus.map(({ id }) => ({ skuId: id, quantity: 1 })))
  await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 15 * 60_000) } })
  const started = await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  if (!started.ok) throw new Error(started.reason)
  const { sessionId, amountFen } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
  return { ...placed, owner, viewer: viewerOf(owner), couponId: coupon.id, sessionId: sessionId!, amountFen }
}

type Order = Awaited<ReturnType<typeof orderOf>>

async function pay(order: Order) {
  sandbox().pay(order.sessionId)
  return settleSession(order.sessionId)
}

/** Closed for good, and the money slips through after the provider had confirmed the end. */
async function payAfterAll(order: Order, between: () => Promise<unknown> = async () => undefined) {
  await closeCheckout(order.checkoutId, { event: 'due', actor: 'system', now })
  await between()
  Object.assign(sandbox().book.sessions.get(order.sessionId)!, { status: 'open' })
  return pay(order)
}

const claims = (checkoutId: string) =>
  db.promotionClaim.findMany({ where: { checkoutId }, orderBy: { amountFen: 'asc' }, select: { amountFen: true, releasedFen: true, state: true } })
const couponState = async (id: string) => (await db.coupon.findUniqueOrThrow({ where: { id } })).state
const counter = (promotionId: string) => db.promotionCounter.findUniqueOrThrow({ where: { promotionId }, select: { takenFen: true, uses: true } })

test('paid: claims and coupon are used, and stay so however often the news comes', async () => {
  const order = await orderOf(await offerOn([20_000]))
  expect(order.amountFen).toBe(16_000)
  expect(await couponState(order.couponId)).toBe('LOCKED')
  expect(await pay(order)).toBe('paid')
  expect(await settleSession(order.sessionId)).toBe('paid')
  expect(await claims(order.checkoutId)).toEqual([{ amountFen: 1_000, releasedFen: 0, state: 'USED' }, { amountFen: 3_000, releasedFen: 0, state: 'USED' }])
  expect(await couponState(order.couponId)).toBe('USED')
})

describe('money for a checkout that was closed', () => {
  test('all of its promotions still to be had, though they were stopped and the coupon has run out: taken again, paid at the promised price', async () => {
    const offer = await offerOn([20_000], { ...unlimited, uses: 1, budgetFen: 3_000 })
    const order = await orderOf(offer)
    const outcome = await payAfterAll(order, async () => {
      expect(await counter(offer.promotion.id)).toEqual({ takenFen: 0, uses: 0 })
      expect(await couponState(order.couponId)).toBe('AVAILABLE')
      await stopPromotion(offer.promotion.id)
      await db.coupon.update({ where: { id: order.couponId }, data: { validUntil: new Date('2027-01-15T16:00:00Z') } })
    })
    expect(outcome).toBe('paid')
    expect(await claims(order.checkoutId)).toMatchObject([{ state: 'USED', releasedFen: 0 }, { state: 'USED', releasedFen: 0 }])
    expect(await counter(offer.promotion.id)).toEqual({ takenFen: 3_000, uses: 1 })
    expect(await couponState(order.couponId)).toBe('USED')
  })

  test('the last use is somebody else’s: nothing is taken twice, the money goes back', async () => {
    const offer = await offerOn([20_000], { ...unlimited, uses: 1 })
    const order = await orderOf(offer)
    const outcome = await payAfterAll(order, () => orderOf(offer))
    expect(outcome).toBe('returned')
    expect(await db.checkout.findUniqueOrThrow({ where: { id: order.checkoutId } })).toMatchObject({ state: 'REFUND_DUE' })
    expect(await claims(order.checkoutId)).toMatchObject([{ state: 'RELEASED' }, { state: 'RELEASED' }])
    expect(await counter(offer.promotion.id)).toMatchObject({ uses: 1 })
    expect(await couponState(order.couponId)).toBe('AVAILABLE')
  })

  test('the coupon pays another order meanwhile: the money goes back', async () => {
    const offer = await offerOn([20_000])
    const order = await orderOf(offer)
    const outcome = await payAfterAll(order, async () => placeCheckout(await fillCheckoutForm(order.owner, [{ skuId: offer.skus[0]!.id, quantity: 1 }])))
    expect(outcome).toBe('returned')
    expect(await couponState(order.couponId)).toBe('LOCKED')
  })
})

test('a part taken back before shipping frees of the budget what is no longer given; the last part frees the use and the coupon', async () => {
  const offer = await offerOn([20_000, 10_000], { ...unlimited, uses: 1, budgetFen: 3_000 })
  const order = await orderOf(offer)
  expect(await pay(order)).toBe('paid')
  expect(await cancelMerchantOrder({ number: `${order.number}-2`, viewer: order.viewer })).toMatchObject({ ok: true })
  // Both discounts stand from the first fen on: the goods that stay have them whole.
  expect(await db.refund.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })).toMatchObject({ amountFen: 10_000 })
  expect(await claims(order.checkoutId)).toEqual([{ amountFen: 1_000, releasedFen: 0, state: 'USED' }, { amountFen: 3_000, releasedFen: 0, state: 'USED' }])
  expect(await counter(offer.promotion.id)).toEqual({ takenFen: 3_000, uses: 1 })
  expect(await couponState(order.couponId)).toBe('USED')
  expect(await cancelMerchantOrder({ number: `${order.number}-1`, viewer: order.viewer })).toMatchObject({ ok: true })
  expect(await claims(order.checkoutId)).toMatchObject([{ state: 'RELEASED', releasedFen: 1_000 }, { state: 'RELEASED', releasedFen: 3_000 }])
  expect(await counter(offer.promotion.id)).toEqual({ takenFen: 0, uses: 0 })
  expect(await couponState(order.couponId)).toBe('AVAILABLE')
})

test('both parts taken back at the same moment: the later one sees that it is the last', async () => {
  const offer = await offerOn([20_000, 10_000], { ...unlimited, uses: 1, budgetFen: 3_000 })
  const order = await orderOf(offer)
  expect(await pay(order)).toBe('paid')
  const answers = await Promise.all([1, 2].map((part) => cancelMerchantOrder({ number: `${order.number}-${part}`, viewer: order.viewer })))
  expect(answers).toMatchObject([{ ok: true }, { ok: true }])
  expect(await counter(offer.promotion.id)).toEqual({ takenFen: 0, uses: 0 })
  expect(await couponState(order.couponId)).toBe('AVAILABLE')
})
