import { MotifPlate } from '#app/components/art/motif.tsx'
import { ProductCard } from '#app/components/storefront/product-card.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import type { ProductCard as Card } from '#app/domain/catalogue/views.ts'

type Kept = { slug: string; title: string; motif: string; card: Card | null }

/** The same for everybody: who has it already is led to their list, too. */
export function KeepButton({ slug }: { slug: string }) {
  return (
    <form method="post" action="/favourites">
      <input type="hidden" name="slug" value={slug} />
      <Button name="intent" value="add" tone="quiet" size="sm">
        <Icon name="heart" className="size-4.5 text-cinnabar" />
        收藏
      </Button>
    </form>
  )
}

/** Goods that a person kept or saw; what cannot be had now stays, greyed, with the reason. */
export function KeptCards({ kept, removable = false }: { kept: readonly Kept[]; removable?: boolean }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4">
      {kept.map(({ slug, title, motif, card }) => (
        <li key={slug} className="flex min-w-0 flex-col">
          <div className="flex-1">
            {card ? (
              <ProductCard card={card} heading="h2" />
            ) : (
              <article className="h-full overflow-hidden rounded-card border border-line bg-paper">
                <MotifPlate name={motif} size={180} className="aspect-[1/0.86] w-full opacity-55 grayscale" />
                <div className="px-3 pt-2.5 pb-3">
                  <h2 className="line-clamp-2 text-base leading-snug font-semibold text-ink-2">{title}</h2>
                  <p className="mt-1 text-sm text-ink-2">已下架，现在买不了</p>
                </div>
              </article>
            )}
          </div>
          {removable ? (
            <form method="post" action="/favourites" className="mt-1.5 text-center">
              <input type="hidden" name="slug" value={slug} />
              <Button name="intent" value="remove" tone="danger" size="sm" aria-label={`取消收藏：${title}`}>取消收藏</Button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
