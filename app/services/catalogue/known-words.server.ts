import { nearForms } from '#app/domain/catalogue/near-word.ts'
import type { KnownWord } from '#app/domain/catalogue/near-word.ts'
import type { Synonyms } from '#app/domain/catalogue/search-plan.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

/** What also answers to a word, as the operators keep it. */
export const synonymBook = keptUntilRung(
  'synonyms',
  async (): Promise<Synonyms> => new Map((await db.searchSynonym.findMany()).map(({ word, also }) => [word, also])),
  { unheardMs: 0 },
).get

const columns = 'word, kind, pinyin, initials'
const FEW = 200

/** Words that begin so, as characters, readings or initials. */
export function wordsThatBegin(typed: string): Promise<KnownWord[]> {
  const beginning = (column: string) =>
    `(select ${columns} from search_word where ${column} <> '' and ${column} ~>=~ $1 and ${column} ~<~ $2 limit ${FEW})`
  return queryNamed<KnownWord>('words-that-begin', ['word', 'pinyin', 'initials'].map(beginning).join(' union '), [typed, `${typed}\u{10ffff}`])
}

/** Words that share a form with a mistyped one. */
export function wordsNear(typed: string): Promise<KnownWord[]> {
  return queryNamed<KnownWord>('words-near', `select ${columns} from search_word where near <> '{}' and near && $1::text[] limit ${FEW}`, [nearForms(typed)])
}

export async function knownAmong(words: readonly string[]): Promise<Set<string>> {
  if (words.length === 0) return new Set()
  const rows = await queryNamed<{ word: string }>('words-known', 'select word from search_word where word = any($1::text[])', [words])
  return new Set(rows.map(({ word }) => word))
}
