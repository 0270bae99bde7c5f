import type { FactOrder, SalesFactRow } from '#app/domain/reporting/sales-facts.ts'
import { refundFacts, repriceFacts, reversedFacts, saleFacts } from '#app/domain/reporting/sales-facts.ts'
import type { Period } from '#app/domain/time.ts'
import { periodDates } from '#app/domain/time.ts'
import type { Reader, Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'

/** Facts of a paid checkout; a repeat writes nothing. */
export async function projectSale(tx: Tx, checkoutId: string, paymentId: string): Promise<void> {
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { capturedAt: true } })
  const orders = await factOrders(tx, checkoutId)
  const openPeriodFor = await openPeriods(tx)
  await insertFacts(
    tx,
    orders.flatMap((order) => saleFacts(order, { causeId: paymentId, at: payment.capturedAt, openPeriodFor })),
  )
}

/** Facts of a succeeded refund and of what it repriced; money that never belonged to an order makes none. */
export async function projectRefund(tx: Tx, refundId: string): Promise<void> {
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId }, select: { succeededAt: true } })
  if (refund.succeededAt) await insertFacts(tx, await factsOfRefund(tx, refundId, refund.succeededAt))
}

/**
 * Facts of a refund that came back from the bank after it had arrived: the sale counts again.
 * @param at when the shop learnt of it
 */
export async function projectRefundReversal(tx: Tx, refundId: string, at: Date): Promise<void> {
  await insertFacts(tx, reversedFacts(await factsOfRefund(tx, refundId, at)))
}

/** A gift is not sold, so it makes no facts. */
const soldLine = { line: { isGift: false } }

async function factsOfRefund(tx: Tx, refundId: string, at: Date): Promise<SalesFactRow[]> {
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: {
      merchantOrderId: true,
      checkoutId: true,
      freightFen: true,
      lines: { where: soldLine, select: { lineId: true, quantity: true, amountFen: true } },
      repriced: { where: { lineId: null }, select: { merchantOrderId: true, amountFen: true } },
    },
  })
  const { checkoutId, merchantOrderId } = refund
  if (!merchantOrderId) return []
  const orders = await factOrders(tx, checkoutId)
  const cause = { causeId: refundId, at, openPeriodFor: await openPeriods(tx) }
  return orders.flatMap((order) => {
    const freightFen = refund.repriced.find((row) => row.merchantOrderId === order.merchantOrderId)?.amountFen ?? 0
    return order.merchantOrderId === merchantOrderId ? refundFacts(order, { ...refund, refundId }, cause) : repriceFacts(order, { refundId, freightFen }, cause)
  })
}

async function factOrders(tx: Tx, checkoutId: string): Promise<FactOrder[]> {
  const repriced = await tx.refundReprice.findMany({
    where: { refund: { checkoutId } },
    orderBy: { id: 'asc' },
    select: { refundId: true, lineId: true, amountFen: true },
  })
  const orders = await tx.merchantOrder.findMany({
    where: { checkoutId },
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
      repriced: repriced.filter(({ lineId }) => lineId === line.id),
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
