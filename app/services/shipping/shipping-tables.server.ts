import type { ShippingTables } from '#app/domain/shipping/tables.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

// A placement compares their revision in its own statement, so that a copy that is late by a
// moment can never be promised from.
const tables = keptUntilRung('shipping-tables', load, { unheardMs: 500 })

/** The present tables; the same object until something changes. */
export const shippingTables = tables.get
export const forgetShippingTables = tables.forget

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
