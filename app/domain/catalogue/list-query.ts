import type { CardOrder } from '#app/domain/catalogue/views.ts'

export const cardOrders: readonly CardOrder[] = ['default', 'price', 'price-desc', 'unit-price']

const LAST_PAGE = 500
const MOST_YUAN = 99_999

/** What narrows a list; null and false: does not. */
export type ListFilters = {
  /** Of a search; a category's own page has it in its path. */
  category: string | null
  regiment: string | null
  minYuan: number | null
  maxYuan: number | null
  inStock: boolean
  /** Can be sent back within seven days without a reason. */
  sevenDay: boolean
}

export type ListQuery = { order: CardOrder; page: number; filters: ListFilters }

export const noFilters: ListFilters = { category: null, regiment: null, minYuan: null, maxYuan: null, inStock: false, sevenDay: false }

// The shapes of all parameters of a list: what does not fit counts as not said, here and in
// the keys of kept pages.
const positive = /^[1-9]\d{0,2}$/
const yuan = /^(?:0|[1-9]\d{0,4})$/
const code = /^[\w-]{1,40}$/
export const listParameters: Readonly<Record<string, RegExp>> = {
  category: code,
  regiment: code,
  min: yuan,
  max: yuan,
  stock: /^1$/,
  return: /^7$/,
  sort: new RegExp(`^(?:${cardOrders.filter((order) => order !== 'default').join('|')})$`),
  page: positive,
}

/** Filters, order and page from an address; what is not understood counts as not said. */
export function readListQuery(search: URLSearchParams): ListQuery {
  const said = (name: string): string | null => {
    const value = search.get(name)?.trim() ?? ''
    return listParameters[name]!.test(value) ? value : null
  }
  const amount = (name: string): number | null => (said(name) === null ? null : Math.min(MOST_YUAN, Number(said(name))))
  const [low, high] = [amount('min'), amount('max')]
  // Typed the wrong way round, they are meant the right way round.
  const turned = low !== null && high !== null && low > high
  const page = Number(said('page') ?? 1)
  return {
    order: cardOrders.find((order) => order === said('sort')) ?? 'default',
    page: page <= LAST_PAGE ? page : 1,
    filters: {
      category: said('category'),
      regiment: said('regiment'),
      minYuan: turned ? high : low,
      maxYuan: turned ? low : high,
      inStock: said('stock') !== null,
      sevenDay: said('return') !== null,
    },
  }
}

/** The parameters of a list, its defaults left out so that each list has one address. */
export function listParameterPairs({ order = 'default', page = 1, filters = noFilters }: Partial<ListQuery>): [string, string][] {
  const { category, regiment, minYuan, maxYuan, inStock, sevenDay } = filters
  const pairs: [string, string | null][] = [
    ['category', category],
    ['regiment', regiment],
    ['min', minYuan === null || minYuan === 0 ? null : String(minYuan)],
    ['max', maxYuan === null ? null : String(maxYuan)],
    ['stock', inStock ? '1' : null],
    ['return', sevenDay ? '7' : null],
    ['sort', order === 'default' ? null : order],
    ['page', page === 1 ? null : String(page)],
  ]
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null)
}

export function listAddress(base: string, query: Partial<ListQuery>): string {
  const parts = listParameterPairs(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  if (parts.length === 0) return base
  return `${base}${base.includes('?') ? '&' : '?'}${parts.join('&')}`
}

export function countFilters({ category, regiment, minYuan, maxYuan, inStock, sevenDay }: ListFilters): number {
  return [category, regiment, minYuan ?? maxYuan, inStock || null, sevenDay || null].filter((one) => one !== null).length
}
