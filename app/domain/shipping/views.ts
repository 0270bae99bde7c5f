import type { Fen } from '#app/domain/money.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** A promise as pages show it. */
export type PromiseView = {
  shipBy: Date
  arriveBy: BusinessDate
  warehouseName: string
  /** 除夕前送达 is true of an order placed now. */
  beforeEve: boolean
  heldUntil: BusinessDate | null
}

export type Province = { code: string; name: string }

/** One specification sent to one province. */
export type DeliveryView = {
  province: Province
  /** Where the shop sends anything at all. */
  provinces: Province[]
  answer:
    /** `freight` is the tariff in words; freightFen and totalFen are of one unit bought alone. */
    | { ok: true; promise: PromiseView; freight: string; freightFen: Fen; totalFen: Fen }
    | { ok: false; sentence: string }
  /** Every zone's tariff, one sentence each. */
  tariff: string[]
  /** Where this one has to wait for the end of the holiday: the like of it that does not. */
  instead: Substitute[]
}

/** Goods of the same kind that still leave before the holiday. */
export type Substitute = { slug: string; title: string; arriveBy: BusinessDate; beforeEve: boolean }

/** A promise as it stands in an order, and whether it was kept. */
export type PromiseKept = {
  goods: string[]
  warehouseName: string
  shipBy: Date
  arriveBy: BusinessDate
  brokenShip: boolean
  brokenArrive: boolean
}
