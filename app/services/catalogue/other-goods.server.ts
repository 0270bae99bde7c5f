import type { ProductCard } from '#app/domain/catalogue/views.ts'
import { firstCardsOfCategories } from '#app/services/catalogue/product-cards.server.ts'

const SHOWN = 8

/** What can be had instead of something that is gone: one of each category, the same for everybody. */
export async function otherGoods(now: Date): Promise<ProductCard[]> {
  const cards = await firstCardsOfCategories(1, now)
  return cards.filter(({ soldOut }) => !soldOut).slice(0, SHOWN)
}
