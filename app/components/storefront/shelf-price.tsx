import { Money } from '#app/components/ui/price.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { ShelfView } from '#app/domain/catalogue/views.ts'

/** A base to compare with, named beside it for everybody. */
export function StruckPrice({ struck, className }: { struck: NonNullable<ShelfView['struck']>; className?: string }) {
  return (
    <span className={classNames('inline-block text-ink-2', className)}>
      {struck.label} <Money fen={struck.fen} className="line-through" />
    </span>
  )
}

const TAGS = 2

/** On a card: the names, and until when what is in the price lasts. */
export function ShelfTags({ shelf }: { shelf: ShelfView }) {
  if (shelf.promotions.length === 0) return null
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      {shelf.promotions.slice(0, TAGS).map((promotion) => (
        <Tag key={promotion.name} tone="cinnabar">
          <span title={promotion.words}>
            {promotion.name}
            {promotion.inPrice ? ` · ${promotion.until}` : ''}
          </span>
        </Tag>
      ))}
    </p>
  )
}

/** On the product's page: every promotion with its time and conditions. */
export function ShelfPromotions({ shelf }: { shelf: ShelfView }) {
  if (shelf.promotions.length === 0) return null
  return (
    <ul aria-label="优惠" className="mt-3 grid gap-1.5 rounded-control bg-cinnabar-wash px-3 py-2.5 text-sm">
      {shelf.promotions.map((promotion) => (
        <li key={promotion.name} className="grid justify-items-start gap-x-2 gap-y-0.5 sm:flex sm:items-start">
          <Tag tone="cinnabar" className="mt-0.5 shrink-0 bg-white">
            {promotion.name}
          </Tag>
          <span className="min-w-0">
            {promotion.words}
            {promotion.inPrice ? <span className="text-cinnabar-deep"> · 已算在价格里</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
