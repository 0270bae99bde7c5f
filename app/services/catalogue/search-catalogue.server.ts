import { containsPattern, searchTerms } from '#app/domain/catalogue/search-terms.ts'
import type { CardOrder, ListPage } from '#app/domain/catalogue/views.ts'
import { asListPage, PAGE_SIZE } from '#app/services/catalogue/get-category-page.server.ts'
import { listCards } from '#app/services/catalogue/product-cards.server.ts'

/** Listings that contain every word of the query; an empty query finds nothing. */
export async function searchCatalogue(query: string, order: CardOrder, page: number): Promise<ListPage> {
  const terms = searchTerms(query)
  if (terms.length === 0) return asListPage({ cards: [], total: 0 }, 1)
  return asListPage(await listCards({ kind: 'search', patterns: terms.map(containsPattern) }, order, page, PAGE_SIZE), page)
}
