import type { Lane } from '#app/domain/promotion/lanes.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { PromotionAction, PromotionKind } from '#app/domain/promotion/types.ts'

/** What a promotion is in the words of the people who make one; each asks only for its own fields. */
export type Recipe = {
  id: string
  name: string
  hint: string
  kind: PromotionKind
  action: PromotionAction['type']
  /** Whose it may be: the platform's, a shop's, or either. */
  owner: 'PLATFORM' | 'MERCHANT' | 'ANY'
}

export const recipes = [
  { id: 'cross-every', name: '跨店每满减', hint: '每满 200 减 30，越买越省', kind: 'cross_shop_threshold', action: 'EVERY', owner: 'PLATFORM' },
  { id: 'cross-threshold', name: '跨店满减', hint: '满 300 减 40，满 500 减 80，取最高一档', kind: 'cross_shop_threshold', action: 'THRESHOLD', owner: 'PLATFORM' },
  { id: 'shop-threshold', name: '店铺满减', hint: '一家店里满 100 减 10', kind: 'shop_threshold', action: 'THRESHOLD', owner: 'MERCHANT' },
  { id: 'ladder', name: '满件折', hint: '2 件 9.5 折，3 件 9 折', kind: 'ladder', action: 'ITEM_PERCENT', owner: 'MERCHANT' },
  { id: 'markdown', name: '单品直降', hint: '指定商品一个活动价', kind: 'item_markdown', action: 'UNIT_PRICE', owner: 'MERCHANT' },
  { id: 'flash', name: '秒杀', hint: '今晚八点秒杀，限量限购', kind: 'flash_sale', action: 'UNIT_PRICE', owner: 'ANY' },
  { id: 'coupon', name: '满减券', hint: '领取后满 99 减 10', kind: 'coupon', action: 'THRESHOLD', owner: 'ANY' },
  { id: 'percent-coupon', name: '折扣券', hint: '领取后满 100 打 9 折', kind: 'coupon', action: 'PERCENT', owner: 'ANY' },
  { id: 'gift', name: '买赠', hint: '满 199 送一份葡萄干', kind: 'gift_with_purchase', action: 'GIFT', owner: 'ANY' },
  { id: 'free-shipping', name: '包邮', hint: '满 59 免运费，可只对部分省份', kind: 'free_shipping', action: 'FREIGHT', owner: 'ANY' },
] as const satisfies readonly Recipe[]

export type RecipeId = (typeof recipes)[number]['id']

export function recipeOf(id: string): Recipe | null {
  return recipes.find((recipe) => recipe.id === id) ?? null
}

/** The recipe that a definition came from, or could have. */
export function recipeFor({ kind, action }: Pick<PromotionDefinition, 'kind' | 'action'>): Recipe | null {
  return recipes.find((recipe) => recipe.kind === kind && recipe.action === action.type) ?? null
}

export function laneOf({ kind }: Pick<Recipe, 'kind'>, merchantId: string | null): Lane {
  switch (kind) {
    case 'flash_sale':
      return 'FLASH'
    case 'item_markdown':
    case 'ladder':
      return 'PRODUCT'
    case 'shop_threshold':
      return 'MERCHANT_ORDER'
    case 'cross_shop_threshold':
      return 'PLATFORM_ORDER'
    case 'coupon':
      return merchantId === null ? 'PLATFORM_COUPON' : 'MERCHANT_COUPON'
    case 'gift_with_purchase':
      return merchantId === null ? 'PLATFORM_ORDER' : 'MERCHANT_ORDER'
    case 'free_shipping':
      return 'SHIPPING'
  }
}
