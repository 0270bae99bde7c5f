import type { Stars } from '#app/domain/review/review.ts'
import { ratingOf } from '#app/domain/review/review.ts'
import type { PictureView, ReviewsOfProduct } from '#app/domain/review/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'

export const REVIEWS_A_PAGE = 10
const ON_PRODUCT_PAGE = 3

type Row = {
  title: string
  counts: { stars: Stars; count: number }[]
  reviews: { id: string; stars: Stars; text: string | null; pictures: PictureView[]; bought: string; isDemo: boolean; createdAt: string; reply: string | null }[]
}

/**
 * What buyers say of a product, the newest first and nothing sorted away, with the
 * counts of all of them, in one statement. A hidden review keeps its place and its stars.
 */
async function find(slug: string, limit: number, offset: number): Promise<(ReviewsOfProduct & { title: string }) | null> {
  const [row] = await queryNamed<Row>(
    'product-reviews',
    `select p.title,
            (select coalesce(json_agg(t), '[]') from (select r.stars, count(*)::int as count from review r where r.product_id = p.id group by r.stars) t) as counts,
            (select coalesce(json_agg(json_build_object('id', r.id, 'stars', r.stars, 'createdAt', r.created_at, 'isDemo', c.is_synthetic, 'bought', concat_ws(' ', nullif(l.grade, ''), l.spec),
                      'text', case when r.state = 'PUBLISHED' then r.text end,
                      'reply', case when r.state = 'PUBLISHED' then r.reply end,
                      'pictures', case when r.state = 'PUBLISHED' then (select coalesce(json_agg(json_build_object('id', i.id, 'width', i.width, 'height', i.height) order by i.position), '[]')
                                    from review_picture i where i.review_id = r.id) else '[]' end)
                    order by r.created_at desc, r.id desc), '[]')
               from (select * from review where product_id = p.id order by created_at desc, id desc limit $2 offset $3) r
               join order_line l on l.id = r.line_id join merchant_order o on o.id = l.merchant_order_id join checkout c on c.id = o.checkout_id) as reviews
       from product p join merchant m on m.id = p.merchant_id
      where p.slug = $1 and p.status in ('LISTED', 'OFF_SHELF') and m.status <> 'PENDING'`,
    [slug, limit, offset],
  )
  if (!row) return null
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
  for (const { stars, count } of row.counts) counts[stars] = count
  return {
    title: row.title,
    rating: ratingOf(counts),
    reviews: row.reviews.map(({ createdAt, ...review }) => ({ ...review, createdAt: new Date(createdAt) })),
  }
}

/** The first of them, for the product's own page; empty where there is no such product. */
export async function newestReviews(slug: string): Promise<ReviewsOfProduct> {
  return (await find(slug, ON_PRODUCT_PAGE, 0)) ?? { rating: ratingOf({ 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }), reviews: [] }
}

/** @param page from 1; null where there is no such product */
export async function reviewsPage(slug: string, page: number): Promise<(ReviewsOfProduct & { title: string; pages: number }) | null> {
  const found = await find(slug, REVIEWS_A_PAGE, (page - 1) * REVIEWS_A_PAGE)
  return found && { ...found, pages: Math.max(1, Math.ceil(found.rating.count / REVIEWS_A_PAGE)) }
}
