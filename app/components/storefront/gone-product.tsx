import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { RouteErrorPage } from '#app/components/error-page.tsx'
import { Content } from '#app/components/storefront/page.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import type { ProductCard } from '#app/domain/catalogue/views.ts'

/** What the page of a product throws when there is none. */
export type GoneProduct = { instead: ProductCard[] }

const isGone = (data: unknown): data is GoneProduct => typeof data === 'object' && data !== null && 'instead' in data

/** An old link or poster led here: say so, and lead on. */
export function GoneProductPage() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error) || !isGone(error.data)) return <RouteErrorPage />
  return (
    <Content>
      <EmptyState
        motif="lost-kite"
        level={1}
        title="这件商品已经不在了"
        action={
          <>
            <LinkButton to="/" reloadDocument>回到首页</LinkButton>
            <LinkButton to="/cart" tone="quiet" reloadDocument>看看购物车</LinkButton>
          </>
        }
      >
        <p>卖家收起了它，或者链接不完整。下面这些现在就能买。</p>
      </EmptyState>
      {error.data.instead.length > 0 ? (
        <section aria-labelledby="instead" className="mt-8">
          <SectionHeading id="instead" title="换一件看看" />
          <ProductGrid cards={error.data.instead} />
        </section>
      ) : null}
    </Content>
  )
}
