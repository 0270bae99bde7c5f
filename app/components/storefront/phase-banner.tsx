import { Motif, washClass } from '#app/components/art/motif.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import type { PhaseBanner as Banner } from '#app/domain/campaign/banner.ts'

type VenueLink = { slug: string; name: string; motif: string }

/** What the festival is at now, until when, and the ways into it. */
export function PhaseBanner({ banner, venues }: { banner: Banner | null; venues: readonly VenueLink[] }) {
  const [main, ...others] = venues
  if (!main) return null
  return (
    <section aria-label="年货节会场" className="mb-6 overflow-hidden rounded-card border border-line bg-white shadow-card md:mb-8">
      {banner ? (
        <a href={`/venues/${main.slug}`} className="on-red flex items-center justify-between gap-3 bg-cinnabar px-4 py-3 text-white no-underline hover:bg-cinnabar-deep sm:px-5">
          <span className="min-w-0">
            <span className="flex flex-wrap items-baseline gap-x-3">
              <b className="font-serif text-lg tracking-wide sm:text-xl">{banner.title}</b>
              <span className="text-sm tabular-nums">{banner.countdown}</span>
            </span>
            <span className="block text-sm">{banner.words}</span>
          </span>
          <span className="inline-flex shrink-0 items-center text-sm font-semibold">去{main.name}<Icon name="chevron-right" className="size-4" /></span>
        </a>
      ) : null}
      <nav aria-label="会场">
        <ul className="grid grid-cols-3 gap-px sm:grid-cols-6">
          {others.map((venue) => (
            <li key={venue.slug}>
              <a href={`/venues/${venue.slug}`} className="group flex h-full items-center justify-center gap-2 px-2 py-3 text-sm no-underline hover:text-cinnabar">
                <span className={`grid size-9 shrink-0 place-items-center rounded-full ${washClass(venue.motif)}`}><Motif name={venue.motif} size={26} eager /></span>
                {venue.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </section>
  )
}
