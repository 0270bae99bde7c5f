import type { CardOrder, CategoryLink, ListPage, ProductCard } from '#app/domain/catalogue/views.ts'
import { db } from '#app/infra/db.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { listCards } from '#app/services/catalogue/product-cards.server.ts'

export const PAGE_SIZE = 24

export function asListPage({ cards, total }: { cards: ProductCard[]; total: number }, page: number): ListPage {
  return { cards, total, page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)) }
}

export async function getCategoryPage(
  slug: string,
  order: CardOrder,
  page: number,
): Promise<{ category: { slug: string; name: string; motif: string }; categories: CategoryLink[]; list: ListPage } | null> {
  const [categories, found] = await Promise.all([listCategories(), listCards({ kind: 'category', slug }, order, page, PAGE_SIZE)])
  const category = categories.find((one) => one.slug === slug) ?? (await db.category.findUnique({ where: { slug }, select: { id: true, slug: true, name: true, motif: true } }))
  if (!category) return null
  return { category, categories, list: asListPage(found, page) }
}
