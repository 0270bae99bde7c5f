import { rename, rm, writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import type { Stars } from '#app/domain/review/review.ts'
import { env } from '#app/infra/env.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { listen } from '#app/infra/listen.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { answerReview } from '#app/services/review/answer-review.server.ts'
import { listReviews } from '#app/services/review/list-reviews.server.ts'
import { moveReview } from '#app/services/review/move-review.server.ts'
import { reviewsPage } from '#app/services/review/product-reviews.server.ts'
import { writeReview } from '#app/services/review/write-review.server.ts'
import { action } from '#app/routes/storefront/review.tsx'
import { now } from '#tests/factories/orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { photograph, pngOf } from '#tests/factories/pictures.ts'
import type { Bought } from '#tests/factories/shipped.ts'
import { createOperator, paidOrder, receivedOrder, shippedOrder } from '#tests/factories/shipped.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { useWeb } from '#tests/setup/web.ts'

const sandbox = useSandbox()
const web = useWeb()
const SCRIPT = '<script>alert("枣")</script> & <img src=x onerror=alert(1)>'

const write = (order: Bought, given: { stars?: Stars; text?: string; pictures?: Buffer[]; viewer?: Bought['viewer'] } = {}) =>
  writeReview({ number: order.checkoutNumber, lineId: order.lineId, viewer: order.viewer, stars: 5, text: '个头大', pictures: [], ...given })

async function reviewed(order: Bought, given: Parameters<typeof write>[1] = {}): Promise<string> {
  const written = await write(order, given)
  if (!written.ok) throw new Error(written.reason)
  return written.reviewId
}

function filesThere(): string[] {
  try {
    return readdirSync(join(env().dataDir, 'files')).sort()
  } catch {
    return []
  }
}

/** What a refusal must leave as it was. */
const snapshot = async () => [await db.review.count(), await db.reviewPicture.count(), await db.outboxEvent.count(), filesThere().length]

describe('R-22, R-47: who may review', () => {
  test.each([
    ['paid and not shipped', paidOrder],
    ['under way', shippedOrder],
  ])('not a line that is %s', async (_, make) => {
    const order = await make(sandbox())
    const before = await snapshot()
    expect(await write(order)).toEqual({ ok: false, reason: 'not_received' })
    expect(await snapshot()).toEqual(before)
  })

  test('not somebody else’s line, not a line of another order, and a line once', async () => {
    const [order, other] = [await receivedOrder(sandbox()), await receivedOrder(sandbox())]
    const before = await snapshot()
    for (const viewer of [viewerOf(createGuest()), viewerOf(await createShopper()), other.viewer, { userId: null, guestHash: null, accessKey: orderAccessKey(order.id) }])
      expect(await write(order, { viewer })).toEqual({ ok: false, reason: 'not_found' })
    expect(await write({ ...order, lineId: other.lineId })).toEqual({ ok: false, reason: 'not_found' })
    expect(await snapshot()).toEqual(before)
    await reviewed(order)
    expect(await write(order, { stars: 1 })).toEqual({ ok: false, reason: 'already' })
  })

  test('of five forms at once one is kept, with its pictures alone', async () => {
    const order = await receivedOrder(sandbox())
    const before = filesThere().length
    const picture = await pngOf(30, 30)
    const answers = await Promise.all([1, 2, 3, 4, 5].map((stars) => write(order, { stars: stars as Stars, pictures: [picture] })))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'already')).toHaveLength(4)
    expect(await db.review.count({ where: { lineId: order.lineId } })).toBe(1)
    expect(filesThere()).toHaveLength(before + 2)
  })

  test('a guest with the order’s own link', async () => {
    const order = await receivedOrder(sandbox(), { owner: createGuest() })
    const { id } = await db.checkout.findUniqueOrThrow({ where: { number: order.checkoutNumber } })
    expect(await write(order, { viewer: { userId: null, guestHash: null, accessKey: orderAccessKey(id) } })).toMatchObject({ ok: true })
  })
})

describe('what everybody sees', () => {
  test('stars, words, pictures and what was bought, the newest first, with count and average; script is text', async () => {
    const first = await receivedOrder(sandbox())
    const second = await receivedOrder(sandbox(), { skuId: first.skuId })
    await reviewed(first, { stars: 4, text: '第一条' })
    await reviewed(second, { stars: 5, text: SCRIPT, pictures: [await photograph(), await pngOf(60, 40)] })
    const page = await getProductPage(first.product.slug, null, { provinceCode: '330000', now })
    expect(page?.reviews.rating).toEqual({ count: 2, average: '4.5', counts: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 1 } })
    expect(page?.reviews.reviews).toEqual([
      { id: expect.any(String), stars: 5, text: SCRIPT, pictures: [{ id: expect.any(String), width: 200, height: 320 }, { id: expect.any(String), width: 60, height: 40 }], bought: '特级 500 g 袋', isDemo: false, createdAt: expect.any(Date), reply: null },
      { id: expect.any(String), stars: 4, text: '第一条', pictures: [], bought: '特级 500 g 袋', isDemo: false, createdAt: expect.any(Date), reply: null },
    ])
    // Nothing of the writer.
    expect(JSON.stringify(page?.reviews)).not.toContain(second.viewer.userId)
    expect(JSON.stringify(page?.reviews)).not.toContain(second.checkoutNumber)
    expect((await getOrder({ number: first.checkoutNumber, viewer: first.viewer }))?.merchantOrders[0]?.lines[0]).toMatchObject({ reviewStars: 4, received: 2 })
  })

  test('pages of ten; a page that is not there is empty, a product that was never listed is none', async () => {
    const first = await receivedOrder(sandbox())
    for (let place = 0; place < 11; place += 1) await reviewed(place === 0 ? first : await receivedOrder(sandbox(), { skuId: first.skuId }), { text: `第 ${place} 条` })
    const slug = first.product.slug
    expect((await reviewsPage(slug, 1))?.reviews.map(({ text }) => text)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((place) => `第 ${place} 条`))
    expect(await reviewsPage(slug, 2)).toMatchObject({ pages: 2, title: first.product.title, reviews: [{ text: '第 0 条' }] })
    expect(await reviewsPage(slug, 999_999)).toMatchObject({ pages: 2, reviews: [] })
    expect((await getProductPage(slug, null, { provinceCode: '330000', now }))?.reviews.reviews).toHaveLength(3)
    await db.product.update({ where: { id: first.product.id }, data: { status: 'DRAFT' } })
    expect(await reviewsPage(slug, 1)).toBe(null)
    expect(await reviewsPage('no-such-thing', 1)).toBe(null)
  }, 60_000)

  test('a new review, an answer and a hidden one ring, so kept pages go', async () => {
    const order = await receivedOrder(sandbox())
    let rings = 0
    let up = false
    const ears = listen('catalogue', { onRing: () => (rings += 1), onLine: (line) => (up = line) })
    try {
      await vi.waitUntil(() => up)
      const before = rings
      const reviewId = await reviewed(order)
      await expect.poll(() => rings).toBe(before + 1)
      await answerReview({ merchantId: order.merchantId, reviewId, text: '谢谢', actor: order.seller, now })
      await expect.poll(() => rings).toBe(before + 2)
      await moveReview({ reviewId, move: 'hide', reason: '含有他人电话', actor: await createOperator(), now })
      await expect.poll(() => rings).toBe(before + 3)
    } finally {
      await ears.close()
    }
  })
})

describe('pictures', () => {
  test('are served as what they are, for long, without the place where they were taken', async () => {
    const order = await receivedOrder(sandbox())
    const reviewId = await reviewed(order, { pictures: [await photograph()] })
    const { id } = await db.reviewPicture.findFirstOrThrow({ where: { reviewId } })
    for (const name of [`${id}.webp`, `${id}-small.webp`]) {
      const answer = await fetch(`${web.url()}/review-pictures/${name}`)
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(Object.fromEntries(['content-type', 'x-content-type-options', 'cache-control', 'content-security-policy', 'set-cookie'].map((header) => [header, answer.headers.get(header)]))).toEqual({
        'content-type': 'image/webp', 'x-content-type-options': 'nosniff', 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'", 'set-cookie': null,
      })
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp' })
      expect((await sharp(bytes).metadata()).exif).toBe(undefined)
    }
  })

  test.each(['..%2F..%2Fpackage.json', 'x.webp', '01890000-0000-7000-8000-000000000001.webp', '01890000-0000-7000-8000-000000000001.svg', '%00.webp'])('%s is no picture', async (name) => {
    const answer = await fetch(`${web.url()}/review-pictures/${name}`)
    expect([400, 404]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })

  test.each([
    ['that is none', async () => Buffer.from('no picture'), 'none'],
    ['30,000 px wide', () => pngOf(30_000, 10), 'pixels'],
    ['too large', async () => Buffer.concat([await pngOf(9, 9), Buffer.alloc(9 * 1024 * 1024)]), 'bytes'],
  ])('one %s is refused and nothing is kept', async (_, make, problem) => {
    const order = await receivedOrder(sandbox())
    const before = await snapshot()
    expect(await write(order, { pictures: [await pngOf(9, 9), await make()] })).toEqual({ ok: false, reason: 'picture', problem, place: 2 })
    expect(await snapshot()).toEqual(before)
  })

  test('where they cannot be stored it is said, and nothing is kept', async () => {
    const order = await receivedOrder(sandbox())
    await reviewed(await receivedOrder(sandbox()), { pictures: [await pngOf(9, 9)] })
    const before = await snapshot()
    const folder = join(env().dataDir, 'files')
    await rename(folder, `${folder}-away`)
    await writeFile(folder, 'in the way')
    try {
      expect(await write(order, { pictures: [await pngOf(9, 9)] })).toEqual({ ok: false, reason: 'not_stored' })
    } finally {
      await rm(folder)
      await rename(`${folder}-away`, folder)
    }
    expect(await snapshot()).toEqual(before)
    expect(await write(order, { pictures: [await pngOf(9, 9)] })).toMatchObject({ ok: true })
  })
})

describe('the form', () => {
  async function post(order: Bought, fields: Record<string, string>, pictures: Buffer[] = []) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    // What a browser sends for a file field that was not touched.
    if (pictures.length === 0) body.append('pictures', new File([], ''))
    for (const bytes of pictures) body.append('pictures', new File([new Uint8Array(bytes)], '../../etc/照片.html', { type: 'text/html' }))
    const { id } = await db.checkout.findUniqueOrThrow({ where: { number: order.checkoutNumber } })
    const request = new Request(`http://localhost:3000/orders/${order.checkoutNumber}/review/${order.lineId}?key=${orderAccessKey(id)}`, { method: 'POST', body })
    const answer = await action({ request, params: { number: order.checkoutNumber, lineId: order.lineId }, context: {} as never })
    if (!('data' in answer)) return { status: answer.status, location: answer.headers.get('Location') }
    return { status: answer.init?.status, ...answer.data }
  }
  const guestOrder = () => receivedOrder(sandbox(), { owner: createGuest() })

  test('keeps what was typed and says beside the field what is wrong', async () => {
    const order = await guestOrder()
    const before = await snapshot()
    const long = '枣'.repeat(10_000)
    expect(await post(order, { stars: '5', text: long })).toEqual({ status: 422, errors: { text: '评价最多 1000 个字，现在有 10000 个' }, values: { stars: '5', text: long } })
    expect(await post(order, { text: '好' })).toEqual({ status: 422, errors: { stars: '请点一下星星，告诉大家您觉得怎么样' }, values: { text: '好' } })
    expect(await post(order, { stars: '6', text: '' })).toMatchObject({ status: 422, errors: { stars: expect.any(String) } })
    expect(await post(order, { stars: '5', text: '有\u0007声' })).toMatchObject({ status: 422, errors: { text: '评价含有不能识别的字符' } })
    expect(await post(order, { stars: '5', text: '好' }, [Buffer.from('none')])).toEqual({
      status: 422, errors: { pictures: '第 1 张不是能看的照片，请选 JPG、PNG 或 WebP 格式的，其他照片也请重新选' }, values: { stars: '5', text: '好' },
    })
    const small = await pngOf(9, 9)
    expect(await post(order, { stars: '5', text: '好' }, [small, small, small, small, small])).toMatchObject({ status: 422, errors: { pictures: '最多放 4 张照片，请重新选' }, values: { text: '好' } })
    expect(await post(order, { stars: '5', text: '好', merchantId: newId() })).toMatchObject({ status: 422 })
    expect(await snapshot()).toEqual(before)
    expect(await post(order, { stars: '5', text: '  好\r\n枣  ' }, [await photograph()])).toEqual({ status: 303, location: expect.stringMatching(/said=reviewed$/) })
    expect(await db.review.findUniqueOrThrow({ where: { lineId: order.lineId } })).toMatchObject({ text: '好\n枣', stars: 5 })
    expect(await post(order, { stars: '1', text: '再来' })).toMatchObject({ status: 409, errors: { '': '这件商品您已经评价过了' }, values: { text: '再来' } })
  })

  test('only its own address may be large, and not without end', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost:3000' }
    const send = (path: string, megabytes: number) => fetch(`${web.url()}${path}`, { method: 'POST', headers, body: 'a'.repeat(megabytes * 1024 * 1024) }).then(({ status }) => status, () => 413)
    // It passes the door; the tiny shop behind it has no such page.
    expect(await send('/orders/1/review/2', 10)).not.toBe(413)
    expect(await send('/orders/1/review/2', 49)).toBe(413)
    expect(await send('/orders/1', 1)).toBe(413)
    expect(await send('/page', 1)).toBe(413)
  })
})

describe('R-22: nothing is deleted or rewritten', () => {
  test.each([
    ['deleted', `delete from review`],
    ['emptied', `truncate review cascade`],
    ['reworded', `update review set text = '很好'`],
    ['polished', `update review set stars = 5 where stars < 5`],
    ['put to other goods', `update review set product_id = (select id from product where merchant_id = review.merchant_id and id <> review.product_id limit 1)`],
    ['stripped of a picture', `delete from review_picture`],
    ['hidden without a reason', `update review set state = 'HIDDEN_LEGAL'`],
  ])('not even by the database: %s', async (_, statement) => {
    const order = await receivedOrder(sandbox())
    await reviewed(order, { stars: 2, pictures: [await pngOf(9, 9)] })
    await db.product.create({ data: { ...order.product, id: newId(), slug: newId() } })
    await expect(pool.query(statement)).rejects.toThrow(/append-only|review_hidden/)
  })

  test('the platform hides what is against the law, with reason and audit row; stars and place stay; it can be shown again', async () => {
    const order = await receivedOrder(sandbox())
    const actor = await createOperator()
    const reviewId = await reviewed(order, { stars: 1, text: '违法的话', pictures: [await pngOf(9, 9)] })
    const { id } = await db.reviewPicture.findFirstOrThrow({ where: { reviewId } })
    expect(await moveReview({ reviewId, move: 'hide', reason: '公布他人身份证号', actor, now })).toEqual({ ok: true })
    expect(await moveReview({ reviewId, move: 'hide', reason: '再来一次', actor, now })).toEqual({ ok: false, reason: 'stale' })
    expect(await moveReview({ reviewId: newId(), move: 'hide', reason: '没有的', actor, now })).toEqual({ ok: false, reason: 'not_found' })
    const hidden = await reviewsPage(order.product.slug, 1)
    expect(hidden).toMatchObject({ rating: { count: 1, average: '1.0' }, reviews: [{ id: reviewId, stars: 1, text: null, pictures: [], reply: null }] })
    expect((await fetch(`${web.url()}/review-pictures/${id}.webp`)).status).toBe(404)
    expect(await db.auditLog.findMany({ where: { subjectId: reviewId }, select: { action: true, reason: true, actorId: true, before: true, after: true } })).toEqual([
      { action: 'review.hide', reason: '公布他人身份证号', actorId: actor.id, before: { state: 'PUBLISHED' }, after: { state: 'HIDDEN_LEGAL' } },
    ])
    expect(await moveReview({ reviewId, move: 'show', reason: '核实不属于违法内容', actor, now })).toEqual({ ok: true })
    expect(await reviewsPage(order.product.slug, 1)).toMatchObject({ reviews: [{ text: '违法的话', pictures: [{ id }] }] })
    expect((await fetch(`${web.url()}/review-pictures/${id}.webp`)).status).toBe(200)
  })

  test('the shop answers once, for its own goods; buyer and shop are told', async () => {
    const [order, other] = [await receivedOrder(sandbox()), await receivedOrder(sandbox())]
    const reviewId = await reviewed(order, { stars: 3 })
    const answer = (merchantId: string, text: string) => answerReview({ merchantId, reviewId, text, actor: order.seller, now })
    expect(await answer(other.merchantId, '冒充')).toEqual({ ok: false, reason: 'not_found' })
    expect((await listReviews(other.merchantId, 'all', 1)).reviews.map(({ id }) => id)).not.toContain(reviewId)
    expect(await Promise.all([answer(order.merchantId, '谢谢'), answer(order.merchantId, '谢谢')])).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, reason: 'answered' }]))
    expect(await reviewsPage(order.product.slug, 1)).toMatchObject({ reviews: [{ reply: '谢谢' }] })
    expect(await db.auditLog.count({ where: { subjectId: reviewId, action: 'review.answer' } })).toBe(1)
    await drainOutbox()
    await drainOutbox()
    expect((await db.message.findMany({ where: { userId: order.seller.id }, select: { title: true } })).filter(({ title }) => title === '有新的评价')).toHaveLength(1)
    expect((await db.message.findMany({ where: { userId: order.viewer.userId }, select: { title: true } })).filter(({ title }) => title === '卖家回复了您的评价')).toHaveLength(1)
    expect((await listReviews(order.merchantId, 'unanswered', 1)).reviews).toEqual([])
  })
})
