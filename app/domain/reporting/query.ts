import { placeName } from '#app/domain/reporting/places.ts'
import { addDays, daysBetween, periodDates, periodOf } from '#app/domain/time.ts'
import type { BusinessDate, Period } from '#app/domain/time.ts'

/** Business days of Asia/Shanghai, half-open: [from, to). */
export type Window = { from: BusinessDate; to: BusinessDate }

export type Filters = {
  regimentId: string | null
  merchantId: string | null
  /** Code of a province, or of 台州. */
  place: string | null
}

/** What a figure is asked of; the address of every page of the command centre says it. */
export type ReportQuery = Window & Filters

export type QueryErrors = { period?: string; regiment?: string; merchant?: string; place?: string }

const MAX_DAYS = 1_100
const EARLIEST = '2020-01-01'
const LATEST = '2099-12-31'

export const noFilters: Filters = { regimentId: null, merchantId: null, place: null }

/** The month so far, without filters. */
export function defaultQuery(today: BusinessDate): ReportQuery {
  return { from: `${periodOf(today)}-01`, to: addDays(today, 1), ...noFilters }
}

/**
 * Reads `from`, `to` (half-open) or `last` (the last day that counts, as people pick it),
 * `regiment`, `merchant` and `place`. What cannot be read falls back to the default and is
 * named in `errors`.
 */
export function parseReportQuery(params: URLSearchParams, today: BusinessDate): { query: ReportQuery; errors: QueryErrors } {
  const standard = defaultQuery(today)
  const errors: QueryErrors = {}
  const window = parseWindow(params, standard)
  if (typeof window === 'string') errors.period = window
  const regimentId = textOf(params, 'regiment')
  if (regimentId && !/^r(?:\d{2}|PK)$/.test(regimentId)) errors.regiment = '没有这个团场'
  const merchantId = textOf(params, 'merchant')
  if (merchantId && !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(merchantId)) errors.merchant = '没有这家企业'
  const place = textOf(params, 'place')
  if (place && placeName(place) === null) errors.place = '没有这个收货地'
  return {
    query: {
      ...(typeof window === 'string' ? { from: standard.from, to: standard.to } : window),
      regimentId: errors.regiment ? null : regimentId,
      merchantId: errors.merchant ? null : merchantId,
      place: errors.place ? null : place,
    },
    errors,
  }
}

function textOf(params: URLSearchParams, name: string): string | null {
  return params.get(name)?.trim() || null
}

function parseWindow(params: URLSearchParams, standard: Window): Window | string {
  const from = textOf(params, 'from')
  const last = textOf(params, 'last')
  const to = textOf(params, 'to')
  if (!from && !to && !last) return standard
  if ([from, to, last].some((date) => date !== null && !isDate(date))) return '日期要写成 2027-01-16 这样'
  const start = from ?? standard.from
  const end = last ? addDays(last, 1) : (to ?? standard.to)
  if (start >= end) return '开始日要早于或等于结束日'
  if (start < EARLIEST || end > LATEST) return '日期超出了系统的范围'
  if (daysBetween(start, end) > MAX_DAYS) return '一次最多看三年'
  return { from: start, to: end }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/** The canonical address of a query, parts in one order, `?` included. */
export function searchOf(query: ReportQuery, more: Readonly<Record<string, string | number>> = {}): string {
  const params = new URLSearchParams({ from: query.from, to: query.to })
  if (query.regimentId) params.set('regiment', query.regimentId)
  if (query.merchantId) params.set('merchant', query.merchantId)
  if (query.place) params.set('place', query.place)
  for (const [name, value] of Object.entries(more)) params.set(name, String(value))
  return `?${params.toString()}`
}

/** An edition of the festival: the twelve months around one Spring Festival, April to March. */
export function editionOf(date: BusinessDate): { year: number; from: BusinessDate; to: BusinessDate } {
  const year = Number(date.slice(0, 4)) + (date.slice(5, 7) >= '04' ? 1 : 0)
  return { year, from: `${year - 1}-04-01`, to: `${year}-04-01` }
}

export type QuickRange = Window & { label: string }

export function quickRanges(today: BusinessDate): QuickRange[] {
  const month = periodOf(today)
  const lastMonth = previousPeriod(month)
  const end = addDays(today, 1)
  return [
    { label: '今天', from: today, to: end },
    { label: '近 7 天', from: addDays(today, -6), to: end },
    { label: '本月', from: `${month}-01`, to: end },
    { label: '上月', from: `${lastMonth}-01`, to: `${month}-01` },
    { label: '本届累计', from: editionOf(today).from, to: end },
  ]
}

export function previousPeriod(period: Period): Period {
  return addDays(periodDates(period).from, -1).slice(0, 7)
}

/** Months that a window touches, in order. */
export function periodsOf(window: Window): Period[] {
  const periods: Period[] = []
  for (let period = periodOf(window.from); periodDates(period).from < window.to; period = periodOf(periodDates(period).until)) {
    periods.push(period)
  }
  return periods
}

/** 2027年1月1日—1月16日; one day stands alone. */
export function windowInWords(window: Window): string {
  const last = addDays(window.to, -1)
  const start = dayInWords(window.from)
  if (last === window.from) return start
  return `${start}—${window.from.slice(0, 4) === last.slice(0, 4) ? dayInWords(last).replace(/^\d{4}年/, '') : dayInWords(last)}`
}

export function dayInWords(date: BusinessDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`
}
