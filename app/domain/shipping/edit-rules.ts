import type { BusinessDate } from '#app/domain/time.ts'
import { addDays, businessDate, daysBetween } from '#app/domain/time.ts'

// What an operator may enter. One sentence for the field that needs it.

/** Couriers rest for days, not for seasons; more is a slip of the pen. */
export const LONGEST_PAUSE_DAYS = 60

export type CutoffProblems = { cutoffAt?: string; resumesOn?: string }

export function cutoffProblems({ cutoffAt, resumesOn }: { cutoffAt: Date; resumesOn: BusinessDate }, now: Date): CutoffProblems {
  const problems: CutoffProblems = {}
  const day = businessDate(cutoffAt)
  if (resumesOn <= businessDate(now)) problems.resumesOn = '恢复发货的日子要在今天以后'
  else if (resumesOn <= day) problems.resumesOn = '恢复发货的日子要在截单之后'
  else if (daysBetween(day, resumesOn) > LONGEST_PAUSE_DAYS) problems.resumesOn = `截单到恢复发货最多 ${LONGEST_PAUSE_DAYS} 天，请核对`
  return problems
}

export type PauseProblems = { from?: string; last?: string }

/** @param last the last day of the pause, that day included */
export function pauseProblems({ from, last }: { from: BusinessDate; last: BusinessDate }, now: Date): PauseProblems {
  if (last < from) return { last: '最后一天不能早于第一天' }
  if (last < businessDate(now)) return { last: '这段日子已经过去了' }
  if (daysBetween(from, addDays(last, 1)) > LONGEST_PAUSE_DAYS) return { last: `停运最长 ${LONGEST_PAUSE_DAYS} 天，请核对` }
  return {}
}
