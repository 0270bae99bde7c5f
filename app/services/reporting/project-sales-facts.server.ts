import type { FactOrder, SalesFactRow } from '#app/domain/reporting/sales-facts.ts'
import { refundFacts, reversedRefundFacts, saleFacts } from '#app/domain/reporting/sales-facts.ts'
import type { Period } from '#app/domain/time.ts'
import { periodDates } from '#app/domain/time.ts'
import type { Reader, Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'

/** Facts of a paid checkout; a repeat writes nothing. */
export async function projectSale(tx: Tx, checkoutId: string, paymentId: string): Promise<void> {
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { capturedAt: true } })
  const orders = await factOrders(tx, { checkoutId })
  const openPeriodFor = await openPeriods(tx)
  await insertFacts(
    tx,
    orders.flatMap((order) => saleFacts(order, { causeId: paymentId, at: payment.capturedAt, openPeriodFor })),
  )
}

/** Facts of a succeeded refund; money that never belonged to an order makes none. */
export async function projectRefund(tx: Tx, refundId: string): Promise<void> {
  const { refund, order } = await refundOf(tx, refundId)
  if (!order || !refund.succeededAt) return
  await insertFacts(tx, refundFacts(order, refund, { causeId: refundId, at: refund.succeededAt, openPeriodFor: await openPeriods(tx) }))
}

/**
 * Facts of a refund that came back from the bank after it had arrived: the sale counts again.
 * @param at when the shop learnt of it
 */
export async function projectRefundReversal(tx: Tx, refundId: string, at: Date): Promise<void> {
  const { refund, order } = await refundOf(tx, refundId)
  if (!order) return
  await insertFacts(tx, reversedRefundFacts(order, refund, { causeId: refundId, at, openPeriodFor: await openPeriods(tx) }))
}

/** A gift is not sold, so it makes no facts. */
const soldLine = { line: { isGift: false } }

async function refundOf(tx: Tx, refundId: string) {
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: {
      merchantOrderId: true,
      checkoutId: true,
      freightFen: true,
      succeededAt: true,
      lines: { where: soldLine, select: { lineId: true, quantity: true, amountFen: true } },
    },
  })
  const { checkoutId, merchantOrderId } = refund
  const [order] = merchantOrderId ? await factOrders(tx, { checkoutId, merchantOrderId }) : []
  if (merchantOrderId && !order) throw new Error(`Refund ${refundId} has no order`)
  return { refund: { ...refund, refundId }, order }
}

async function factOrders(tx: Tx, where: { checkoutId: string; merchantOrderId?: string }): Promise<FactOrder[]> {
  const orders = await tx.merchantOrder.findMany({
    where: { checkoutId: where.checkoutId, ...(where.merchantOrderId ? { id: where.merchantOrderId } : {}) },
    select: {
      id: true,
      merchantId: true,
      freightFen: true,
      checkout: {
        select: { id: true, provinceCode: true, cityCode: true, districtCode: true, channel: true, buyerKey: true },
      },
      lines: {
        where: { isGift: false },
        orderBy: { position: 'asc' },
        select: {
          id: true,
          skuId: true,
          title: true,
          categoryId: true,
          regimentId: true,
          isLocal: true,
          netGrams: true,
          quantity: true,
          paidFen: true,
          sku: { select: { code: true } },
          components: { orderBy: { position: 'asc' } },
        },
      },
    },
    orderBy: { number: 'asc' },
  })
  return orders.map(({ id, merchantId, freightFen, checkout, lines }) => ({
    checkoutId: checkout.id,
    merchantOrderId: id,
    merchantId,
    freightFen,
    provinceCode: checkout.provinceCode,
    cityCode: checkout.cityCode,
    districtCode: checkout.districtCode,
    channel: checkout.channel,
    buyerKey: checkout.buyerKey,
    lines: lines.map((line) => ({
      lineId: line.id,
      skuId: line.skuId,
      skuCode: line.sku.code,
      isLocal: line.isLocal,
      quantity: line.quantity,
      parts:
        line.components.length > 0
          ? line.components
          : [
              {
                position: 0,
                name: line.title,
                categoryId: line.categoryId,
                regimentId: line.regimentId,
                producerMerchantId: merchantId,
                netGrams: line.netGrams,
                paidFen: line.paidFen,
              },
            ],
    })),
  }))
}

/** Late events of an approved month are posted to the first month after it that is open. */
export async function openPeriods(on: Reader): Promise<(period: Period) => Period> {
  const approved = await on.report.findMany({
    where: { kind: 'MONTHLY', state: { in: ['APPROVED', 'SIGNED'] } },
    select: { period: true },
  })
  const closed = new Set(approved.map((report) => report.period))
  return (period) => {
    let open = period
    while (closed.has(open)) open = periodDates(open).until.slice(0, 7)
    return open
  }
}

async function insertFacts(tx: Tx, rows: SalesFactRow[]): Promise<void> {
  await tx.salesFact.createMany({
    data: rows.map((row) => ({ ...row, id: newId(), businessDate: new Date(`${row.businessDate}T00:00:00Z`) })),
    skipDuplicates: true,
  })
}
