import { Motif, washClass } from '#app/components/art/motif.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import type { Seller } from '#app/domain/catalogue/views.ts'

/** Who sells, by name, address and telephone. */
export function SellerCard({ seller }: { seller: Seller }) {
  return (
    <div className="flex gap-3.5">
      <span className={classNames('grid size-14 shrink-0 place-items-center rounded-full', washClass(seller.motif))}>
        <Motif name={seller.motif} size={40} className="size-10" />
      </span>
      <div className="min-w-0 text-sm">
        <p className="text-base font-semibold">
          <a href={`/shops/${seller.slug}`} className="underline decoration-line-strong hover:text-cinnabar">
            {seller.name}
          </a>
          {seller.isDemo ? <DemoMark className="ml-2" /> : null}
        </p>
        <p className="text-ink-2">{seller.legalName}</p>
        <p className="text-ink-2">{seller.businessPlace}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-4">
          <a href={`tel:${seller.contactPhone}`} className="inline-flex min-h-9 items-center gap-1 text-river-deep underline">
            <Icon name="phone" className="size-4" />
            {seller.contactPhone}
          </a>
          <a href={`/licences#${seller.slug}`} className="inline-flex min-h-9 items-center gap-1 text-river-deep underline">
            <Icon name="shield" className="size-4" />
            证照信息
          </a>
        </p>
      </div>
    </div>
  )
}
