import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { MerchantOrderState } from '#app/infra/generated/prisma/enums.ts'
import type { Receiver } from '#app/services/checkout/place-checkout.server.ts'
import { readInvoice } from '#app/services/order/read-invoice.server.ts'
import { maskPhone } from '#app/services/identity/get-account.server.ts'

export const orderTabs = {
  'to-ship': ['TO_SHIP', 'PART_SHIPPED'],
  shipped: ['SHIPPED', 'RECEIVED', 'COMPLETED'],
  closed: ['CLOSED'],
} as const satisfies Record<string, readonly MerchantOrderState[]>

export type OrderTab = keyof typeof orderTabs

const PAGE_SIZE = 50

export type MerchantOrderRow = {
  id: string
  number: string
  state: MerchantOrderState
  paidAt: Date | null
  totalFen: Fen
  goods: { title: string; spec: string; toShip: number; quantity: number }[]
  /** 浙江 台州 */
  destination: string
}

/** Paid orders of one merchant, the one that waits longest first while they wait. */
export async function listMerchantOrders(merchantId: string, tab: OrderTab, page: number) {
  // Unpaid orders are nobody's business but the buyer's.
  const where = { merchantId, state: { in: [...orderTabs[tab]] }, paidAt: { not: null } }
  const [total, rows, counts] = await Promise.all([
    db.merchantOrder.count({ where }),
    db.merchantOrder.findMany({
      where,
      orderBy: [{ paidAt: tab === 'to-ship' ? 'asc' : 'desc' }, { id: 'asc' }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: {
        id: true,
        number: true,
        state: true,
        paidAt: true,
        totalFen: true,
        lines: { orderBy: { position: 'asc' }, select: { title: true, spec: true, toShip: true, quantity: true } },
        checkout: { select: { provinceCode: true, cityCode: true } },
      },
    }),
    db.merchantOrder.groupBy({ by: ['state'], where: { merchantId, paidAt: { not: null } }, _count: true }),
  ])
  const names = await shortNames(rows.flatMap(({ checkout }) => [checkout.provinceCode, checkout.cityCode]))
  const countOf = (states: readonly MerchantOrderState[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count, 0)
  return {
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    counts: { 'to-ship': countOf(orderTabs['to-ship']), shipped: countOf(orderTabs.shipped), closed: countOf(orderTabs.closed) },
    orders: rows.map(
      ({ checkout, lines, ...row }): MerchantOrderRow => ({
        ...row,
        goods: lines,
        destination: [checkout.provinceCode, checkout.cityCode].map((code) => names.get(code) ?? '').filter((name) => name !== '市辖区').join(' '),
      }),
    ),
  }
}

async function shortNames(codes: string[]): Promise<Map<string, string>> {
  const regions = await db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } })
  return new Map(regions.map(({ code, name }) => [code, name.replace(/(?:省|市|维吾尔自治区|壮族自治区|回族自治区|自治区)$/u, '')]))
}

/**
 * One own, paid order; null for another merchant's. The receiver is whole while something
 * has to be shipped and masked afterwards.
 */
export async function getMerchantOrder(merchantId: string, id: string) {
  const order = await db.merchantOrder.findFirst({
    where: { id, merchantId, paidAt: { not: null } },
    include: {
      lines: { orderBy: { position: 'asc' } },
      shipments: { orderBy: { createdAt: 'asc' }, include: { lines: true } },
      refunds: { select: { id: true, amountFen: true, state: true } },
      invoice: { select: { kind: true, detailsCipher: true } },
      checkout: { select: { personalCipher: true, giftCardCipher: true, provinceCode: true, cityCode: true, districtCode: true } },
    },
  })
  if (!order) return null
  const codes = [order.checkout.provinceCode, order.checkout.cityCode, order.checkout.districtCode]
  const [regions, carriers, repriced] = await Promise.all([
    db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } }),
    db.carrier.findMany({ where: { active: true }, orderBy: { sort: 'asc' }, select: { code: true, name: true } }),
    db.refundReprice.findMany({ where: { merchantId, merchantOrderId: id }, select: { lineId: true, amountFen: true } }),
  ])
  const place = codes.map((code) => regions.find((region) => region.code === code)?.name ?? '').filter((name) => name !== '市辖区').join('')
  const receiver = JSON.parse(decrypt(order.checkout.personalCipher)) as Receiver
  const waiting = order.state === 'TO_SHIP' || order.state === 'PART_SHIPPED'
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    paidAt: order.paidAt,
    goodsFen: order.goodsFen,
    freightFen: order.freightFen,
    totalFen: order.totalFen,
    waiting,
    receiver: waiting
      ? { ...receiver, place }
      : { name: `${[...receiver.name][0] ?? ''}**`, phone: maskPhone(receiver.phone), street: '***', place },
    lines: order.lines.map(({ id: lineId, title, grade, spec, motif, quantity, toShip, shipped, cancelled, paidFen, refundedFen }) => ({
      lineId, title, grade, spec, motif, quantity, toShip, shipped, cancelled, paidFen, refundedFen,
      /** What refunds of other shops’ goods added to it. */
      repricedFen: sumFen(repriced.filter((row) => row.lineId === lineId).map(({ amountFen }) => amountFen)),
    })),
    shipments: order.shipments.map((shipment) => ({
      id: shipment.id,
      carrierName: carriers.find(({ code }) => code === shipment.carrierCode)?.name ?? shipment.carrierCode,
      trackingNumber: shipment.trackingNumber,
      createdAt: shipment.createdAt,
      units: shipment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    })),
    invoice: order.invoice && readInvoice(order.invoice),
    /** To be printed while there is a parcel to put it into. */
    giftCard: waiting && order.checkout.giftCardCipher ? decrypt(order.checkout.giftCardCipher) : null,
    refunds: order.refunds,
    carriers,
  }
}
