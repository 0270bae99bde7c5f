import { expect, test } from 'vitest'
import { businessNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { newToken } from '#app/infra/id.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { settleSession } from '#app/services/payment/settle-session.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'
import { getMerchantOrder } from '#app/services/shipping/merchant-orders.server.ts'
import { shipOrder } from '#app/services/shipping/ship-order.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, viewerOf } from '#tests/factories/people.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()

const invoice = { kind: 'COMPANY', title: '示例食品有限公司', taxNumber: '91330000MA0000001A' } as const

test('an invoice and a card are frozen with the order, encrypted, one invoice a seller', async () => {
  const owner = createGuest()
  const [first, second] = [await createSku(), await createSku()]
  const form = await fillCheckoutForm(owner, [{ skuId: first.id, quantity: 1 }, { skuId: second.id, quantity: 1 }])
  const placed = await placeCheckout({ ...form, invoice, giftCard: '爸妈：\n新年好！' })
  if (!placed.ok) throw new Error(placed.reason)

  const rows = await db.invoiceRequest.findMany({ where: { merchantOrder: { checkoutId: placed.checkoutId } }, orderBy: { merchantOrder: { number: 'asc' } } })
  expect(rows.map(({ kind, merchantId }) => [kind, merchantId])).toEqual([['COMPANY', first.merchantId], ['COMPANY', second.merchantId]])
  const checkout = await db.checkout.findUniqueOrThrow({ where: { id: placed.checkoutId } })
  for (const secret of ['示例食品', '91330000', '新年好']) expect(JSON.stringify([rows, checkout], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(secret)

  const seen = await getOrder({ number: placed.number, viewer: viewerOf(owner) })
  expect([seen?.giftCard, seen?.merchantOrders.map((part) => part.invoice)]).toEqual(['爸妈：\n新年好！', [invoice, invoice]])
})

test('each seller sees what was asked of him while there is a parcel to pack; nobody else does', async () => {
  const owner = createGuest()
  const sku = await createSku()
  const placed = await placeCheckout({ ...(await fillCheckoutForm(owner, [{ skuId: sku.id, quantity: 1 }])), invoice: { kind: 'PERSONAL', title: '陈小麦' }, giftCard: '新年好' })
  if (!placed.ok) throw new Error(placed.reason)
  const order = await db.merchantOrder.findFirstOrThrow({ where: { checkoutId: placed.checkoutId }, select: { id: true } })
  // Without payment it is nobody's business but the buyer's.
  expect(await getMerchantOrder(sku.merchantId, order.id)).toBeNull()

  const started = await startPayment({ number: placed.number, viewer: viewerOf(owner) })
  if (!started.ok) throw new Error(started.reason)
  const sessionId = started.redirectTo.split('/').at(-1)!
  sandbox().pay(sessionId)
  await settleSession(sessionId)
  expect(await getMerchantOrder(sku.merchantId, order.id)).toMatchObject({ waiting: true, giftCard: '新年好', invoice: { kind: 'PERSONAL', title: '陈小麦' } })
  expect(await getMerchantOrder((await createSku()).merchantId, order.id)).toBeNull()

  const { id: lineId } = await db.orderLine.findFirstOrThrow({ where: { merchantOrderId: order.id }, select: { id: true } })
  const actor = { id: newToken(), role: 'MERCHANT_OWNER' }
  await shipOrder({ merchantId: sku.merchantId, merchantOrderId: order.id, carrierCode: 'zto', trackingNumber: '731000000002', lines: [{ lineId, quantity: 1 }], actor, now: await businessNow() })
  // The invoice is still to be written.
  expect(await getMerchantOrder(sku.merchantId, order.id)).toMatchObject({ waiting: false, giftCard: null, invoice: { kind: 'PERSONAL', title: '陈小麦' } })
})

test('who asks for nothing has nothing', async () => {
  const owner = createGuest()
  const sku = await createSku()
  const placed = await placeOrder(owner, [{ skuId: sku.id, quantity: 1 }])
  expect(await db.invoiceRequest.count({ where: { merchantId: sku.merchantId } })).toBe(0)
  const seen = await getOrder({ number: placed.number, viewer: viewerOf(owner) })
  expect([seen?.giftCard, seen?.merchantOrders[0]?.invoice]).toEqual([null, null])
})
