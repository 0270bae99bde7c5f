import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CardOrderLinks } from '#app/components/storefront/card-order-links.tsx'
import { CategoryRail } from '#app/components/storefront/category-rail.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { listAddress, readListQuery } from '#app/domain/catalogue/list-query.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.query ? `搜索“${data.query}”` : '搜索')

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const search = new URL(request.url).searchParams
  const query = (search.get('q') ?? '').trim().slice(0, 40)
  const { order, page } = readListQuery(search)
  const [list, categories] = await Promise.all([searchCatalogue(query, order, page), listCategories()])
  return { query, list, categories, order }
}

export default function Search() {
  const { query, list, categories, order } = useLoaderData<typeof loader>()
  const address = `/search?q=${encodeURIComponent(query)}`
  if (query === '' || list.total === 0)
    return (
      <Content>
        <EmptyState
          motif="search-none"
          level={1}
          title={query === '' ? '想找点什么？' : `没有找到“${query}”`}
        >
          <p>{query === '' ? '在上面输入商品名、团场，或拼音首字母。' : '换个说法试试：少写几个字，或用拼音首字母，如“香梨”写 xl。'}</p>
        </EmptyState>
        <CategoryRail categories={categories} />
      </Content>
    )
  return (
    <Content>
      <PageHeading title={`“${query}”`} note={`找到 ${list.total} 种商品`}>
        <CardOrderLinks current={order} hrefFor={(next) => listAddress(address, { order: next, page: 1 })} />
      </PageHeading>
      <ProductGrid cards={list.cards} heading="h2" eagerRows={2} />
      <Pagination page={list.page} pageCount={list.pageCount} hrefFor={(page) => listAddress(address, { order, page })} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
