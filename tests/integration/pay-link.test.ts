import { describe, expect, test } from 'vitest'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { addMinutes } from '#app/domain/time.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { sha256 } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { getPayLink, ownPayLink } from '#app/services/payment/get-pay-link.server.ts'
import { makePayLink, withdrawPayLink } from '#app/services/payment/make-pay-link.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startLinkPayment, startPayment } from '#app/services/payment/start-payment.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, receiver } from '#tests/factories/orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

/** An order of 98.00 yuan, with its owner's hands on it. */
async function placedBy(owner: CartOwner) {
  const sku = await createSku({ priceFen: 4_900, stock: 10 })
  const placedAt = await businessNow()
  const form = await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 2 }], placedAt)
  const placed = await placeCheckout({ ...form, acceptsHold: true })
  if (!placed.ok) throw new Error(placed.reason)
  const { number, checkoutId } = placed
  const viewer = viewerOf(owner)
  return {
    ...placed, sku, placedAt, viewer,
    ask: (now = placedAt) => makePayLink({ number, viewer, now }),
    withdraw: async () => withdrawPayLink({ number, viewer, now: await businessNow() }),
    payer: async () => new URL((await ownPayLink(number))?.url ?? 'http://none/').searchParams.get('key') ?? '',
    facts: () => db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: { state: true, dueAt: true } }),
    open: async () => (await db.paymentAttempt.findMany({ where: { checkoutId, state: 'OPEN' }, select: { sessionId: true } })).map(({ sessionId }) => sessionId!),
    payments: async () => (await db.payment.findMany({ where: { checkoutId }, orderBy: { createdAt: 'asc' }, select: { use: true } })).map(({ use }) => use),
  }
}

const orderOf = async () => placedBy(await createShopper())
const seenBy = async (token: string, returned: 'paid' | 'cancelled' | null = null) => getPayLink({ token, returned, now: await businessNow() })
const stage = async (token: string, returned: 'paid' | 'cancelled' | null = null) => (await seenBy(token, returned))?.stage
const sessionOf = (redirectTo: string) => redirectTo.split('/').at(-1) ?? ''

async function linkPageOf(token: string): Promise<string> {
  const started = await startLinkPayment(token)
  if (!started.ok) throw new Error(started.reason)
  return sessionOf(started.redirectTo)
}

describe('a link', () => {
  test('keeps the order waiting for a day, and is stored as a hash', async () => {
    const order = await orderOf()
    expect(await order.ask()).toEqual({ ok: true })
    expect((await order.facts()).dueAt).toEqual(addMinutes(order.placedAt, 24 * 60))
    const token = await order.payer()
    expect(token).toMatch(/^[\w-]{43}$/)
    const row = await db.payLink.findFirstOrThrow({ where: { checkoutId: order.checkoutId } })
    expect(row.tokenHash).toBe(sha256(token))
    expect(JSON.stringify(row)).not.toContain(token)
  })

  test('shows goods and amount, and nothing of its owner', async () => {
    const order = await orderOf()
    await order.ask()
    const page = await seenBy(await order.payer())
    expect(page).toMatchObject({ stage: 'open', amountFen: 9_800, paymentMethod: 'ALIPAY', shops: [{ freightFen: 0, lines: [{ quantity: 2, paidFen: 9_800 }] }] })
    for (const secret of [...Object.values(receiver), order.number, order.checkoutId, '331002', '椒江']) expect(JSON.stringify(page)).not.toContain(secret)
  })

  test('is one, however often it is asked for at once', async () => {
    const order = await orderOf()
    expect(await Promise.all([1, 2, 3, 4].map(() => order.ask()))).toEqual([1, 2, 3, 4].map(() => ({ ok: true })))
    expect(await db.payLink.count({ where: { checkoutId: order.checkoutId } })).toBe(1)
  })

  test('is made and withdrawn by its owner alone', async () => {
    const order = await orderOf()
    const stranger = viewerOf(await createShopper())
    expect(await makePayLink({ number: order.number, viewer: stranger, now: order.placedAt })).toEqual({ ok: false, reason: 'not_found' })
    await order.ask()
    expect(await withdrawPayLink({ number: order.number, viewer: stranger, now: order.placedAt })).toBe(false)
    expect(await stage(await order.payer())).toBe('open')
  })

  test('that nobody made opens nothing', async () => {
    const token = 'A'.repeat(43)
    expect(await seenBy(token)).toBeNull()
    expect(await startLinkPayment(token)).toEqual({ ok: false, reason: 'not_found' })
  })

  test('of a guest lasts as long as the order', async () => {
    const order = await placedBy(createGuest())
    const before = await order.facts()
    expect(await order.ask()).toEqual({ ok: true })
    expect(await order.facts()).toEqual(before)
    expect(await stage(await order.payer())).toBe('open')
  })

  test('of a fourth order has to wait for one of the others', async () => {
    const owner = await createShopper()
    const orders = [await placedBy(owner), await placedBy(owner), await placedBy(owner), await placedBy(owner)]
    for (const order of orders.slice(0, 3)) expect(await order.ask()).toEqual({ ok: true })
    const before = await orders[3]!.facts()
    expect(await orders[3]!.ask()).toEqual({ ok: false, reason: 'too_many' })
    expect(await orders[3]!.facts()).toEqual(before)
    await orders[0]!.withdraw()
    expect(await orders[3]!.ask()).toEqual({ ok: true })
  })

  test('that nobody paid by is over with its order, and the goods are free again', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    await linkPageOf(token)
    await closeDueCheckouts(addMinutes(order.placedAt, 24 * 60 - 1))
    expect(await stage(token)).toBe('open')
    await closeDueCheckouts(addMinutes(order.placedAt, 24 * 60))
    expect((await order.facts()).state).toBe('CLOSED')
    expect(await stage(token)).toBe('expired')
    expect(await db.sku.findUniqueOrThrow({ where: { id: order.sku.id }, select: { held: true } })).toEqual({ held: 0 })
  })
})

describe('whoever has the link', () => {
  test('pays, comes back to the link, and the owner’s order is paid', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    const session = await linkPageOf(token)
    expect(sandbox().book.sessions.get(session)).toMatchObject({ amount_total: 9_800, success_url: expect.stringContaining(`/pay-for?key=${token}&session_id=`) as string })
    sandbox().pay(session)
    expect(await stage(token, 'paid')).toBe('paid')
    expect((await getOrder({ number: order.number, viewer: order.viewer }))?.state).toBe('PAID')
    expect(await startPayment({ number: order.number, viewer: order.viewer })).toEqual({ ok: false, reason: 'already_paid' })
  })

  test('asks again after a lost answer with the same addresses', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    const first = await linkPageOf(token)
    await db.paymentAttempt.updateMany({ where: { checkoutId: order.checkoutId }, data: { state: 'CREATED', sessionId: null, sessionUrl: null } })
    expect(await linkPageOf(token)).toBe(first)
  })

  test('comes too late where the owner has paid: nothing more can be paid', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    const own = await startPayment({ number: order.number, viewer: order.viewer })
    if (!own.ok) throw new Error(own.reason)
    sandbox().pay(sessionOf(own.redirectTo))
    // No webhook has come yet: the press itself finds the payment.
    expect(await startLinkPayment(token)).toEqual({ ok: false, reason: 'already_paid' })
    expect(await stage(token)).toBe('paid_otherwise')
    expect(await order.payments()).toEqual(['ORDER'])
  })

  test('takes over from the owner’s open page, which can then no longer be paid; and the other way round', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    const own = await startPayment({ number: order.number, viewer: order.viewer })
    if (!own.ok) throw new Error(own.reason)
    const theirs = await linkPageOf(token)
    expect(sandbox().book.sessions.get(sessionOf(own.redirectTo))?.status).toBe('expired')
    expect(await order.open()).toEqual([theirs])
    const again = await startPayment({ number: order.number, viewer: order.viewer })
    if (!again.ok) throw new Error(again.reason)
    expect(sandbox().book.sessions.get(theirs)?.status).toBe('expired')
    sandbox().pay(sessionOf(again.redirectTo))
    await settleSession(sessionOf(again.redirectTo))
    expect(await order.payments()).toEqual(['ORDER'])
    expect(await stage(token, 'paid')).toBe('paid_otherwise')
  })

  test('and the owner press at once: one page at most can be paid, and one payment wins', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    await Promise.all([1, 2, 3].flatMap(() => [startLinkPayment(token), startPayment({ number: order.number, viewer: order.viewer })]))
    const payable = [...sandbox().book.sessions.values()].filter(({ metadata, status }) => metadata?.checkout_id === order.checkoutId && status === 'open')
    expect(payable.length).toBeLessThanOrEqual(1)
    const session = payable[0]?.id ?? (await linkPageOf(token))
    sandbox().pay(session)
    await Promise.all([settleSession(session), reconcilePayments(new Date(Date.now() + 60_000)), seenBy(token, 'paid')])
    expect(await order.payments()).toEqual(['ORDER'])
    expect((await order.facts()).state).toBe('PAID')
  })
})

describe('a withdrawn link', () => {
  test('opens nothing, ends the page that its payer has open, and gives the owner the usual time', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    const session = await linkPageOf(token)
    const before = await businessNow()
    expect(await order.withdraw()).toBe(true)
    expect(sandbox().book.sessions.get(session)?.status).toBe('expired')
    expect(await seenBy(token)).toMatchObject({ stage: 'withdrawn', shops: [] })
    expect(await startLinkPayment(token)).toEqual({ ok: false, reason: 'expired' })
    expect(await ownPayLink(order.number)).toBeNull()
    const { dueAt } = await order.facts()
    expect(dueAt.getTime() - before.getTime()).toBeGreaterThanOrEqual(15 * 60_000)
    expect(dueAt.getTime() - before.getTime()).toBeLessThan(16 * 60_000)
    expect(await startPayment({ number: order.number, viewer: order.viewer })).toMatchObject({ ok: true })
  })

  test('by which somebody has just paid has paid', async () => {
    const order = await orderOf()
    await order.ask()
    const token = await order.payer()
    sandbox().pay(await linkPageOf(token))
    expect(await order.withdraw()).toBe(true)
    expect((await order.facts()).state).toBe('PAID')
    expect(await stage(token)).toBe('paid')
  })

  test('while the provider is away is ended by the reconciler', async () => {
    const order = await orderOf()
    await order.ask()
    const session = await linkPageOf(await order.payer())
    await db.payLink.updateMany({ where: { checkoutId: order.checkoutId }, data: { withdrawnAt: await businessNow() } })
    await reconcilePayments(new Date(Date.now() + 60_000))
    expect(sandbox().book.sessions.get(session)?.status).toBe('expired')
    expect(await order.open()).toEqual([])
  })

  test('leaves room for another, which the old one does not open', async () => {
    const order = await orderOf()
    await order.ask()
    const old = await order.payer()
    await order.withdraw()
    await order.ask(await businessNow())
    const fresh = await order.payer()
    expect(fresh).not.toBe(old)
    expect([await stage(old), await stage(fresh)]).toEqual(['withdrawn', 'open'])
  })
})
