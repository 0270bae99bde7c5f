import type { ShippingTables } from '#app/domain/shipping/tables.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

// Pages and quotes read the tables all the time, operators change them once a day. While
// this process hears the database ring they are kept until it rings; without ears for half
// a second. A placement compares their revision in its own statement, so that a copy that
// is late by a moment can never be promised from.
const KEPT_UNHEARD_MS = 500

type Kept = { tables: Promise<ShippingTables>; at: number }
const state = singleton<{ kept: Kept | null; heard: boolean }>('shipping-tables', () => ({ kept: null, heard: false }))

/** The present tables; the same object until something changes. */
export function shippingTables(): Promise<ShippingTables> {
  const { kept, heard } = state
  if (kept && (heard || performance.now() - kept.at < KEPT_UNHEARD_MS)) return kept.tables
  const mine: Kept = { tables: load(), at: performance.now() }
  state.kept = mine
  // Who waits is told of the error; who comes later asks anew.
  mine.tables.catch(() => {
    if (state.kept === mine) state.kept = null
  })
  return mine.tables
}

/** After a change: what is being read at this moment is given to those who wait and not kept. */
export function forgetShippingTables(): void {
  state.kept = null
}

/** Whether this process hears of changes now. */
export function hearShippingChanges(up: boolean): void {
  state.heard = up
  forgetShippingTables()
}

type Row = Omit<ShippingTables, 'zoneOfProvince' | 'cutoffs'> & {
  zoneOfProvince: Record<string, string>
  cutoffs: { warehouseId: string; zoneId: string; cutoffMs: number; resumesOn: BusinessDate }[]
}

// One statement, so that everything is of the revision it says.
async function load(): Promise<ShippingTables> {
  const [row] = await queryNamed<{ tables: Row }>(
    'shipping-tables',
    `select json_build_object(
       'revision', (select revision from shipping_revision where id = 1),
       'warehouses', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'kind', kind, 'pickupMinute', pickup_minute, 'handlingDays', handling_days) order by sort), '[]') from warehouse),
       'zones', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'baseFen', base_fen, 'freeFromFen', free_from_fen, 'surchargeFen', surcharge_fen, 'sort', sort) order by sort), '[]') from shipping_zone),
       'zoneOfProvince', (select coalesce(json_object_agg(province_code, zone_id), '{}') from zone_province),
       'lanes', (select coalesce(json_agg(json_build_object('warehouseId', warehouse_id, 'zoneId', zone_id, 'transitDays', transit_days)), '[]') from shipping_lane),
       'cutoffs', (select coalesce(json_agg(json_build_object('warehouseId', warehouse_id, 'zoneId', zone_id, 'cutoffMs', (extract(epoch from cutoff_at) * 1000)::bigint, 'resumesOn', resumes_on)), '[]') from order_cutoff),
       'pauses', (select coalesce(json_agg(json_build_object('warehouseId', warehouse_id, 'zoneId', zone_id, 'from', from_day, 'until', until_day)), '[]') from courier_pause),
       'stops', (select coalesce(json_agg(json_build_object('provinceCode', province_code, 'goodsType', goods_type)), '[]') from delivery_stop)
     ) as tables`,
    [],
  )
  if (!row) throw new Error('No shipping tables')
  const { cutoffs, ...rest } = row.tables
  return { ...rest, cutoffs: cutoffs.map(({ cutoffMs, ...cutoff }) => ({ ...cutoff, cutoffAt: new Date(cutoffMs) })) }
}
