import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'

/** A sheet of paper: one subject, a hairline, no more. */
export function Card({
  as: Element = 'section',
  padded = true,
  className,
  children,
  labelledBy,
}: {
  as?: 'section' | 'article' | 'div' | 'aside' | 'li'
  padded?: boolean
  className?: string
  children: ReactNode
  labelledBy?: string
}) {
  return (
    <Element
      aria-labelledby={labelledBy}
      className={classNames(
        'rounded-card border border-line bg-white shadow-card',
        padded && 'p-4 sm:p-5',
        className,
      )}
    >
      {children}
    </Element>
  )
}

export function SectionHeading({
  id,
  title,
  note,
  aside,
  level = 2,
}: {
  id?: string
  title: ReactNode
  note?: ReactNode
  aside?: ReactNode
  level?: 2 | 3
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <Heading id={id} className={level === 2 ? 'text-lg sm:text-xl' : 'text-md'}>
          {title}
        </Heading>
        {note ? <p className="text-xs text-ink-2">{note}</p> : null}
      </div>
      {aside ? <div className="text-sm text-ink-2">{aside}</div> : null}
    </div>
  )
}

export function PageHeading({ title, note, children }: { title: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-3 sm:mb-6">
      <div className="min-w-0">
        <h1 className="font-serif text-xl font-bold tracking-wide sm:text-2xl">{title}</h1>
        {note ? <p className="mt-1 text-sm text-ink-2">{note}</p> : null}
      </div>
      {children}
    </div>
  )
}

/** Term and description in two columns, one hairline a row. */
export function Facts({ rows }: { rows: readonly { term: string; detail: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line">
      {rows.map((row) => (
        <div key={row.term} className="grid grid-cols-[4.75rem_1fr] gap-3 py-3 first:pt-0 last:pb-0">
          <dt className="text-sm text-ink-2">{row.term}</dt>
          <dd className="min-w-0 text-sm sm:text-base">{row.detail}</dd>
        </div>
      ))}
    </dl>
  )
}
