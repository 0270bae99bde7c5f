import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Road, ShippingPromise } from '#app/domain/shipping/promise.ts'
import {
  EVE_SEASON_DAYS, arrivesBeforeEve, eveAnswerChangesAt, nextPromiseChange, nextShippingChange, promiseFor, promisesEve, roadOf,
} from '#app/domain/shipping/promise.ts'
import { deadlineWords, promiseWords } from '#app/domain/shipping/words.ts'
import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'
import { demoShippingTables } from '#tests/factories/shipping.ts'

/** A moment of Shanghai: 2027-01-17 20:10, with milliseconds where they count. */
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}${text.length === 16 ? ':00.000' : ''}+08:00`)

function road(warehouseId: 'hub' | 'origin', zoneId: string): Road {
  const found = roadOf(demoShippingTables, warehouseId, zoneId)
  if (!found) throw new Error('no road')
  return found
}

const promised = (on: Road, now: string): { shipBy: string; arriveBy: string; heldUntil: string | null } | null => {
  const promise = promiseFor(on, at(now))
  return promise && { shipBy: deadlineWords(promise.shipBy), arriveBy: promise.arriveBy, heldUntil: promise.heldUntil }
}

describe('R-20: what is promised', () => {
  test.each([
    ['C1: in the evening, from the hub to 台州', road('hub', 'A'), '2027-01-17 20:10', '1月19日 18:00', '2027-01-22', null],
    ['C7: to Guangzhou from the hub', road('hub', 'B'), '2027-01-26 12:00', '1月27日 18:00', '2027-01-30', null],
    ['C7: to Guangzhou from the orchard, too late', road('origin', 'B'), '2027-01-26 12:00', '2月17日 18:00', '2027-02-25', '2027-02-15'],
    ['the last instant before the pick-up', road('hub', 'A'), '2027-01-17 17:59:59.999', '1月18日 18:00', '2027-01-21', null],
    ['the instant of the pick-up counts for the next day', road('hub', 'A'), '2027-01-17 18:00:00.000', '1月19日 18:00', '2027-01-22', null],
    ['midnight changes nothing', road('hub', 'A'), '2027-01-17 23:59:59.999', '1月19日 18:00', '2027-01-22', null],
    ['nor does the next instant', road('hub', 'A'), '2027-01-18 00:00:00.000', '1月19日 18:00', '2027-01-22', null],
    ['under way while couriers rest', road('hub', 'C'), '2027-01-29 17:59', '1月30日 18:00', '2027-02-04', null],
    ['after the hub’s cut-off', road('hub', 'A'), '2027-01-31 18:00:00.000', '2月14日 18:00', '2027-02-17', '2027-02-13'],
    ['on the day it goes on', road('hub', 'A'), '2027-02-13 10:00', '2月14日 18:00', '2027-02-17', null],
  ])('%s', (_, on, now, shipBy, arriveBy, heldUntil) => {
    expect(promised(on, now)).toEqual({ shipBy, arriveBy, heldUntil })
  })

  test('in the words of the page', () => {
    expect(promiseWords(promiseFor(road('hub', 'A'), at('2027-01-17 20:10'))!)).toBe('1月19日 18:00 前发出，最晚 1月22日送达')
  })

  test('nothing is promised where there is no road, or no day to move', () => {
    expect(roadOf(demoShippingTables, 'hub', 'MOON')).toBeNull()
    expect(roadOf(demoShippingTables, 'nowhere', 'A')).toBeNull()
    const closed = { ...road('hub', 'A'), pauses: [{ warehouseId: null, zoneId: null, from: '2027-01-01', until: '2029-01-01' }] }
    expect(promiseFor(closed, at('2027-01-17 12:00'))).toBeNull()
    expect(promisesEve(closed, at('2027-01-17 12:00'))).toBe(false)
  })

  test('a pause of one warehouse or zone concerns its own roads only', () => {
    const tables = { ...demoShippingTables, pauses: [{ warehouseId: 'hub', zoneId: 'A', from: '2027-01-18', until: '2027-01-20' }] }
    expect(promised(roadOf(tables, 'hub', 'A')!, '2027-01-17 12:00')?.shipBy).toBe('1月20日 18:00')
    expect(promised(roadOf(tables, 'hub', 'B')!, '2027-01-17 12:00')?.shipBy).toBe('1月18日 18:00')
    expect(promised(roadOf(tables, 'origin', 'A')!, '2027-01-17 12:00')?.shipBy).toBe('1月19日 18:00')
  })
})

describe('除夕前送达', () => {
  test.each([
    ['hub to A', road('hub', 'A'), '2027-01-31 18:00:00.000'],
    ['hub to B', road('hub', 'B'), '2027-01-31 18:00:00.000'],
    ['hub to C', road('hub', 'C'), '2027-01-29 18:00:00.000'],
    ['orchard to B', road('origin', 'B'), '2027-01-25 18:00:00.000'],
    ['orchard to 新疆', road('origin', 'XINJIANG'), '2027-01-30 18:00:00.000'],
  ])('%s is true to the last millisecond before its cut-off, and not from it on', (_, on, cutoff) => {
    const end = at(cutoff)
    const last = new Date(end.getTime() - 1)
    expect(promisesEve(on, last)).toBe(true)
    expect(promisesEve(on, end)).toBe(false)
    expect(eveAnswerChangesAt(on, at('2027-01-16 12:00'))).toEqual(end)
    expect(eveAnswerChangesAt(on, last)).toEqual(end)
  })

  // Six days under way, no parcel from the fifth day before the Eve on, and orders count until midnight.
  const guangdong: Road = {
    warehouse: { id: 'x', name: '前置仓', kind: 'HUB', pickupMinute: 1_440, handlingDays: 0 },
    transitDays: 6,
    cutoffs: [],
    pauses: [{ warehouseId: null, zoneId: null, from: '2027-01-31', until: '2027-02-13' }],
  }
  test('Guangdong, six days, couriers stop on day −5: true at 23:59:59.999 of the last day, not at 00:00:00.000', () => {
    expect(promiseFor(guangdong, at('2027-01-24 23:59:59.999'))?.arriveBy).toBe('2027-01-30')
    expect(promisesEve(guangdong, at('2027-01-24 23:59:59.999'))).toBe(true)
    expect(promisesEve(guangdong, at('2027-01-25 00:00:00.000'))).toBe(false)
    expect(eveAnswerChangesAt(guangdong, at('2027-01-10 08:00'))).toEqual(at('2027-01-25 00:00:00.000'))
    expect(deadlineWords(promiseFor(guangdong, at('2027-01-24 12:00'))!.shipBy)).toBe('1月24日 24:00')
  })

  test('after the feast nobody speaks of the next one until its season', () => {
    const on = road('hub', 'A')
    expect(promisesEve(on, at('2027-02-06 12:00'))).toBe(false)
    const season = startOfDay(addDays('2028-01-25', -EVE_SEASON_DAYS))
    expect(eveAnswerChangesAt(on, at('2027-03-01 12:00'))).toEqual(season)
    expect(promisesEve(on, season)).toBe(true)
    expect(arrivesBeforeEve('2027-02-04', at('2027-02-01 12:00'))).toBe(true)
    expect(arrivesBeforeEve('2027-02-05', at('2027-02-01 12:00'))).toBe(false)
  })
})

// ── Whatever the tables say ──────────────────────────────────────────────────────

const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-12-01', days))
const moment = fc.integer({ min: 0, max: 120 * 86_400_000 - 1 }).map((ms) => new Date(startOfDay('2026-12-01').getTime() + ms))
// Instants at and beside the borders of days and pick-ups are where mistakes live.
const border = fc.tuple(day, fc.constantFrom(0, 1_080, 1_440), fc.constantFrom(-1, 0, 1)).map(([date, minute, ms]) => new Date(startOfDay(date).getTime() + minute * 60_000 + ms))
const now = fc.oneof(moment, border)

const anyRoad: fc.Arbitrary<Road> = fc.record({
  warehouse: fc.record({
    id: fc.constant('w'), name: fc.constant('仓'), kind: fc.constantFrom('HUB' as const, 'ORIGIN' as const),
    pickupMinute: fc.constantFrom(0, 720, 1_080, 1_439, 1_440), handlingDays: fc.integer({ min: 0, max: 4 }),
  }),
  transitDays: fc.integer({ min: 0, max: 12 }),
  cutoffs: fc.array(fc.tuple(border, fc.integer({ min: 1, max: 25 })).map(([cutoffAt, days]) => ({ warehouseId: 'w', zoneId: 'z', cutoffAt, resumesOn: addDays(businessDate(cutoffAt), days) })), { maxLength: 3 }),
  pauses: fc.array(fc.tuple(day, fc.integer({ min: 1, max: 14 })).map(([from, days]) => ({ warehouseId: null, zoneId: null, from, until: addDays(from, days) })), { maxLength: 3 }),
})

const paused = (on: Road, date: string): boolean => on.pauses.some(({ from, until }) => from <= date && date < until)
const text = (promise: ShippingPromise | null) => promise && `${promise.shipBy.toISOString()} ${promise.arriveBy} ${promise.heldUntil}`

describe('properties', () => {
  test('a parcel leaves after it is ordered, arrives after it left, and never moves on a day of rest', () => {
    fc.assert(fc.property(anyRoad, now, (on, when) => {
      const promise = promiseFor(on, when)!
      expect(promise.shipBy > when).toBe(true)
      const shipDay = businessDate(new Date(promise.shipBy.getTime() - (on.warehouse.pickupMinute === 0 ? 0 : 1)))
      expect(promise.arriveBy >= addDays(shipDay, on.transitDays)).toBe(true)
      expect(paused(on, shipDay) || paused(on, promise.arriveBy)).toBe(false)
      if (promise.heldUntil) expect(shipDay >= promise.heldUntil).toBe(true)
    }))
  })

  test('who orders later is never promised earlier', () => {
    fc.assert(fc.property(anyRoad, now, now, (on, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      const [first, second] = [promiseFor(on, early)!, promiseFor(on, late)!]
      expect(first.shipBy <= second.shipBy && first.arriveBy <= second.arriveBy).toBe(true)
    }))
  })

  test('until the next change every instant reads the same, and the answer on the Eve until its own', () => {
    fc.assert(fc.property(anyRoad, now, fc.double({ min: 0, max: 1, noNaN: true }), (on, when, share) => {
      const change = nextPromiseChange(on, when)
      expect(change > when).toBe(true)
      const before = (end: Date) => new Date(when.getTime() + Math.floor((end.getTime() - 1 - when.getTime()) * share))
      expect(text(promiseFor(on, before(change)))).toBe(text(promiseFor(on, when)))
      const answer = promisesEve(on, when)
      const turns = eveAnswerChangesAt(on, when)
      if (!turns) return
      expect(promisesEve(on, turns)).toBe(!answer)
      expect(promisesEve(on, before(turns))).toBe(answer)
      expect(promisesEve(on, new Date(turns.getTime() - 1))).toBe(answer)
    }))
  })

  test('a page of many roads ends no later than the promise of any of them', () => {
    fc.assert(fc.property(now, (when) => {
      const ends = nextShippingChange(demoShippingTables, when)
      expect(ends > when).toBe(true)
      for (const { warehouseId, zoneId } of demoShippingTables.lanes) expect(ends <= nextPromiseChange(roadOf(demoShippingTables, warehouseId, zoneId)!, when)).toBe(true)
    }))
  })

  test('the server’s own time zone changes nothing', () => {
    const zone = process.env.TZ
    const moments = fc.sample(fc.tuple(anyRoad, now), { numRuns: 60, seed: 4 })
    const read = (name: string) => {
      process.env.TZ = name
      return moments.map(([on, when]) => `${text(promiseFor(on, when))} ${promisesEve(on, when)} ${deadlineWords(promiseFor(on, when)!.shipBy)}`)
    }
    try {
      const inShanghai = read('Asia/Shanghai')
      for (const name of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) expect(read(name)).toEqual(inShanghai)
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })
})
