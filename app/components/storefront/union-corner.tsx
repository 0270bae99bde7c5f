import { Motif } from '#app/components/art/motif.tsx'
import { Price, UnitPrice } from '#app/components/ui/price.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { VenueItem } from '#app/domain/campaign/venue.ts'
import type { ProductCard } from '#app/domain/catalogue/views.ts'

type Item = { card: ProductCard; because: VenueItem['because'] }

/** For those who buy for a whole work unit: a plain list to compare, not a window to stroll along. */
export function UnionCorner({ venue, items }: { venue: { slug: string; name: string; intro: string; motif: string }; items: readonly Item[] }) {
  return (
    <section aria-labelledby="home-union" className="mt-9 overflow-hidden rounded-panel border border-line bg-white shadow-card md:mt-12 md:grid md:grid-cols-[17rem_1fr]">
      <div className="on-red flex items-center gap-4 bg-river-deep px-4 py-4 text-white md:flex-col md:items-start md:justify-center md:px-6 md:py-8">
        <span className="grid size-18 shrink-0 place-items-center rounded-full bg-snow md:size-24">
          <Motif name={venue.motif} size={72} className="size-13 md:size-18" />
        </span>
        <div className="min-w-0">
          <h2 id="home-union" className="font-serif text-xl font-bold tracking-wide">{venue.name}</h2>
          <p className="mt-0.5 text-sm text-[#e3f1f1]">{venue.intro}</p>
        </div>
      </div>
      <div className="px-4 pb-4 md:px-6 md:py-3">
        <ul>
          {items.map(({ card, because }) => (
            <li key={card.productId} className="relative flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-b border-line py-3 has-focus-visible:ring-3 has-focus-visible:ring-river">
              <h3 className="min-w-0 text-base font-semibold">
                <a href={`/products/${card.slug}`} className="no-underline outline-none after:absolute after:inset-0 hover:text-cinnabar">
                  {card.title}
                </a>
                {because.kind === 'pin' && because.paid ? <Tag className="ml-2 border border-line-strong">广告</Tag> : null}
                <span className="block text-2xs font-normal text-ink-2">
                  {card.regimentName} · {card.spec}
                  {card.soldOut ? ' · 已售罄' : ''}
                </span>
              </h3>
              <p className="ml-auto text-right">
                <Price fen={card.shelf.priceFen} />
                {card.hasChoice ? <span className="ml-0.5 text-2xs text-ink-2">起</span> : null}
                <UnitPrice fen={card.shelf.priceFen} grams={card.netGrams} className="block text-2xs" />
              </p>
            </li>
          ))}
        </ul>
        <LinkButton to={`/venues/${venue.slug}`} tone="secondary" reloadDocument className="mt-4">
          看看{venue.name}
        </LinkButton>
      </div>
    </section>
  )
}
