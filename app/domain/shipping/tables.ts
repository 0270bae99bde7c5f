import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'
import type { BusinessDate } from '#app/domain/time.ts'

// What an operator keeps: where goods lie, what it costs to send them where, how long it
// takes, and when nothing moves. Rules get all of it as one argument.

export type WarehouseKind = 'HUB' | 'ORIGIN'

export type Warehouse = {
  id: string
  /** 浙江前置仓 */
  name: string
  kind: WarehouseKind
  /** Minute of the business day at which the courier comes; an order until then counts for that day. 1440: midnight. */
  pickupMinute: number
  /** Days from the day an order counts for to the pick-up it leaves with. */
  handlingDays: number
}

/** A part of the country with one tariff. */
export type Zone = {
  id: string
  /** 江浙沪皖 */
  name: string
  baseFen: Fen
  /** Goods of one shop from which the base falls away; null: never. */
  freeFromFen: Fen | null
  /** Always on top. */
  surchargeFen: Fen
  sort: number
}

/** The road from a warehouse to a zone. */
export type Lane = { warehouseId: string; zoneId: string; transitDays: number }

/** From `cutoffAt` on, orders of a lane leave only after the holiday: they count for `resumesOn`. */
export type OrderCutoff = { warehouseId: string; zoneId: string; cutoffAt: Date; resumesOn: BusinessDate }

/** Days `[from, until)` on which no parcel is taken, moved or handed over; null: everywhere. */
export type CourierPause = { warehouseId: string | null; zoneId: string | null; from: BusinessDate; until: BusinessDate }

/** Goods of a type are not sent to a province. */
export type DeliveryStop = { provinceCode: string; goodsType: GoodsType }

export type ShippingTables = {
  /** Rises with every change of these tables. */
  revision: number
  warehouses: readonly Warehouse[]
  zones: readonly Zone[]
  /** Provinces that stand in no zone are not served. */
  zoneOfProvince: Readonly<Record<string, string>>
  lanes: readonly Lane[]
  cutoffs: readonly OrderCutoff[]
  pauses: readonly CourierPause[]
  stops: readonly DeliveryStop[]
}

/** The zone of a province, or null where nothing is sent. */
export function zoneOf(tables: ShippingTables, provinceCode: string): Zone | null {
  const id = Object.hasOwn(tables.zoneOfProvince, provinceCode) ? tables.zoneOfProvince[provinceCode] : undefined
  return tables.zones.find((zone) => zone.id === id) ?? null
}
