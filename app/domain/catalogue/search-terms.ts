const MAX_LENGTH = 40
const MAX_TERMS = 5

const digits = '一二三四五六七八九'

/** Full-width signs and capitals are typed, half-width small letters are meant. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Runs of one script: what stands between them (spaces, signs, emoji) says nothing. */
export function runsOf(text: string): string[] {
  return text.match(/\p{Script=Han}+|[a-z]+|\d+(?:\.\d+)?/gu) ?? []
}

/**
 * What is looked for: at most five words of the query, each in its one form. What holds no
 * letter, digit or character is no word; an apostrophe inside pinyin (xi'an) is none either.
 */
export function searchTerms(query: string): string[] {
  const words = plainText(query.slice(0, 10 * MAX_LENGTH))
    .slice(0, MAX_LENGTH)
    .replace(/(?<=[a-z])['’](?=[a-z])/gu, '')
    .split(/[\s,，、;；。!！?？|/+]+/u)
    .filter((word) => runsOf(word).length > 0)
    .map(regimentInCharacters)
  return [...new Set(words)].slice(0, MAX_TERMS)
}

/** 14团 is written 十四团 on the goods. */
function regimentInCharacters(word: string): string {
  return word.replace(/^(\d{1,2})团/, (whole, number: string) => {
    const value = Number(number)
    if (value < 1 || value > 19) return whole
    return `${value >= 10 ? '十' : ''}${digits[(value % 10) - 1] ?? ''}团`
  })
}
