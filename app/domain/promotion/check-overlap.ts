import type { DefinitionFacts, DefinitionGoods, DefinitionProblems, OtherPromotion } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { inScope, scopeSets } from '#app/domain/promotion/scope.ts'

/**
 * Promotions that would announce two things about the same goods at the same time. Of item
 * lanes every other is one; elsewhere another of the same owner and kind, which belongs into
 * one promotion with several steps. Coupons are claimed one by one and may stand side by side.
 */
export function overlapProblems(definition: PromotionDefinition, { others, merchantId }: DefinitionFacts, inside: readonly DefinitionGoods[]): DefinitionProblems {
  if (definition.kind === 'coupon') return {}
  const problems: DefinitionProblems = {}
  for (const other of others) {
    if (!rivals(definition, merchantId, other)) continue
    const sets = scopeSets({ ...other.definition, merchantId: other.merchantId })
    const shared = inside.find((one) => inScope(sets, one))
    if (!shared) continue
    const { action } = definition
    const place = action.type === 'UNIT_PRICE' ? action.items.findIndex(({ skuId }) => skuId === shared.skuId) : -1
    problems[place < 0 ? 'startsAt' : `action.items.${place}.skuId`] ??= `「${shared.name}」同一时间已在「${other.definition.name}」里，时间不能重叠`
  }
  return problems
}

function rivals(definition: PromotionDefinition, merchantId: string | null, other: OtherPromotion): boolean {
  const { lane, kind, startsAt, endsAt } = other.definition
  if (lane !== definition.lane || endsAt <= definition.startsAt || definition.endsAt <= startsAt || kind === 'coupon') return false
  return lane === 'FLASH' || lane === 'PRODUCT' || (kind === definition.kind && other.merchantId === merchantId)
}
