import { metrics } from '#app/domain/reporting/metrics.ts'
import type { Figure, FigureValue, MetricUnit } from '#app/domain/reporting/metrics.ts'
import { formatPercent, formatTonnes, formatWan } from '#app/domain/money.ts'

export const SUPPRESSED_TEXT = '<5'
export const UNDEFINED_TEXT = '—'

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** The number as reports round it, without its unit: 万元 two decimals, 吨 and % one. */
export function numberText(value: FigureValue, unit: MetricUnit): string {
  if (value === 'suppressed') return SUPPRESSED_TEXT
  if (value === 'undefined') return UNDEFINED_TEXT
  switch (unit) {
    case 'fen':
      return formatWan(value)
    case 'grams':
      return formatTonnes(value)
    case 'bps':
      return formatPercent(value)
    case 'count':
      return grouped(String(value))
  }
}

export function figureText(figure: Figure): string {
  return numberText(figure.value, metrics[figure.key].unit)
}

/** The exact number behind the rounded one: 5,616,079.50 元, 402,600.5 kg, 46.00 %. */
export function exactText(value: number, unit: MetricUnit): string {
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  switch (unit) {
    case 'fen':
      return `${sign}${grouped(String(Math.floor(size / 100)))}.${String(size % 100).padStart(2, '0')} 元`
    case 'grams':
      return `${sign}${grouped(String(Math.floor(size / 1_000)))}.${String(size % 1_000).padStart(3, '0')} 千克`
    case 'bps':
      return `${sign}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')} %`
    case 'count':
      return `${sign}${grouped(String(size))}`
  }
}
