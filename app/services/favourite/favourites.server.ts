import { MAX_FAVOURITES } from '#app/domain/catalogue/kept.ts'
import type { ProductCard } from '#app/domain/catalogue/views.ts'
import { db } from '#app/infra/db.server.ts'
import { cardsOfProducts } from '#app/services/catalogue/product-cards.server.ts'

export type FavouriteResult = { ok: true } | { ok: false; reason: 'not_found' | 'full' }

/** Keeps a product in mind for a person; twice is once. */
export async function addFavourite({ userId, slug, now }: { userId: string; slug: string; now: Date }): Promise<FavouriteResult> {
  const product = await db.product.findFirst({ where: { slug, status: { in: ['LISTED', 'OFF_SHELF'] } }, select: { id: true } })
  if (!product) return { ok: false, reason: 'not_found' }
  const others = await db.favourite.count({ where: { userId, productId: { not: product.id } } })
  if (others >= MAX_FAVOURITES) return { ok: false, reason: 'full' }
  await db.favourite.createMany({ data: [{ userId, productId: product.id, createdAt: now }], skipDuplicates: true })
  return { ok: true }
}

export async function removeFavourite({ userId, slug }: { userId: string; slug: string }): Promise<void> {
  await db.favourite.deleteMany({ where: { userId, product: { slug } } })
}

export type KeptCard = { slug: string; title: string; motif: string; /** Null: it cannot be had now. */ card: ProductCard | null }

/** A person's favourites, the newest first, also those that are off the shelf. */
export async function listFavourites(userId: string, now: Date): Promise<KeptCard[]> {
  const rows = await db.favourite.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { productId: 'desc' }],
    select: { product: { select: { id: true, slug: true, title: true, motif: true } } },
  })
  return withCards(rows.map(({ product }) => product), now)
}

export async function withCards(products: readonly { id: string; slug: string; title: string; motif: string }[], now: Date): Promise<KeptCard[]> {
  const cards = new Map((await cardsOfProducts(products.map(({ id }) => id), now)).map((card) => [card.slug, card]))
  return products.map(({ slug, title, motif }) => ({ slug, title, motif, card: cards.get(slug) ?? null }))
}
