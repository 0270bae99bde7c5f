import { placeName, provinceTiles } from '#app/domain/reporting/places.ts'
import { freightSentence } from '#app/domain/shipping/freight.ts'
import { eveAnswerChangesAt, promisesEve, roadOf } from '#app/domain/shipping/promise.ts'
import { addDays, businessDate } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

const day = (date: Date): BusinessDate => date.toISOString().slice(0, 10)

/** What an operator sees of the calendar: the cut-off in force or to come for every road, pauses and stops. */
export async function getShippingDesk(now: Date) {
  const today = businessDate(now)
  const fromToday = new Date(`${today}T00:00:00Z`)
  const [tables, cutoffs, pauses, stops, broken] = await Promise.all([
    shippingTables(),
    db.orderCutoff.findMany({ where: { resumesOn: { gt: fromToday } }, orderBy: { resumesOn: 'asc' } }),
    db.courierPause.findMany({ where: { untilDay: { gt: fromToday } }, orderBy: [{ fromDay: 'asc' }, { id: 'asc' }] }),
    db.deliveryStop.findMany({ orderBy: [{ provinceCode: 'asc' }, { goodsType: 'asc' }] }),
    db.brokenPromise.groupBy({ by: ['kind'], where: { businessDate: { gte: new Date(`${addDays(today, -29)}T00:00:00Z`) } }, _count: true }),
  ])
  const nameOf = new Map([...tables.warehouses, ...tables.zones].map(({ id, name }) => [id, name]))
  return {
    warehouses: tables.warehouses.map((warehouse) => ({
      ...warehouse,
      roads: tables.zones.flatMap((zone) => {
        const road = roadOf(tables, warehouse.id, zone.id)
        if (!road) return []
        const cutoff = cutoffs.find(({ warehouseId, zoneId }) => warehouseId === warehouse.id && zoneId === zone.id)
        return [{
          zoneId: zone.id,
          zoneName: zone.name,
          transitDays: road.transitDays,
          cutoff: cutoff ? { id: cutoff.id, version: cutoff.version, cutoffAt: cutoff.cutoffAt, resumesOn: day(cutoff.resumesOn) } : null,
          // The effect of it all in one line: until when 除夕前送达 is said.
          eveUntil: promisesEve(road, now) ? eveAnswerChangesAt(road, now) : null,
        }]
      }),
    })),
    zones: tables.zones.map((zone) => ({ id: zone.id, name: zone.name, freight: freightSentence(zone) })),
    pauses: pauses.map(({ id, warehouseId, zoneId, fromDay, untilDay, reason }) => ({
      id,
      reason,
      where: [warehouseId ? nameOf.get(warehouseId) : '所有仓', zoneId ? nameOf.get(zoneId) : '所有地区'].join(' · '),
      from: day(fromDay),
      last: addDays(day(untilDay), -1),
    })),
    stops: stops.map(({ provinceCode, goodsType, reason }) => ({ provinceCode, provinceName: placeName(provinceCode) ?? provinceCode, goodsType, reason })),
    provinces: provinceTiles
      .filter(({ code }) => Object.hasOwn(tables.zoneOfProvince, code))
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    /** Of the last thirty days. */
    broken: { ship: broken.find(({ kind }) => kind === 'SHIP')?._count ?? 0, arrive: broken.find(({ kind }) => kind === 'ARRIVE')?._count ?? 0 },
  }
}
