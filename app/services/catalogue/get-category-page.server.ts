import { noFilters } from '#app/domain/catalogue/list-query.ts'
import type { ListQuery } from '#app/domain/catalogue/list-query.ts'
import type { CategoryLink, FilterChoices, ListPage, ProductCard } from '#app/domain/catalogue/views.ts'
import { db } from '#app/infra/db.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { regimentsOfCategory } from '#app/services/catalogue/list-regiments.server.ts'
import { listCategoryCards } from '#app/services/catalogue/list-category-cards.server.ts'

export const PAGE_SIZE = 24

export function asListPage({ cards, total }: { cards: ProductCard[]; total: number }, page: number): ListPage {
  return { cards, total, page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)) }
}

export async function getCategoryPage(
  slug: string,
  { order = 'default', page = 1, filters = noFilters }: Partial<ListQuery> = {},
): Promise<{ category: { slug: string; name: string; motif: string }; categories: CategoryLink[]; list: ListPage; choices: FilterChoices } | null> {
  const categories = await listCategories()
  const category = categories.find((one) => one.slug === slug)
  if (!category) {
    // Nothing is listed in it, or there is none.
    const empty = await db.category.findUnique({ where: { slug }, select: { slug: true, name: true, motif: true } })
    return empty && { category: empty, categories, list: asListPage({ cards: [], total: 0 }, 1), choices: { categories: [], regiments: [] } }
  }
  const [regiments, found] = await Promise.all([regimentsOfCategory(slug), listCategoryCards(slug, { order, page, pageSize: PAGE_SIZE, filters })])
  return { category, categories, list: asListPage(found, found.page), choices: { categories: [], regiments } }
}
