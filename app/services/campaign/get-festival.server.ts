import type { PhaseBanner } from '#app/domain/campaign/banner.ts'
import { phaseBanner } from '#app/domain/campaign/banner.ts'
import { nextPhaseBoundary } from '#app/domain/campaign/phases.ts'
import { currentCampaign } from '#app/services/campaign/current-campaign.server.ts'
import type { VenueLink } from '#app/services/campaign/get-venue-page.server.ts'
import { linkOf } from '#app/services/campaign/get-venue-page.server.ts'

/** What the home page says of the festival: where it stands and the ways into it; null without one. */
export async function getFestival(now: Date): Promise<{ banner: PhaseBanner | null; venues: VenueLink[] } | null> {
  const campaign = await currentCampaign(now)
  return campaign && { banner: phaseBanner(campaign.content.phases, now), venues: campaign.content.venues.map(linkOf) }
}

/** When what pages say of the festival changes by itself; null: not any more. */
export async function nextFestivalChange(now: Date): Promise<Date | null> {
  const campaign = await currentCampaign(now)
  return campaign && nextPhaseBoundary(campaign.content.phases, now)
}
