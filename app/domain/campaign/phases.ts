import type { Phase, PhaseCode } from '#app/domain/campaign/content.ts'
import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import { addDays, addMinutes, startOfDay } from '#app/domain/time.ts'

// Days before (−) and after New Year's Eve, as in domain.md 2.1 for the Spring Festival of
// 2027; a second number is minutes into that day.
const plan: readonly [PhaseCode, from: readonly [number, number?], until: readonly [number, number?]][] = [
  ['enrolment', [-77], [-56]],
  // No discount from here to the opening, so that the base price of seven days stays clean.
  ['warmup', [-56], [-49]],
  ['presale', [-49], [-39]],
  ['opening', [-39], [-35]],
  ['live_special', [-35], [-32]],
  ['peak', [-21], [-18]],
  // Eleven days by road from Xinjiang, five from Zhejiang; couriers come at six in the evening.
  ['origin_cutoff', [-18], [-11, 18 * 60]],
  ['hub_cutoff', [-11, 18 * 60], [-5, 18 * 60]],
  ['holiday', [0], [8]],
  ['encore', [8], [16]],
  ['closed', [16], [46]],
]

/** Sensible phases for the edition that leads to the Spring Festival of a year. */
export function defaultPhases(edition: number): Phase[] {
  const eve = newYearsEveOf(edition)
  const at = ([days, minutes = 0]: readonly [number, number?]): Date => addMinutes(startOfDay(addDays(eve, days)), minutes)
  return plan.map(([code, from, until]) => ({ code, startsAt: at(from), endsAt: at(until) }))
}

/** The phase at an instant; null before, between and after them. */
export function phaseAt(phases: readonly Phase[], now: Date): Phase | null {
  return phases.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt) ?? null
}

/** The next phase that has not begun. */
export function nextPhase(phases: readonly Phase[], now: Date): Phase | null {
  return phases.reduce<Phase | null>((next, phase) => (phase.startsAt > now && (!next || phase.startsAt < next.startsAt) ? phase : next), null)
}

/** When the answer of {@link phaseAt} changes next; null: never again. */
export function nextPhaseBoundary(phases: readonly Phase[], now: Date): Date | null {
  const ahead = phases.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).filter((at) => at > now)
  return ahead.length > 0 ? new Date(Math.min(...ahead.map((at) => at.getTime()))) : null
}
