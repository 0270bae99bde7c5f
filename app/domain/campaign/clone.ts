import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { addMinutes, daysBetween } from '#app/domain/time.ts'

const MINUTES_A_DAY = 24 * 60

/** Days from the Eve of one edition to that of another: 354 from 2026 to 2027, never a calendar year. */
export function daysBetweenEditions(from: number, to: number): number {
  return daysBetween(newYearsEveOf(from), newYearsEveOf(to))
}

const later = (at: Date, days: number): Date => addMinutes(at, days * MINUTES_A_DAY)

/** The same phases as far from the other Eve; venues as they are, but no paid place (that was sold once). */
export function contentFor({ phases, venues }: CampaignContent, days: number): CampaignContent {
  return {
    phases: phases.map(({ code, startsAt, endsAt }) => ({ code, startsAt: later(startsAt, days), endsAt: later(endsAt, days) })),
    venues: venues.map((venue) => ({ ...venue, pins: venue.pins.filter(({ paid }) => !paid) })),
  }
}

/** A promotion as a draft for another edition: every window moved, terms and budgets kept. */
export function definitionFor(definition: PromotionDefinition, days: number): PromotionDefinition {
  const { coupon } = definition
  return {
    ...definition,
    startsAt: later(definition.startsAt, days),
    endsAt: later(definition.endsAt, days),
    coupon: coupon && {
      ...coupon,
      claimFrom: later(coupon.claimFrom, days),
      claimUntil: later(coupon.claimUntil, days),
      validity: 'days' in coupon.validity ? coupon.validity : { from: later(coupon.validity.from, days), until: later(coupon.validity.until, days) },
    },
  }
}
