import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { CourierPause, Lane, OrderCutoff, ShippingTables, Warehouse, Zone } from '#app/domain/shipping/tables.ts'
import { addMinutes, startOfDay } from '#app/domain/time.ts'

// Couriers of both warehouses come at six in the evening.
const PICKUP_MINUTE = 18 * 60

export const warehouses: readonly Warehouse[] = [
  { id: 'hub', name: '浙江前置仓', kind: 'HUB', pickupMinute: PICKUP_MINUTE, handlingDays: 1 },
  { id: 'origin', name: '新疆产地直发', kind: 'ORIGIN', pickupMinute: PICKUP_MINUTE, handlingDays: 2 },
]

export const zones: readonly Zone[] = [
  { id: 'A', name: '江浙沪皖', baseFen: 600, freeFromFen: 5_900, surchargeFen: 0, sort: 1 },
  { id: 'B', name: '其他内地省市', baseFen: 1_000, freeFromFen: 9_900, surchargeFen: 0, sort: 2 },
  { id: 'C', name: '东北、西北、内蒙古、广西、海南', baseFen: 1_000, freeFromFen: 9_900, surchargeFen: 800, sort: 3 },
  { id: 'XIZANG', name: '西藏', baseFen: 2_000, freeFromFen: null, surchargeFen: 0, sort: 4 },
  { id: 'XINJIANG', name: '新疆本地', baseFen: 600, freeFromFen: null, surchargeFen: 0, sort: 5 },
]

const provincesOf: Readonly<Record<string, readonly string[]>> = {
  A: ['310000', '320000', '330000', '340000'],
  B: ['110000', '120000', '130000', '140000', '350000', '360000', '370000', '410000', '420000', '430000', '440000', '500000', '510000', '520000', '530000', '610000'],
  C: ['150000', '210000', '220000', '230000', '450000', '460000', '620000', '630000', '640000'],
  XIZANG: ['540000'],
  XINJIANG: ['650000'],
}

export const zoneOfProvince: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(provincesOf).flatMap(([zone, provinces]) => provinces.map((province) => [province, zone])),
)

const roads: readonly (readonly [warehouseId: string, zoneId: string, transitDays: number, lastOrderDay: string, resumesOn: string])[] = [
  ['hub', 'A', 3, '2027-01-31', '2027-02-13'],
  ['hub', 'B', 3, '2027-01-31', '2027-02-13'],
  ['hub', 'C', 5, '2027-01-29', '2027-02-13'],
  ['hub', 'XIZANG', 8, '2027-01-26', '2027-02-13'],
  ['hub', 'XINJIANG', 7, '2027-01-27', '2027-02-13'],
  ['origin', 'A', 7, '2027-01-25', '2027-02-15'],
  ['origin', 'B', 8, '2027-01-25', '2027-02-15'],
  ['origin', 'C', 8, '2027-01-25', '2027-02-15'],
  ['origin', 'XIZANG', 10, '2027-01-23', '2027-02-15'],
  ['origin', 'XINJIANG', 3, '2027-01-30', '2027-02-15'],
]

export const lanes: readonly Lane[] = roads.map(([warehouseId, zoneId, transitDays]) => ({ warehouseId, zoneId, transitDays }))

/** Spring Festival 2027: New Year's Eve is 5 February. */
export const cutoffs: readonly OrderCutoff[] = roads.map(([warehouseId, zoneId, , lastOrderDay, resumesOn]) => ({
  warehouseId, zoneId, cutoffAt: addMinutes(startOfDay(lastOrderDay), PICKUP_MINUTE), resumesOn,
}))

export const pauses: readonly (CourierPause & { reason: string })[] = [
  { warehouseId: null, zoneId: null, from: '2027-02-05', until: '2027-02-13', reason: '除夕至初七快递停运' },
]

export const stops: readonly { provinceCode: string; goodsType: GoodsType; reason: string }[] = [
  { provinceCode: '540000', goodsType: 'FRESH', reason: '路途太远，鲜果保证不了品质' },
  { provinceCode: '540000', goodsType: 'FROZEN', reason: '没有 72 小时内到的冷链' },
]

/** The tables as the demo festival begins. */
export const demoShippingTables: ShippingTables = { revision: 0, warehouses, zones, zoneOfProvince, lanes, cutoffs, pauses, stops }
