import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CategoryRail } from '#app/components/storefront/category-rail.tsx'
import { Hero } from '#app/components/storefront/hero.tsx'
import { Content } from '#app/components/storefront/page.tsx'
import { PhaseBanner } from '#app/components/storefront/phase-banner.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { Promises } from '#app/components/storefront/promises.tsx'
import { shareMeta } from '#app/components/storefront/share-meta.ts'
import { ShopRail } from '#app/components/storefront/shop-rail.tsx'
import { SectionHeading } from '#app/components/ui/card.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { publicPage } from '#app/http/guards.server.ts'
import { getFestival } from '#app/services/campaign/get-festival.server.ts'
import { getHomePage } from '#app/services/catalogue/get-home-page.server.ts'
import { getSiteFacts, shopNow, siteOrigin } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: false }

const TITLE = '塔里木河年货节 · 第一师阿拉尔市'
const SUMMARY = '第一师阿拉尔市线上年货节：红枣、香梨、冰糖心苹果、核桃、棉制品，产地、净含量、每 500 g 价钱都写明。'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: TITLE },
  ...(data ? shareMeta({ title: TITLE, summary: SUMMARY, url: `${data.origin}/`, picture: `${data.origin}/pictures/site/home.png` }) : []),
]

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const [page, site, festival] = await Promise.all([getHomePage(), getSiteFacts(), getFestival(await shopNow())])
  return { page, newYearsEve: site.newYearsEve, festival, origin: siteOrigin() }
}

export default function Home() {
  const { page, newYearsEve, festival } = useLoaderData<typeof loader>()
  return (
    <>
      <Hero newYearsEve={newYearsEve} />
      <Content>
        {festival ? <PhaseBanner {...festival} /> : null}
        <CategoryRail categories={page.categories} />
        <div className="mt-6 md:mt-8">
          <Promises />
        </div>
        {page.rows.map(({ category, cards }, index) => (
          <section key={category.id} aria-labelledby={`row-${category.slug}`} className="mt-9 md:mt-12">
            <SectionHeading
              id={`row-${category.slug}`}
              title={category.name}
              aside={<MoreLink href={`/categories/${category.slug}`}>全部 {category.products} 种</MoreLink>}
            />
            <ProductGrid cards={cards} eagerRows={index === 0 ? 1 : 0} />
          </section>
        ))}
        {page.mixed.length > 0 ? (
          <section aria-labelledby="row-mixed" className="mt-9 md:mt-12">
            <SectionHeading id="row-mixed" title="还有这些年货" />
            <ProductGrid cards={page.mixed} />
          </section>
        ) : null}
        <section aria-labelledby="row-shops" className="mt-9 md:mt-12">
          <SectionHeading id="row-shops" title="从这些店寄出" note="每家店都公开名称、地址、电话和证照" />
          <ShopRail shops={page.shops} />
        </section>
      </Content>
    </>
  )
}

function MoreLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center gap-0.5 no-underline hover:text-cinnabar">
      {children}
      <Icon name="chevron-right" className="size-4" />
    </a>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
