import { rename, rm, writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { Gallery } from '#app/components/storefront/gallery.tsx'
import { ProductCard } from '#app/components/storefront/product-card.tsx'
import type { DescribedPhoto } from '#app/domain/catalogue/photos.ts'
import { photoUrl } from '#app/domain/catalogue/photos.ts'
import { signInHeader } from '#app/http/session.server.ts'
import { env } from '#app/infra/env.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { listen } from '#app/infra/listen.server.ts'
import { action, loader } from '#app/routes/merchant/listing-photos.tsx'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { addPhotos } from '#app/services/catalogue/add-photos.server.ts'
import type { PhotoChange } from '#app/services/catalogue/change-photos.server.ts'
import { changePhoto } from '#app/services/catalogue/change-photos.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { firstPhotos, getOwnPhotos } from '#app/services/catalogue/list-photos.server.ts'
import { listingsInReview, moveListing } from '#app/services/catalogue/move-listing.server.ts'
import { cardsOfProducts } from '#app/services/catalogue/product-cards.server.ts'
import { createMerchant, createSku } from '#tests/factories/catalogue.ts'
import { now } from '#tests/factories/orders.ts'
import { createGuest, createShopper } from '#tests/factories/people.ts'
import { photograph, pngOf } from '#tests/factories/pictures.ts'
import { createOperator } from '#tests/factories/shipped.ts'
import { useWeb } from '#tests/setup/web.ts'

const web = useWeb()
const actor = { id: newId(), role: 'MERCHANT_OWNER' }
const small = () => pngOf(30, 20)

type Goods = { merchantId: string; productId: string; slug: string; skuId: string }

async function goods(): Promise<Goods> {
  const sku = await createSku()
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  return { merchantId: sku.merchantId, productId: sku.productId, slug, skuId: sku.id }
}

const add = ({ merchantId, productId }: Goods, pictures: Buffer[]) => addPhotos({ merchantId, productId, pictures, actor, now })
const change = ({ merchantId, productId }: Goods, photoId: string, what: PhotoChange) => changePhoto({ merchantId, productId, photoId, change: what, actor, now })
const approve = ({ productId }: Goods) => moveListing({ merchantId: null, id: productId, move: 'approve', reason: '', actor, now })

async function added(one: Goods, pictures: Buffer[]): Promise<string[]> {
  const answer = await add(one, pictures)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.photoIds
}

const order = async ({ productId }: Goods) => (await db.productPhoto.findMany({ where: { productId }, orderBy: { position: 'asc' }, select: { id: true, position: true } })).map(({ id, position }) => `${position} ${id}`)
const inOrder = (...ids: (string | undefined)[]) => ids.map((id, place) => `${place} ${id}`)

function filesThere(): string[] {
  try {
    return readdirSync(join(env().dataDir, 'files')).sort()
  } catch {
    return []
  }
}

/** What a refusal must leave as it was. */
const snapshot = async ({ productId }: Goods) => [
  await db.product.findUniqueOrThrow({ where: { id: productId } }),
  await db.productPhoto.findMany({ where: { productId }, orderBy: { position: 'asc' } }),
  await db.auditLog.count(),
  filesThere(),
]

describe('what a merchant sends', () => {
  test('is made anew in three widths and two formats, upright, without the place where it was taken', async () => {
    const one = await goods()
    const [id = ''] = await added(one, [await photograph(1_500, 1_200)])
    expect(await db.productPhoto.findUniqueOrThrow({ where: { id } })).toMatchObject({ merchantId: one.merchantId, productId: one.productId, position: 0, width: 1_080, height: 1_350, alt: '' })
    await approve(one)
    for (const width of [360, 720, 1_080])
      for (const format of ['avif', 'webp'] as const) {
        const answer = await fetch(`${web.url()}${photoUrl(id, width, format)}`)
        expect(Object.fromEntries(['content-type', 'x-content-type-options', 'cache-control', 'content-security-policy', 'set-cookie'].map((header) => [header, answer.headers.get(header)]))).toEqual({
          'content-type': `image/${format}`, 'x-content-type-options': 'nosniff', 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'", 'set-cookie': null,
        })
        const bytes = Buffer.from(await answer.arrayBuffer())
        const made = await sharp(bytes).metadata()
        expect({ format: made.format, width: made.width, height: made.height, exif: made.exif, xmp: made.xmp, iptc: made.iptc, orientation: made.orientation }).toEqual({
          format: format === 'avif' ? 'heif' : 'webp', width, height: width * 1.25, exif: undefined, xmp: undefined, iptc: undefined, orientation: undefined,
        })
        expect([bytes.includes('PhoneMaker'), bytes.includes('GPS')]).toEqual([false, false])
        // Turned right: the red half is above, the blue one below.
        const pixel = async (top: number) => [...(await sharp(bytes).extract({ left: width / 2, top: Math.floor(top), width: 1, height: 1 }).removeAlpha().raw().toBuffer())]
        const [above, below] = [await pixel(width * 0.3), await pixel(width * 0.95)]
        expect([above[0]! > 200, above[2]! < 60, below[0]! < 60, below[2]! > 200]).toEqual([true, true, true, true])
      }
  })

  test('is not blown up, and a very long one is made narrower', async () => {
    const one = await goods()
    const [narrow = '', long = ''] = await added(one, [await pngOf(400, 300), await pngOf(1_000, 6_000)])
    expect(await db.productPhoto.findUniqueOrThrow({ where: { id: narrow } })).toMatchObject({ width: 400, height: 300 })
    expect(await db.productPhoto.findUniqueOrThrow({ where: { id: long } })).toMatchObject({ width: 270, height: 1_620 })
    expect(filesThere().filter((name) => name.startsWith(narrow))).toEqual([`${narrow}-360.avif`, `${narrow}-360.webp`, `${narrow}-400.avif`, `${narrow}-400.webp`])
    expect(filesThere().filter((name) => name.startsWith(long))).toEqual([`${long}-270.avif`, `${long}-270.webp`])
  })

  test.each([
    ['that is none', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'none'],
    ['half of one', async () => (await photograph()).subarray(0, 900), 'none'],
    ['30,000 px wide', () => pngOf(30_000, 10), 'pixels'],
    ['too large', async () => Buffer.concat([await small(), Buffer.alloc(9 * 1024 * 1024)]), 'bytes'],
  ])('one %s is refused, and nothing of the others is kept', async (_, make, problem) => {
    const one = await goods()
    const before = await snapshot(one)
    expect(await add(one, [await small(), await make()])).toEqual({ ok: false, reason: 'picture', problem, place: 2 })
    expect(await snapshot(one)).toEqual(before)
  })

  test('the seventh is refused, also of two forms at once', async () => {
    const one = await goods()
    const picture = await small()
    expect(await add(one, Array.from({ length: 7 }, () => picture))).toEqual({ ok: false, reason: 'too_many', have: 0 })
    expect(await add(one, [])).toEqual({ ok: false, reason: 'none_chosen', have: 0 })
    const four = [picture, picture, picture, picture]
    const answers = await Promise.all([add(one, four), add(one, four)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'too_many', have: 4 })
    await added(one, [picture, picture])
    const before = await snapshot(one)
    expect(await add(one, [picture])).toEqual({ ok: false, reason: 'too_many', have: 6 })
    expect(await snapshot(one)).toEqual(before)
    expect(filesThere().filter((name) => before.flat().some((row) => typeof row === 'object' && 'position' in row && name.startsWith(row.id)))).toHaveLength(12)
    // Nor by any other way.
    const [first] = await db.productPhoto.findMany({ where: { productId: one.productId }, take: 1 })
    await expect(db.productPhoto.create({ data: { ...first!, id: newId(), position: 6 } })).rejects.toThrow('product_photo_position')
  })

  test('where it cannot be stored it is said, and nothing is kept', async () => {
    const one = await goods()
    await added(one, [await small()])
    const before = await snapshot(one)
    const folder = join(env().dataDir, 'files')
    await rename(folder, `${folder}-away`)
    await writeFile(folder, 'in the way')
    try {
      expect(await add(one, [await small()])).toEqual({ ok: false, reason: 'not_stored' })
    } finally {
      await rm(folder)
      await rename(`${folder}-away`, folder)
    }
    expect(await snapshot(one)).toEqual(before)
  })
})

describe('order, words and removal', () => {
  test('move, describe, remove; each change is on record, what changes nothing is not', async () => {
    const one = await goods()
    const [a = '', b = '', c = ''] = await added(one, [await small(), await small(), await small()])
    const version = async () => (await db.product.findUniqueOrThrow({ where: { id: one.productId } })).version
    const start = await version()
    expect(await order(one)).toEqual(inOrder(a, b, c))
    expect(await change(one, c, { kind: 'first' })).toEqual({ ok: true })
    expect(await order(one)).toEqual(inOrder(c, a, b))
    expect(await change(one, b, { kind: 'earlier' })).toEqual({ ok: true })
    expect(await order(one)).toEqual(inOrder(c, b, a))
    expect(await change(one, b, { kind: 'describe', alt: '掰开的枣' })).toEqual({ ok: true })
    expect(await change(one, b, { kind: 'describe', alt: '掰开的枣' })).toEqual({ ok: true })
    expect(await change(one, c, { kind: 'earlier' })).toEqual({ ok: true })
    expect(await change(one, c, { kind: 'remove' })).toEqual({ ok: true })
    expect(await change(one, c, { kind: 'remove' })).toEqual({ ok: false, reason: 'not_found' })
    expect(await order(one)).toEqual(inOrder(b, a))
    expect(filesThere().filter((name) => name.startsWith(c))).toEqual([])
    expect(await version()).toBe(start + 4)
    const audits = await db.auditLog.findMany({ where: { subjectId: one.productId }, orderBy: { seq: 'asc' }, select: { action: true, actorId: true, before: true, after: true } })
    expect(audits).toEqual([
      { action: 'listing.photo_add', actorId: actor.id, before: { photos: [], status: 'LISTED' }, after: { photos: [a, b, c], status: 'IN_REVIEW', changed: [a, b, c] } },
      { action: 'listing.photo_first', actorId: actor.id, before: { photos: [a, b, c], status: 'IN_REVIEW' }, after: { photos: [c, a, b], status: 'IN_REVIEW', changed: [c] } },
      { action: 'listing.photo_earlier', actorId: actor.id, before: { photos: [c, a, b], status: 'IN_REVIEW' }, after: { photos: [c, b, a], status: 'IN_REVIEW', changed: [b] } },
      { action: 'listing.photo_describe', actorId: actor.id, before: { photos: [c, b, a], status: 'IN_REVIEW' }, after: { photos: [c, b, a], status: 'IN_REVIEW', changed: [b] } },
      { action: 'listing.photo_remove', actorId: actor.id, before: { photos: [c, b, a], status: 'IN_REVIEW' }, after: { photos: [b, a], status: 'IN_REVIEW', changed: [c] } },
    ])
  })

  test('R-41: a description that advertises as it may not is refused, and nothing changes', async () => {
    const one = await goods()
    const [id = ''] = await added(one, [await small()])
    const before = await snapshot(one)
    expect(await change(one, id, { kind: 'describe', alt: '补血灰枣' })).toEqual({ ok: false, reason: 'invalid', sentence: '不能使用“补血”：食品不能宣传疾病预防或治疗功能' })
    expect(await snapshot(one)).toEqual(before)
  })

  test.each(['first', 'earlier', 'remove', 'describe'] as const)('another merchant’s are not there: %s', async (kind) => {
    const [one, other] = [await goods(), await goods()]
    const [, second = ''] = await added(one, [await small(), await small()])
    const before = await snapshot(one)
    const what = kind === 'describe' ? { kind, alt: '我的' } : { kind }
    expect(await changePhoto({ merchantId: other.merchantId, productId: one.productId, photoId: second, change: what, actor, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await changePhoto({ merchantId: other.merchantId, productId: other.productId, photoId: second, change: what, actor, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await addPhotos({ merchantId: other.merchantId, productId: one.productId, pictures: [await small()], actor, now })).toEqual({ ok: false, reason: 'not_found' })
    expect(await getOwnPhotos(other.merchantId, one.productId)).toBe(null)
    expect(await snapshot(one)).toEqual(before)
  })

  test.each([
    ['its size', 'update product_photo set width = 9'],
    ['its goods', 'update product_photo set product_id = gen_random_uuid()'],
  ])('not even the database changes %s under its name', async (_, statement) => {
    await added(await goods(), [await small()])
    await expect(pool.query(statement)).rejects.toThrow('append-only')
  })
})

describe('review by the platform', () => {
  test('what was approved is looked at again, with its photographs, and an approval of what was there before is none', async () => {
    const one = await goods()
    const [first = ''] = await added(one, [await small()])
    const waiting = (await listingsInReview()).find(({ id }) => id === one.productId)!
    expect(waiting.photos).toEqual([{ id: first, width: 30, height: 20, alt: '' }])
    expect(await getProductPage(one.slug, null, { provinceCode: '330000', now })).toBe(null)
    // The merchant adds another one while the page is open.
    await added(one, [await small()])
    const move = (version: number) => moveListing({ merchantId: null, id: one.productId, move: 'approve', version, reason: '', actor, now })
    expect(await move(waiting.version)).toEqual({ ok: false, reason: 'not_now' })
    expect(await move(waiting.version + 1)).toEqual({ ok: true, status: 'LISTED' })
  })

  test('a draft stays a draft', async () => {
    const one = await goods()
    await db.product.update({ where: { id: one.productId }, data: { status: 'DRAFT' } })
    await added(one, [await small()])
    expect((await db.product.findUniqueOrThrow({ where: { id: one.productId } })).status).toBe('DRAFT')
  })

  test('until then only its shop and the platform see it', async () => {
    const one = await goods()
    const [id = ''] = await added(one, [await small()])
    const person = async (merchantId: string) => {
      const { userId } = await createShopper()
      await db.membership.create({ data: { userId, role: 'MERCHANT_STAFF', merchantId } })
      return userId
    }
    const ask = async (userId: string | null) => {
      const cookie = userId ? (await signInHeader(new Request('http://localhost/'), userId)).split(';')[0]! : ''
      const answer = await fetch(`${web.url()}${photoUrl(id, 30, 'webp')}`, { headers: { Cookie: cookie } })
      return [answer.status, answer.headers.get('cache-control')]
    }
    const nobody = [404, 'no-store']
    const somebody = [200, 'private, no-store']
    expect(await ask(null)).toEqual(nobody)
    expect(await ask((await createShopper()).userId)).toEqual(nobody)
    expect(await ask(await person((await createMerchant()).id))).toEqual(nobody)
    expect(await ask(await person(one.merchantId))).toEqual(somebody)
    expect(await ask((await createOperator()).id)).toEqual(somebody)
    await approve(one)
    expect(await ask(null)).toEqual([200, 'public, max-age=31536000, immutable'])
    await change(one, id, { kind: 'remove' })
    expect(await ask((await createOperator()).id)).toEqual(nobody)
  })

  test.each(['..%2F..%2Fpackage.json', 'x.webp', '01890000-0000-7000-8000-000000000001-360.webp', '%00.webp'])('%s is none', async (name) => {
    const answer = await fetch(`${web.url()}/photos/${name}`)
    expect([400, 404]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })

  test('a width that was not made is none', async () => {
    const one = await goods()
    const [id = ''] = await added(one, [await pngOf(400, 300)])
    await approve(one)
    const status = async (width: number) => (await fetch(`${web.url()}${photoUrl(id, width, 'avif')}`)).status
    expect([await status(360), await status(400), await status(720), await status(1_080)]).toEqual([200, 200, 404, 404])
  })
})

describe('what shoppers see', () => {
  test('page, cards, cart: the photographs in their order, and the paper-cut where there are none', async () => {
    const [one, bare] = [await goods(), await goods()]
    const [a = '', b = ''] = await added(one, [await pngOf(1_200, 900), await pngOf(400, 300)])
    await change(one, b, { kind: 'describe', alt: '掰开的枣' })
    await approve(one)
    const page = await getProductPage(one.slug, null, { provinceCode: '330000', now })
    expect(page?.photos).toEqual([{ id: a, width: 1_080, height: 810, alt: '' }, { id: b, width: 400, height: 300, alt: '掰开的枣' }])
    expect((await getProductPage(bare.slug, null, { provinceCode: '330000', now }))?.photos).toEqual([])
    const first = { id: a, width: 1_080, height: 810 }
    const cards = await cardsOfProducts([one.productId, bare.productId])
    expect(cards.map(({ photo }) => photo)).toEqual([first, null])
    const owner = createGuest()
    for (const { skuId } of [one, bare]) await addToCart(owner, { skuId, quantity: 1 })
    const lines = (await getCart(owner, { provinceCode: '330000', now })).groups.flatMap((group) => group.lines)
    expect(Object.fromEntries(lines.map(({ skuId, photo }) => [skuId, photo]))).toEqual({ [one.skuId]: first, [bare.skuId]: null })
    expect(await firstPhotos([one.slug, one.slug, bare.slug, 'no-such'])).toEqual({ [one.slug]: first })
    await db.product.update({ where: { id: one.productId }, data: { status: 'IN_REVIEW' } })
    expect(await firstPhotos([one.slug])).toEqual({})

    const html = (card: (typeof cards)[number]) => renderToStaticMarkup(createElement(ProductCard, { card, heading: 'h3' }))
    expect(html(cards[0]!)).toContain(`<source type="image/avif" srcSet="/photos/${a}-360.avif 360w, /photos/${a}-720.avif 720w, /photos/${a}-1080.avif 1080w" sizes="(min-width: 64rem) 18rem, (min-width: 40rem) 13rem, 46vw"/>`)
    expect(html(cards[0]!)).toMatch(/<img src="\/photos\/[^"]+-720\.webp" width="1080" height="810" alt="" loading="lazy"/)
    expect(html(cards[1]!)).not.toContain('/photos/')
  })

  const photos: DescribedPhoto[] = [{ id: 'a', width: 1_080, height: 810, alt: '' }, { id: 'b', width: 400, height: 300, alt: '掰开的枣' }]
  const gallery = (shown: DescribedPhoto[]) => renderToStaticMarkup(createElement(Gallery, { photos: shown, motif: 'jujube', title: '灰枣' }))

  test('the gallery offers both formats in each width with sizes; the first is fetched before all, the others when they are near', () => {
    const html = gallery(photos)
    expect(html).toContain('<source type="image/avif" srcSet="/photos/a-360.avif 360w, /photos/a-720.avif 720w, /photos/a-1080.avif 1080w" sizes="(min-width: 76rem) 35rem, (min-width: 48rem) 46vw, 100vw"/>')
    expect(html).toContain('<source type="image/webp" srcSet="/photos/b-360.webp 360w, /photos/b-400.webp 400w" sizes="(min-width: 76rem) 35rem, (min-width: 48rem) 46vw, 100vw"/>')
    const images = [...html.matchAll(/<img [^>]+>/g)].map(([image]) => image)
    expect(images.map((image) => [/alt="([^"]*)"/.exec(image)?.[1], image.includes('fetchpriority="high"'), image.includes('loading="lazy"')])).toEqual([
      ['灰枣，照片 1', true, false],
      ['掰开的枣', false, true],
      ['', false, true],
      ['', false, true],
    ])
    for (const image of images) expect(image).toMatch(/ width="\d+" height="\d+"/)
    expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(['/photos/a-1080.webp', '/photos/b-400.webp', '#photo-1', '#photo-2'])
    expect([...html.matchAll(/<li id="([^"]+)"/g)].map(([, name]) => name)).toEqual(['photo-1', 'photo-2'])
  })

  test('one alone has nothing to choose from; none is the paper-cut', () => {
    expect(gallery(photos.slice(0, 1))).not.toContain('href="#photo')
    expect(gallery([])).toContain('alt="灰枣（剪纸示意图）"')
    expect(gallery([])).not.toContain('<picture')
  })

  test('every change rings, so kept pages go', async () => {
    const one = await goods()
    let rings = 0
    let up = false
    const ears = listen('catalogue', { onRing: () => (rings += 1), onLine: (line) => (up = line) })
    const rung = async (work: () => Promise<unknown>) => {
      const before = rings
      await work()
      await expect.poll(() => rings).toBeGreaterThan(before)
    }
    try {
      await vi.waitUntil(() => up)
      // By itself: a change of the listing's own row rings, too.
      const photo = { id: newId(), productId: one.productId, merchantId: one.merchantId, position: 0, width: 9, height: 9, createdAt: now }
      await rung(() => db.productPhoto.create({ data: photo }))
      await rung(() => db.productPhoto.update({ where: { id: photo.id }, data: { alt: '枣' } }))
      await rung(() => db.productPhoto.delete({ where: { id: photo.id } }))
    } finally {
      await ears.close()
    }
  })
})

describe('the form', () => {
  async function seller(one: Goods) {
    const { userId } = await createShopper()
    await db.membership.create({ data: { userId, role: 'MERCHANT_OWNER', merchantId: one.merchantId } })
    const cookie = (await signInHeader(new Request('http://localhost/'), userId)).split(';')[0]!
    return async (id: string, fields: Record<string, string>, pictures: Buffer[] = []) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      if (pictures.length === 0) body.append('photos', new File([], ''))
      for (const bytes of pictures) body.append('photos', new File([new Uint8Array(bytes)], '../../etc/照片.html', { type: 'text/html' }))
      const request = new Request(`http://localhost:3000/merchant/listings/${id}/photos`, { method: 'POST', body, headers: { Cookie: cookie } })
      const answer = await action({ request, params: { id }, context: {} as never }).catch((thrown: unknown) => thrown as Response)
      if (!('data' in answer)) return { status: answer.status, location: answer.headers.get('Location') }
      return { status: answer.init?.status, ...answer.data }
    }
  }

  test('uploads, moves, describes and removes', async () => {
    const one = await goods()
    const post = await seller(one)
    const done = (what: string) => ({ status: 303, location: `/merchant/listings/${one.productId}/photos?done=${what}` })
    expect(await post(one.productId, { intent: 'add' }, [await photograph(), await small()])).toEqual(done('add'))
    const [a = '', b = ''] = (await getOwnPhotos(one.merchantId, one.productId))!.photos.map(({ id }) => id)
    expect(await post(one.productId, { intent: 'first', photoId: b })).toEqual(done('first'))
    expect(await post(one.productId, { intent: 'describe', photoId: a, alt: '  装盒的样子 ' })).toEqual(done('describe'))
    expect(await post(one.productId, { intent: 'remove', photoId: b })).toEqual(done('remove'))
    expect((await getOwnPhotos(one.merchantId, one.productId))!.photos).toEqual([{ id: a, width: 200, height: 320, alt: '装盒的样子' }])
  })

  test('says beside the field what is wrong, keeps what was typed, and changes nothing', async () => {
    const one = await goods()
    const post = await seller(one)
    const [id = ''] = await added(one, [await small()])
    const before = await snapshot(one)
    expect(await post(one.productId, { intent: 'add' })).toEqual({ status: 422, errors: { photos: '请先选照片' }, values: { intent: 'add' } })
    expect(await post(one.productId, { intent: 'add' }, [await small(), Buffer.from('none')])).toMatchObject({ status: 422, errors: { photos: '第 2 张不是能看的照片，请选 JPG、PNG 或 WebP 格式的，其他照片也请重新选' } })
    const picture = await small()
    expect(await post(one.productId, { intent: 'add' }, Array.from({ length: 6 }, () => picture))).toMatchObject({ status: 422, errors: { photos: '每个商品最多 6 张，还可以加 5 张，请重新选' } })
    const long = '枣'.repeat(41)
    expect(await post(one.productId, { intent: 'describe', photoId: id, alt: long })).toEqual({ status: 422, errors: { alt: '说明最多 40 个字' }, values: { intent: 'describe', photoId: id, alt: long } })
    expect(await post(one.productId, { intent: 'describe', photoId: id, alt: '国家级' })).toMatchObject({ status: 422, errors: { alt: expect.stringContaining('国家级') as string }, values: { alt: '国家级' } })
    expect(await post(one.productId, { intent: 'remove', photoId: newId() })).toMatchObject({ status: 409, errors: { '': '这张照片已经不在了，下面是现在的照片。' } })
    expect(await post(one.productId, { intent: 'remove', photoId: id, merchantId: newId() })).toMatchObject({ status: 422 })
    expect(await post(one.productId, { intent: 'drop', photoId: id })).toMatchObject({ status: 422 })
    expect(await snapshot(one)).toEqual(before)
  })

  test('is another shop’s alone: 404, whoever else is signed in', async () => {
    const [one, other] = [await goods(), await goods()]
    const post = await seller(other)
    const [id = ''] = await added(one, [await small()])
    const before = await snapshot(one)
    for (const listing of [one.productId, newId(), 'new', '..']) expect(await post(listing, { intent: 'remove', photoId: id })).toMatchObject({ status: 404 })
    expect(await post(one.productId, { intent: 'add' }, [await small()])).toMatchObject({ status: 404 })
    expect(await snapshot(one)).toEqual(before)
    const stranger = new Request(`http://localhost:3000/merchant/listings/${one.productId}/photos`)
    await expect(loader({ request: stranger, params: { id: one.productId }, context: {} as never })).rejects.toMatchObject({ status: 303 })
  })

  test('may be as large as six photographs, and not without end', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost:3000' }
    const send = (path: string, megabytes: number) => fetch(`${web.url()}${path}`, { method: 'POST', headers, body: 'a'.repeat(megabytes * 1024 * 1024) }).then(({ status }) => status, () => 413)
    // It passes the door; the tiny shop behind it has no such page.
    expect(await send('/merchant/listings/1/photos', 50)).not.toBe(413)
    expect(await send('/merchant/listings/1/photos', 65)).toBe(413)
    expect(await send('/merchant/listings/1', 1)).toBe(413)
  })
})
