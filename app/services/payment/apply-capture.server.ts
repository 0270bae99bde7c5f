import { salePostings, surplusPostings } from '#app/domain/ledger/postings.ts'
import type { CheckoutState } from '#app/domain/order/states.ts'
import type { Captured, Expected, Settlement } from '#app/domain/payment/decide-settlement.ts'
import { realNow } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { failpoint } from '#app/infra/failpoint.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { ProviderSession } from '#app/infra/payment-provider.server.ts'
import { lockSkus, moveHeldStock } from '#app/services/inventory/move-held-stock.server.ts'
import type { Units } from '#app/services/inventory/move-held-stock.server.ts'
import { recordMoves } from '#app/services/order/history.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { soldSubsidies } from '#app/services/payment/merchant-shares.server.ts'
import { postLedger } from '#app/services/payment/post-ledger.server.ts'
import { claimAgainLate } from '#app/services/promotion/claim-again.server.ts'
import { useClaims } from '#app/services/promotion/give-back.server.ts'

export type Capture = {
  attemptId: string
  checkoutId: string
  session: ProviderSession & { paymentId: string }
  /** Business time. */
  capturedAt: Date
  decide: (expected: Expected, captured: Captured) => Settlement
}

type LockedCheckout = { state: CheckoutState; payable_fen: number; currency: string; payment_method: 'WECHAT_PAY' | 'ALIPAY' | 'CARD' }

/**
 * Books captured money in one transaction: the order becomes PAID with its stock, ledger
 * and outbox event, or the money is set aside to go back. Once a provider payment is
 * booked, a repeat changes nothing. Locks: SKUs in id order, then the checkout.
 */
export async function applyCapture(capture: Capture): Promise<'paid' | 'returned'> {
  const outcome = await db.$transaction(async (tx) => {
    const units = await tx.stockHold.findMany({
      where: { checkoutId: capture.checkoutId },
      select: { skuId: true, merchantId: true, quantity: true, state: true },
    })
    const stock = await lockSkus(tx, units.map((unit) => unit.skuId))
    const [checkout] = await tx.$queryRaw<LockedCheckout[]>`
      select state, payable_fen, currency, payment_method from checkout
       where id = ${capture.checkoutId}::uuid for update`
    if (!checkout) throw new Error(`No checkout ${capture.checkoutId}`)

    const booked = await tx.payment.findUnique({
      where: { providerPaymentId: capture.session.paymentId },
      select: { use: true },
    })
    if (booked) return booked.use === 'ORDER' ? 'paid' : 'returned'

    const settlement = capture.decide(
      { state: checkout.state, payableFen: checkout.payable_fen, currency: checkout.currency },
      { amountFen: capture.session.amountFen, currency: capture.session.currency },
    )
    await tx.paymentAttempt.updateMany({
      where: { id: capture.attemptId, state: { not: 'SUCCEEDED' } },
      data: { state: 'SUCCEEDED', checkedAt: realNow() },
    })
    if (settlement.kind === 'return') {
      await setAside(tx, capture, checkout, settlement.reason)
      return 'returned'
    }
    if (settlement.kind === 'late') {
      const enough = units.every((unit) => {
        const sku = stock.get(unit.skuId)
        return sku !== undefined && sku.sellable && sku.free >= unit.quantity
      })
      if (!enough || !(await claimAgainLate(tx, capture.checkoutId))) {
        await moveCheckout(tx, capture, checkout.state, 'REFUND_DUE', 'late_payment')
        await setAside(tx, capture, checkout, 'LATE_PAYMENT')
        return 'returned'
      }
      await moveHeldStock(tx, 'HOLD', `late:${capture.session.paymentId}`, units, capture.capturedAt)
    }
    await pay(tx, capture, checkout, units)
    failpoint('K13')
    return 'paid'
  })
  failpoint('K13b')
  return outcome
}

async function pay(tx: Tx, capture: Capture, checkout: LockedCheckout, units: Units[]): Promise<void> {
  const { checkoutId, capturedAt } = capture
  const paymentId = await recordPayment(tx, capture, checkout, 'ORDER')
  await moveCheckout(tx, capture, checkout.state, 'PAID', 'provider_success')
  await tx.checkout.update({ where: { id: checkoutId }, data: { paidAt: capturedAt, closedAt: null } })

  await useClaims(tx, checkoutId)
  const orders = await tx.merchantOrder.findMany({
    where: { checkoutId },
    select: { id: true, merchantId: true, state: true, goodsFen: true, discountFen: true, freightFen: true },
    orderBy: { number: 'asc' },
  })
  await tx.merchantOrder.updateMany({
    where: { checkoutId },
    data: { state: 'TO_SHIP', paidAt: capturedAt, closedAt: null },
  })
  await recordMoves(
    tx,
    orders.map((order) => ({
      entity: 'MERCHANT_ORDER' as const,
      entityId: order.id,
      fromState: order.state,
      toState: 'TO_SHIP',
      event: 'provider_success',
      actor: 'provider',
      at: capturedAt,
    })),
  )
  await moveHeldStock(tx, 'COMMIT', `payment:${paymentId}`, units, capturedAt)
  await tx.stockHold.updateMany({ where: { checkoutId }, data: { state: 'COMMITTED' } })
  const subsidiesOf = await soldSubsidies(tx, checkoutId)
  await postLedger(tx, {
    kind: 'SALE',
    checkoutId,
    causeId: paymentId,
    at: capturedAt,
    postings: salePostings(
      orders.map((order) => ({
        merchantId: order.merchantId,
        merchantOrderId: order.id,
        goodsFen: order.goodsFen - order.discountFen,
        freightFen: order.freightFen,
        subsidies: subsidiesOf(order.id),
      })),
    ),
  })
  await appendOutbox(tx, { type: 'order.paid', payload: { checkoutId, paymentId } }, capturedAt)
}

/** Money that cannot serve an order: an exception for people, a refund that runs by itself. */
async function setAside(
  tx: Tx,
  capture: Capture,
  checkout: LockedCheckout,
  reason: 'WRONG_AMOUNT' | 'SURPLUS_PAYMENT' | 'LATE_PAYMENT',
): Promise<void> {
  const { checkoutId, capturedAt, session } = capture
  const paymentId = await recordPayment(tx, capture, checkout, 'SURPLUS')
  await postLedger(tx, {
    kind: 'SURPLUS_IN',
    checkoutId,
    causeId: paymentId,
    at: capturedAt,
    postings: surplusPostings(session.amountFen, 'in'),
  })
  const refundId = newId()
  await tx.refund.create({
    data: {
      id: refundId,
      checkoutId,
      paymentId,
      reason,
      amountFen: session.amountFen,
      state: 'PENDING',
      idempotencyKey: `refund:${refundId}:v1`,
      requestedBy: 'system',
      createdAt: capturedAt,
    },
  })
  await recordMoves(tx, [
    { entity: 'REFUND', entityId: refundId, fromState: null, toState: 'PENDING', event: reason.toLowerCase(), actor: 'system', at: capturedAt },
  ])
  await tx.paymentException.create({
    data: {
      dedupeKey: `surplus:${paymentId}`,
      kind: reason,
      checkoutId,
      paymentId,
      refundId,
      amountFen: session.amountFen,
      detail: exceptionDetail[reason],
      createdAt: capturedAt,
    },
  })
}

const exceptionDetail = {
  WRONG_AMOUNT: '到账金额或币种与订单不符，正自动原路退回',
  SURPLUS_PAYMENT: '订单已由另一笔付款支付，多付的款项正自动原路退回',
  LATE_PAYMENT: '订单关闭后到账，库存或当时的优惠已经没有了，正自动原路退回',
} as const

async function recordPayment(
  tx: Tx,
  { attemptId, checkoutId, session, capturedAt }: Capture,
  checkout: LockedCheckout,
  use: 'ORDER' | 'SURPLUS',
): Promise<string> {
  const id = newId()
  await tx.payment.create({
    data: {
      id,
      checkoutId,
      attemptId,
      providerPaymentId: session.paymentId,
      amountFen: session.amountFen,
      currency: session.currency,
      method: session.method ?? checkout.payment_method,
      use,
      capturedAt,
      createdAt: realNow(),
    },
  })
  return id
}

async function moveCheckout(
  tx: Tx,
  { checkoutId, capturedAt }: Capture,
  from: CheckoutState,
  to: CheckoutState,
  event: string,
): Promise<void> {
  const moved = await tx.checkout.updateMany({ where: { id: checkoutId, state: from }, data: { state: to } })
  if (moved.count !== 1) throw new Error(`Checkout ${checkoutId} moved under its lock`)
  await recordMoves(tx, [
    { entity: 'CHECKOUT', entityId: checkoutId, fromState: from, toState: to, event, actor: 'provider', at: capturedAt },
  ])
}
