// Asia/Shanghai has been UTC+8 without summer time since 1991; the shop knows no older date.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/** YYYY-MM-DD in Asia/Shanghai. */
export type BusinessDate = string
/** YYYY-MM */
export type Period = string

export function businessDate(at: Date): BusinessDate {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

export function periodOf(date: BusinessDate): Period {
  return date.slice(0, 7)
}

/** The first instant of a business day. */
export function startOfDay(date: BusinessDate): Date {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS)
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from one business date to another; negative when the second is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** A period as half-open business dates: [from, until). */
export function periodDates(period: Period): { from: BusinessDate; until: BusinessDate } {
  const [year = 0, month = 0] = period.split('-').map(Number)
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return { from: `${period}-01`, until: `${next}-01` }
}

export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

/** "2027-01-16 12:04" in Asia/Shanghai. */
export function formatInstant(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
}

/** "1月16日 12:04" in Asia/Shanghai. */
export function formatInstantChinese(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS)
  const clock = local.toISOString().slice(11, 16)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`
}

/** "2027年1月16日", for days that are read in other years, too. */
export function dayInFull(date: BusinessDate): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
