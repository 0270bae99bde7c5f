import type { ReactNode } from 'react'
import { Icon } from '#app/components/ui/icon.tsx'

/** A stretch of the home page: a cut flower, a heading, the way on. */
export function HomeSection({ id, title, note, more, children }: { id: string; title: string; note?: string; more?: { href: string; words: string }; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-9 md:mt-12">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 md:mb-4">
        <div className="min-w-0">
          <h2 id={id} className="flex items-center gap-2 font-serif text-xl font-bold tracking-wide">
            <CutFlower />
            {title}
          </h2>
          {note ? <p className="text-xs text-ink-2">{note}</p> : null}
        </div>
        {more ? (
          <a href={more.href} className="inline-flex min-h-11 items-center gap-0.5 text-sm text-ink-2 no-underline hover:text-cinnabar">
            {more.words}
            <Icon name="chevron-right" className="size-4" />
          </a>
        ) : null}
      </div>
      {children}
    </section>
  )
}

/** Six petals around an eye, as they are cut into every paper-cut of this shop. */
function CutFlower() {
  return (
    <svg viewBox="-12 -12 24 24" className="size-5 shrink-0 text-cinnabar" fill="currentColor" aria-hidden="true" focusable="false">
      {[0, 60, 120, 180, 240, 300].map((turn) => (
        <path key={turn} transform={`rotate(${turn})`} d="M0-3C3-5 3-11 0-11S-3-5 0-3" />
      ))}
      <circle r="1.6" />
    </svg>
  )
}
