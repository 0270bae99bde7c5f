import { describe, expect, test } from 'vitest'
import { env } from '#app/infra/env.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { claimCoupon } from '#app/services/coupon/claim-coupon.server.ts'
import { getWallet } from '#app/services/coupon/get-wallet.server.ts'
import { listClaimable, nextCouponChange } from '#app/services/coupon/list-claimable.server.ts'
import { redeemCode } from '#app/services/coupon/redeem-code.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { offerCoupon, publishCouponVersion } from '#tests/factories/coupons.ts'
import { now } from '#tests/factories/orders.ts'
import { createShopper } from '#tests/factories/people.ts'
import { couponDefinition } from '#tests/factories/promotions.ts'
import { stopPromotion } from '#tests/factories/published-promotions.ts'

const address = '203.0.113.9'
const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

const people = (count: number) => Promise.all(Array.from({ length: count }, createShopper))
const claimsOf = (promotionId: string) => db.coupon.count({ where: { promotionId } })
const counted = async (promotionId: string) => (await db.promotionCounter.findUniqueOrThrow({ where: { promotionId } })).couponsClaimed

describe('claiming', () => {
  test('a coupon lies in the wallet under the terms of its version, the window frozen (R-09)', async () => {
    const { promotionId, definition } = await offerCoupon()
    const { userId } = await createShopper()
    const claim = await claimCoupon({ userId, promotionId, version: 1, now })
    expect(claim).toMatchObject({ ok: true })
    expect(await db.coupon.findMany({ where: { userId } })).toEqual([
      {
        id: claim.ok && claim.couponId,
        promotionId,
        version: 1,
        userId,
        ordinal: 1,
        state: 'AVAILABLE',
        checkoutId: null,
        validFrom: definition.startsAt,
        validUntil: new Date('2027-01-20T16:00:00Z'),
        claimedAt: now,
      },
    ])
    expect(await counted(promotionId)).toBe(1)
  })

  test('200 people, 100 coupons: exactly 100', async () => {
    const { promotionId } = await offerCoupon()
    const results = await Promise.all((await people(200)).map(({ userId }) => claimCoupon({ userId, promotionId, version: 1, now })))
    expect(results.filter(({ ok }) => ok)).toHaveLength(100)
    expect(results.filter((result) => !result.ok && result.reason === 'sold_out')).toHaveLength(100)
    expect(await claimsOf(promotionId)).toBe(100)
    expect(await counted(promotionId)).toBe(100)
  })

  test.each([
    ['with a quantity', { quantity: 100, perPerson: 1 }],
    ['without a limit', { quantity: null, perPerson: 1 }],
    ['that each may have twice', { quantity: 100, perPerson: 2 }],
  ])('taps at the same time on a coupon %s give at most what a person may have', async (_, coupon) => {
    const { promotionId } = await offerCoupon({ coupon })
    const { userId } = await createShopper()
    const taps = await Promise.all([1, 2, 3, 4].map(() => claimCoupon({ userId, promotionId, version: 1, now })))
    const claimed = taps.filter(({ ok }) => ok).length
    expect(claimed).toBeGreaterThan(0)
    expect(claimed).toBeLessThanOrEqual(coupon.perPerson)
    expect(taps.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 4 - claimed }, () => ({ ok: false, reason: 'has_enough' })))
    expect(await claimsOf(promotionId)).toBe(claimed)
  })

  test('each may have as many as the terms say, one press each', async () => {
    const { promotionId } = await offerCoupon({ coupon: { perPerson: 2 } })
    const { userId } = await createShopper()
    expect(await claimCoupon({ userId, promotionId, version: 1, now })).toMatchObject({ ok: true })
    expect(await claimCoupon({ userId, promotionId, version: 1, now })).toMatchObject({ ok: true })
    expect(await claimCoupon({ userId, promotionId, version: 1, now })).toEqual({ ok: false, reason: 'has_enough' })
    expect((await db.coupon.findMany({ where: { userId }, orderBy: { ordinal: 'asc' } })).map(({ ordinal }) => ordinal)).toEqual([1, 2])
    expect(await counted(promotionId)).toBe(2)
  })

  test.each([
    ['before the claiming begins', new Date('2027-01-14T15:59:59Z'), 'not_started'],
    ['at its end', new Date('2027-01-17T16:00:00Z'), 'ended'],
  ])('%s it is refused and nothing has changed', async (_, at, reason) => {
    const { promotionId } = await offerCoupon()
    const { userId } = await createShopper()
    expect(await claimCoupon({ userId, promotionId, version: 1, now: at })).toEqual({ ok: false, reason })
    expect(await claimsOf(promotionId)).toBe(0)
    expect(await counted(promotionId)).toBe(0)
  })

  test('a stopped coupon, one of a closed shop and one that never was are not given out', async () => {
    const { userId } = await createShopper()
    const stopped = await offerCoupon()
    await stopPromotion(stopped.promotionId)
    const closed = await offerCoupon({ merchantId: (await createMerchant({ status: 'SUSPENDED' })).id })
    for (const promotionId of [stopped.promotionId, closed.promotionId, newId()])
      expect(await claimCoupon({ userId, promotionId, version: 1, now })).toEqual({ ok: false, reason: 'gone' })
    expect(await db.coupon.count({ where: { userId } })).toBe(0)
  })

  test('a code coupon is not to be had by a press', async () => {
    const { promotionId } = await offerCoupon({ coupon: { code: 'ZAO-PRESS' } })
    const { userId } = await createShopper()
    expect(await claimCoupon({ userId, promotionId, version: 1, now })).toEqual({ ok: false, reason: 'wrong_code' })
    expect(await claimsOf(promotionId)).toBe(0)
  })
})

describe('codes', () => {
  test('are read as people type them, and give the same coupon as a press', async () => {
    const { promotionId } = await offerCoupon({ coupon: { code: 'Zao-2027' } })
    const { userId } = await createShopper()
    expect(await redeemCode({ userId, address, code: ' ｚａｏ－２０２７ ', now })).toMatchObject({ ok: true })
    expect(await redeemCode({ userId, address, code: 'ZAO-2027', now })).toEqual({ ok: false, reason: 'has_enough' })
    expect(await claimsOf(promotionId)).toBe(1)
    expect(await counted(promotionId)).toBe(1)
  })

  test('that nobody gave out are refused, those too early with the reason', async () => {
    await offerCoupon({ coupon: { code: 'EARLY-27', claimFrom: later(now, 1_000) } })
    const { userId } = await createShopper()
    expect(await redeemCode({ userId, address, code: 'NIEMALS', now })).toEqual({ ok: false, reason: 'wrong_code' })
    expect(await redeemCode({ userId, address, code: 'early-27', now })).toEqual({ ok: false, reason: 'not_started' })
    expect(await db.coupon.count({ where: { userId } })).toBe(0)
  })

  test('a code that comes back gives the coupon that can be had now', async () => {
    await offerCoupon({ coupon: { code: 'AGAIN', claimUntil: now } })
    const current = await offerCoupon({ coupon: { code: 'AGAIN' } })
    const { userId } = await createShopper()
    expect(await redeemCode({ userId, address, code: 'again', now })).toMatchObject({ ok: true })
    expect(await claimsOf(current.promotionId)).toBe(1)
  })

  test('cannot be guessed one after another: a person has ten tries in a quarter of an hour', async () => {
    await offerCoupon({ coupon: { code: 'GUESSED' } })
    const { userId } = await createShopper()
    for (let hundred = 0; hundred < env().rateLimitScale / 10; hundred += 1)
      await Promise.all(Array.from({ length: hundred === 0 ? 99 : 100 }, () => countTry('couponCodeUser', userId)))
    expect(await redeemCode({ userId, address, code: 'NIEMALS', now })).toEqual({ ok: false, reason: 'wrong_code' })
    const refused = await redeemCode({ userId, address: '198.51.100.1', code: 'GUESSED', now })
    expect(refused).toMatchObject({ ok: false, reason: 'too_many' })
    expect(!refused.ok && refused.reason === 'too_many' && refused.retryAfterSeconds).toBeGreaterThan(0)
    expect(await db.coupon.count({ where: { userId } })).toBe(0)
  })
})

describe('the wallet', () => {
  test('shows only its owner’s coupons, what ends first on top', async () => {
    const [mine, other] = await people(2)
    const long = await offerCoupon({ name: '长', coupon: { validity: { days: 30 } } })
    const short = await offerCoupon({ name: '短', coupon: { validity: { days: 1 } } })
    for (const { promotionId } of [long, short]) await claimCoupon({ userId: mine!.userId, promotionId, version: 1, now })
    await claimCoupon({ userId: other!.userId, promotionId: long.promotionId, version: 1, now })

    const { live, past } = await getWallet({ userId: mine!.userId, now })
    expect(live.map(({ name, state, validUntil }) => [name, state, validUntil.toISOString()])).toEqual([
      ['短', 'AVAILABLE', '2027-01-17T16:00:00.000Z'],
      ['长', 'AVAILABLE', '2027-02-15T16:00:00.000Z'],
    ])
    expect(past).toEqual([])
    const afterwards = await getWallet({ userId: mine!.userId, now: new Date('2027-01-17T16:00:00Z') })
    expect(afterwards.live.map(({ name }) => name)).toEqual(['长'])
    expect(afterwards.past.map(({ name, state }) => [name, state])).toEqual([['短', 'EXPIRED']])
  })

  test('R-09: neither a new version nor a stop changes what was claimed', async () => {
    const { promotionId, definition } = await offerCoupon()
    const [early, late] = await people(2)
    await claimCoupon({ userId: early!.userId, promotionId, version: 1, now })
    await publishCouponVersion(promotionId, 2, {
      ...couponDefinition({ name: '满199减10', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 19_900, offFen: 1_000 }] } }),
      coupon: { ...definition.coupon, validity: { days: 1 } },
    })
    expect(await claimCoupon({ userId: late!.userId, promotionId, version: 1, now })).toEqual({ ok: false, reason: 'changed' })
    await claimCoupon({ userId: late!.userId, promotionId, version: 2, now })
    await stopPromotion(promotionId)
    const [before] = (await getWallet({ userId: early!.userId, now })).live
    const [after] = (await getWallet({ userId: late!.userId, now })).live
    expect(before).toMatchObject({ state: 'AVAILABLE', face: { amount: '10', condition: '满99元可用' }, validUntil: new Date('2027-01-20T16:00:00Z') })
    expect(after).toMatchObject({ state: 'AVAILABLE', face: { amount: '10', condition: '满199元可用' }, validUntil: new Date('2027-01-17T16:00:00Z') })
  })
})

describe('what can be claimed', () => {
  test('by a button: open ones first, then those to come, then those that are gone', async () => {
    const shop = await createMerchant({ name: '河沿枣园' })
    const [gone, soon, open] = [
      await offerCoupon({ name: '没了', merchantId: shop.id, coupon: { quantity: 1 } }),
      await offerCoupon({ name: '明天', merchantId: shop.id, coupon: { claimFrom: later(now, 86_400_000) } }),
      await offerCoupon({ name: '现在', merchantId: shop.id }),
    ]
    await offerCoupon({ name: '码', merchantId: shop.id, coupon: { code: 'HIDDEN' } })
    await offerCoupon({ name: '过了', merchantId: shop.id, coupon: { claimUntil: now } })
    await offerCoupon({ name: '下月', merchantId: shop.id, coupon: { claimFrom: later(now, 30 * 86_400_000), claimUntil: later(now, 31 * 86_400_000), validity: { days: 3 } } })
    const { userId } = await createShopper()
    await claimCoupon({ userId, promotionId: gone.promotionId, version: 1, now })

    const toEverybody = await listClaimable({ userId: null, merchantId: shop.id, now })
    expect(toEverybody.map(({ name, state }) => [name, state])).toEqual([['现在', 'to_claim'], ['明天', 'not_yet'], ['没了', 'sold_out']])
    expect(toEverybody[0]).toMatchObject({ promotionId: open.promotionId, shop: { name: '河沿枣园' }, scope: '河沿枣园店内商品' })
    const toHolder = await listClaimable({ userId, merchantId: shop.id, now })
    expect(toHolder.map(({ name, state }) => [name, state])).toEqual([['现在', 'to_claim'], ['没了', 'all_mine'], ['明天', 'not_yet']])
    expect(soon.promotionId).toBe(toHolder[2]?.promotionId)
  })

  test('for goods: only coupons whose scope has them', async () => {
    const [sku, other] = [await createSku(), await createSku()]
    const product = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
    const goods = [{ skuId: sku.id, productId: sku.productId, categoryId: product.categoryId, merchantId: sku.merchantId }]
    const [own, named] = [await offerCoupon({ merchantId: sku.merchantId }), await offerCoupon({ scope: { skuIds: [sku.id] } })]
    const [foreign, except] = [await offerCoupon({ merchantId: other.merchantId }), await offerCoupon({ scope: { exceptSkuIds: [sku.id] } })]
    const found = (await listClaimable({ userId: null, goods, now })).map(({ promotionId }) => promotionId)
    expect(found).toEqual(expect.arrayContaining([own.promotionId, named.promotionId]))
    expect(found).not.toContain(foreign.promotionId)
    expect(found).not.toContain(except.promotionId)
  })

  test('pages with coupons end when a coupon begins or ends', async () => {
    const at = new Date('2027-03-01T00:00:00Z')
    expect(await nextCouponChange(at)).toBe(null)
    await offerCoupon({ coupon: { claimFrom: later(at, 2_000), claimUntil: later(at, 3_000), validity: { days: 1 } } })
    expect(await nextCouponChange(at)).toEqual(later(at, 2_000))
    expect(await nextCouponChange(later(at, 2_000))).toEqual(later(at, 3_000))
  })
})
