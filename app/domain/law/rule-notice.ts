import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, businessDate } from '#app/domain/time.ts'

/** a change of the rules is public this many whole days before it counts. */
export const RULE_NOTICE_DAYS = 7

/** and stays readable at least so long. Nothing is ever deleted, so it stays for good. */
export const RULE_KEPT_YEARS = 3

export type AnnouncedVersion = { version: number; effectiveOn: BusinessDate }

/** The version that counts on a day: the newest that has taken effect. */
export function versionInForce<Version extends AnnouncedVersion>(versions: readonly Version[], today: BusinessDate): Version | null {
  return [...versions].sort((a, b) => b.version - a.version).find(({ effectiveOn }) => effectiveOn <= today) ?? null
}

/** Announced and not yet in force, the next one first. */
export function versionsAhead<Version extends AnnouncedVersion>(versions: readonly Version[], today: BusinessDate): Version[] {
  return versions.filter(({ effectiveOn }) => effectiveOn > today).sort((a, b) => a.version - b.version)
}

/**
 * the first day on which a version that is announced now may take effect: after the
 * notice, and not before a version that was announced earlier. A page's first version changes
 * nothing for anybody.
 */
export function earliestEffect(announced: readonly AnnouncedVersion[], now: Date): BusinessDate {
  const today = businessDate(now)
  if (announced.length === 0) return today
  const afterNotice = addDays(today, RULE_NOTICE_DAYS)
  const afterOthers = announced.map(({ effectiveOn }) => addDays(effectiveOn, 1))
  return [afterNotice, ...afterOthers].sort().at(-1)!
}
