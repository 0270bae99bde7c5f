import { describe, expect, test } from 'vitest'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { cancelCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { claimCoupon } from '#app/services/coupon/claim-coupon.server.ts'
import { getWallet } from '#app/services/coupon/get-wallet.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { forgetPromotions, publishedPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { offerCoupon, publishCouponVersion } from '#tests/factories/coupons.ts'
import { fillCheckoutForm, now, placeOrder, taizhou } from '#tests/factories/orders.ts'
import { createShopper, viewerOf } from '#tests/factories/people.ts'
import { couponDefinition } from '#tests/factories/promotions.ts'
import { stopPromotion } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const END = new Date('2027-01-20T16:00:00Z')

/** Goods at 120 yuan and a coupon of 10 from 99 on for them alone; somebody holds one. */
async function holder({ priceFen = 12_000 } = {}) {
  const sku = await createSku({ priceFen })
  const { promotionId } = await offerCoupon({ scope: { skuIds: [sku.id] } })
  const owner = await createShopper()
  const claim = await claimCoupon({ userId: owner.userId, promotionId, version: 1, now })
  if (!claim.ok) throw new Error(claim.reason)
  return { sku, promotionId, owner, couponId: claim.couponId, goods: [{ skuId: sku.id, quantity: 1 }] }
}

const quoteOf = (owner: CartOwner, at = now) => quoteCheckout({ owner, buyNow: null, provinceCode: taizhou.provinceCode, now: at })

/** The wallet's one coupon: what it says of itself. */
async function onlyCoupon(userId: string, at = now) {
  const { live, past } = await getWallet({ userId, now: at })
  const [{ couponId, state, orderNumber, validUntil }] = [...live, ...past] as [(typeof live)[number]]
  return { couponId, state, orderNumber, validUntil }
}

/** What a refused placement must not have touched. */
async function snapshot() {
  const [checkouts, claims, coupons, cart] = await Promise.all([
    db.checkout.count(),
    db.promotionClaim.count(),
    db.coupon.findMany({ orderBy: { id: 'asc' } }),
    db.cartLine.findMany({ orderBy: [{ cartId: 'asc' }, { skuId: 'asc' }] }),
  ])
  return { checkouts, claims, coupons, cart }
}

describe('a coupon in a purchase', () => {
  test('is locked by the order, used with the payment, and says with which order', async () => {
    const { owner, goods, couponId } = await holder()
    const placed = await placeOrder(owner, goods)
    expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })).toMatchObject({ goodsFen: 12_000, discountFen: 1_000, payableFen: 11_000 })
    expect(await onlyCoupon(owner.userId)).toEqual({ couponId, state: 'LOCKED', orderNumber: placed.number, validUntil: END })
    await pay(placed, owner)
    expect(await onlyCoupon(owner.userId)).toEqual({ couponId, state: 'USED', orderNumber: placed.number, validUntil: END })
  })

  test('the same coupon in two tabs: one order has it, the other is refused with the reason and the cart kept', async () => {
    const { owner, goods, couponId } = await holder()
    const form = await fillCheckoutForm(owner, goods)
    const { seen } = await quoteCheckout({ owner, buyNow: goods[0]!, provinceCode: taizhou.provinceCode, now })
    const other = { ...form, buyNow: goods[0]!, placeToken: crypto.randomUUID(), seen }
    const first = await placeCheckout(other)
    expect(first).toMatchObject({ ok: true })
    const before = await snapshot()
    expect(await placeCheckout(form)).toMatchObject({
      ok: false,
      reason: 'changed',
      quote: { payableFen: 12_000 },
      changes: [{ kind: 'promotion', name: '满99减10店铺券', oldFen: 1_000, newFen: null, reason: { kind: 'coupon_used' } }],
    })
    expect(await snapshot()).toEqual(before)
    expect(before.cart).toMatchObject([{ skuId: goods[0]!.skuId, quantity: 1 }])
    expect(await onlyCoupon(owner.userId)).toMatchObject({ couponId, state: 'LOCKED', orderNumber: first.ok && first.number })
  })

  test('somebody else’s coupon in the form buys nothing and is not touched', async () => {
    const { owner, goods, couponId, promotionId } = await holder()
    const thief = await createShopper()
    const stolen = (await fillCheckoutForm(owner, goods)).seen
    const form = { ...(await fillCheckoutForm(thief, goods)), seen: stolen }
    const before = await snapshot()
    const answer = await placeCheckout(form)
    expect(answer).toMatchObject({ ok: false, reason: 'changed', quote: { payableFen: 12_000 }, changes: [{ kind: 'promotion', oldFen: 1_000, newFen: null, reason: { kind: 'coupon_not_held' } }] })
    expect(await snapshot()).toEqual(before)
    // With one of their own they still do not get at the other's.
    await claimCoupon({ userId: thief.userId, promotionId, version: 1, now })
    const again = await placeCheckout(form)
    expect(again).toMatchObject({ ok: false, reason: 'changed', changes: [{ kind: 'promotion', oldFen: 1_000, newFen: 1_000 }] })
    expect(await db.coupon.findUniqueOrThrow({ where: { id: couponId } })).toMatchObject({ state: 'AVAILABLE' })
  })

  test('that ended between quote and placement is refused with the reason, and is over in the wallet', async () => {
    const { owner, goods } = await holder()
    const form = await fillCheckoutForm(owner, goods, new Date(END.getTime() - 1))
    const before = await snapshot()
    const answer = await placeCheckout({ ...form, now: END })
    expect(answer).toMatchObject({ ok: false, reason: 'changed', quote: { payableFen: 12_000 } })
    expect(!answer.ok && answer.reason === 'changed' && answer.changes.find(({ kind }) => kind === 'promotion')).toMatchObject({ newFen: null, reason: { kind: 'coupon_expired', validUntil: END } })
    expect(await snapshot()).toEqual(before)
    expect(await onlyCoupon(owner.userId, END)).toMatchObject({ state: 'EXPIRED' })
  })

  test('below its threshold it is left in the wallet and the quote says how much is short: C1, 88.00 of 99.00', async () => {
    const { owner, goods, couponId, promotionId } = await holder({ priceFen: 8_800 })
    const form = await fillCheckoutForm(owner, goods)
    const { priced } = await quoteOf(owner)
    expect(priced.applied).toEqual([])
    expect(priced.notApplied.find((one) => one.promotionId === promotionId)).toMatchObject({ reason: { kind: 'below_threshold', haveFen: 8_800, needFen: 9_900 } })
    expect(await placeCheckout(form)).toMatchObject({ ok: true })
    expect(await onlyCoupon(owner.userId)).toEqual({ couponId, state: 'AVAILABLE', orderNumber: null, validUntil: END })
  })
})

describe('a coupon comes back', () => {
  test('from an order that is closed unpaid, with the end it had, and is good again', async () => {
    const { owner, goods, couponId } = await holder()
    const placed = await placeOrder(owner, goods)
    expect(await cancelCheckout({ number: placed.number, viewer: viewerOf(owner), now: new Date() })).toEqual({ ok: true, outcome: 'closed' })
    expect(await onlyCoupon(owner.userId)).toEqual({ couponId, state: 'AVAILABLE', orderNumber: null, validUntil: END })
    expect(await placeOrder(owner, goods)).toMatchObject({ ok: true })
    expect(await onlyCoupon(owner.userId)).toMatchObject({ couponId, state: 'LOCKED' })
  })

  test('as over, where its time has run out meanwhile', async () => {
    const { owner, goods } = await holder()
    const placed = await placeOrder(owner, goods)
    await cancelCheckout({ number: placed.number, viewer: viewerOf(owner), now: new Date() })
    expect(await onlyCoupon(owner.userId, END)).toMatchObject({ state: 'EXPIRED', orderNumber: null, validUntil: END })
  })

  test('R-14: from a paid order that is taken back whole before shipping, and its version with it', async () => {
    const { owner, goods, couponId, promotionId } = await holder()
    const placed = await placeOrder(owner, goods)
    await pay(placed, owner)
    // Nobody needs the first version any more: it leaves what is priced with.
    await publishCouponVersion(promotionId, 2, couponDefinition({ name: '新的', scope: { skuIds: ['none'] } }))
    expect(versionsInForce(await publishedPromotions(), promotionId)).toEqual([2])

    const listener = await pool.connect()
    const rings: string[] = []
    listener.on('notification', ({ channel }) => rings.push(channel))
    await listener.query('listen catalogue')
    expect(await cancelMerchantOrder({ number: `${placed.number}-1`, viewer: viewerOf(owner) })).toMatchObject({ ok: true })
    await listener.query('unlisten catalogue')
    listener.release()
    expect(rings).toContain('catalogue')
    expect(await onlyCoupon(owner.userId)).toEqual({ couponId, state: 'AVAILABLE', orderNumber: null, validUntil: END })
    expect(await quoteAfterRing(owner, goods)).toMatchObject({ discountFen: 1_000 })
  })
})

describe('R-09: what was claimed is honoured', () => {
  test('though the promotion is stopped', async () => {
    const { owner, goods, promotionId } = await holder()
    await stopPromotion(promotionId)
    const placed = await placeOrder(owner, goods)
    expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })).toMatchObject({ discountFen: 1_000 })
  })

  test('under the version of the claim, whatever was published since', async () => {
    const { owner, goods, promotionId, sku } = await holder()
    await publishCouponVersion(promotionId, 2, couponDefinition({ lane: 'PLATFORM_COUPON', scope: { skuIds: [sku.id] }, action: { type: 'THRESHOLD', steps: [{ thresholdFen: 99_900, offFen: 100 }] } }))
    const placed = await placeOrder(owner, goods)
    expect(await db.promotionClaim.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })).toMatchObject({ version: 1, amountFen: 1_000 })
    expect(await onlyCoupon(owner.userId)).toMatchObject({ state: 'LOCKED', validUntil: END })
  })

  test('a claim and a new version at the same moment: what is in a wallet is always a version that is in force', async () => {
    const sku = await createSku({ priceFen: 12_000 })
    const { promotionId, definition } = await offerCoupon({ scope: { skuIds: [sku.id] }, coupon: { quantity: null } })
    const people = await Promise.all(Array.from({ length: 30 }, createShopper))
    const [results] = await Promise.all([
      Promise.all(people.map(({ userId }) => claimCoupon({ userId, promotionId, version: 1, now }))),
      publishCouponVersion(promotionId, 2, definition),
    ])
    const claimed = results.filter(({ ok }) => ok).length
    expect(results.filter((result) => !result.ok && result.reason === 'changed')).toHaveLength(30 - claimed)
    expect(await db.coupon.groupBy({ by: ['version'], where: { promotionId }, _count: true })).toEqual(claimed === 0 ? [] : [{ version: 1, _count: claimed }])
    expect(versionsInForce(await publishedPromotions(), promotionId)).toEqual(claimed === 0 ? [2] : [1, 2])
  })
})

function versionsInForce({ book }: Awaited<ReturnType<typeof publishedPromotions>>, promotionId: string): number[] {
  return book.flatMap(({ promotion }) => (promotion.id === promotionId ? [promotion.version] : [])).sort()
}

async function quoteAfterRing(owner: CartOwner & { kind: 'user' }, goods: { skuId: string; quantity: number }[]) {
  // What a web process does when it hears the ring.
  forgetPromotions()
  await fillCheckoutForm(owner, goods)
  return quoteOf(owner)
}

async function pay({ number, checkoutId }: { number: string; checkoutId: string }, owner: CartOwner): Promise<void> {
  const started = await startPayment({ number, viewer: viewerOf(owner) })
  if (!started.ok) throw new Error(started.reason)
  const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId } })
  sandbox().pay(sessionId!)
  expect(await settleSession(sessionId!)).toBe('paid')
}
