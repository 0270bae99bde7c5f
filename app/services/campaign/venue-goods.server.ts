import type { VenueGoods } from '#app/domain/campaign/venue.ts'
import type { ProductCard } from '#app/domain/catalogue/views.ts'
import { listVenueCards } from '#app/services/catalogue/product-cards.server.ts'

export type VenueCard = VenueGoods & { title: string; card: ProductCard }

/** Everything that is listed, as the rules of venues see it; enrolled: accepted in this campaign. */
export async function venueGoods(campaignId: string): Promise<VenueCard[]> {
  const rows = await listVenueCards(campaignId)
  return rows.map(({ card, ...goods }) => ({ ...goods, title: card.title, priceFen: card.shelf.priceFen, soldOut: card.soldOut, isBundle: card.isBundle, categoryId: card.categoryId, card }))
}
