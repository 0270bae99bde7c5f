import { describe, expect, test } from 'vitest'
import { decrypt, keyedHash } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { addFavourite } from '#app/services/favourite/favourites.server.ts'
import { noteFootprint, switchFootprints } from '#app/services/footprint/footprints.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { keepAddress } from '#app/services/address/save-address.server.ts'
import { closeCheckout } from '#app/services/checkout/close-checkout.server.ts'
import { getConsents, recordConsent } from '#app/services/consent/consents.server.ts'
import { sendOffer } from '#app/services/consent/send-offer.server.ts'
import { closeAccount, findClosingObstacles } from '#app/services/identity/close-account.server.ts'
import { exportAccount } from '#app/services/identity/export-account.server.ts'
import { registerUser } from '#app/services/identity/register-user.server.ts'
import { findSession, startSession } from '#app/services/identity/sessions.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'
import { makePayLink } from '#app/services/payment/make-pay-link.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder, receiver, taizhou } from '#tests/factories/orders.ts'
import { viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

useSandbox()

let next = 0
const password = 'zao-hetao-2027'
const address = '127.0.0.1'

async function person(agreed = { marketing: false, at: now }) {
  const phone = `1380014${String((next += 1)).padStart(4, '0')}`
  const registered = await registerUser({ phone, password, address, agreed })
  if (!registered.ok) throw new Error(registered.reason)
  return { phone, userId: registered.userId, owner: { kind: 'user', userId: registered.userId } as const }
}

const offer = (key: string) => ({ dedupeKey: key, title: '年货节开始了', body: '红枣满 200 减 30。', at: now })

describe('R-32: consent', () => {
  test('is written down at registration, each for itself', async () => {
    const [plain, keen] = [await person(), await person({ marketing: true, at: now })]
    expect((await getConsents(plain.userId, now)).entries).toEqual([{ kind: 'NOTICE', granted: true, noticeVersion: 1, at: now }])
    expect(await getConsents(plain.userId, now)).toMatchObject({ marketing: false, newNotice: false })
    expect(await getConsents(keen.userId, now)).toMatchObject({ marketing: true })
  })

  test('R-56: advertising goes only to who asked for it, and stops when it is taken back', async () => {
    const { userId } = await person({ marketing: true, at: now })
    expect(await db.$transaction((tx) => sendOffer(tx, userId, offer(`a:${userId}`)))).toBe(true)
    await recordConsent({ userId, kind: 'MARKETING', granted: false, now: new Date(now.getTime() + 1_000) })
    // Saying it twice is one entry.
    await recordConsent({ userId, kind: 'MARKETING', granted: false, now: new Date(now.getTime() + 2_000) })
    expect((await getConsents(userId, now)).entries.map(({ kind, granted }) => [kind, granted])).toEqual([['MARKETING', false], ['MARKETING', true], ['NOTICE', true]])
    expect(await db.$transaction((tx) => sendOffer(tx, userId, offer(`b:${userId}`)))).toBe(false)
    const messages = await db.message.findMany({ where: { userId } })
    expect(messages.map(({ body }) => body)).toEqual(['红枣满 200 减 30。 不想再收到：我的账号 → 隐私与账号。'])
  })

  test('cannot be rewritten', async () => {
    const { userId } = await person()
    await expect(db.consent.updateMany({ where: { userId }, data: { granted: false } })).rejects.toThrow('append-only')
  })
})

describe('R-33: a person’s own copy', () => {
  test('holds what they gave and did, and nothing of anybody else', async () => {
    const { userId, owner, phone } = await person()
    const other = await person()
    const sku = await createSku({ title: '灰枣', priceFen: 8_800 })
    await keepAddress({ userId, receiver, districtCode: taizhou.districtCode })
    await keepAddress({ userId: other.userId, receiver: { ...receiver, street: '别人的街 1 号' }, districtCode: taizhou.districtCode })
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 2 }], { invoice: { kind: 'PERSONAL', title: '陈小麦' }, giftCard: '新年好' })
    expect(await makePayLink({ number: placed.number, viewer: viewerOf(owner), now })).toEqual({ ok: true })
    await addToCart(owner, { skuId: sku.id, quantity: 3 })
    const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
    await switchFootprints(userId, true)
    await Promise.all([addFavourite({ userId, slug, now }), addFavourite({ userId: other.userId, slug, now }), noteFootprint({ userId, slug, now })])

    const copy = await exportAccount(userId, now)
    expect(copy.account.phone).toBe(phone)
    expect(copy.addresses).toEqual([{ ...receiver, place: '浙江省 台州市 椒江区', isDefault: true }])
    expect(copy.cart).toMatchObject([{ title: '灰枣', quantity: 3 }])
    expect(copy.orders).toMatchObject([{ number: placed.number, receiver, goodsFen: 17_600, parts: [{ lines: [{ title: '灰枣', quantity: 2, paidFen: 17_600 }] }], cameBy: { first: null, last: null } }])
    expect(copy.orders).toMatchObject([{ giftCard: '新年好', parts: [{ invoice: { kind: 'PERSONAL', title: '陈小麦' } }], payLinks: [{ madeAt: now.toISOString(), withdrawnAt: null }] }])
    expect([copy.favourites, copy.footprints, copy.reviews]).toEqual([[{ title: '灰枣', at: now.toISOString() }], [{ title: '灰枣', at: now.toISOString() }], []])
    expect(copy.orders[0]?.parts[0]).toMatchObject({ talk: [], complaints: [] })
    expect(copy.consents).toEqual([{ kind: 'NOTICE', granted: true, noticeVersion: 1, at: now.toISOString() }])
    const text = JSON.stringify(copy)
    expect(text).not.toContain('别人的街')
    expect(text).not.toContain('argon2')
  })
})

describe('R-33: closing an account', () => {
  test('with an open order is refused, says which, and changes nothing', async () => {
    const { userId, owner, phone } = await person()
    const sku = await createSku()
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }])
    expect(await closeAccount({ userId, password, now })).toEqual({ ok: false, reason: 'open_trade', obstacles: [{ kind: 'unpaid', number: placed.number }] })
    expect(await findClosingObstacles(userId)).toEqual([{ kind: 'unpaid', number: placed.number }])
    expect(await signIn({ phone, password, address })).toEqual({ ok: true, userId })
  })

  test('with a wrong password is refused', async () => {
    const { userId, phone } = await person()
    expect(await closeAccount({ userId, password: 'something else', now })).toEqual({ ok: false, reason: 'wrong_password' })
    expect(await signIn({ phone, password, address })).toEqual({ ok: true, userId })
  })

  test('wipes the profile, keeps the trade under the bare id, and frees the number', async () => {
    const { userId, owner, phone } = await person({ marketing: true, at: now })
    const sku = await createSku()
    await keepAddress({ userId, receiver, districtCode: taizhou.districtCode })
    const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }], { invoice: { kind: 'PERSONAL', title: '陈小麦' }, giftCard: '新年好' })
    await closeCheckout(placed.checkoutId, { event: 'cancel', actor: userId, now })
    await addToCart(owner, { skuId: sku.id, quantity: 1 })
    await db.$transaction((tx) => sendOffer(tx, userId, offer(`c:${userId}`)))
    const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
    await switchFootprints(userId, true)
    await addFavourite({ userId, slug, now })
    await noteFootprint({ userId, slug, now })
    const secret = await startSession(userId, 'a')
    const before = await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })

    expect(await closeAccount({ userId, password, now })).toEqual({ ok: true })
    expect(await findSession(secret)).toBe(null)
    expect(await signIn({ phone, password, address })).toEqual({ ok: false, reason: 'wrong' })
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } })
    expect(user).toMatchObject({ status: 'CLOSED', closedAt: now, nameCipher: null, passwordHash: 'closed' })
    expect(user.phoneHash).not.toBe(keyedHash('phone', phone))
    expect(decrypt(user.phoneCipher)).toBe('')
    const [addresses, sessions, messages, carts] = await Promise.all([
      db.address.count({ where: { userId } }), db.session.count({ where: { userId } }), db.message.count({ where: { userId } }), db.cart.count({ where: { userId } }),
    ])
    expect({ addresses, sessions, messages, carts }).toEqual({ addresses: 0, sessions: 0, messages: 0, carts: 0 })
    expect([await db.favourite.count({ where: { userId } }), await db.footprint.count({ where: { userId } }), user.footprintsOn]).toEqual([0, 0, false])

    const after = await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })
    expect(JSON.parse(decrypt(after.personalCipher))).toEqual({ name: '已注销', phone: '', street: '' })
    expect(after.giftCardCipher).toBe(null)
    expect({ ...after, personalCipher: '', giftCardCipher: '' }).toEqual({ ...before, personalCipher: '', giftCardCipher: '' })
    const invoice = await db.invoiceRequest.findFirstOrThrow({ where: { merchantOrder: { checkoutId: placed.checkoutId } } })
    expect(JSON.parse(decrypt(invoice.detailsCipher))).toEqual({ title: '已注销', taxNumber: '' })
    expect(await db.auditLog.findMany({ where: { subjectId: userId }, select: { action: true, actorId: true } })).toEqual([{ action: 'account.close', actorId: userId }])

    const again = await registerUser({ phone, password, address })
    expect(again).toMatchObject({ ok: true })
    if (again.ok) expect(again.userId).not.toBe(userId)
  })
})
