import { Link } from '@remix-run/react'
import { drillPath, FigureData } from '#app/components/command/figure.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { FigureValue } from '#app/domain/reporting/metrics.ts'
import { provinceTiles } from '#app/domain/reporting/places.ts'

const columns = ['col-start-1', 'col-start-2', 'col-start-3', 'col-start-4', 'col-start-5', 'col-start-6', 'col-start-7', 'col-start-8']
const rows = ['row-start-1', 'row-start-2', 'row-start-3', 'row-start-4', 'row-start-5', 'row-start-6', 'row-start-7', 'row-start-8']

/** Shades by share of all net sales; upper bounds in basis points. */
const steps = [
  { below: 100, look: 'bg-poplar-wash text-ink', label: '占 1% 以下' },
  { below: 500, look: 'bg-poplar-light text-ink', label: '1%—5%' },
  { below: 2_000, look: 'bg-poplar text-ink', label: '5%—20%' },
  { below: Number.POSITIVE_INFINITY, look: 'bg-cinnabar text-white', label: '20% 以上' },
]
const empty = { look: 'bg-cotton-wash text-ink-2', label: '无成交' }
const hidden = { look: 'border border-dashed border-line-strong bg-white text-ink-2', label: '<5 不公布' }

function lookOf(value: FigureValue, total: number): string {
  if (typeof value === 'string') return hidden.look
  if (value <= 0) return empty.look
  return steps.find(({ below }) => value * 10_000 < below * total)?.look ?? empty.look
}

/** Net sales of the 34 provinces as a grid of neighbours, without borders of a map. */
export function ProvinceTiles({
  cells,
  total,
  searchFor,
}: {
  cells: readonly { code: string; netFen: FigureValue }[]
  /** Net sales of all provinces. */
  total: number
  searchFor: (code: string) => string
}) {
  return (
    <figure>
      <div role="list" aria-label="各省份净销售额，万元" className="grid max-w-lg grid-cols-8 gap-1 sm:gap-1.5">
        {provinceTiles.map((tile) => {
          const value = cells.find(({ code }) => code === tile.code)?.netFen ?? 0
          const inside = (
            <>
              <span className="text-sm leading-tight font-semibold" aria-hidden="true">
                {tile.short}
              </span>
              <span className="sr-only">{tile.name}</span>
              <FigureData metric="netSales" value={value} className="text-[0.625rem] leading-tight sm:text-2xs" />
            </>
          )
          const look = classNames(
            'flex aspect-square min-w-0 flex-col items-center justify-center rounded-md no-underline',
            columns[tile.column - 1],
            rows[tile.row - 1],
            lookOf(value, total),
          )
          return typeof value === 'number' && value !== 0 ? (
            <Link key={tile.code} role="listitem" to={drillPath('M04', searchFor(tile.code))} className={look}>
              {inside}
            </Link>
          ) : (
            <div key={tile.code} role="listitem" className={look}>
              {inside}
            </div>
          )
        })}
      </div>
      <figcaption className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-2">
        {[empty, ...steps, hidden].map(({ look, label }) => (
          <span key={label} className="inline-flex items-center gap-1">
            <span className={classNames('inline-block size-3 rounded-sm', look)} aria-hidden="true" />
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
