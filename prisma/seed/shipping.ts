import { db } from '#app/infra/db.server.ts'
import type { Reader } from '#app/infra/db.server.ts'
import { cutoffs, lanes, pauses, stops, warehouses, zoneOfProvince, zones } from '#prisma/seed/shipping-data.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

/** Warehouses, tariff and the calendar of the running festival, once: an operator keeps them from then on. */
export async function seedShipping(on: Reader = db): Promise<void> {
  if ((await on.shippingZone.count()) > 0) return
  await on.warehouse.createMany({ data: warehouses.map((warehouse, place) => ({ ...warehouse, sort: place + 1 })), skipDuplicates: true })
  await on.shippingZone.createMany({ data: [...zones] })
  await on.zoneProvince.createMany({ data: Object.entries(zoneOfProvince).map(([provinceCode, zoneId]) => ({ provinceCode, zoneId })) })
  await on.shippingLane.createMany({ data: [...lanes] })
  await on.orderCutoff.createMany({
    data: cutoffs.map(({ resumesOn, ...cutoff }) => ({ ...cutoff, id: stableId(`cutoff:${cutoff.warehouseId}:${cutoff.zoneId}:${resumesOn}`), resumesOn: asDate(resumesOn) })),
  })
  await on.courierPause.createMany({
    data: pauses.map(({ from, until, ...pause }) => ({ ...pause, id: stableId(`pause:${from}`), fromDay: asDate(from), untilDay: asDate(until) })),
  })
  await on.deliveryStop.createMany({ data: [...stops] })
}

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`)
