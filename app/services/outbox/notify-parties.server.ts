import { formatYuan } from '#app/domain/money.ts'
import type { Tx } from '#app/infra/db.server.ts'

/** Tells the buyer that the payment arrived, and each merchant's people that goods wait. */
export async function notifyPaid(tx: Tx, checkoutId: string, at: Date): Promise<void> {
  const checkout = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      number: true,
      payableFen: true,
      userId: true,
      merchantOrders: { select: { number: true, merchantId: true } },
    },
  })
  if (checkout.userId)
    await message(tx, {
      userId: checkout.userId,
      dedupeKey: `paid:${checkoutId}`,
      title: '支付成功',
      body: `订单 ${checkout.number} 已支付 ${formatYuan(checkout.payableFen)} 元，商家正在备货。`,
      at,
    })
  for (const { number, merchantId } of checkout.merchantOrders)
    await tellShop(tx, merchantId, { dedupeKey: `to-ship:${number}`, title: '有新订单待发货', body: `订单 ${number} 已付款，请按承诺时间发货。`, at })
}

/** Tells the shop that its goods arrived; the buyer, too, where time said so and not they themselves. */
export async function notifyReceived(tx: Tx, merchantOrderId: string, at: Date): Promise<void> {
  const order = await tx.merchantOrder.findUniqueOrThrow({
    where: { id: merchantOrderId },
    select: { number: true, merchantId: true, checkout: { select: { userId: true } } },
  })
  const { event } = await tx.stateHistory.findFirstOrThrow({
    where: { entity: 'MERCHANT_ORDER', entityId: merchantOrderId, toState: 'RECEIVED' },
    select: { event: true },
  })
  const byBuyer = event === 'confirmed_by_buyer'
  await tellShop(tx, order.merchantId, {
    dedupeKey: `received:${merchantOrderId}`,
    title: byBuyer ? '买家已确认收货' : '订单到期自动确认收货',
    body: `订单 ${order.number} ${byBuyer ? '买家已经确认收货' : '到了约定的日子没有异议，已自动确认收货'}。`,
    at,
  })
  const { userId } = order.checkout
  if (userId && !byBuyer)
    await message(tx, {
      userId,
      dedupeKey: `received:${merchantOrderId}`,
      title: '订单已自动确认收货',
      body: `订单 ${order.number} 发出很久了，系统已替您确认收货。东西有问题，仍可以在订单页联系卖家。`,
      at,
    })
}

/** The shop hears of a review, its writer of the answer. The words themselves stand on the pages. */
export async function notifyOfReview(tx: Tx, reviewId: string, type: 'review.written' | 'review.answered', at: Date): Promise<void> {
  const { merchantId, stars, line } = await tx.review.findUniqueOrThrow({
    where: { id: reviewId },
    select: { merchantId: true, stars: true, line: { select: { title: true, merchantOrder: { select: { checkout: { select: { userId: true } } } } } } },
  })
  if (type === 'review.written') {
    await tellShop(tx, merchantId, { dedupeKey: `review:${reviewId}`, title: '有新的评价', body: `${line.title} 收到一条 ${stars} 星评价，可以在评价页回复一次。`, at })
    return
  }
  const { userId } = line.merchantOrder.checkout
  if (userId) await message(tx, { userId, dedupeKey: `review-answer:${reviewId}`, title: '卖家回复了您的评价', body: `您对 ${line.title} 的评价有了回复，在商品页可以看到。`, at })
}

/** The same words to everybody who works for a shop. */
export async function tellShop(tx: Tx, merchantId: string, words: { dedupeKey: string; title: string; body: string; at: Date }): Promise<void> {
  const people = await tx.membership.findMany({ where: { merchantId }, select: { userId: true } })
  for (const { userId } of people) await message(tx, { ...words, userId, dedupeKey: `${words.dedupeKey}:${userId}` })
}

export async function notifyShipped(tx: Tx, shipmentId: string, at: Date): Promise<void> {
  const shipment = await tx.shipment.findUniqueOrThrow({
    where: { id: shipmentId },
    select: {
      carrierCode: true,
      trackingNumber: true,
      merchantOrder: { select: { number: true, checkout: { select: { userId: true } } } },
    },
  })
  const userId = shipment.merchantOrder.checkout.userId
  if (!userId) return
  const carrier = await tx.carrier.findUnique({ where: { code: shipment.carrierCode }, select: { name: true } })
  await message(tx, {
    userId,
    dedupeKey: `shipped:${shipmentId}`,
    title: '您的年货已发出',
    body: `订单 ${shipment.merchantOrder.number} 由${carrier?.name ?? shipment.carrierCode}承运，运单号 ${shipment.trackingNumber}。`,
    at,
  })
}

/** Into the inbox of one person, once for each key. */
export async function message(
  tx: Tx,
  { userId, dedupeKey, title, body, at }: { userId: string; dedupeKey: string; title: string; body: string; at: Date },
): Promise<void> {
  await tx.message.createMany({
    data: [{ userId, dedupeKey, channel: 'inbox', title, body, createdAt: at }],
    skipDuplicates: true,
  })
}
