import type { KnownWord } from '#app/domain/catalogue/near-word.ts'

export const MOST_SUGGESTIONS = 8

const places: Record<KnownWord['kind'], number> = { NAME: 0, CATEGORY: 1, TITLE: 2, PLACE: 3 }

/**
 * Words that begin as typed, in characters, readings or initials: names of goods first, short
 * ones before long ones. The typed word itself is no suggestion.
 */
export function rankSuggestions(typed: string, known: readonly KnownWord[]): string[] {
  return known
    .filter(({ word, pinyin, initials }) => word !== typed && [word, pinyin, initials].some((form) => form.startsWith(typed)))
    .sort(
      (a, b) =>
        directness(typed, b) - directness(typed, a) || places[a.kind] - places[b.kind] || [...a.word].length - [...b.word].length || (a.word < b.word ? -1 : 1),
    )
    .map(({ word }) => word)
}

function directness(typed: string, { word, pinyin, initials }: KnownWord): number {
  if (word.startsWith(typed)) return 3
  if (pinyin === typed || initials === typed) return 2
  return pinyin.startsWith(typed) ? 1 : 0
}

export type SoldTitle = { title: string; units: number }

/**
 * Hot words: those the operators put first, then names of what sold most, each once. A title
 * counts for the longest name in it; what is hidden never shows.
 */
export function hotWords({ sold, names, pinned, hidden }: { sold: readonly SoldTitle[]; names: readonly string[]; pinned: readonly string[]; hidden: ReadonlySet<string> }): string[] {
  const longestFirst = [...names].sort((a, b) => [...b].length - [...a].length || (a < b ? -1 : 1))
  const units = new Map<string, number>()
  for (const { title, units: count } of sold) {
    const name = longestFirst.find((one) => title.includes(one))
    if (name && count > 0) units.set(name, (units.get(name) ?? 0) + count)
  }
  const bySales = [...units].sort(([a, sa], [b, sb]) => sb - sa || (a < b ? -1 : 1)).map(([name]) => name)
  return [...new Set([...pinned, ...bySales])].filter((word) => !hidden.has(word)).slice(0, MOST_SUGGESTIONS)
}
