import { plainText, runsOf } from '#app/domain/catalogue/search-terms.ts'

export const LONGEST_WORD = 12
export const MOST_ALSO = 20

/** A word as operators type it: one run, as a search would read it. Null where it is none. */
export function searchWord(text: string): string | null {
  const word = plainText(text).trim()
  return [...word].length <= LONGEST_WORD && runsOf(word)[0] === word ? word : null
}

export type SynonymProblems = { word?: string; also?: string }

/** 红枣 and “大枣、灰枣，骏枣” as a word and what also answers to it, or what is wrong with them. */
export function readSynonyms(typed: { word: string; also: string }): { ok: true; word: string; also: string[] } | { ok: false; problems: SynonymProblems } {
  const word = searchWord(typed.word)
  const parts = typed.also.split(/[\s,，、;；]+/u).filter(Boolean)
  const also = [...new Set(parts.map(searchWord))]
  const problems: SynonymProblems = {}
  if (word === null) problems.word = `请填一个词，最多 ${LONGEST_WORD} 个字`
  if (also.length === 0) problems.also = '请填至少一个词'
  else if (also.includes(null)) problems.also = `“${parts.find((part) => searchWord(part) === null)}”不是一个词`
  else if (word !== null && also.includes(word)) problems.also = '不用再写这个词自己'
  else if (also.length > MOST_ALSO) problems.also = `最多 ${MOST_ALSO} 个词`
  if (word === null || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, word, also: also.filter((one) => one !== null) }
}
