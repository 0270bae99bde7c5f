import type { ReactNode } from 'react'
import { Motif } from '#app/components/art/motif.tsx'
import type { MotifName } from '#app/domain/motif.ts'

/** Nothing here yet: a picture, one plain sentence, one way on. */
export function EmptyState({
  motif,
  title,
  level = 2,
  children,
  action,
}: {
  motif: MotifName
  title: ReactNode
  level?: 1 | 2
  children?: ReactNode
  action?: ReactNode
}) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-10 text-center sm:py-14">
      <Motif name={motif} size={168} eager />
      <Heading className="mt-5 font-serif text-xl font-bold tracking-wide">{title}</Heading>
      {children ? <div className="mt-2 text-base text-ink-2">{children}</div> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  )
}
