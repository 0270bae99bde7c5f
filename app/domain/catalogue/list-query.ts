import type { CardOrder } from '#app/domain/catalogue/views.ts'

export const cardOrders: readonly CardOrder[] = ['default', 'price', 'price-desc', 'unit-price']

const LAST_PAGE = 500

/** Order and page from an address; what is not understood counts as not said. */
export function readListQuery(search: URLSearchParams): { order: CardOrder; page: number } {
  const page = Number(search.get('page'))
  return {
    order: cardOrders.find((order) => order === search.get('sort')) ?? 'default',
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
  }
}

/** The address of a list, its defaults left out so that each list has one address. */
export function listAddress(base: string, { order, page }: { order: CardOrder; page: number }): string {
  const parts = [order === 'default' ? null : `sort=${order}`, page === 1 ? null : `page=${page}`].filter(Boolean)
  if (parts.length === 0) return base
  return `${base}${base.includes('?') ? '&' : '?'}${parts.join('&')}`
}
