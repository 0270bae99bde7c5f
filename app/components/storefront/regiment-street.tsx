import { Icon } from '#app/components/ui/icon.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { StreetDoor } from '#app/domain/catalogue/views.ts'

const awnings = ['bg-cinnabar', 'bg-river', 'bg-poplar-deep'] as const

/** Shop fronts in a row, one a regiment: its name under the awning, its shops behind the doors. */
export function RegimentStreet({ doors }: { doors: readonly StreetDoor[] }) {
  return (
    <ul className="shelf">
      {doors.map((door, place) => (
        <li key={door.regimentName} className="flex flex-col overflow-hidden rounded-t-card rounded-b-md border border-line bg-white shadow-card">
          <h3 className={classNames('awning px-3 pt-2 pb-4 font-serif text-md font-bold tracking-wider text-white', awnings[place % awnings.length])}>
            {door.regimentName}
            {door.town ? <span className="ml-1.5 inline-block font-sans text-xs font-normal tracking-normal">{door.town}</span> : null}
          </h3>
          <ul className="px-3 pb-1">
            {door.shops.map((shop) => (
              <li key={shop.slug} className="border-t border-line first:border-t-0">
                <a href={`/shops/${shop.slug}`} className="flex min-h-11 items-center justify-between gap-1 py-1 text-sm no-underline hover:text-cinnabar">
                  <span className="min-w-0 font-semibold">{shop.name}</span>
                  <span className="inline-flex shrink-0 items-center text-xs text-ink-2">
                    {shop.products} 种
                    <Icon name="chevron-right" className="size-4" />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
