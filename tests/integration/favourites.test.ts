import { describe, expect, test } from 'vitest'
import { MAX_FAVOURITES, MAX_FOOTPRINTS } from '#app/domain/catalogue/kept.ts'
import { db } from '#app/infra/db.server.ts'
import { footprintsCookie } from '#app/http/cookies.server.ts'
import { addFavourite, listFavourites, removeFavourite } from '#app/services/favourite/favourites.server.ts'
import { emptyFootprints, getFootprints, noteFootprint, switchFootprints } from '#app/services/footprint/footprints.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { now } from '#tests/factories/orders.ts'
import { createShopper } from '#tests/factories/people.ts'

async function product() {
  const sku = await createSku()
  return db.product.findUniqueOrThrow({ where: { id: sku.productId } })
}
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** Many listings of one shop, without stock. */
async function manyProducts(count: number) {
  const { id: _, slug: __, ...rest } = await product()
  const rows = Array.from({ length: count }, (_, place) => ({ ...rest, id: newId(), slug: `many-${place}-${newId()}` }))
  await db.product.createMany({ data: rows })
  return rows
}

describe('favourites', () => {
  test('are a person’s own, the newest first, once each, and stay when the goods are off the shelf', async () => {
    const [{ userId }, other] = [await createShopper(), await createShopper()]
    const [first, second] = [await product(), await product()]
    expect(await addFavourite({ userId, slug: first.slug, now })).toEqual({ ok: true })
    expect(await addFavourite({ userId, slug: second.slug, now: later(1) })).toEqual({ ok: true })
    expect(await addFavourite({ userId, slug: first.slug, now: later(2) })).toEqual({ ok: true })
    expect((await listFavourites(userId, now)).map(({ slug, card }) => [slug, card?.slug])).toEqual([[second.slug, second.slug], [first.slug, first.slug]])
    await db.product.update({ where: { id: first.id }, data: { status: 'OFF_SHELF' } })
    expect((await listFavourites(userId, now))[1]).toEqual({ slug: first.slug, title: first.title, motif: 'jujube', card: null })
    expect(await listFavourites(other.userId, now)).toEqual([])
    await removeFavourite({ userId: other.userId, slug: first.slug })
    await removeFavourite({ userId, slug: second.slug })
    await removeFavourite({ userId, slug: second.slug })
    expect((await listFavourites(userId, now)).map(({ slug }) => slug)).toEqual([first.slug])
  })

  test('of what does not exist or was never listed there are none; two hundred are enough', async () => {
    const { userId } = await createShopper()
    const draft = await product()
    await db.product.update({ where: { id: draft.id }, data: { status: 'DRAFT' } })
    for (const slug of ['no-such-thing', draft.slug]) expect(await addFavourite({ userId, slug, now })).toEqual({ ok: false, reason: 'not_found' })
    const many = await manyProducts(MAX_FAVOURITES)
    await db.favourite.createMany({ data: many.map(({ id }) => ({ userId, productId: id, createdAt: now })) })
    expect(await addFavourite({ userId, slug: (await product()).slug, now })).toEqual({ ok: false, reason: 'full' })
    expect(await addFavourite({ userId, slug: many[0]!.slug, now })).toEqual({ ok: true })
    expect(await db.favourite.count({ where: { userId } })).toBe(MAX_FAVOURITES)
  })
})

describe('footprints', () => {
  test('are off until a person switches them on; then the last seen is first, once each', async () => {
    const { userId } = await createShopper()
    const [first, second] = [await product(), await product()]
    await noteFootprint({ userId, slug: first.slug, now })
    expect(await getFootprints(userId, now)).toEqual({ on: false, kept: [] })
    expect(await db.footprint.count({ where: { userId } })).toBe(0)
    await switchFootprints(userId, true)
    await noteFootprint({ userId, slug: first.slug, now })
    await noteFootprint({ userId, slug: second.slug, now: later(1) })
    await noteFootprint({ userId, slug: first.slug, now: later(2) })
    await noteFootprint({ userId, slug: 'no-such-thing', now: later(3) })
    const { on, kept } = await getFootprints(userId, now)
    expect([on, kept.map(({ slug }) => slug)]).toEqual([true, [first.slug, second.slug]])
  })

  test('can be emptied, and go when they are switched off', async () => {
    const { userId } = await createShopper()
    const { slug } = await product()
    await switchFootprints(userId, true)
    await noteFootprint({ userId, slug, now })
    await emptyFootprints(userId)
    expect(await getFootprints(userId, now)).toEqual({ on: true, kept: [] })
    await noteFootprint({ userId, slug, now })
    await switchFootprints(userId, false)
    expect(await db.footprint.count({ where: { userId } })).toBe(0)
    await noteFootprint({ userId, slug, now })
    expect(await db.footprint.count({ where: { userId } })).toBe(0)
  })

  test('are sixty at most: the oldest go', async () => {
    const { userId } = await createShopper()
    await switchFootprints(userId, true)
    const many = await manyProducts(MAX_FOOTPRINTS)
    await db.footprint.createMany({ data: many.map(({ id }, place) => ({ userId, productId: id, seenAt: later(place) })) })
    const { slug } = await product()
    await noteFootprint({ userId, slug, now: later(1_000) })
    const { kept } = await getFootprints(userId, now)
    expect([kept.length, kept[0]?.slug, kept.some((one) => one.slug === many[0]!.slug)]).toEqual([MAX_FOOTPRINTS, slug, false])
  })

  test('the mark for the browser says nothing but that they are on', () => {
    expect(footprintsCookie(true)).toBe('footprints=1; Path=/; SameSite=Lax; Max-Age=31536000')
    expect(footprintsCookie(false)).toBe('footprints=; Path=/; SameSite=Lax; Max-Age=0')
  })
})
