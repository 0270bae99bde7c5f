import { searchPlan } from '#app/domain/catalogue/search-plan.ts'
import { searchTerms } from '#app/domain/catalogue/search-terms.ts'
import { MOST_SUGGESTIONS } from '#app/domain/catalogue/suggest.ts'
import { plansThatFind } from '#app/services/catalogue/find-hits.server.ts'
import { synonymBook } from '#app/services/catalogue/known-words.server.ts'

/** Of these words, the first that find something on the shelf. */
export async function wordsThatAreFound(words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return []
  const synonyms = await synonymBook()
  const found = await plansThatFind(words.map((word) => searchPlan(searchTerms(word), synonyms).at(-1) ?? ''))
  return words.filter((_, place) => found.has(place)).slice(0, MOST_SUGGESTIONS)
}
