import { arrangeHits, choicesAmong, priceFits } from '#app/domain/catalogue/arrange-hits.ts'
import type { Hit } from '#app/domain/catalogue/arrange-hits.ts'
import { noFilters } from '#app/domain/catalogue/list-query.ts'
import type { ListQuery } from '#app/domain/catalogue/list-query.ts'
import { corrections, partsOf, splitByKnown } from '#app/domain/catalogue/near-word.ts'
import { mistypedPlan, searchPlan } from '#app/domain/catalogue/search-plan.ts'
import { searchTerms } from '#app/domain/catalogue/search-terms.ts'
import { isHan } from '#app/domain/catalogue/search-tokens.ts'
import type { FilterChoices, ProductCard, SearchResult } from '#app/domain/catalogue/views.ts'
import { findHits, MOST_HITS } from '#app/services/catalogue/find-hits.server.ts'
import { asListPage, PAGE_SIZE } from '#app/services/catalogue/get-category-page.server.ts'
import { knownAmong, synonymBook, wordsNear } from '#app/services/catalogue/known-words.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { listRegiments } from '#app/services/catalogue/list-regiments.server.ts'
import { cardsOfProducts, inOrder } from '#app/services/catalogue/product-cards.server.ts'

/**
 * One page of what a query finds, the same for everybody. Where nothing fits as typed, what
 * was probably meant is looked for, and said (`instead`). An empty query finds nothing.
 */
export async function searchCatalogue(query: string, { order = 'default', page = 1, filters = noFilters }: Partial<ListQuery> = {}, now?: Date): Promise<SearchResult> {
  const { hits, plan, instead } = await findMeant(searchTerms(query))
  const capped = hits.length > MOST_HITS
  // Of a broad word the filters look through everything, not through what came first.
  const narrowed = capped && (filters.category ?? filters.regiment ?? (filters.sevenDay || null)) !== null ? await findHits(plan, filters) : hits
  const arranged = arrangeHits(narrowed.slice(0, MOST_HITS), filters)
  const byPrice = order !== 'default' || filters.minYuan !== null || filters.maxYuan !== null
  const known = byPrice ? inOrder((await cardsOfProducts(arranged.map(({ productId }) => productId), now)).filter(({ shelf }) => priceFits(shelf.priceFen, filters)), order) : null
  const total = known?.length ?? arranged.length
  const shown = Math.min(page, Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const ofPage = <T>(all: readonly T[]): T[] => all.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE)
  const [cards, choices]: [ProductCard[], FilterChoices] = await Promise.all([
    known ? ofPage(known) : cardsOfProducts(ofPage(arranged).map(({ productId }) => productId), now),
    choicesOf(hits),
  ])
  return { ...asListPage({ cards, total }, shown), found: Math.min(hits.length, MOST_HITS), capped, instead, choices }
}

type Found = { hits: Hit[]; plan: string[]; instead: string | null }

async function findMeant(words: readonly string[]): Promise<Found> {
  if (words.length === 0) return { hits: [], plan: [], instead: null }
  const synonyms = await synonymBook()
  const look = async (asked: readonly string[], instead: string | null): Promise<Found> => {
    const plan = searchPlan(asked, synonyms)
    return { hits: await findHits(plan), plan, instead }
  }
  const asTyped = await look(words, null)
  if (asTyped.hits.length > 0) return asTyped
  const apart = await setApart(words)
  if (apart.words.join() !== words.join()) {
    const found = await look(apart.words, null)
    if (found.hits.length > 0) return found
  }
  const corrected = await lookCorrected(words, look)
  if (corrected) return corrected
  const loose = mistypedPlan(words)
  const hits = loose ? await findHits([loose]) : []
  if (loose && hits.length > 0) return { hits, plan: [loose], instead: '相近商品' }
  // 灰枣送妈妈: what is known of it.
  if (apart.known.length > 0 && apart.known.length < apart.words.length) {
    const found = await look(apart.known, `“${apart.known.join(' ')}”`)
    if (found.hits.length > 0) return found
  }
  return asTyped
}

/** Words that were typed without spaces, and those of them that are known. */
async function setApart(words: readonly string[]): Promise<{ words: string[]; known: string[] }> {
  const known = await knownAmong([...new Set([...words, ...words.filter(isHan).flatMap((word) => partsOf(word))])])
  const apart = words.flatMap((word) => (isHan(word) ? splitByKnown(word, known) : [word]))
  return { words: apart, known: apart.filter((word) => known.has(word)) }
}

const TRIED = 3

/** With one word corrected: the first correction that finds something. */
async function lookCorrected(words: readonly string[], look: (asked: string[], instead: string) => Promise<Found>): Promise<Found | null> {
  for (const [place, word] of words.entries()) {
    for (const meant of corrections(word, await wordsNear(word)).slice(0, TRIED)) {
      const asked = words.map((one, at) => (at === place ? meant : one))
      const found = await look(asked, `“${asked.join(' ')}”`)
      if (found.hits.length > 0) return found
    }
  }
  return null
}

async function choicesOf(hits: readonly Hit[]): Promise<FilterChoices> {
  const { categories, regiments } = choicesAmong(hits)
  const [allCategories, allRegiments] = await Promise.all([listCategories(), listRegiments()])
  return {
    categories: allCategories.filter(({ id }) => categories.has(id)).map(({ id, name }) => ({ value: id, label: name })),
    regiments: allRegiments.filter(({ value }) => regiments.has(value)),
  }
}

