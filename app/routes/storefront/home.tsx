import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useRequestFacts } from '#app/components/request-context.ts'
import { CategoryRail } from '#app/components/storefront/category-rail.tsx'
import { CouponRail } from '#app/components/storefront/coupon-rail.tsx'
import { Hero } from '#app/components/storefront/hero.tsx'
import { HomeSection } from '#app/components/storefront/home-section.tsx'
import { Content } from '#app/components/storefront/page.tsx'
import { PhaseBanner } from '#app/components/storefront/phase-banner.tsx'
import { ProductGrid } from '#app/components/storefront/product-card.tsx'
import { Promises } from '#app/components/storefront/promises.tsx'
import { RegimentStreet } from '#app/components/storefront/regiment-street.tsx'
import { shareMeta } from '#app/components/storefront/share-meta.ts'
import { UnionCorner } from '#app/components/storefront/union-corner.tsx'
import { VenueCard } from '#app/components/storefront/venue-card.tsx'
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
  const now = await shopNow()
  const [page, site, festival] = await Promise.all([getHomePage(now), getSiteFacts(), getFestival(now)])
  return { page, newYearsEve: site.newYearsEve, festival, origin: siteOrigin() }
}

export default function Home() {
  const { page, newYearsEve, festival } = useLoaderData<typeof loader>()
  const { elder } = useRequestFacts()
  const [first, ...others] = page.venues
  const towns = festival?.venues.find(({ slug }) => slug === 'towns')
  const venueSection = (venue: (typeof page.venues)[number], eager = false) => (
    <HomeSection key={venue.slug} id={`venue-${venue.slug}`} title={venue.name} note={venue.intro} more={{ href: `/venues/${venue.slug}`, words: '全部' }}>
      <ul className="shelf">
        {venue.items.map((item) => (
          <VenueCard key={item.card.productId} item={item} eager={eager} />
        ))}
      </ul>
    </HomeSection>
  )
  const rows = page.rows.map(({ category, cards }) => (
    <HomeSection key={category.id} id={`row-${category.slug}`} title={category.name} more={{ href: `/categories/${category.slug}`, words: `全部 ${category.products} 种` }}>
      <ProductGrid cards={cards} />
    </HomeSection>
  ))
  return (
    <>
      <Hero newYearsEve={newYearsEve} />
      <Content>
        {festival ? <PhaseBanner {...festival} doors={!elder} /> : null}
        <div className="mt-6 md:mt-8">
          <CategoryRail categories={page.categories} />
        </div>
        {elder ? (
          // Fewer blocks: what is on sale and the ways to the rest; coupons are a link of the foot.
          <>
            {first ? venueSection(first) : null}
            {rows.slice(0, 1)}
          </>
        ) : (
          <>
            {page.coupons.length > 0 ? (
              <HomeSection id="home-coupons" title="先领券" note="结算时自动用上最划算的" more={{ href: '/coupons', words: '我的券包' }}>
                <CouponRail coupons={page.coupons} />
              </HomeSection>
            ) : null}
            {first ? venueSection(first, true) : null}
            {rows}
            {others.map((venue) => venueSection(venue))}
            {page.union ? <UnionCorner venue={page.union} items={page.union.items} /> : null}
            {page.street.length > 0 ? (
              <HomeSection
                id="home-street"
                title={towns?.name ?? '团镇馆'}
                note="每家店都公开名称、地址、电话和证照"
                more={towns ? { href: `/venues/${towns.slug}`, words: '按产地逛' } : undefined}
              >
                <RegimentStreet doors={page.street} />
              </HomeSection>
            ) : null}
            {page.mixed.length > 0 ? (
              <HomeSection id="row-mixed" title="还有这些年货">
                <ProductGrid cards={page.mixed} />
              </HomeSection>
            ) : null}
            <div className="mt-9 md:mt-12">
              <Promises />
            </div>
          </>
        )}
      </Content>
    </>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
