import type { Fen } from '#app/domain/money.ts'
import { splitByWeight } from '#app/domain/money.ts'
import type { BusinessDate, Period } from '#app/domain/time.ts'
import { businessDate, periodOf } from '#app/domain/time.ts'

/** A sold part: a plain line has one, a bundle one per component (frozen at placement). */
export type FactPartOfLine = {
  position: number
  name: string
  categoryId: string
  regimentId: string
  producerMerchantId: string
  /** Net grams of one pack's part. */
  netGrams: number
  /** Share of the whole line's paid amount. */
  paidFen: Fen
}

export type FactLine = {
  lineId: string
  skuId: string
  skuCode: string
  isLocal: boolean
  quantity: number
  parts: FactPartOfLine[]
  /** What refunds of other goods added to the line, in their order. */
  repriced: readonly { refundId: string; amountFen: Fen }[]
}

export type FactOrder = {
  checkoutId: string
  merchantOrderId: string
  merchantId: string
  freightFen: Fen
  provinceCode: string
  cityCode: string
  districtCode: string
  channel: string
  buyerKey: string
  lines: FactLine[]
}

export type SalesFactRow = {
  eventKey: string
  type: 'SALE' | 'REFUND' | 'REPRICE'
  part: 'GOODS' | 'FREIGHT'
  at: Date
  businessDate: BusinessDate
  postedPeriod: Period
  checkoutId: string
  merchantOrderId: string
  lineId: string | null
  causeId: string
  merchantId: string
  producerMerchantId: string | null
  skuId: string | null
  skuCode: string | null
  name: string
  categoryId: string | null
  regimentId: string | null
  isLocal: boolean
  provinceCode: string
  cityCode: string
  districtCode: string
  channel: string
  buyerKey: string
  quantity: number
  grams: number
  goodsFen: Fen
  freightFen: Fen
}

export type FactCause = { causeId: string; at: Date; openPeriodFor: (period: Period) => Period }

/** Refunded units and fen of a line; the fen are split over its parts by what each stands for. */
export type RefundedLine = { lineId: string; quantity: number; amountFen: Fen }

/** Facts of one paid merchant order: a row per line part, and one for freight if any. */
export function saleFacts(order: FactOrder, cause: FactCause): SalesFactRow[] {
  const goods = order.lines.flatMap((line) =>
    line.parts.map((part) =>
      goodsRow(order, line, part, cause, {
        type: 'SALE',
        eventKey: `sale:${line.lineId}:${part.position}`,
        quantity: line.quantity,
        grams: part.netGrams * line.quantity,
        goodsFen: part.paidFen,
      }),
    ),
  )
  return order.freightFen === 0 ? goods : [...goods, freightRow(order, cause, 'SALE', `sale:${order.merchantOrderId}:freight`, order.freightFen)]
}

/** Facts of one succeeded refund of a merchant order: the mirror rows, negative. */
export function refundFacts(
  order: FactOrder,
  refund: { refundId: string; lines: readonly RefundedLine[]; freightFen: Fen },
  cause: FactCause,
): SalesFactRow[] {
  const lineById = new Map(order.lines.map((line) => [line.lineId, line]))
  const goods = refund.lines.flatMap((refunded) => {
    const line = lineById.get(refunded.lineId)
    if (!line) throw new Error(`Refund ${refund.refundId} names a line of another order`)
    const shares = splitByWeight(refunded.amountFen, paidByParts(line, refund.refundId))
    return line.parts.map((part, place) =>
      goodsRow(order, line, part, cause, {
        type: 'REFUND',
        eventKey: `refund:${refund.refundId}:${line.lineId}:${part.position}`,
        quantity: -refunded.quantity,
        grams: -part.netGrams * refunded.quantity,
        goodsFen: -shares[place]!,
      }),
    )
  })
  if (refund.freightFen === 0) return goods
  return [...goods, freightRow(order, cause, 'REFUND', `refund:${refund.refundId}:freight`, -refund.freightFen)]
}

/**
 * What the buyer keeps paying more for the goods and freight of a kept order since a refund took
 * a discount's ground away; below zero where it is less. No unit moves.
 * @param freightFen added to the freight
 */
export function repriceFacts(order: FactOrder, { refundId, freightFen }: { refundId: string; freightFen: Fen }, cause: FactCause): SalesFactRow[] {
  const goods = order.lines.flatMap((line) => {
    const amountFen = line.repriced.find((one) => one.refundId === refundId)?.amountFen ?? 0
    if (amountFen === 0) return []
    const shares = splitByWeight(amountFen, paidByParts(line, refundId))
    return line.parts.map((part, place) =>
      goodsRow(order, line, part, cause, {
        type: 'REPRICE',
        eventKey: `reprice:${refundId}:${line.lineId}:${part.position}`,
        quantity: 0,
        grams: 0,
        goodsFen: shares[place]!,
      }),
    )
  })
  if (freightFen === 0) return goods
  return [...goods, freightRow(order, cause, 'REPRICE', `reprice:${refundId}:${order.merchantOrderId}:freight`, freightFen)]
}

/** What each part of a line had paid before a refund, so that all its facts add up to nothing once it is back. */
function paidByParts({ parts, repriced }: FactLine, refundId: string): Fen[] {
  const here = repriced.findIndex((one) => one.refundId === refundId)
  return (here < 0 ? repriced : repriced.slice(0, here)).reduce(
    (paid, { amountFen }) => {
      const shares = splitByWeight(amountFen, paid)
      return paid.map((fen, place) => fen + shares[place]!)
    },
    parts.map(({ paidFen }) => paidFen),
  )
}

/** Facts of a refund that came back from the bank: its rows again, with the other sign. */
export function reversedFacts(rows: readonly SalesFactRow[]): SalesFactRow[] {
  return rows.map((row) => ({
    ...row,
    eventKey: row.eventKey.replace(/^(refund|reprice):/, '$1-reversed:'),
    quantity: -row.quantity,
    grams: -row.grams,
    goodsFen: -row.goodsFen,
    freightFen: -row.freightFen,
  }))
}

function base(order: FactOrder, cause: FactCause) {
  const date = businessDate(cause.at)
  return {
    at: cause.at,
    businessDate: date,
    postedPeriod: cause.openPeriodFor(periodOf(date)),
    checkoutId: order.checkoutId,
    merchantOrderId: order.merchantOrderId,
    causeId: cause.causeId,
    merchantId: order.merchantId,
    provinceCode: order.provinceCode,
    cityCode: order.cityCode,
    districtCode: order.districtCode,
    channel: order.channel,
    buyerKey: order.buyerKey,
  }
}

function goodsRow(
  order: FactOrder,
  line: FactLine,
  part: FactPartOfLine,
  cause: FactCause,
  figures: Pick<SalesFactRow, 'type' | 'eventKey' | 'quantity' | 'grams' | 'goodsFen'>,
): SalesFactRow {
  return {
    ...base(order, cause),
    ...figures,
    part: 'GOODS',
    lineId: line.lineId,
    producerMerchantId: part.producerMerchantId,
    skuId: line.skuId,
    skuCode: line.skuCode,
    name: part.name,
    categoryId: part.categoryId,
    regimentId: part.regimentId,
    isLocal: line.isLocal,
    freightFen: 0,
  }
}

function freightRow(
  order: FactOrder,
  cause: FactCause,
  type: SalesFactRow['type'],
  eventKey: string,
  freightFen: Fen,
): SalesFactRow {
  return {
    ...base(order, cause),
    type,
    eventKey,
    part: 'FREIGHT',
    lineId: null,
    producerMerchantId: null,
    skuId: null,
    skuCode: null,
    name: '运费',
    categoryId: null,
    regimentId: null,
    isLocal: true,
    quantity: 0,
    grams: 0,
    goodsFen: 0,
    freightFen,
  }
}
