import { execFileSync } from 'node:child_process'

/** Of one kind of query at one size; milliseconds of matching, ordering and the cards of a page. */
export type SearchFigures = { medianMs: number; p99Ms: number; found: number }
export type GrowthOfSearch = Record<string, { search: SearchFigures; byKind: Record<string, SearchFigures>; suggestMs: number; listMs: number; detailMs: number; indexMb: number; plan: string[] }>

/** In a process of its own: a process knows one database. */
export function growthOfSearch(): GrowthOfSearch {
  const out = execFileSync(process.execPath, ['tests/bench/search-growth.ts'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as GrowthOfSearch
}

export function searchLines(sizes: GrowthOfSearch): string {
  const two = (ms: number) => ms.toFixed(2)
  let before: number | null = null
  return Object.entries(sizes)
    .map(([size, { search, byKind, suggestMs, listMs, detailMs, indexMb }]) => {
      const growth = before === null ? '' : ` · ${two(search.medianMs / before)} times the size before`
      before = search.medianMs
      const kinds = Object.entries(byKind).map(([kind, { medianMs }]) => `${kind} ${two(medianMs)}`)
      return `search    ${size} listings: median ${two(search.medianMs)} ms, p99 ${two(search.p99Ms)} ms${growth} · ${kinds.join(', ')} · suggestions ${two(suggestMs)} ms · list ${two(listMs)} ms · detail ${two(detailMs)} ms · index ${indexMb} MB`
    })
    .join('\n')
}
