import type { ListFilters } from '#app/domain/catalogue/list-query.ts'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'

/** A listing that a search found. */
export type Hit = {
  productId: string
  /** Place in the search's plan: 0 is the closest. */
  tier: number
  categoryId: string
  regimentId: string
  returnPolicy: ReturnPolicy
  inStock: boolean
  sort: number
}

/**
 * The order of a result: what can be had, the closest, the catalogue's own order. Nothing
 * about the person who asks, and nothing that was paid for, enters it.
 */
export function arrangeHits(hits: readonly Hit[], filters: Omit<ListFilters, 'minYuan' | 'maxYuan'>): Hit[] {
  return withinFilters(hits, filters).sort((a, b) => Number(b.inStock) - Number(a.inStock) || a.tier - b.tier || a.sort - b.sort || (a.productId < b.productId ? -1 : 1))
}

/** What was asked for of these, in their order. */
export function withinFilters(hits: readonly Hit[], filters: Omit<ListFilters, 'minYuan' | 'maxYuan'>): Hit[] {
  return hits.filter((hit) => fits(hit, filters))
}

function fits(hit: Hit, { category, regiment, inStock, sevenDay }: Omit<ListFilters, 'minYuan' | 'maxYuan'>): boolean {
  return (
    (category === null || hit.categoryId === category) &&
    (regiment === null || hit.regimentId === regiment) &&
    (!inStock || hit.inStock) &&
    (!sevenDay || hit.returnPolicy === 'SEVEN_DAY')
  )
}

/** Within what was asked for in yuan, both ends included. */
export function priceFits(priceFen: number, { minYuan, maxYuan }: Pick<ListFilters, 'minYuan' | 'maxYuan'>): boolean {
  return (minYuan === null || priceFen >= minYuan * 100) && (maxYuan === null || priceFen <= maxYuan * 100)
}

/** What a list can be narrowed by: only what leaves something. */
export function choicesAmong(hits: readonly Pick<Hit, 'categoryId' | 'regimentId'>[]): { categories: Set<string>; regiments: Set<string> } {
  return { categories: new Set(hits.map(({ categoryId }) => categoryId)), regiments: new Set(hits.map(({ regimentId }) => regimentId)) }
}
