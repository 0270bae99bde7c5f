import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CardOrderLinks } from '#app/components/storefront/card-order-links.tsx'
import { CategoryRail } from '#app/components/storefront/category-rail.tsx'
import { FilterBar } from '#app/components/storefront/filter-bar.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { TryWords } from '#app/components/storefront/try-words.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { listAddress, noFilters, readListQuery } from '#app/domain/catalogue/list-query.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { getHotWords } from '#app/services/catalogue/get-hot-words.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { searchCatalogue } from '#app/services/catalogue/search-catalogue.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.query ? `搜索“${data.query}”` : '搜索')

const LONGEST_QUERY = 40

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const search = new URL(request.url).searchParams
  const typed = (search.get('q') ?? '').trim().replace(/\s+/gu, ' ')
  // Cut between signs, never through one.
  const query = [...typed.slice(0, 2 * LONGEST_QUERY)].slice(0, LONGEST_QUERY).join('')
  const { order, page, filters } = readListQuery(search)
  const list = await searchCatalogue(query, { order, page, filters })
  const help = list.found === 0 ? await Promise.all([listCategories(), getHotWords()]) : null
  return { query, list, order, filters, help: help && { categories: help[0], hot: help[1] } }
}

export default function Search() {
  const { query, list, order, filters, help } = useLoaderData<typeof loader>()
  const address = `/search?q=${encodeURIComponent(query)}`
  if (help) return <NothingFound query={query} categories={help.categories} hot={help.hot} />
  return (
    <Content>
      <PageHeading title={`“${query}”`} note={list.capped ? `最相近的 ${list.total} 种，再选分类或产地可以看得更准` : `找到 ${list.total} 种商品`}>
        <CardOrderLinks current={order} hrefFor={(next) => listAddress(address, { order: next, filters })} />
      </PageHeading>
      {list.instead ? (
        <Notice tone="info" className="mb-4">
          没有完全符合“{query}”的商品，下面是{list.instead}的结果。
        </Notice>
      ) : null}
      <FilterBar base={address} order={order} filters={filters} choices={list.choices} />
      {list.cards.length > 0 ? (
        <ProductGrid cards={list.cards} heading="h2" eagerRows={2} />
      ) : (
        <EmptyState motif="search-none" title="这样筛选没有商品" action={<LinkButton to={listAddress(address, { order, filters: noFilters })}>看全部 {list.found} 种</LinkButton>}>
          <p>放宽价格，或者换个产地再看看。</p>
        </EmptyState>
      )}
      <Pagination page={list.page} pageCount={list.pageCount} hrefFor={(page) => listAddress(address, { order, filters, page })} />
    </Content>
  )
}

function NothingFound({ query, categories, hot }: { query: string; categories: Parameters<typeof CategoryRail>[0]['categories']; hot: string[] }) {
  return (
    <Content>
      <EmptyState motif="search-none" level={1} title={query === '' ? '想找点什么？' : `没有找到“${query}”`}>
        <p>{query === '' ? '在上面输入商品名、团场，或拼音首字母。' : '换个说法试试：少写几个字，或用拼音首字母，如“香梨”写 xl。'}</p>
      </EmptyState>
      <TryWords title={query === '' ? '试试这些' : '也可以看看'} words={hot} />
      <CategoryRail categories={categories} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
