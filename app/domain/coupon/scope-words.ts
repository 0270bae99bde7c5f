import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'

/** Names of what a scope lists, looked up beforehand. */
export type ScopeNames = {
  /** The merchant that owns the promotion. */
  shop: { slug: string; name: string } | null
  merchant: (id: string) => string
  category: (id: string) => string
  product: (id: string) => string
  /** A SKU as goods: title and specification. */
  goods: (skuId: string) => string
}

// A ticket is small: more names than this are counted.
const NAMED = 3

/** “河沿枣园店内的红枣、核桃”，“全场商品，不含巴旦木礼盒” */
export function scopeWords({ scope, onlyEnrolled }: Pick<PromotionDefinition, 'scope' | 'onlyEnrolled'>, names: ScopeNames): string {
  const place = names.shop ? `${names.shop.name}店内` : scope.merchantIds ? `${list(scope.merchantIds, names.merchant, '家')}店内` : '全场'
  const kind = scope.categoryIds ? list(scope.categoryIds, names.category, '类') : null
  const goods = goodsWords(scope.productIds, scope.skuIds, names)
  const within = onlyEnrolled ? '活动商品' : kind && goods ? `的${kind}，限${goods}` : kind || goods ? `的${kind ?? goods}` : '商品'
  const except = scope.exceptSkuIds && scope.exceptSkuIds.length > 0 ? `，不含${list(scope.exceptSkuIds, names.goods, '种')}` : ''
  return `${place}${within}${except}`
}

function goodsWords(productIds: readonly string[] | undefined, skuIds: readonly string[] | undefined, names: ScopeNames): string | null {
  if (skuIds) return list(skuIds, names.goods, '种')
  return productIds ? list(productIds, names.product, '种') : null
}

function list(ids: readonly string[], name: (id: string) => string, unit: string): string {
  const shown = [...new Set(ids.slice(0, NAMED).map(name))].join('、')
  return ids.length > NAMED ? `${shown}等 ${ids.length} ${unit}` : shown
}
