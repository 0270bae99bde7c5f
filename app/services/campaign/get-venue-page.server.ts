import type { VenueItem } from '#app/domain/campaign/venue.ts'
import { resolveVenue } from '#app/domain/campaign/venue.ts'
import type { ProductCard } from '#app/domain/catalogue/views.ts'
import { currentCampaign } from '#app/services/campaign/current-campaign.server.ts'
import { venueGoods } from '#app/services/campaign/venue-goods.server.ts'

export type VenueLink = { slug: string; name: string; intro: string; motif: string }

/** A card and why it stands there. */
export type ShownItem = { card: ProductCard; because: VenueItem['because'] }

export type VenuePage = {
  campaignName: string
  venue: VenueLink
  /** The other venues, for the way on. */
  venues: VenueLink[]
  sections: { label: string; items: ShownItem[] }[]
}

/** A venue of the edition that shoppers see now; null where there is none of that address. */
export async function getVenuePage(slug: string, now: Date): Promise<VenuePage | null> {
  const campaign = await currentCampaign(now)
  const venue = campaign?.content.venues.find((one) => one.slug === slug)
  if (!campaign || !venue) return null
  const sections = resolveVenue(venue, await venueGoods(campaign.id))
  return {
    campaignName: campaign.name,
    venue: linkOf(venue),
    venues: campaign.content.venues.map(linkOf),
    sections: sections.map(({ label, items }) => ({ label, items: items.map(({ goods, because }) => ({ card: goods.card, because })) })),
  }
}

export function linkOf({ slug, name, intro, motif }: VenueLink): VenueLink {
  return { slug, name, intro, motif }
}
