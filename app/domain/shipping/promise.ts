import { nextNewYearsEve } from '#app/domain/festival/new-years-eve.ts'
import type { CourierPause, OrderCutoff, ShippingTables, Warehouse } from '#app/domain/shipping/tables.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, addMinutes, businessDate, startOfDay } from '#app/domain/time.ts'

/** What a shopper is told, and what stands in the order. */
export type ShippingPromise = {
  warehouseId: string
  /** The parcel has left by this instant. */
  shipBy: Date
  /** It is there at the latest on this day. */
  arriveBy: BusinessDate
  /** After the cut-off: nothing leaves before this day, and the shopper has to agree to that. */
  heldUntil: BusinessDate | null
}

/** One road with everything on the calendar that concerns it. */
export type Road = {
  warehouse: Warehouse
  transitDays: number
  cutoffs: readonly OrderCutoff[]
  pauses: readonly CourierPause[]
}

/** The words 除夕前送达 mean the coming feast: a year ahead nobody speaks of it. */
export const EVE_SEASON_DAYS = 90
// Nothing waits longer; pauses that add up to more are a road that is closed.
const LONGEST_WAIT_DAYS = 366

/** The road from a warehouse to a zone, or null where there is none. */
export function roadOf(tables: ShippingTables, warehouseId: string, zoneId: string): Road | null {
  const warehouse = tables.warehouses.find(({ id }) => id === warehouseId)
  const lane = tables.lanes.find((entry) => entry.warehouseId === warehouseId && entry.zoneId === zoneId)
  if (!warehouse || !lane) return null
  return {
    warehouse,
    transitDays: lane.transitDays,
    cutoffs: tables.cutoffs.filter((cutoff) => cutoff.warehouseId === warehouseId && cutoff.zoneId === zoneId),
    pauses: tables.pauses.filter(
      (pause) => (pause.warehouseId === null || pause.warehouseId === warehouseId) && (pause.zoneId === null || pause.zoneId === zoneId),
    ),
  }
}

/**
 * The promise for an order placed at `now`: it counts for the day whose pick-up it still
 * reaches (for the day after the holiday once the cut-off has passed), leaves with the
 * first pick-up on a moving day after it was packed, and is under way for `transitDays`
 * moving days. Null where pauses leave no day to move.
 */
export function promiseFor(road: Road, now: Date): ShippingPromise | null {
  const { warehouse } = road
  const counted = countedDay(warehouse, now)
  const heldUntil = holdOf(road.cutoffs, counted, now)
  const ready = addDays(heldUntil ?? counted, warehouse.handlingDays)
  const shipDay = movingDay(road.pauses, ready, 0)
  const arriveBy = shipDay && movingDay(road.pauses, shipDay, road.transitDays)
  if (!shipDay || !arriveBy) return null
  return { warehouseId: warehouse.id, shipBy: pickup(warehouse, shipDay), arriveBy, heldUntil }
}

/** Whether an arrival is before the New Year's Eve that is coming from `now` on. */
export function arrivesBeforeEve(arriveBy: BusinessDate, now: Date): boolean {
  const { date, daysLeft } = nextNewYearsEve(businessDate(now))
  return daysLeft <= EVE_SEASON_DAYS && arriveBy < date
}

/** Whether 除夕前送达 is true of an order placed at `now`. */
export function promisesEve(road: Road, now: Date): boolean {
  const promise = promiseFor(road, now)
  return promise !== null && arrivesBeforeEve(promise.arriveBy, now)
}

/** The next instant after `now` at which a promise of this road may read differently. */
export function nextPromiseChange(road: Pick<Road, 'warehouse' | 'cutoffs'>, now: Date): Date {
  const today = businessDate(now)
  const candidates = [
    pickup(road.warehouse, today),
    pickup(road.warehouse, addDays(today, 1)),
    // With the day, the coming Eve and its season change.
    startOfDay(addDays(today, 1)),
    ...road.cutoffs.map(({ cutoffAt }) => cutoffAt),
  ].filter((at) => at > now)
  return new Date(Math.min(...candidates.map((at) => at.getTime())))
}

/**
 * The instant at which the answer of {@link promisesEve} changes, or null where it stays
 * as it is for the next year: before it the answer is that of `now`, from it on the other.
 */
export function eveAnswerChangesAt(road: Road, now: Date): Date | null {
  const answer = promisesEve(road, now)
  const last = addMinutes(now, LONGEST_WAIT_DAYS * 24 * 60)
  for (let at = nextPromiseChange(road, now); at <= last; at = nextPromiseChange(road, at)) if (promisesEve(road, at) !== answer) return at
  return null
}

/** The next instant at which any promise of these tables may change: a page that shows one ends there. */
export function nextShippingChange(tables: Pick<ShippingTables, 'warehouses' | 'cutoffs'>, now: Date): Date {
  const changes = tables.warehouses.map((warehouse) =>
    nextPromiseChange({ warehouse, cutoffs: tables.cutoffs.filter(({ warehouseId }) => warehouseId === warehouse.id) }, now).getTime(),
  )
  return new Date(Math.min(startOfDay(addDays(businessDate(now), 1)).getTime(), ...changes))
}

/** Windows are half-open: at the pick-up's own instant an order counts for the next day. */
function countedDay(warehouse: Warehouse, now: Date): BusinessDate {
  const today = businessDate(now)
  return now < pickup(warehouse, today) ? today : addDays(today, 1)
}

function pickup(warehouse: Warehouse, day: BusinessDate): Date {
  return addMinutes(startOfDay(day), warehouse.pickupMinute)
}

/** The latest day that cut-offs in force put an order off to. */
function holdOf(cutoffs: readonly OrderCutoff[], counted: BusinessDate, now: Date): BusinessDate | null {
  let held: BusinessDate | null = null
  for (const { cutoffAt, resumesOn } of cutoffs) if (now >= cutoffAt && counted < resumesOn && (held === null || resumesOn > held)) held = resumesOn
  return held
}

/** `count` moving days after `day`; with 0 the first moving day from it on. */
function movingDay(pauses: readonly CourierPause[], day: BusinessDate, count: number): BusinessDate | null {
  let at = day
  let left = count
  for (let waited = 0; waited < LONGEST_WAIT_DAYS; waited += 1) {
    if (!isPaused(pauses, at)) {
      if (left === 0) return at
      left -= 1
    }
    at = addDays(at, 1)
  }
  return null
}

function isPaused(pauses: readonly CourierPause[], day: BusinessDate): boolean {
  return pauses.some(({ from, until }) => from <= day && day < until)
}
