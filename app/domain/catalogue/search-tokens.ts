import { plainText, runsOf } from '#app/domain/catalogue/search-terms.ts'

// What a listing can be found by, as tokens of one index. The first sign says of what kind:
//   t灰枣  characters of the title, one and two at a time; whole numbers and Latin words
//   a灰枣  the same of everything a shopper reads on the card (single ones: title and category)
//   w十四团 a whole name or part of the title
//   phuizao · ihz  readings and their initials, of the title from any character on

/** The readings of a run of characters, one each: 灰枣 → hui, zao. */
export type Readings = (characters: string) => readonly string[]

export type ListingWords = {
  title: string
  subtitle: string
  grade: string
  categoryName: string
  regimentName: string
  town: string | null
  merchantName: string
}

export const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run)

// Longer ones are begun by these: a search asks for beginnings.
const SYLLABLES = 4
const INITIALS = 6

/** Pairs of neighbours, which is how Chinese without spaces is found from the middle. */
export function pairsOf(run: string): string[] {
  const signs = [...run]
  return signs.slice(1).map((sign, place) => `${signs[place]}${sign}`)
}

export function searchTokens(words: ListingWords, readings: Readings): string[] {
  const { title, subtitle, grade, categoryName, regimentName, town, merchantName } = words
  const tokens = new Set<string>()
  for (const run of runsOf(plainText(title))) for (const gram of gramsOf(run)) tokens.add(`t${gram}`).add(`a${gram}`)
  for (const run of runsOf(plainText(categoryName))) for (const gram of gramsOf(run)) tokens.add(`a${gram}`)
  for (const text of [subtitle, grade, regimentName, town ?? '', merchantName])
    for (const run of runsOf(plainText(text))) for (const gram of isHan(run) ? pairsOf(run) : [run]) tokens.add(`a${gram}`)
  for (const name of [...titleParts(title), categoryName, regimentName, town ?? '', merchantName])
    if (name) tokens.add(`w${plainText(name)}`)
  const read = (text: string) => runsOf(plainText(text)).filter(isHan).map(readings)
  for (const syllables of read(title)) for (const token of syllables.flatMap((_, from) => readingTokens(syllables.slice(from)))) tokens.add(token)
  // Names of many goods count from their beginning only: 沙河镇 is no answer to hz.
  for (const syllables of [...read(categoryName), ...read(town ?? '')]) for (const token of readingTokens(syllables)) tokens.add(token)
  return [...tokens].sort()
}

/** 阿拉尔灰枣 一级 → 阿拉尔灰枣, 一级: what a merchant set apart. */
export function titleParts(title: string): string[] {
  return plainText(title).split(/[\s·,，、()（）【】[\]《》|/]+/u).filter((part) => runsOf(part).length > 0)
}

function gramsOf(run: string): string[] {
  return isHan(run) ? [...run, ...pairsOf(run)] : [run]
}

function readingTokens(syllables: readonly string[]): string[] {
  const reading = syllables.slice(0, SYLLABLES).join('')
  const initials = syllables.slice(0, INITIALS).map((syllable) => syllable[0] ?? '').join('')
  return [reading && `p${reading}`, initials && `i${initials}`].filter(Boolean)
}

/** What one Latin word may begin: readings up to where they were cut. */
export const LONGEST_INITIALS = INITIALS
