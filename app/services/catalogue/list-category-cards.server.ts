import { arrangeHits, priceFits, withinFilters } from '#app/domain/catalogue/arrange-hits.ts'
import type { Hit } from '#app/domain/catalogue/arrange-hits.ts'
import { noFilters } from '#app/domain/catalogue/list-query.ts'
import type { ListFilters } from '#app/domain/catalogue/list-query.ts'
import type { CardOrder, ProductCard } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { cardsOfProducts, inOrder, inStock } from '#app/services/catalogue/product-cards.server.ts'

type Wanted = { order: CardOrder; page: number; pageSize: number; filters: ListFilters }

/**
 * One page of the cards of a category that there is, and how many there are. A page beyond
 * the last is the last. The order of the catalogue is kept until something of it changes, so
 * that a page costs the same however much is listed; by price everything is priced, because
 * what promotions make of a price the database does not know.
 */
export async function listCategoryCards(slug: string, { order, page, pageSize, filters }: Wanted, now?: Date): Promise<{ cards: ProductCard[]; total: number; page: number }> {
  const all = await orderedListings(slug)
  const narrowed = filters.regiment !== null || filters.inStock || filters.sevenDay
  const wanted = narrowed ? withinFilters(all, { ...filters, category: null }) : all
  const idsOf = (hits: readonly Hit[]) => hits.map(({ productId }) => productId)
  const ofPage = <T>(list: readonly T[]): { part: T[]; total: number; page: number } => {
    const shown = Math.min(page, Math.max(1, Math.ceil(list.length / pageSize)))
    return { part: list.slice((shown - 1) * pageSize, shown * pageSize), total: list.length, page: shown }
  }
  if (order === 'default' && filters.minYuan === null && filters.maxYuan === null) {
    const { part, ...shown } = ofPage(wanted)
    return { cards: await cardsOfProducts(idsOf(part), now), ...shown }
  }
  const priced = (await cardsOfProducts(idsOf(wanted), now)).filter(({ shelf }) => priceFits(shelf.priceFen, filters))
  const { part: cards, ...shown } = ofPage(inOrder(priced, order))
  return { cards, ...shown }
}

const orderedListings = (slug: string) => keptUntilRung(`listings-of-${slug}`, () => load(slug), { unheardMs: 0 }).get()

async function load(slug: string): Promise<Hit[]> {
  const rows = await queryNamed<Hit>(
    'listings-of-category',
    `select d.product_id as "productId", 0 as tier, d.sort, d.category_id as "categoryId", d.regiment_id as "regimentId", d.return_policy as "returnPolicy",
            ${inStock} as "inStock"
       from search_document d where d.visible and d.category_id = (select id from category where slug = $1)`,
    [slug],
  )
  return arrangeHits(rows, noFilters)
}
