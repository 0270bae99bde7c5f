import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { VenueCard } from '#app/components/storefront/venue-card.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { publicPage } from '#app/http/guards.server.ts'
import { getVenuePage } from '#app/services/campaign/get-venue-page.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.venue.name ?? '会场')

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const page = await getVenuePage(params.slug ?? '', await shopNow())
  if (!page) throw new Response('没有这个会场，活动可能已经结束', { status: 404 })
  return page
}

export default function Venue() {
  const { campaignName, venue, venues, sections } = useLoaderData<typeof loader>()
  const count = sections.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <Content>
      <PageHeading title={venue.name} note={`${campaignName}${venue.intro ? ` · ${venue.intro}` : ''}`} />
      <nav aria-label="会场" className="rail -mx-4 mb-6 px-4 md:mx-0 md:px-0">
        <ul className="flex w-max gap-2">
          {venues.map(({ slug, name }) => (
            <li key={slug}>
              <a
                href={`/venues/${slug}`}
                aria-current={slug === venue.slug ? 'page' : undefined}
                className={`inline-flex min-h-11 items-center rounded-pill border px-4 text-sm no-underline ${slug === venue.slug ? 'border-cinnabar bg-cinnabar text-white' : 'border-line-strong bg-white hover:text-cinnabar'}`}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {count === 0 ? (
        <EmptyState motif="parcel-empty" title="这个会场还没有商品" action={<LinkButton to="/">去首页看看</LinkButton>}>
          <p>商家还在报名备货，过几天再来看看。</p>
        </EmptyState>
      ) : null}
      {sections.map((section, place) => (
        <section key={section.label} aria-labelledby={`section-${place}`} className="mt-8 first:mt-0">
          <SectionHeading id={`section-${place}`} title={section.label} note={`${section.items.length} 种`} />
          <ul className="shelf">
            {section.items.map((item, index) => (
              <VenueCard key={item.card.slug} item={item} eager={place === 0 && index < 4} />
            ))}
          </ul>
        </section>
      ))}
      <p className="mt-8 border-t border-line pt-4 text-xs text-ink-2">排列方式：平台置顶的在最前，其余按上面的分组，先有货、后售罄，再按商品目录的顺序；不按您的浏览或购买记录排列。商家付费的位置标有「广告」。</p>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
