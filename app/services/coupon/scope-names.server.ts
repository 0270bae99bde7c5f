import type { ScopeNames } from '#app/domain/coupon/scope-words.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'

type Named = { merchantId: string | null; definition: PromotionDefinition }

/** Names of all that these promotions' scopes and gifts list, in at most four queries. */
export async function scopeNames(promotions: readonly Named[]): Promise<(merchantId: string | null) => ScopeNames> {
  const scopes = promotions.map(({ definition }) => definition.scope)
  const merchantIds = unique([...promotions.flatMap(({ merchantId }) => merchantId ?? []), ...scopes.flatMap(({ merchantIds: ids }) => ids ?? [])])
  const categoryIds = [...new Set(scopes.flatMap(({ categoryIds: ids }) => ids ?? []))]
  const productIds = unique(scopes.flatMap(({ productIds: ids }) => ids ?? []))
  const skuIds = unique([...scopes.flatMap(({ skuIds: ids, exceptSkuIds }) => [...(ids ?? []), ...(exceptSkuIds ?? [])]), ...promotions.flatMap(goodsOfAction)])
  const [merchants, categories, products, skus] = await Promise.all([
    merchantIds.length === 0 ? [] : db.merchant.findMany({ where: { id: { in: merchantIds } }, select: { id: true, slug: true, name: true } }),
    categoryIds.length === 0 ? [] : db.category.findMany({ where: { id: { in: categoryIds } }, select: { id: true, name: true } }),
    productIds.length === 0 ? [] : db.product.findMany({ where: { id: { in: productIds } }, select: { id: true, title: true } }),
    skuIds.length === 0 ? [] : db.sku.findMany({ where: { id: { in: skuIds } }, select: { id: true, spec: true, product: { select: { title: true } } } }),
  ])
  const shops = new Map(merchants.map((merchant) => [merchant.id, merchant]))
  const names = {
    merchant: lookUp(merchants.map(({ id, name }) => [id, name])),
    category: lookUp(categories.map(({ id, name }) => [id, name])),
    product: lookUp(products.map(({ id, title }) => [id, title])),
    goods: lookUp(skus.map(({ id, spec, product }) => [id, `${product.title} ${spec}`])),
  }
  return (merchantId) => {
    const shop = merchantId === null ? undefined : shops.get(merchantId)
    return { ...names, shop: shop ? { slug: shop.slug, name: shop.name } : null }
  }
}

function goodsOfAction({ definition: { action } }: Named): string[] {
  if (action.type === 'GIFT') return action.steps.map(({ skuId }) => skuId)
  return action.type === 'UNIT_PRICE' ? action.items.map(({ skuId }) => skuId) : []
}

function lookUp(pairs: readonly (readonly [string, string])[]): (id: string) => string {
  const names = new Map(pairs)
  return (id) => names.get(id) ?? '其他商品'
}

// Ids in a definition are texts; what is no UUID names nothing.
function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => /^[0-9a-f-]{36}$/.test(id))
}
