import { Motif, washClass } from '#app/components/art/motif.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import type { PhaseBanner as Banner } from '#app/domain/campaign/banner.ts'

type VenueLink = { slug: string; name: string; motif: string }

/** What the festival is at now, until when, and the ways into it. */
export function PhaseBanner({ banner, venues, doors = true }: { banner: Banner | null; venues: readonly VenueLink[]; doors?: boolean }) {
  const [main, ...others] = venues
  if (!main) return null
  return (
    <section aria-label="年货节会场" className="relative z-10 -mt-10 overflow-hidden rounded-panel border border-line bg-white shadow-lift md:-mt-14">
      {banner ? (
        <a href={`/venues/${main.slug}`} className="on-red block bg-cinnabar px-4 pt-3 pb-3.5 text-white no-underline hover:bg-cinnabar-deep sm:flex sm:items-center sm:justify-between sm:gap-6 sm:px-6">
          <span className="block min-w-0">
            <span className="flex flex-wrap items-baseline gap-x-3">
              <b className="font-serif text-2xl tracking-widest">{banner.title}</b>
              <span className="text-sm">{banner.words}</span>
            </span>
            <span className="block text-sm text-[#ffe9c2] tabular-nums">{banner.when}</span>
          </span>
          <span className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:mt-0 sm:shrink-0">
            {/* Wide enough for what the clock writes, so that nothing moves when it starts. */}
            <span className="inline-block min-w-[12.5em] rounded-pill bg-cinnabar-deep px-4 py-1 text-center text-sm font-semibold text-poplar-light tabular-nums" data-until={banner.until.getTime()}>
              {banner.left}
            </span>
            <span className="inline-flex items-center text-sm font-semibold">
              去{main.name}
              <Icon name="chevron-right" className="size-4" />
            </span>
          </span>
        </a>
      ) : null}
      {doors && others.length > 0 ? (
        <nav aria-label="会场">
          <ul className="flex flex-wrap justify-center px-1 py-2 md:px-3 md:py-3">
            {others.map((venue) => (
              <li key={venue.slug} className="min-w-20 flex-[1_0_30%] sm:flex-1">
                <a href={`/venues/${venue.slug}`} className="group flex min-h-11 flex-col items-center gap-1 rounded-control px-1 py-2 text-center text-sm leading-tight no-underline hover:text-cinnabar">
                  <span className={`grid size-12 shrink-0 place-items-center rounded-full transition-transform group-hover:-translate-y-0.5 ${washClass(venue.motif)}`}>
                    <Motif name={venue.motif} size={36} eager className="size-9" />
                  </span>
                  {venue.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </section>
  )
}
