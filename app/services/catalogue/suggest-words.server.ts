import { plainText, searchTerms } from '#app/domain/catalogue/search-terms.ts'
import { MOST_SUGGESTIONS, rankSuggestions } from '#app/domain/catalogue/suggest.ts'
import { getHotWords } from '#app/services/catalogue/get-hot-words.server.ts'
import { wordsThatBegin } from '#app/services/catalogue/known-words.server.ts'
import { wordsThatAreFound } from '#app/services/catalogue/words-that-are-found.server.ts'

// Some of the likeliest find nothing at the moment.
const LOOKED_AT = 2 * MOST_SUGGESTIONS

/** What a person who has typed this far may want to look for; before the first sign, hot words. */
export async function suggestWords(query: string): Promise<string[]> {
  const typed = plainText(query).trim()
  if (typed === '') return getHotWords()
  if (searchTerms(typed).length !== 1) return []
  return wordsThatAreFound(rankSuggestions(typed, await wordsThatBegin(typed)).slice(0, LOOKED_AT))
}
