import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { RatingSummary, ReviewItem } from '#app/components/storefront/product-reviews.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { pageOf } from '#app/http/fields.server.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { reviewsPage } from '#app/services/review/product-reviews.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? `${data.title}的评价` : '买家评价')

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const slug = params.slug ?? ''
  const page = pageOf(new URL(request.url))
  const found = await reviewsPage(slug, page)
  if (!found) throw new Response('没有这件商品，或者已经下架', { status: 404 })
  return { ...found, slug, page }
}

export default function AllReviews() {
  const { slug, title, rating, reviews, page, pages } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="买家评价" note={<a href={`/products/${slug}`} className="underline">{title}</a>} />
      {rating.count === 0 ? (
        <EmptyState motif="waiting" title="还没有人评价">
          <p>收到货的买家可以在订单页写下第一条。</p>
        </EmptyState>
      ) : (
        <>
          <Card className="mb-4">
            <RatingSummary rating={rating} />
            <p className="mt-4 text-xs text-ink-2">只有收到货的买家能评价。全部评价按时间从新到旧排列，没有删改，也没有挑选。</p>
          </Card>
          <Card>
            {reviews.length === 0 ? <p className="text-sm text-ink-2">没有这么多页，请往前翻。</p> : null}
            <ul className="divide-y divide-line">
              {reviews.map((review) => (
                <ReviewItem key={review.id} review={review} />
              ))}
            </ul>
          </Card>
          <Pagination page={Math.min(page, pages + 1)} pageCount={pages} hrefFor={(next) => `/products/${slug}/reviews?page=${next}`} />
        </>
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
