import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'
import { exactText, numberText, SUPPRESSED_TEXT, UNDEFINED_TEXT } from '#app/domain/reporting/figure-text.ts'
import { metrics } from '#app/domain/reporting/metrics.ts'
import type { FigureValue, Metric, MetricKey } from '#app/domain/reporting/metrics.ts'

/**
 * A figure that machines can read: `value` holds fen, grams, basis points or a count. A
 * suppressed one has no value at all.
 */
export function FigureData({
  metric: key,
  value,
  className,
  exact = false,
}: {
  metric: MetricKey
  value: FigureValue
  className?: string
  /** Every digit instead of the rounding of reports. */
  exact?: boolean
}) {
  const metric: Metric = metrics[key]
  if (typeof value === 'string')
    return (
      <span data-metric={metric.key} data-code={metric.code} className={className} title={value === 'suppressed' ? '不足 5 人或为防推算而隐去' : '没有可比的数'}>
        {value === 'suppressed' ? SUPPRESSED_TEXT : UNDEFINED_TEXT}
      </span>
    )
  return (
    <data value={value} data-metric={metric.key} data-code={metric.code} className={className} title={exactText(value, metric.unit)}>
      {exact ? exactText(value, metric.unit) : numberText(value, metric.unit)}
    </data>
  )
}

/** A figure in a table that opens to its rows; a suppressed one opens to nothing. */
export function FigureLink({ metric, value, search }: { metric: MetricKey; value: FigureValue; search: string }) {
  const figure = <FigureData metric={metric} value={value} />
  if (value === 'suppressed') return <span className="text-ink-2">{figure}</span>
  return (
    <Link to={drillPath(metrics[metric].code, search)} className="decoration-line-strong decoration-dotted hover:text-cinnabar hover:decoration-solid">
      {figure}
    </Link>
  )
}

export function drillPath(code: string, search: string): string {
  return `/command/metrics/${code}${search}`
}

/** Name, number, definition: the whole tile opens the figure. */
export function FigureTile({
  metric: key,
  value,
  search,
  after,
  lead = false,
}: {
  metric: MetricKey
  value: FigureValue
  search: string
  /** More about the same figure, such as “/ 42 家” or a second count. */
  after?: ReactNode
  lead?: boolean
}) {
  const metric: Metric = metrics[key]
  return (
    <div className="relative flex flex-col rounded-card border border-line bg-white p-3.5 shadow-card sm:p-4 focus-within:border-line-strong hover:border-line-strong">
      <h3 className="flex items-baseline justify-between gap-2 text-sm font-medium text-ink-2">
        <Link to={drillPath(metric.code, search)} className="no-underline after:absolute after:inset-0 after:rounded-card">
          {metric.name}
        </Link>
        <span className="text-2xs">{metric.code}</span>
      </h3>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-1">
        <FigureData
          metric={key}
          value={value}
          className={classNames('font-bold tracking-tight', lead ? 'text-2xl' : 'text-xl')}
        />
        {typeof value === 'number' ? <span className="text-sm text-ink-2">{after ?? metric.unitName}</span> : null}
      </p>
      <p className="mt-1.5 text-xs text-ink-2">{metric.definition}</p>
    </div>
  )
}

/** Name of a column and, below it, its unit. */
export function UnitHeader({ name, unit }: { name: string; unit: string }) {
  return (
    <>
      {name}
      <span className="block text-2xs font-normal">{unit}</span>
    </>
  )
}
