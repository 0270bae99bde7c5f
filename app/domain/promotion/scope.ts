import type { CartLine, Promotion, Scope } from '#app/domain/promotion/types.ts'

type Goods = Pick<CartLine, 'skuId' | 'productId' | 'categoryId' | 'merchantId'>

/** A promotion's scope as sets, its own merchant and priced items included. */
export type ScopeSets = {
  skus: ReadonlySet<string> | null
  products: ReadonlySet<string> | null
  categories: ReadonlySet<string> | null
  merchants: ReadonlySet<string> | null
  exceptSkus: ReadonlySet<string> | null
}

export function scopeSets({ scope, merchantId, action }: Pick<Promotion, 'scope' | 'merchantId' | 'action'>): ScopeSets {
  const skus = setOf(scope.skuIds)
  const priced = action.type === 'UNIT_PRICE' ? new Set(action.items.map((item) => item.skuId)) : null
  return {
    skus: skus && priced ? new Set([...priced].filter((id) => skus.has(id))) : (skus ?? priced),
    products: setOf(scope.productIds),
    categories: setOf(scope.categoryIds),
    merchants: merchantId === null ? setOf(scope.merchantIds) : new Set((scope.merchantIds ?? [merchantId]).filter((id) => id === merchantId)),
    exceptSkus: setOf(scope.exceptSkuIds),
  }
}

const setOf = (ids: Scope['skuIds']): ReadonlySet<string> | null => (ids ? new Set(ids) : null)

export function inScope(sets: ScopeSets, goods: Goods): boolean {
  return (
    (sets.merchants === null || sets.merchants.has(goods.merchantId)) &&
    (sets.categories === null || sets.categories.has(goods.categoryId)) &&
    (sets.products === null || sets.products.has(goods.productId)) &&
    (sets.skus === null || sets.skus.has(goods.skuId)) &&
    !(sets.exceptSkus !== null && sets.exceptSkus.has(goods.skuId))
  )
}

/**
 * Whether two scopes could ever contain the same goods, judged by the definitions alone: what
 * competes must not depend on what happens to be in the cart, or one more line could cost a
 * discount on others.
 */
export function mayShareGoods(a: ScopeSets, b: ScopeSets): boolean {
  return !(
    apart(a.skus, b.skus) ||
    apart(a.products, b.products) ||
    apart(a.categories, b.categories) ||
    apart(a.merchants, b.merchants)
  )
}

function apart(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  return a !== null && b !== null && ![...a].some((id) => b.has(id))
}
