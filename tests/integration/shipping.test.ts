import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { openPageCache } from '#app/http/page-cache/open-page-cache.server.ts'
import { pageKey } from '#app/http/page-cache/page-key.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { listen } from '#app/infra/listen.server.ts'
import { addToCart } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { getProductPage } from '#app/services/catalogue/get-product-page.server.ts'
import type { PlaceCheckoutInput } from '#app/services/checkout/place-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { removeCutoff, saveCutoff } from '#app/services/shipping/change-cutoff.server.ts'
import { addPause, removePause } from '#app/services/shipping/change-pauses.server.ts'
import { addStop, removeStop } from '#app/services/shipping/change-stops.server.ts'
import { getShippingDesk } from '#app/services/shipping/get-shipping-desk.server.ts'
import { noticeBrokenPromises } from '#app/services/shipping/notice-broken-promises.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { hearRings } from '#app/infra/kept-until-rung.server.ts'
import { forgetShippingTables, shippingTables } from '#app/services/shipping/shipping-tables.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
const noon = shanghai('2027-01-16 12:00:00')
const afterCutoff = shanghai('2027-01-26 12:00:00')
const actor = { id: newId(), role: 'OPERATOR' }

async function skuIn(warehouseId: 'hub' | 'origin', overrides: Parameters<typeof createSku>[0] = {}) {
  const sku = await createSku(overrides)
  await db.sku.update({ where: { id: sku.id }, data: { warehouseId } })
  return sku
}

/** What a refusal must leave as it was. */
async function snapshot() {
  return Promise.all([
    db.checkout.count(), db.merchantOrder.count(), db.stockMovement.count(), db.cartLine.count(), db.auditLog.count(),
    db.sku.findMany({ orderBy: { id: 'asc' }, select: { id: true, held: true } }),
    db.orderCutoff.findMany({ orderBy: { id: 'asc' } }), db.courierPause.findMany({ orderBy: { id: 'asc' } }), db.deliveryStop.findMany(),
    db.shippingRevision.findMany(),
  ])
}

async function refused(form: PlaceCheckoutInput, reason: string) {
  const before = await snapshot()
  const answer = await placeCheckout(form)
  expect(answer).toMatchObject({ ok: false, reason })
  expect(await snapshot()).toEqual(before)
  return answer
}

describe('R-20: the promise stands in the order', () => {
  test('as it was seen: of every line, of the whole, and on the order’s page', async () => {
    const owner = createGuest()
    const fromHub = await skuIn('hub', { title: '灰枣' })
    const fromOrigin = await skuIn('origin', { title: '香梨', merchantId: fromHub.merchantId })
    const placed = await placeCheckout(await fillCheckoutForm(owner, [{ skuId: fromHub.id, quantity: 1 }, { skuId: fromOrigin.id, quantity: 2 }], noon))
    if (!placed.ok) throw new Error(placed.reason)
    const order = await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId }, include: { lines: { orderBy: { position: 'asc' } } } })
    expect(order).toMatchObject({ warehouseId: 'origin', shipBy: shanghai('2027-01-18 18:00:00'), arriveBy: new Date('2027-01-25') })
    expect(order.lines.map(({ warehouseId, shipBy, arriveBy }) => ({ warehouseId, shipBy, arriveBy }))).toEqual([
      { warehouseId: 'hub', shipBy: shanghai('2027-01-17 18:00:00'), arriveBy: new Date('2027-01-20') },
      { warehouseId: 'origin', shipBy: shanghai('2027-01-18 18:00:00'), arriveBy: new Date('2027-01-25') },
    ])
    const page = await getOrder({ number: placed.number, viewer: viewerOf(owner) })
    expect(page?.merchantOrders[0]?.promises).toEqual([
      { goods: ['灰枣'], warehouseName: '浙江前置仓', shipBy: shanghai('2027-01-17 18:00:00'), arriveBy: '2027-01-20', brokenShip: false, brokenArrive: false },
      { goods: ['香梨'], warehouseName: '新疆产地直发', shipBy: shanghai('2027-01-18 18:00:00'), arriveBy: '2027-01-25', brokenShip: false, brokenArrive: false },
    ])
  })

  test('a promise that changed with the clock is shown old and new, and nothing changes until agreed', async () => {
    const sku = await skuIn('hub')
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], shanghai('2027-01-16 17:59:59.999'))
    const answer = await refused({ ...form, now: shanghai('2027-01-16 18:00:00.000') }, 'changed')
    if (answer.ok || answer.reason !== 'changed') throw new Error('not refused')
    expect(answer.changes).toEqual([{
      kind: 'promise', merchantName: expect.any(String),
      seen: { shipBy: shanghai('2027-01-17 18:00:00'), arriveBy: '2027-01-20' }, now: { shipBy: shanghai('2027-01-18 18:00:00'), arriveBy: '2027-01-21' },
    }])
    expect(await placeCheckout({ ...form, now: shanghai('2027-01-16 18:00:00.000'), seen: answer.quote.seen })).toMatchObject({ ok: true })
  })

  test('tables that changed after the quote: asked again where it matters, placed where it does not, whatever this process still remembers', async () => {
    const sku = await skuIn('hub')
    hearRings(true)
    try {
      const same = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], noon)
      await addStop({ provinceCode: '230000', goodsType: 'LIQUID', reason: '大雪', actor, now: noon })
      // Nobody rang here: the statement itself finds the other revision, and the new tables say the same.
      expect(await placeCheckout(same)).toMatchObject({ ok: true })
      const other = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], noon)
      await addPause({ warehouseId: 'hub', zoneId: null, from: '2027-01-17', last: '2027-01-18', reason: '暴雪', actor, now: noon })
      await refused(other, 'changed')
    } finally {
      hearRings(false)
      await removeStop({ provinceCode: '230000', goodsType: 'LIQUID', actor, now: noon })
      for (const { id } of await db.courierPause.findMany({ where: { reason: '暴雪' } })) await removePause({ id, actor, now: noon })
      forgetShippingTables()
    }
  })

  test('goods that moved to another warehouse after the quote are asked for again', async () => {
    const sku = await skuIn('hub')
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], noon)
    await db.sku.update({ where: { id: sku.id }, data: { warehouseId: 'origin' } })
    await refused(form, 'changed')
  })
})

describe('C7: after the cut-off', () => {
  test('without the tick the order is refused and nothing changes; with it, it stands for after the holiday', async () => {
    const sku = await skuIn('origin')
    const form = await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], afterCutoff)
    const answer = await refused(form, 'held')
    expect(answer).toMatchObject({ quote: { heldUntil: '2027-02-15' } })
    const placed = await placeCheckout({ ...form, acceptsHold: true })
    if (!placed.ok) throw new Error(placed.reason)
    expect(await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })).toMatchObject({ shipBy: shanghai('2027-02-17 18:00:00') })
  })

  test('what lies in the hub needs no tick, and is offered instead', async () => {
    const pear = await skuIn('origin', { title: '香梨 特级', goodsType: 'FRESH' })
    const box = await skuIn('hub', { title: '香梨 礼盒', goodsType: 'FRESH' })
    await db.product.update({ where: { id: box.productId }, data: { sort: -1 } })
    const { slug } = await db.product.findUniqueOrThrow({ where: { id: pear.productId } })
    const page = await getProductPage(slug, null, { provinceCode: '440000', now: afterCutoff })
    expect(page?.delivery?.answer).toMatchObject({ ok: true, promise: { heldUntil: '2027-02-15', beforeEve: false } })
    expect(page?.delivery?.instead[0]).toMatchObject({ title: '香梨 礼盒', arriveBy: '2027-01-30', beforeEve: true })
    expect(await placeCheckout(await fillCheckoutForm(createGuest(), [{ skuId: box.id, quantity: 1 }], afterCutoff))).toMatchObject({ ok: true })
  })
})

describe('freight and arrival before anything is bought', () => {
  test('C6: the page and the cart say them for the shopper’s province', async () => {
    const owner = createGuest()
    const apples = await skuIn('hub', { goodsType: 'FRESH', priceFen: 8_900 })
    const { slug } = await db.product.findUniqueOrThrow({ where: { id: apples.productId } })
    const there = async (provinceCode: string) => (await getProductPage(slug, null, { provinceCode, now: noon }))?.delivery
    expect(await there('330000')).toMatchObject({ province: { name: '浙江' }, answer: { ok: true, freight: '每家店满 59 元包邮，不满收 6 元', promise: { arriveBy: '2027-01-20', beforeEve: true } } })
    expect(await there('540000')).toMatchObject({ answer: { ok: false, sentence: '西藏：鲜果鲜菜暂不配送' } })
    await addToCart(owner, { skuId: apples.id, quantity: 1 })
    const cart = await getCart(owner, { provinceCode: '210000', now: noon })
    expect(cart).toMatchObject({ province: { name: '辽宁' }, groups: [{ delivery: { ok: true, freightFen: 1_800, parcels: [{ arriveBy: '2027-01-22' }] } }] })
    expect((await getCart(owner, { provinceCode: '999999', now: noon })).province.name).toBe('浙江')
  })

  test.each([
    ['/products/x?province=440000&utm=1', '/products/x?province=440000'],
    ['/products/x?province=nowhere', '/products/x'],
    ['/products/x?province=331002', '/products/x'],
  ])('%s is kept as %s', (address, key) => {
    expect(pageKey(address)).toBe(key)
  })
})

describe('the operator', () => {
  const road = { warehouseId: 'origin', zoneId: 'XINJIANG', resumesOn: '2027-02-16', cutoffAt: shanghai('2027-01-20 18:00:00'), actor, now: noon }
  const cutoffOf = async () => {
    forgetShippingTables()
    const desk = await getShippingDesk(noon)
    return desk.warehouses.find(({ id }) => id === 'origin')!.roads.find(({ zoneId }) => zoneId === 'XINJIANG')!
  }

  test('changes a cut-off: audited, conditional on what was seen, true on the pages at once', async () => {
    const before = await cutoffOf()
    expect(before.eveUntil).toEqual(shanghai('2027-01-30 18:00:00'))
    const seen = before.cutoff!
    expect(await saveCutoff({ ...road, seen })).toEqual({ ok: true })
    expect(await saveCutoff({ ...road, seen })).toEqual({ ok: false, reason: 'stale' })
    const after = await cutoffOf()
    expect(after).toMatchObject({ cutoff: { cutoffAt: road.cutoffAt, resumesOn: '2027-02-16', version: seen.version + 1 }, eveUntil: road.cutoffAt })
    expect(await db.auditLog.findFirstOrThrow({ where: { action: 'shipping.cutoff' }, orderBy: { seq: 'desc' } })).toMatchObject({
      actorId: actor.id, subjectId: 'origin:XINJIANG',
      before: { cutoffAt: '2027-01-30T10:00:00.000Z', resumesOn: '2027-02-15' }, after: { cutoffAt: '2027-01-20T10:00:00.000Z', resumesOn: '2027-02-16' },
    })
    expect(await removeCutoff({ id: seen.id, version: seen.version, actor, now: noon })).toEqual({ ok: false, reason: 'stale' })
    expect(await removeCutoff({ id: seen.id, version: seen.version + 1, actor, now: noon })).toEqual({ ok: true })
    expect((await cutoffOf()).cutoff).toBeNull()
    expect(await saveCutoff({ ...road, seen: null })).toEqual({ ok: true })
    // Another tab that saw none either.
    expect(await saveCutoff({ ...road, seen: null })).toEqual({ ok: false, reason: 'stale' })
  })

  test.each([
    ['goes on before the cut-off', () => saveCutoff({ ...road, seen: null, resumesOn: '2027-01-19' }), { reason: 'invalid', problems: { resumesOn: '恢复发货的日子要在截单之后' } }],
    ['goes on in the past', () => saveCutoff({ ...road, seen: null, resumesOn: '2027-01-16' }), { reason: 'invalid', problems: { resumesOn: '恢复发货的日子要在今天以后' } }],
    ['goes on next year', () => saveCutoff({ ...road, seen: null, resumesOn: '2028-01-19' }), { reason: 'invalid', problems: { resumesOn: '截单到恢复发货最多 60 天，请核对' } }],
    ['is of no road', () => saveCutoff({ ...road, seen: null, zoneId: 'MOON' }), { reason: 'not_found' }],
    ['ends before it begins', () => addPause({ warehouseId: null, zoneId: null, from: '2027-02-05', last: '2027-02-04', reason: 'x', actor, now: noon }), { reason: 'invalid', problems: { last: '最后一天不能早于第一天' } }],
    ['is over', () => addPause({ warehouseId: null, zoneId: null, from: '2027-01-05', last: '2027-01-06', reason: 'x', actor, now: noon }), { reason: 'invalid', problems: { last: '这段日子已经过去了' } }],
    ['lasts a season', () => addPause({ warehouseId: null, zoneId: null, from: '2027-02-05', last: '2027-05-06', reason: 'x', actor, now: noon }), { reason: 'invalid', problems: { last: '停运最长 60 天，请核对' } }],
    ['is of no warehouse', () => addPause({ warehouseId: 'x', zoneId: null, from: '2027-02-05', last: '2027-02-06', reason: 'x', actor, now: noon }), { reason: 'invalid', problems: { warehouseId: '请选择仓' } }],
    ['is stopped already', () => addStop({ provinceCode: '540000', goodsType: 'FRESH', reason: 'x', actor, now: noon }), { reason: 'already' }],
    ['is a province that nothing is sent to', () => addStop({ provinceCode: '810000', goodsType: 'FRESH', reason: 'x', actor, now: noon }), { reason: 'no_province' }],
    ['was never stopped', () => removeStop({ provinceCode: '330000', goodsType: 'FRESH', actor, now: noon }), { reason: 'not_found' }],
    ['is a pause that is gone', () => removePause({ id: newId(), actor, now: noon }), { reason: 'not_found' }],
  ])('what %s is refused, nothing changes', async (_, act, refusal) => {
    const before = await snapshot()
    expect(await act()).toEqual({ ok: false, ...refusal })
    expect(await snapshot()).toEqual(before)
  })

  test('a change is on kept pages within a second', async () => {
    const sku = await skuIn('hub')
    const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
    const build = {
      entry: { module: { default: () => new Response('') } },
      routes: {
        root: {
          id: 'root',
          path: 'products/:slug',
          module: {
            loader: async () => {
              const page = await getProductPage(slug, null, { provinceCode: '620000', now: noon })
              return new Response(page?.delivery?.answer.ok ? '送' : '不送', { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
            },
          },
        },
      },
      assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
      publicPath: '/', assetsBuildDirectory: '', future: {}, isSpaMode: false, mode: 'production', basename: '/',
    }
    const cache = openPageCache(build as never, { https: false, development: false, paymentOrigins: [] }, ({ onRing, onLine }) =>
      listen('catalogue', {
        onRing: () => (forgetShippingTables(), onRing()),
        onLine: (up) => (hearRings(up), onLine(up)),
      }))
    const server = createServer(cache.before((_req, res) => res.writeHead(299).end()))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const ask = async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/products/${slug}`)).text()
    try {
      await vi.waitUntil(() => cache.store.isUp)
      expect(await ask()).toBe('送')
      const tables = await shippingTables()
      expect(await shippingTables()).toBe(tables)
      await addStop({ provinceCode: '620000', goodsType: 'ALL', reason: '道路中断', actor, now: noon })
      await expect.poll(ask, { timeout: 1_000 }).toBe('不送')
      await removeStop({ provinceCode: '620000', goodsType: 'DRIED', actor, now: noon })
      await expect.poll(ask, { timeout: 1_000 }).toBe('送')
    } finally {
      await cache.close()
      hearRings(false)
      await new Promise((resolve) => server.close(resolve))
    }
  })
})

describe('a broken promise is counted', () => {
  async function paid(skuId: string) {
    const owner = createGuest()
    const placed = await placeCheckout(await fillCheckoutForm(owner, [{ skuId, quantity: 3 }], noon))
    if (!placed.ok) throw new Error(placed.reason)
    await db.checkout.update({ where: { id: placed.checkoutId }, data: { dueAt: new Date(Date.now() + 900_000) } })
    await startPayment({ number: placed.number, viewer: viewerOf(owner) })
    const { sessionId } = await db.paymentAttempt.findFirstOrThrow({ where: { checkoutId: placed.checkoutId } })
    sandbox().pay(sessionId!)
    expect(await settleSession(sessionId!)).toBe('paid')
    return { owner, number: placed.number, order: await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId }, include: { lines: true } }) }
  }
  const rowsOf = (merchantOrderId: string) =>
    db.brokenPromise.findMany({ where: { merchantOrderId }, orderBy: { id: 'asc' }, select: { kind: true, quantity: true, brokenAt: true, businessDate: true } })
  const late = { kind: 'SHIP', brokenAt: shanghai('2027-01-17 18:00:00'), businessDate: new Date('2027-01-17') }

  test('once, when its time has passed, by the job that looks; the shopper and the operator see it', async () => {
    const { order, number, owner } = await paid((await skuIn('hub')).id)
    await noticeBrokenPromises(shanghai('2027-01-17 18:00:00.000'))
    expect(await rowsOf(order.id)).toEqual([])
    expect(await noticeBrokenPromises(shanghai('2027-01-17 18:00:00.001'))).toBe(1)
    expect(await noticeBrokenPromises(shanghai('2027-01-17 19:00:00'))).toBe(0)
    expect(await rowsOf(order.id)).toEqual([{ ...late, quantity: 3 }])
    await noticeBrokenPromises(shanghai('2027-01-21 00:00:00.001'))
    expect(await rowsOf(order.id)).toEqual([{ ...late, quantity: 3 }, { kind: 'ARRIVE', quantity: 3, brokenAt: shanghai('2027-01-21 00:00:00'), businessDate: new Date('2027-01-21') }])
    expect((await getOrder({ number, viewer: viewerOf(owner) }))?.merchantOrders[0]?.promises[0]).toMatchObject({ brokenShip: true, brokenArrive: true })
    expect((await getShippingDesk(shanghai('2027-01-21 12:00:00'))).broken).toMatchObject({ ship: expect.any(Number), arrive: 1 })
  })

  test('and by the parcel that leaves late, for the units that were late', async () => {
    const { order } = await paid((await skuIn('hub')).id)
    const ship = (quantity: number, at: Date) =>
      shipOrder({
        merchantId: order.merchantId, merchantOrderId: order.id, carrierCode: 'zto', trackingNumber: `7310${randomInt(1e9, 1e10)}`,
        lines: [{ lineId: order.lines[0]!.id, quantity }], actor, now: at,
      })
    expect(await ship(1, shanghai('2027-01-17 18:00:00.000'))).toMatchObject({ ok: true })
    expect(await rowsOf(order.id)).toEqual([])
    expect(await ship(1, shanghai('2027-01-17 18:00:01'))).toMatchObject({ ok: true })
    expect(await ship(1, shanghai('2027-01-18 09:00:00'))).toMatchObject({ ok: true, state: 'SHIPPED' })
    expect(await rowsOf(order.id)).toEqual([{ ...late, quantity: 2 }])
  })

  test('the book is append-only', async () => {
    await expect(db.brokenPromise.deleteMany()).rejects.toThrow('append-only')
  })
})
