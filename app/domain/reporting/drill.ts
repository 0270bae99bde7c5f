import type { Figure } from '#app/domain/reporting/metrics.ts'
import type { BusinessDate } from '#app/domain/time.ts'

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

export type MetricRows =
  /** The rows add up to the figure (`total` says to what), or their order keys are counted. */
  | { kind: 'facts'; counts: 'fen' | 'grams' | 'orders'; rows: DrillRow[]; rowCount: number; total: number; page: number }
  | { kind: 'merchants'; rows: { id: string; name: string; merchantOrders: number; netFen: number }[] }
  | { kind: 'provinces'; open: { code: string; name: string; orders: number; cities: number }[]; suppressed: number; suppressedCities: number }
  | { kind: 'ratio'; numerator: Figure; denominator: Figure }
