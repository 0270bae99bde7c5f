import { ProductCard } from '#app/components/storefront/product-card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { VenueItem } from '#app/domain/campaign/venue.ts'
import type { ProductCard as Card } from '#app/domain/catalogue/views.ts'

/** a paid place says so beside the goods. */
export function VenueCard({ item: { card, because }, eager = false }: { item: { card: Card; because: VenueItem['because'] }; eager?: boolean }) {
  return (
    <li className="flex min-w-0 flex-col">
      <div className="min-h-0 flex-1">
        <ProductCard card={card} heading="h3" eager={eager} />
      </div>
      {because.kind === 'pin' && (because.paid || because.note) ? (
        <p className="mt-1 flex flex-wrap items-center gap-1.5 text-2xs text-ink-2">
          {because.paid ? (
            <Tag tone="plain" className="border border-line-strong">
              广告
            </Tag>
          ) : null}
          {because.note}
        </p>
      ) : null}
    </li>
  )
}
