import { classNames } from '#app/components/ui/class-names.ts'
import type { CardOrder } from '#app/domain/catalogue/views.ts'

const choices: { order: CardOrder; label: string }[] = [
  { order: 'default', label: '综合' },
  { order: 'price', label: '价格低' },
  { order: 'price-desc', label: '价格高' },
  { order: 'unit-price', label: '每斤更省' },
]

/** how a list is arranged, said where it is chosen. */
const ARRANGED = '“综合”先有货、后售罄，再按商品目录的顺序，人人相同，不按您的浏览或购买记录排列。'

/** The order of a list stands in its address. */
export function CardOrderLinks({ current, hrefFor }: { current: CardOrder; hrefFor: (order: CardOrder) => string }) {
  return (
    <div>
      <nav aria-label="排序" className="-mx-1 flex flex-wrap">
        {choices.map(({ order, label }) => (
          <a
            key={order}
            href={hrefFor(order)}
            aria-current={order === current ? 'true' : undefined}
            className={classNames(
              'inline-flex min-h-11 items-center rounded-pill px-3 text-sm no-underline',
              order === current ? 'font-semibold text-cinnabar-deep' : 'text-ink-2 hover:text-ink',
            )}
          >
            {label}
          </a>
        ))}
      </nav>
      <p className="max-w-sm text-2xs text-ink-2">{ARRANGED}</p>
    </div>
  )
}
