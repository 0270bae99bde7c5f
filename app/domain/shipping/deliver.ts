import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'
import { freightFor } from '#app/domain/shipping/freight.ts'
import type { ShippingPromise } from '#app/domain/shipping/promise.ts'
import { arrivesBeforeEve, promiseFor, roadOf } from '#app/domain/shipping/promise.ts'
import type { ShippingTables, WarehouseKind } from '#app/domain/shipping/tables.ts'

/** Where and when: what freight and promises of a quote depend on beside the goods. */
export type Destination = { tables: ShippingTables; provinceCode: string; now: Date }

export type DeliveryLine = { skuId: string; goodsType: GoodsType; warehouseId: string }

/** Goods of one merchant that leave one warehouse together. */
export type Parcel = ShippingPromise & {
  warehouseName: string
  warehouseKind: WarehouseKind
  /** 除夕前送达 */
  beforeEve: boolean
  skuIds: string[]
}

export type Delivery =
  | { ok: true; freightFen: Fen; parcels: Parcel[] }
  | { ok: false; reason: 'not_served' }
  | { ok: false; reason: 'goods_not_served'; goodsTypes: GoodsType[] }

/** Freight and promises of one merchant's goods, one parcel a warehouse, the earliest first. */
export function deliver({ tables, provinceCode, now }: Destination, goodsFen: Fen, lines: readonly DeliveryLine[]): Delivery {
  const freight = freightFor(tables, provinceCode, goodsFen, lines.map(({ goodsType }) => goodsType))
  if (!freight.ok) return freight
  const parcels: Parcel[] = []
  for (const warehouseId of new Set(lines.map((line) => line.warehouseId))) {
    const road = roadOf(tables, warehouseId, freight.zone.id)
    const promise = road && promiseFor(road, now)
    // No road, or one that is closed for good: nothing can be promised, so nothing is sold.
    if (!promise) return { ok: false, reason: 'not_served' }
    parcels.push({
      ...promise,
      warehouseName: road.warehouse.name,
      warehouseKind: road.warehouse.kind,
      beforeEve: arrivesBeforeEve(promise.arriveBy, now),
      skuIds: lines.filter((line) => line.warehouseId === warehouseId).map(({ skuId }) => skuId),
    })
  }
  return { ok: true, freightFen: freight.freightFen, parcels: parcels.sort(byArrival) }
}

function byArrival(a: ShippingPromise, b: ShippingPromise): number {
  return a.shipBy.getTime() - b.shipBy.getTime() || (a.arriveBy < b.arriveBy ? -1 : a.arriveBy > b.arriveBy ? 1 : a.warehouseId < b.warehouseId ? -1 : 1)
}

/** The promise of a whole merchant order: when the last of its parcels has left, and is there. */
export function wholePromise(parcels: readonly ShippingPromise[]): Pick<ShippingPromise, 'warehouseId' | 'shipBy' | 'arriveBy'> | null {
  const last = parcels.at(-1)
  if (!last) return null
  return {
    warehouseId: last.warehouseId,
    shipBy: last.shipBy,
    arriveBy: parcels.reduce((latest, { arriveBy }) => (arriveBy > latest ? arriveBy : latest), last.arriveBy),
  }
}
