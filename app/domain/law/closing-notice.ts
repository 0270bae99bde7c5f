import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, businessDate } from '#app/domain/time.ts'

/** the end of the platform is told this many days before it. */
export const CLOSING_NOTICE_DAYS = 30

export function earliestClosing(now: Date): BusinessDate {
  return addDays(businessDate(now), CLOSING_NOTICE_DAYS)
}

/** why the platform may not be announced to close on a day; null: it may. */
export function closingRefusal(closesOn: BusinessDate, now: Date): string | null {
  const earliest = earliestClosing(now)
  return closesOn < earliest ? `终止经营要提前 ${CLOSING_NOTICE_DAYS} 天公示，最早可以是 ${earliest}` : null
}

export type ClosingBanner = { closesOn: BusinessDate; sentence: string; closed: boolean }

/** What every page of the shop says of it; after-sales go on, so the banner stays afterwards. */
export function closingBanner(notice: { closesOn: BusinessDate; sentence: string } | null, today: BusinessDate): ClosingBanner | null {
  return notice && { ...notice, closed: notice.closesOn <= today }
}
