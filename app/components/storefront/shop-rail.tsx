import { Motif, washClass } from '#app/components/art/motif.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { ShopLink } from '#app/domain/catalogue/views.ts'

export function ShopRail({ shops }: { shops: readonly ShopLink[] }) {
  return (
    <ul className="rail -mx-4 flex gap-3 px-4 pb-1 md:mx-0 md:grid md:grid-cols-3 md:px-0 lg:grid-cols-4">
      {shops.map((shop) => (
        <li key={shop.slug} className="w-60 shrink-0 md:w-auto">
          <a
            href={`/shops/${shop.slug}`}
            className="flex h-full items-center gap-3 rounded-card border border-line bg-white p-3 no-underline shadow-card transition-shadow hover:shadow-lift"
          >
            <span className={classNames('grid size-14 shrink-0 place-items-center rounded-full', washClass(shop.motif))}>
              <Motif name={shop.motif} size={40} className="size-10" />
            </span>
            <span className="min-w-0">
              <span className="line-clamp-1 font-semibold">{shop.name}</span>
              <span className="block text-xs text-ink-2">
                {shop.regimentName}
                {shop.town ? ` ${shop.town}` : ''} · {shop.products} 种商品
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
