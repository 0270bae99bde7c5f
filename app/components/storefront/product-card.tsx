import { ShelfTags, StruckPrice } from '#app/components/storefront/shelf-price.tsx'
import { GoodsPlate } from '#app/components/ui/photo.tsx'
import { Price, UnitPrice } from '#app/components/ui/price.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import type { ProductCard as Card } from '#app/domain/catalogue/views.ts'

type Level = 'h2' | 'h3'

/** As wide as the columns of `.shelf` are. */
const SIZES = '(min-width: 64rem) 18rem, (min-width: 40rem) 13rem, 46vw'

export function ProductCard({ card, heading: Heading, eager = false }: { card: Card; heading: Level; eager?: boolean }) {
  const exempt = card.returnPolicy.startsWith('STATUTORY_EXEMPT')
  return (
    <article className="group relative flex h-full flex-col overflow-hidden rounded-card border border-line bg-white shadow-card transition-shadow hover:shadow-lift has-focus-visible:ring-3 has-focus-visible:ring-river">
      <div className="relative">
        <GoodsPlate photo={card.photo} motif={card.motif} size={180} sizes={SIZES} eager={eager} className="aspect-[1/0.86] w-full elder:aspect-[1/0.6]" />
        {card.soldOut ? (
          <span className="absolute inset-x-0 bottom-0 bg-ink/80 py-1 text-center text-sm font-semibold text-white">已售罄</span>
        ) : null}
      </div>
      <div className="flex flex-1 flex-col px-3 pt-2.5 pb-3">
        <Heading className="line-clamp-2 text-base leading-snug font-semibold">
          <a href={`/products/${card.slug}`} className="no-underline outline-none after:absolute after:inset-0 group-hover:text-cinnabar">
            {card.title}
          </a>
        </Heading>
        <p className="mt-0.5 text-2xs text-ink-2">
          {card.regimentName} · {card.spec}
        </p>
        <div className="flex flex-1 flex-col pt-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span>
              <Price fen={card.shelf.priceFen} />
              {card.hasChoice ? <span className="ml-0.5 text-2xs text-ink-2">起</span> : null}
            </span>
            <UnitPrice fen={card.shelf.priceFen} grams={card.netGrams} className="text-2xs" />
          </p>
          {card.shelf.struck ? <StruckPrice struck={card.shelf.struck} className="text-2xs" /> : null}
          <ShelfTags shelf={card.shelf} />
          {card.isBundle || exempt ? (
            <p className="mt-1.5 flex flex-wrap gap-1">
              {card.isBundle ? <Tag tone="poplar">组合装</Tag> : null}
              {exempt ? (
                <Tag tone="river">
                  <span title={returnPolicyWords[card.returnPolicy].sentence}>不支持 7 天无理由</span>
                </Tag>
              ) : null}
            </p>
          ) : null}
        </div>
      </div>
    </article>
  )
}

/** Two in a row on a phone, four on a desk. `heading` continues the page's own headings. */
export function ProductGrid({
  cards,
  heading = 'h3',
  eagerRows = 0,
}: {
  cards: readonly Card[]
  heading?: Level
  eagerRows?: number
}) {
  return (
    <ul className="shelf">
      {cards.map((card, index) => (
        <li key={`${card.slug}-${card.skuCode}`} className="min-w-0">
          <ProductCard card={card} heading={heading} eager={index < eagerRows * 4} />
        </li>
      ))}
    </ul>
  )
}
