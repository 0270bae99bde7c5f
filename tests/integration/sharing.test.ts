import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Resvg } from '@resvg/resvg-js'
import express from 'express'
import jsQR from 'jsqr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelOf } from '#app/domain/sharing/touch.ts'
import { keepTouch, touchesOf } from '#app/http/touch.server.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { posterSvg } from '#app/infra/pictures/poster-svg.server.ts'
import { svgText } from '#app/infra/pictures/svg-text.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import { drawSharePicture } from '#app/services/sharing/draw-share-picture.server.ts'
import { drawPoster, getPosterFacts } from '#app/services/sharing/get-poster.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, now } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'
import { createPromotion } from '#tests/factories/published-promotions.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'
import { testSettings } from '#tests/setup/settings.ts'

useSandbox()

const mark = { channel: 'wechat_group', reference: 'leader07' } as const

async function listed(overrides: Parameters<typeof createSku>[0] = {}) {
  const sku = await createSku(overrides)
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  return { sku, slug }
}

describe('the poster', () => {
  test('R-06: has the product page’s price to the fen, with a promotion in it', async () => {
    const { sku, slug } = await listed({ title: '阿拉尔灰枣 一级', priceFen: 8_837, netGrams: 1_000 })
    await createPromotion({
      name: '年货价', kind: 'item_markdown', lane: 'PRODUCT', funders: [{ funder: 'MERCHANT', bps: 10_000 }],
      action: { type: 'UNIT_PRICE', items: [{ skuId: sku.id, unitPriceFen: 7_953, promisedUnits: null, maxPerBuyer: null }] },
    })
    const page = await getProductPage(slug, null, { provinceCode: '330000', now })
    const facts = await getPosterFacts({ slug, skuCode: null, mark, now })
    expect(facts?.priceFen).toBe(7_953)
    expect(page?.selected?.shelf.priceFen).toBe(7_953)
    const quote = await quoteCheckout({ owner: null, buyNow: { skuId: sku.id, quantity: 1 }, provinceCode: '330000', now })
    expect(quote.goodsFen - quote.discountFen).toBe(7_953)
    expect(posterSvg(facts!)).toContain('>79.53</text>')
  })

  test('is a PNG of 1080 × 1920 whose code a phone can read, with channel and reference', async () => {
    const { sku, slug } = await listed({ title: '若羌灰枣'.repeat(12) })
    const poster = await drawPoster({ slug, skuCode: null, mark, now })
    if (!poster.ok) throw new Error(poster.reason)
    expect(poster.png.subarray(1, 4).toString()).toBe('PNG')
    expect([poster.png.readUInt32BE(16), poster.png.readUInt32BE(20)]).toEqual([1_080, 1_920])

    // The picture again, as points.
    const drawn = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1920"><image width="1080" height="1920" href="data:image/png;base64,${poster.png.toString('base64')}"/></svg>`).render()
    const code = jsQR(new Uint8ClampedArray(drawn.pixels), drawn.width, drawn.height)
    expect(code?.data).toBe(`${testSettings.APP_ORIGIN}/products/${slug}?sku=${sku.code}&ch=wechat_group&ref=leader07`)
  })

  test('changes with the price at once, and the same words give the same bytes', async () => {
    const { sku, slug } = await listed({ priceFen: 5_000 })
    const request = { slug, skuCode: null, mark, now }
    const [first, second] = [await drawPoster(request), await drawPoster(request)]
    if (!first.ok || !second.ok) throw new Error('not drawn')
    expect(second.png.equals(first.png)).toBe(true)
    await db.sku.update({ where: { id: sku.id }, data: { priceFen: 5_001 } })
    const third = await drawPoster(request)
    if (!third.ok) throw new Error('not drawn')
    expect(third.facts.priceFen).toBe(5_001)
    expect(third.png.equals(first.png)).toBe(false)
  })

  test('there is none of goods that are gone or off the shelf', async () => {
    const { sku, slug } = await listed()
    await db.product.update({ where: { id: sku.productId }, data: { status: 'OFF_SHELF' } })
    expect(await drawPoster({ slug, skuCode: null, mark, now })).toEqual({ ok: false, reason: 'no_goods' })
    expect(await drawPoster({ slug: 'never-was', skuCode: null, mark, now })).toEqual({ ok: false, reason: 'no_goods' })
  })

  test('a title with markup or a character the font lacks stays text', () => {
    expect(svgText('<b>&"枣"𠮷</b>')).toBe('&lt;b&gt;&amp;&quot;枣&quot;〓&lt;/b&gt;')
  })
})

test('share pictures are of what is public alone, and square', async () => {
  const { sku, slug } = await listed()
  const shop = await db.merchant.findUniqueOrThrow({ where: { id: sku.merchantId } })
  for (const [kind, name] of [['site', 'home'], ['products', slug], ['shops', shop.slug]] as const) {
    const png = await drawSharePicture(kind, name)
    expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([800, 800])
  }
  await db.product.update({ where: { id: sku.productId }, data: { status: 'DRAFT' } })
  expect(await drawSharePicture('products', slug)).toBe(null)
})

describe('a click on a marked link', () => {
  const app = express()
  app.use(keepTouch)
  app.use((_req, res) => res.status(299).send('page'))
  const server = createServer(app)
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const visit = (path: string, cookie = '', method = 'GET') =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method, redirect: 'manual', headers: { Cookie: cookie } })
  const cookieOf = (answer: Response) => String(answer.headers.get('Set-Cookie')).split(';')[0]!

  test('is remembered and led to the page without the mark; the first one stays', async () => {
    const first = await visit('/products/t002?sku=T002&ch=wechat_group&ref=leader07')
    expect(first.status).toBe(302)
    expect(first.headers.get('Location')).toBe('/products/t002?sku=T002')
    expect(first.headers.get('Cache-Control')).toBe('private, no-store')
    expect(first.headers.get('Set-Cookie')).toMatch(/^touch=.+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    const second = await visit('/?ch=poster', cookieOf(first))
    const touches = await touchesOf(cookieOf(second))
    expect(touches).toMatchObject({ first: { channel: 'wechat_group', reference: 'leader07' }, last: { channel: 'poster', reference: null } })
  })

  test.each([
    ['no mark', '/products/t002?sku=T002', 'GET'],
    ['a channel that is none', '/?ch=evil', 'GET'],
    ['a reference alone', '/?ref=leader07', 'GET'],
    ['a question for the head', '/?ch=poster', 'HEAD'],
  ])('%s sets nothing', async (_, path, method) => {
    const answer = await visit(path, '', method)
    expect(answer.status).toBe(299)
    expect(answer.headers.get('Set-Cookie')).toBe(null)
  })

  test('leads nowhere else', async () => {
    const answer = await visit('//evil.example/?ch=poster')
    expect(answer.headers.get('Location')).toBe('/')
  })

  test('stands with the order; the channel is that of the last one, and the price knows nothing of it', async () => {
    const { sku } = await listed({ priceFen: 5_000 })
    const at = await businessNow()
    const touches = { first: { channel: 'poster', reference: null, at: new Date(at.getTime() - 60_000) }, last: { channel: 'wechat_group', reference: 'leader07', at } } as const
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], at)
    const placed = await placeCheckout({ ...form, acceptsHold: true, touches })
    if (!placed.ok) throw new Error(placed.reason)
    expect(channelOf(touches, at)).toBe('wechat_group')
    expect(await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId }, select: { channel: true, firstTouch: true, lastTouch: true, goodsFen: true } })).toEqual({
      channel: 'wechat_group',
      firstTouch: { channel: 'poster', reference: null, at: touches.first.at.toISOString() },
      lastTouch: { channel: 'wechat_group', reference: 'leader07', at: at.toISOString() },
      goodsFen: 5_000,
    })
  })
})
