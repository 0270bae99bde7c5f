import { db } from '#app/infra/db.server.ts'

const PAGE_SIZE = 20

export type ReviewFilter = 'all' | 'unanswered' | 'hidden'

/**
 * Reviews at a desk, the newest first.
 * @param merchantId whose goods; null: everybody's, for the platform
 * @param page from 1
 */
export async function listReviews(merchantId: string | null, filter: ReviewFilter, page: number) {
  const where = {
    ...(merchantId ? { merchantId } : {}),
    ...(filter === 'unanswered' ? { reply: null, state: 'PUBLISHED' as const } : filter === 'hidden' ? { state: 'HIDDEN_LEGAL' as const } : {}),
  }
  const [total, rows] = await Promise.all([
    db.review.count({ where }),
    db.review.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: {
        id: true, stars: true, text: true, state: true, hiddenReason: true, reply: true, createdAt: true,
        line: { select: { title: true, grade: true, spec: true, merchantOrder: { select: { number: true, merchant: { select: { name: true } } } } } },
        product: { select: { slug: true } },
        pictures: { orderBy: { position: 'asc' }, select: { id: true, width: true, height: true } },
      },
    }),
  ])
  return {
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    total,
    reviews: rows.map(({ line, product, ...review }) => ({
      ...review,
      title: line.title,
      bought: [line.grade, line.spec].filter(Boolean).join(' '),
      slug: product.slug,
      orderNumber: line.merchantOrder.number,
      shop: line.merchantOrder.merchant.name,
    })),
  }
}
