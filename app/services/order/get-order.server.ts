import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import { decrypt } from '#app/infra/crypto.server.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import type {
  CheckoutState,
  MerchantOrderState,
  PaymentMethod,
  RefundState,
  ReturnPolicy,
  ShipmentState,
} from '#app/infra/generated/prisma/enums.ts'
import { takeBackPart } from '#app/domain/promotion/take-back.ts'
import type { TakenBack } from '#app/domain/promotion/take-back.ts'
import type { InvoiceRequest } from '#app/domain/invoice/request.ts'
import type { PromiseKept } from '#app/domain/shipping/views.ts'
import { firstPhotos } from '#app/services/catalogue/list-photos.server.ts'
import { readInvoice } from '#app/services/order/read-invoice.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView, orderAccessKey } from '#app/services/order/viewer.server.ts'
import { loadSold } from '#app/services/promotion/load-sold.server.ts'

export type OrderLineView = {
  id: string
  productSlug: string
  title: string
  grade: string
  spec: string
  motif: string
  /** Of the goods as they are sold today; null where there is none. */
  photo: PhotoView | null
  netGrams: number
  returnPolicy: ReturnPolicy
  quantity: number
  unitPriceFen: Fen
  discountFen: Fen
  paidFen: Fen
  /** its value at placement; null for bought goods. */
  giftValueFen: Fen | null
  shipped: number
  /** What refunds of other goods added to it. */
  repricedFen: Fen
  refundedQty: number
  refundedFen: Fen
  received: number
  /** The buyer's own; null where they have not said anything yet. */
  reviewStars: number | null
}

export type ShipmentView = {
  id: string
  carrierName: string
  trackingNumber: string
  state: ShipmentState
  createdAt: Date
  lines: { lineId: string; quantity: number }[]
}

export type TakeBackTerms = Pick<TakenBack, 'refundFen' | 'listFen' | 'fullFreightFen' | 'lost'>

export type MerchantOrderView = {
  number: string
  state: MerchantOrderState
  merchant: { slug: string; name: string; legalName: string; businessPlace: string; contactPhone: string }
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  totalFen: Fen
  lines: OrderLineView[]
  shipments: ShipmentView[]
  /** repricedFen: what the goods that stayed cost more for it. */
  refunds: { id: string; amountFen: Fen; repricedFen: Fen; state: RefundState; createdAt: Date; succeededAt: Date | null }[]
  /** What goes back if the buyer takes this part back now, and why; null: it may not go back. */
  takeBack: TakeBackTerms | null
  /** What was promised at placement, one entry a parcel; empty in orders older than promises. */
  promises: PromiseKept[]
  /** When it counts as received without the buyer's word; null while something has still to leave. */
  receiptDueAt: Date | null
  receivedAt: Date | null
  invoice: InvoiceRequest | null
}

export type OrderView = {
  number: string
  state: CheckoutState
  paymentMethod: PaymentMethod
  receiver: { name: string; phone: string; street: string }
  /** 浙江省 台州市 椒江区 */
  place: string
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
  freightDiscountFen: Fen
  payableFen: Fen
  /** What each promotion took off goods or freight, as frozen at placement. */
  discounts: { name: string; freight: boolean; amountFen: Fen }[]
  placedAt: Date
  dueAt: Date
  paidAt: Date | null
  closedAt: Date | null
  /** Money that came too late or twice, and how its return stands. */
  surplusRefunds: { amountFen: Fen; state: RefundState }[]
  merchantOrders: MerchantOrderView[]
  history: { at: Date; toState: string; event: string; number: string | null }[]
  /** Words for the receiver, printed by the sellers. */
  giftCard: string | null
  /** The path of the guest's own link; null for a signed-in person's order. */
  guestLink: string | null
}

/** An order for whoever may see it; null for everybody else, as if it did not exist. */
export async function getOrder({ number, viewer }: { number: string; viewer: Viewer }): Promise<OrderView | null> {
  const checkout = await db.checkout.findUnique({
    where: { number },
    include: {
      refunds: { where: { merchantOrderId: null }, select: { amountFen: true, state: true } },
      merchantOrders: {
        orderBy: { number: 'asc' },
        include: {
          merchant: { select: { slug: true, name: true, legalName: true, businessPlace: true, contactPhone: true } },
          invoice: { select: { kind: true, detailsCipher: true } },
          lines: { orderBy: { position: 'asc' }, include: { broken: { select: { kind: true } }, review: { select: { stars: true } } } },
          shipments: { orderBy: { createdAt: 'asc' }, include: { lines: { select: { lineId: true, quantity: true } } } },
          refunds: {
            orderBy: { createdAt: 'asc' },
            select: { id: true, amountFen: true, state: true, createdAt: true, succeededAt: true, repriced: { select: { lineId: true, amountFen: true } } },
          },
        },
      },
    },
  })
  if (!checkout || !mayView(checkout, viewer)) return null

  const numberOf = new Map(checkout.merchantOrders.map((order) => [order.id, order.number]))
  const repriced = checkout.merchantOrders.flatMap(({ refunds }) => refunds.flatMap((refund) => refund.repriced))
  const repricedFen = (lineId: string) => sumFen(repriced.filter((row) => row.lineId === lineId).map(({ amountFen }) => amountFen))
  const mayGoBack = checkout.state === 'PAID' && checkout.merchantOrders.some(({ state }) => state === 'TO_SHIP')
  const slugs = checkout.merchantOrders.flatMap(({ lines }) => lines.map(({ productSlug }) => productSlug))
  const [carriers, warehouses, place, discounts, history, sold, photos] = await Promise.all([
    db.carrier.findMany({ select: { code: true, name: true } }),
    db.warehouse.findMany({ select: { id: true, name: true } }),
    placeName(checkout),
    frozenDiscounts(checkout.id),
    db.stateHistory.findMany({
      where: { entityId: { in: [checkout.id, ...numberOf.keys()] } },
      orderBy: { seq: 'asc' },
      select: { at: true, toState: true, event: true, entityId: true },
    }),
    mayGoBack ? loadSold(db, checkout.id) : null,
    firstPhotos(slugs),
  ])
  const warehouseName = new Map(warehouses.map(({ id, name }) => [id, name]))
  const carrierName = new Map(carriers.map((carrier) => [carrier.code, carrier.name]))
  return {
    number: checkout.number,
    state: checkout.state,
    paymentMethod: checkout.paymentMethod,
    receiver: JSON.parse(decrypt(checkout.personalCipher)) as OrderView['receiver'],
    place,
    goodsFen: checkout.goodsFen,
    discountFen: checkout.discountFen,
    freightFen: checkout.freightFen,
    freightDiscountFen: checkout.freightDiscountFen,
    discounts,
    payableFen: checkout.payableFen,
    placedAt: checkout.placedAt,
    dueAt: checkout.dueAt,
    paidAt: checkout.paidAt,
    closedAt: checkout.closedAt,
    surplusRefunds: checkout.refunds,
    merchantOrders: checkout.merchantOrders.map((order) => ({
      number: order.number,
      state: order.state,
      merchant: order.merchant,
      goodsFen: order.goodsFen,
      discountFen: order.discountFen,
      freightFen: order.freightFen,
      totalFen: order.totalFen,
      lines: order.lines.map((line) => ({
        id: line.id,
        productSlug: line.productSlug,
        title: line.title,
        grade: line.grade,
        spec: line.spec,
        motif: line.motif,
        photo: photos[line.productSlug] ?? null,
        netGrams: line.netGrams,
        returnPolicy: line.returnPolicy,
        quantity: line.quantity,
        unitPriceFen: line.unitPriceFen,
        discountFen: line.discountFen,
        paidFen: line.paidFen,
        giftValueFen: line.isGift ? line.giftValueFen : null,
        shipped: line.shipped,
        repricedFen: repricedFen(line.id),
        refundedQty: line.refundedQty,
        refundedFen: line.refundedFen,
        received: line.received,
        reviewStars: line.review?.stars ?? null,
      })),
      shipments: order.shipments.map((shipment) => ({
        id: shipment.id,
        carrierName: carrierName.get(shipment.carrierCode) ?? shipment.carrierCode,
        trackingNumber: shipment.trackingNumber,
        state: shipment.state,
        createdAt: shipment.createdAt,
        lines: shipment.lines,
      })),
      refunds: order.refunds.map(({ repriced, ...refund }) => ({ ...refund, repricedFen: sumFen(repriced.map(({ amountFen }) => amountFen)) })),
      takeBack: sold && order.state === 'TO_SHIP' ? termsOf(takeBackPart(sold, order.id)) : null,
      promises: promisesOf(order.lines, warehouseName),
      receiptDueAt: order.receiptDueAt,
      receivedAt: order.receivedAt,
      invoice: order.invoice && readInvoice(order.invoice),
    })),
    history: history.map(({ at, toState, event, entityId }) => ({ at, toState, event, number: numberOf.get(entityId) ?? null })),
    giftCard: checkout.giftCardCipher && decrypt(checkout.giftCardCipher),
    guestLink: checkout.userId ? null : `/orders/${checkout.number}?key=${orderAccessKey(checkout.id)}`,
  }
}

const termsOf = ({ refundFen, listFen, fullFreightFen, lost }: TakenBack): TakeBackTerms => ({ refundFen, listFen, fullFreightFen, lost })

/** By promotion, under the name that it had; goods before freight. */
async function frozenDiscounts(checkoutId: string): Promise<OrderView['discounts']> {
  return queryNamed<OrderView['discounts'][number]>(
    'order-discounts',
    `select v.definition->>'name' as name, a.line_id is null as freight, sum(a.amount_fen)::int as "amountFen"
       from allocation a join promotion_version v on v.promotion_id = a.promotion_id and v.version = a.version
      where a.checkout_id = $1 group by a.promotion_id, v.definition->>'name', a.line_id is null order by 2, 3 desc, 1`,
    [checkoutId],
  )
}

type PromisedLine = { title: string; warehouseId: string | null; shipBy: Date | null; arriveBy: Date | null; broken: { kind: string }[] }

/** The promises of a part, goods of one warehouse together, the earliest first. */
function promisesOf(lines: readonly PromisedLine[], nameOf: ReadonlyMap<string, string>): PromiseKept[] {
  const parcels = new Map<string, PromiseKept>()
  for (const { title, warehouseId, shipBy, arriveBy, broken } of lines) {
    if (!warehouseId || !shipBy || !arriveBy) continue
    const parcel = parcels.get(warehouseId) ?? {
      goods: [], warehouseName: nameOf.get(warehouseId) ?? warehouseId, shipBy, arriveBy: arriveBy.toISOString().slice(0, 10), brokenShip: false, brokenArrive: false,
    }
    parcel.goods.push(title)
    parcel.brokenShip ||= broken.some(({ kind }) => kind === 'SHIP')
    parcel.brokenArrive ||= broken.some(({ kind }) => kind === 'ARRIVE')
    parcels.set(warehouseId, parcel)
  }
  return [...parcels.values()].sort((a, b) => a.shipBy.getTime() - b.shipBy.getTime())
}

async function placeName(checkout: { provinceCode: string; cityCode: string; districtCode: string }): Promise<string> {
  const codes = [checkout.provinceCode, checkout.cityCode, checkout.districtCode]
  const regions = await db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } })
  const names = codes.map((code) => regions.find((region) => region.code === code)?.name ?? '')
  // Municipalities have a city level that only says “市辖区”.
  return [...new Set(names.filter((name) => name && name !== '市辖区' && name !== '县'))].join(' ')
}
