import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import { listConsents } from '#app/services/consent/consents.server.ts'
import { readInvoice } from '#app/services/order/read-invoice.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'

const time = (at: Date | null): string | null => at && at.toISOString()

/** everything a person gave or did here, in one file that a machine can read on. */
export async function exportAccount(userId: string, now: Date) {
  const [user, addresses, consents, sessions, messages, cart, coupons, kept, checkouts] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { phoneCipher: true, nameCipher: true, createdAt: true } }),
    listAddresses(userId),
    listConsents(userId),
    db.session.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, select: { createdAt: true, lastSeenAt: true, userAgent: true } }),
    db.message.findMany({ where: { userId, channel: 'inbox' }, orderBy: { createdAt: 'asc' }, select: { title: true, body: true, createdAt: true, readAt: true } }),
    db.cartLine.findMany({ where: { cart: { userId } }, orderBy: { addedAt: 'asc' }, select: { quantity: true, addedAt: true, sku: { select: { spec: true, grade: true, product: { select: { title: true } } } } } }),
    db.coupon.findMany({ where: { userId }, orderBy: { id: 'asc' }, select: { state: true, promotion: { select: { name: true } } } }),
    keptBy(userId),
    db.checkout.findMany({
      where: { userId },
      orderBy: { placedAt: 'asc' },
      include: {
        merchantOrders: { orderBy: { number: 'asc' }, include: { merchant: { select: { name: true, legalName: true } }, invoice: true, lines: { orderBy: { position: 'asc' } }, talk: { orderBy: { at: 'asc' } }, complaints: { orderBy: { openedAt: 'asc' } } } },
        refunds: { orderBy: { createdAt: 'asc' } },
        payLinks: { orderBy: { createdAt: 'asc' }, select: { createdAt: true, expiresAt: true, withdrawnAt: true } },
      },
    }),
  ])
  return {
    note: '金额以分为单位，时间为协调世界时（UTC）。',
    exportedAt: now.toISOString(),
    account: { phone: decrypt(user.phoneCipher), name: user.nameCipher && decrypt(user.nameCipher), createdAt: user.createdAt.toISOString() },
    addresses: addresses.map(({ receiver, place, isDefault }) => ({ ...receiver, place, isDefault })),
    consents: consents.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    devices: sessions.map(({ createdAt, lastSeenAt, userAgent }) => ({ signedInAt: createdAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(), browser: userAgent })),
    messages: messages.map(({ title, body, createdAt, readAt }) => ({ title, body, at: createdAt.toISOString(), readAt: time(readAt) })),
    cart: cart.map(({ quantity, addedAt, sku }) => ({ title: sku.product.title, grade: sku.grade, spec: sku.spec, quantity, addedAt: addedAt.toISOString() })),
    ...kept,
    coupons: coupons.map(({ state, promotion }) => ({ name: promotion.name, state })),
    orders: checkouts.map((checkout) => ({
      number: checkout.number,
      state: checkout.state,
      placedAt: checkout.placedAt.toISOString(),
      paidAt: time(checkout.paidAt),
      receiver: JSON.parse(decrypt(checkout.personalCipher)) as Record<string, string>,
      district: checkout.districtCode,
      paymentMethod: checkout.paymentMethod,
      goodsFen: checkout.goodsFen,
      discountFen: checkout.discountFen,
      freightFen: checkout.freightFen,
      payableFen: checkout.payableFen,
      cameBy: { first: checkout.firstTouch, last: checkout.lastTouch },
      adultConfirmedAt: time(checkout.adultConfirmedAt),
      giftCard: checkout.giftCardCipher && decrypt(checkout.giftCardCipher),
      payLinks: checkout.payLinks.map(({ createdAt, expiresAt, withdrawnAt }) => ({ madeAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), withdrawnAt: time(withdrawnAt) })),
      parts: checkout.merchantOrders.map(({ number, state, merchant, invoice, lines, talk, complaints }) => ({
        number,
        state,
        seller: merchant.legalName,
        shop: merchant.name,
        invoice: invoice && readInvoice(invoice),
        talk: talk.map(({ by, textCipher, at }) => ({ by, text: decrypt(textCipher), at: at.toISOString() })),
        complaints: complaints.map(({ number: complaint, kind, state: end, openedAt }) => ({ number: complaint, kind, state: end, at: openedAt.toISOString() })),
        lines: lines.map(({ title, grade, spec, quantity, paidFen }) => ({ title, grade, spec, quantity, paidFen })),
      })),
      refunds: checkout.refunds.map(({ state, amountFen, createdAt }) => ({ state, amountFen, at: createdAt.toISOString() })),
    })),
  }
}

/** What they wanted to find again, and what they said of goods. */
async function keptBy(userId: string) {
  const product = { select: { title: true } } as const
  const [favourites, footprints, reviews] = await Promise.all([
    db.favourite.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, select: { createdAt: true, product } }),
    db.footprint.findMany({ where: { userId }, orderBy: { seenAt: 'asc' }, select: { seenAt: true, product } }),
    db.review.findMany({
      where: { line: { merchantOrder: { checkout: { userId } } } },
      orderBy: { createdAt: 'asc' },
      select: { stars: true, text: true, createdAt: true, line: { select: { title: true } }, pictures: { orderBy: { position: 'asc' }, select: { id: true } } },
    }),
  ])
  return {
    favourites: favourites.map(({ createdAt, product: { title } }) => ({ title, at: createdAt.toISOString() })),
    footprints: footprints.map(({ seenAt, product: { title } }) => ({ title, at: seenAt.toISOString() })),
    reviews: reviews.map(({ stars, text, createdAt, line, pictures }) => ({ title: line.title, stars, text, at: createdAt.toISOString(), pictures: pictures.map(({ id }) => `/review-pictures/${id}.webp`) })),
  }
}
