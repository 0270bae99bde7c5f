import type { SynonymProblems } from '#app/domain/catalogue/synonyms.ts'
import { readSynonyms, searchWord } from '#app/domain/catalogue/synonyms.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { addWords, loadReadings } from '#app/services/catalogue/index-listings.server.ts'

type By = { actor: { id: string; role: string }; now: Date }

export type SearchWords = { synonyms: { word: string; also: string[] }[]; hot: { word: string; hidden: boolean; place: number }[] }

export async function getSearchWords(): Promise<SearchWords> {
  const [synonyms, hot] = await Promise.all([db.searchSynonym.findMany({ orderBy: { word: 'asc' } }), db.hotWord.findMany({ orderBy: [{ hidden: 'asc' }, { place: 'asc' }, { word: 'asc' }] })])
  return { synonyms, hot }
}

/** Writes what also answers to a word, in place of what did; new words can be suggested. */
export async function saveSynonym({ actor, now, ...typed }: { word: string; also: string } & By): Promise<{ ok: true } | { ok: false; problems: SynonymProblems }> {
  const read = readSynonyms(typed)
  if (!read.ok) return read
  const { word, also } = read
  const readings = await loadReadings()
  await db.$transaction(async (tx) => {
    const before = await tx.searchSynonym.findUnique({ where: { word } })
    await tx.searchSynonym.upsert({ where: { word }, create: { word, also }, update: { also } })
    await addWords(tx, [word, ...also].map((one) => [one, 'NAME'] as const), readings)
    await appendAudit(tx, { actor, action: 'search.synonym.save', subjectType: 'search_synonym', subjectId: word, ...(before && { before: { also: before.also } }), after: { also }, at: now })
  })
  return { ok: true }
}

export async function removeSynonym({ word, actor, now }: { word: string } & By): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const before = await tx.searchSynonym.findUnique({ where: { word } })
    const { count } = await tx.searchSynonym.deleteMany({ where: { word } })
    if (!before || count === 0) return false
    await appendAudit(tx, { actor, action: 'search.synonym.remove', subjectType: 'search_synonym', subjectId: word, before: { also: before.also }, at: now })
    return true
  })
}

/** Puts a word first among the hot ones, at its place, or keeps it out of them. */
export async function saveHotWord({ actor, now, ...typed }: { word: string; hidden: boolean; place: number } & By): Promise<{ ok: true } | { ok: false; problems: { hotWord: string } }> {
  const word = searchWord(typed.word)
  if (word === null) return { ok: false, problems: { hotWord: '请填一个词，最多 12 个字' } }
  const { hidden, place } = typed
  await db.$transaction(async (tx) => {
    const before = await tx.hotWord.findUnique({ where: { word } })
    await tx.hotWord.upsert({ where: { word }, create: { word, hidden, place }, update: { hidden, place } })
    await appendAudit(tx, {
      actor, action: 'search.hot-word.save', subjectType: 'hot_word', subjectId: word, ...(before && { before: { hidden: before.hidden, place: before.place } }), after: { hidden, place }, at: now,
    })
  })
  return { ok: true }
}

export async function removeHotWord({ word, actor, now }: { word: string } & By): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const before = await tx.hotWord.findUnique({ where: { word } })
    const { count } = await tx.hotWord.deleteMany({ where: { word } })
    if (!before || count === 0) return false
    await appendAudit(tx, { actor, action: 'search.hot-word.remove', subjectType: 'hot_word', subjectId: word, before: { hidden: before.hidden, place: before.place }, at: now })
    return true
  })
}
