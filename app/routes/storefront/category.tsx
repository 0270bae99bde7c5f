import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CategoryRail } from '#app/components/storefront/category-rail.tsx'
import { CardOrderLinks } from '#app/components/storefront/card-order-links.tsx'
import { FilterBar } from '#app/components/storefront/filter-bar.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { countFilters, listAddress, readListQuery } from '#app/domain/catalogue/list-query.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { getCategoryPage } from '#app/services/catalogue/get-category-page.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.category.name ?? '分类')

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const query = readListQuery(new URL(request.url).searchParams)
  const found = await getCategoryPage(params.slug ?? '', query)
  if (!found) throw new Response('没有这个分类', { status: 404 })
  return { ...found, order: query.order, filters: { ...query.filters, category: null } }
}

export default function Category() {
  const { category, categories, list, choices, order, filters } = useLoaderData<typeof loader>()
  const address = `/categories/${category.slug}`
  return (
    <Content>
      <CategoryRail categories={categories} current={category.slug} />
      <div className="mt-6">
        <PageHeading title={category.name} note={`共 ${list.total} 种`}>
          <CardOrderLinks current={order} hrefFor={(next) => listAddress(address, { order: next, filters })} />
        </PageHeading>
        <FilterBar base={address} order={order} filters={filters} choices={choices} />
        {list.cards.length > 0 ? (
          <ProductGrid cards={list.cards} heading="h2" eagerRows={2} />
        ) : countFilters(filters) > 0 ? (
          <EmptyState motif="search-none" title="这样筛选没有商品" action={<LinkButton to={listAddress(address, { order })}>看全部{category.name}</LinkButton>}>
            <p>放宽价格，或者换个产地再看看。</p>
          </EmptyState>
        ) : (
          <EmptyState motif="parcel-empty" title="这里暂时没有商品" action={<LinkButton to="/">去首页看看</LinkButton>}>
            <p>商家还在备货，过几天再来看看。</p>
          </EmptyState>
        )}
        <Pagination page={list.page} pageCount={list.pageCount} hrefFor={(page) => listAddress(address, { order, filters, page })} />
      </div>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
