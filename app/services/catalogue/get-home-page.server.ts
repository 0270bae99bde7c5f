import type { CategoryLink, ProductCard, ShopLink } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { firstCardsOfCategories } from '#app/services/catalogue/product-cards.server.ts'

export type HomePage = {
  categories: CategoryLink[]
  /** Categories with enough to fill a row. */
  rows: { category: CategoryLink; cards: ProductCard[] }[]
  /** The firsts of all smaller categories together. */
  mixed: ProductCard[]
  shops: ShopLink[]
}

const CARDS_A_ROW = 4

const openShops = keptUntilRung('open-shops', loadShops, { unheardMs: 0 }).get

export async function getHomePage(): Promise<HomePage> {
  const [categories, cards, shops] = await Promise.all([
    listCategories(),
    firstCardsOfCategories(CARDS_A_ROW),
    openShops(),
  ])
  const inCategory = (category: CategoryLink) => cards.filter((card) => card.categoryId === category.id)
  const full = categories.filter((category) => inCategory(category).length === CARDS_A_ROW)
  return {
    categories,
    rows: full.map((category) => ({ category, cards: inCategory(category) })),
    mixed: wholeRows(categories.filter((category) => !full.includes(category)).flatMap((category) => inCategory(category).slice(0, 1))),
    shops,
  }
}

/** Cards that fill their rows; fewer than a row stay as they are. */
function wholeRows(cards: ProductCard[]): ProductCard[] {
  return cards.slice(0, Math.floor(cards.length / CARDS_A_ROW) * CARDS_A_ROW || cards.length)
}

function loadShops(): Promise<ShopLink[]> {
  return queryNamed<ShopLink>(
    'home-shops',
    `select m.slug, m.name, m.motif, r.name as "regimentName", r.town, count(*)::int as products
       from merchant m
       join regiment r on r.id = m.regiment_id
       join product p on p.merchant_id = m.id and p.status = 'LISTED'
      where m.status = 'OPEN'
      group by m.id, r.id order by r.sort, m.slug limit 24`,
    [],
  )
}
