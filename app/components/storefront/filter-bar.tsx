import { classNames } from '#app/components/ui/class-names.ts'
import { Fold } from '#app/components/ui/fold.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { countFilters, listAddress, listParameterPairs, noFilters } from '#app/domain/catalogue/list-query.ts'
import type { ListFilters } from '#app/domain/catalogue/list-query.ts'
import type { CardOrder, FilterChoice, FilterChoices } from '#app/domain/catalogue/views.ts'

type Narrowing = { base: string; order: CardOrder; filters: ListFilters; choices: FilterChoices }

/** What narrows a list, each choice a link: the list's address says it all. */
export function FilterBar({ base, order, filters, choices }: Narrowing) {
  const hrefWith = (change: Partial<ListFilters>) => listAddress(base, { order, filters: { ...filters, ...change } })
  const chosen = countFilters(filters)
  return (
    <section aria-label="筛选" className="no-print mb-4 text-sm">
      <ul className="flex flex-wrap items-center gap-2">
        <li>
          <Chip href={hrefWith({ inStock: !filters.inStock })} on={filters.inStock}>只看有货</Chip>
        </li>
        <li>
          <Chip href={hrefWith({ sevenDay: !filters.sevenDay })} on={filters.sevenDay}>七天无理由退货</Chip>
        </li>
        {chosen > 0 ? (
          <li>
            <a href={listAddress(base, { order, filters: noFilters })} className="inline-flex min-h-11 items-center px-2 text-ink-2 hover:text-cinnabar">
              清除筛选
            </a>
          </li>
        ) : null}
      </ul>
      <details className="group mt-1" open={filters.category !== null || filters.regiment !== null || filters.minYuan !== null || filters.maxYuan !== null}>
        <Fold>{choices.categories.length > 0 ? '分类、产地、价格' : '产地、价格'}</Fold>
        <div className="mt-1 grid gap-3 rounded-card border border-line bg-white p-3 sm:p-4">
          <Choices label="分类" choices={choices.categories} current={filters.category} hrefFor={(category) => hrefWith({ category })} />
          <Choices label="产地" choices={choices.regiments} current={filters.regiment} hrefFor={(regiment) => hrefWith({ regiment })} />
          <PriceRange base={base} order={order} filters={filters} />
        </div>
      </details>
    </section>
  )
}

function Choices({ label, choices, current, hrefFor }: { label: string; choices: readonly FilterChoice[]; current: string | null; hrefFor: (value: string | null) => string }) {
  if (choices.length === 0) return null
  return (
    <div role="group" aria-label={label} className="grid grid-cols-[2.5rem_1fr] gap-x-2">
      <span className="pt-2.5 font-semibold">{label}</span>
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ value, label: name }) => (
          <li key={value}>
            <Chip href={hrefFor(value === current ? null : value)} on={value === current}>{name}</Chip>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A second press takes the choice back. */
function Chip({ href, on, children }: { href: string; on: boolean; children: string }) {
  return (
    <a
      href={href}
      aria-current={on ? 'true' : undefined}
      className={classNames(
        'inline-flex min-h-11 items-center gap-1 rounded-pill border px-3.5 no-underline',
        on ? 'border-cinnabar bg-cinnabar-wash font-semibold text-cinnabar-deep' : 'border-line-strong bg-white hover:bg-paper',
      )}
    >
      {on ? <Icon name="check" className="size-4" /> : null}
      {children}
      {on ? <span className="sr-only">（已选，再点取消）</span> : null}
    </a>
  )
}

function PriceRange({ base, order, filters }: Omit<Narrowing, 'choices'>) {
  const [path = '', query = ''] = base.split('?')
  const kept = [...new URLSearchParams(query), ...listParameterPairs({ order, filters: { ...filters, minYuan: null, maxYuan: null } })]
  const amount = 'h-11 w-20 rounded-control border border-line-strong bg-white px-2 text-center tabular-nums'
  return (
    <form action={path} method="get" data-filters="" aria-label="价格" className="grid grid-cols-[2.5rem_1fr] items-center gap-x-2">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span aria-hidden="true" className="font-semibold">价格</span>
      <span className="flex flex-wrap items-center gap-2">
        <input name="min" inputMode="numeric" pattern="[0-9]{0,5}" maxLength={5} defaultValue={filters.minYuan ?? ''} aria-label="最低价（元）" className={amount} />
        <span aria-hidden="true">–</span>
        <input name="max" inputMode="numeric" pattern="[0-9]{0,5}" maxLength={5} defaultValue={filters.maxYuan ?? ''} aria-label="最高价（元）" className={amount} />
        元
        <button type="submit" className="min-h-11 rounded-pill border border-line-strong bg-white px-4 font-semibold hover:bg-paper">确定</button>
      </span>
    </form>
  )
}
