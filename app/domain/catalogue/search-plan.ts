import { runsOf } from '#app/domain/catalogue/search-terms.ts'
import { isHan, LONGEST_INITIALS, pairsOf } from '#app/domain/catalogue/search-tokens.ts'

// What a listing must have to be found, from the closest to the widest: its title says all
// words; anything on its card does; it answers to words that mean them, too.

/** What also answers to a word: 大枣 → 红枣, 骏枣 … */
export type Synonyms = ReadonlyMap<string, readonly string[]>

type Condition = { all: Condition[] } | { any: Condition[] } | { token: string; begins?: boolean }

const all = (parts: Condition[]): Condition => (parts.length === 1 ? parts[0]! : { all: parts })
const any = (parts: Condition[]): Condition => (parts.length === 1 ? parts[0]! : { any: parts })

/** Queries of PostgreSQL's text search, closest first; each finds all that the one before does. */
export function searchPlan(words: readonly string[], synonyms: Synonyms): string[] {
  if (words.length === 0) return []
  const tiers = [
    all(words.map((word) => asTyped(word, 't'))),
    all(words.map((word) => asTyped(word, 'a'))),
    all(words.map((word) => any([word, ...(synonyms.get(word) ?? [])].map((one) => asTyped(one, 'a'))))),
  ]
  return [...new Set(tiers.map(asQuery))]
}

/**
 * The same with one character of the longest word wrong, missing or too many: its left and
 * right part stand in a title. Null where a word is too short to be recognised without.
 */
export function mistypedPlan(words: readonly string[]): string | null {
  const longest = [...words].filter((word) => isHan(word) && runsOf(word)[0] === word).sort((a, b) => b.length - a.length)[0]
  if (!longest || [...longest].length < 3) return null
  const signs = [...longest]
  const others = words.filter((word) => word !== longest).map((word) => asTyped(word, 'a'))
  // Missing: between any two; wrong or too many: in the place of any.
  const cuts = [...signs.map((_, place) => [place, place + 1] as const), ...signs.slice(1).map((_, place) => [place + 1, place + 1] as const)]
  const ways = cuts
    .map(([end, begin]) => [signs.slice(0, end).join(''), signs.slice(begin).join('')].filter(Boolean))
    .map((parts) => all(parts.flatMap((part) => gramsOf(part, 't'))))
  return asQuery(all([any(ways), ...others]))
}

function asTyped(word: string, kind: 't' | 'a'): Condition {
  // 一团 is part of 十一团 and does not mean it.
  if (/^十?[一二三四五六七八九十]团$/.test(word)) return { token: `w${word}` }
  return all(runsOf(word).flatMap((run) => (isHan(run) ? gramsOf(run, kind) : [latin(run, kind)])))
}

function gramsOf(run: string, kind: 't' | 'a'): Condition[] {
  const grams = [...run].length === 1 ? [run] : pairsOf(run)
  return [...new Set(grams)].map((gram) => ({ token: `${kind}${gram}` }))
}

/** Letters: a word as it stands, a beginning of readings, or of initials. */
function latin(run: string, kind: 't' | 'a'): Condition {
  const asWord = { token: `${kind}${run}`, begins: run.length > 1 }
  if (!/^[a-z]+$/.test(run)) return { token: `${kind}${run}` }
  const initials = run.length <= LONGEST_INITIALS ? [{ token: `i${run}`, begins: true }] : []
  const readings = run.length > 1 ? [{ token: `p${run}`, begins: true }] : []
  return any([asWord, ...initials, ...readings])
}

function asQuery(condition: Condition): string {
  // Tokens are letters, digits and characters: there is nothing to escape, and it is quoted all the same.
  if ('token' in condition) return `'${condition.token.replace(/['\\]/g, '')}'${condition.begins ? ':*' : ''}`
  const [parts, sign] = 'all' in condition ? [condition.all, ' & '] : [condition.any, ' | ']
  return `(${parts.map(asQuery).join(sign)})`
}
