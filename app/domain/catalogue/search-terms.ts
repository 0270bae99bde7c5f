const MAX_LENGTH = 40
const MAX_TERMS = 5

/**
 * What is looked for: at most five words, lower case, each matched as a part of a listing's
 * text or of its pinyin initials.
 */
export function searchTerms(query: string): string[] {
  const words = query.normalize('NFKC').toLowerCase().slice(0, MAX_LENGTH).split(/[\s,，、;；]+/u)
  return [...new Set(words.filter(Boolean))].slice(0, MAX_TERMS)
}

/** A word as a LIKE pattern that matches it anywhere, its own wildcards taken literally. */
export function containsPattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
