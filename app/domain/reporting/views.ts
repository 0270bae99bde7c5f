import type { Figure, FigureValue } from '#app/domain/reporting/metrics.ts'
import type { BusinessDate } from '#app/domain/time.ts'

// What the command centre sees. Nothing here names a buyer, an order or a street.

export type DayRow = { date: BusinessDate; netFen: number; grams: number; orders: number }

export type RegimentRow = {
  id: string
  name: string
  town: string | null
  netFen: number
  grams: number
  orders: number
  merchants: number
  skus: number
}

export type MerchantRow = {
  id: string
  name: string
  regimentName: string
  netFen: number
  grams: number
  /** Orders of this merchant; one payment may hold several, so they do not add up. */
  merchantOrders: number
  skus: number
}

export type ProvinceRow = { code: string; netFen: FigureValue; orders: FigureValue; grams: FigureValue }

export const ROWS_A_PAGE = 50

/** One fact as the command centre may see it. */
export type DrillRow = {
  /** Keyed hash, valid in this drill alone. */
  rowId: string
  date: BusinessDate
  skuCode: string | null
  name: string
  quantity: number
  fen: number
  grams: number
  /** Keyed hash of the order, where orders are counted; valid in this drill alone. */
  orderKey: string | null
}

/** What a figure opens to. */
export type MetricRows =
  /** The rows add up to the figure (`total` says to what), or their order keys are counted. */
  | { kind: 'facts'; counts: 'fen' | 'grams' | 'orders'; rows: DrillRow[]; rowCount: number; total: number; page: number }
  | { kind: 'merchants'; rows: { id: string; name: string; merchantOrders: number; netFen: number }[] }
  | { kind: 'provinces'; open: { code: string; name: string; orders: number; cities: number }[]; suppressed: number; suppressedCities: number }
  | { kind: 'ratio'; numerator: Figure; denominator: Figure }
