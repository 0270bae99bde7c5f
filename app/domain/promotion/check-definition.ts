import { formatYuan } from '#app/domain/money.ts'
import type { BasisPoints, Fen } from '#app/domain/money.ts'
import { actionProblems } from '#app/domain/promotion/check-action.ts'
import { couponProblems } from '#app/domain/promotion/check-coupon.ts'
import { overlapProblems } from '#app/domain/promotion/check-overlap.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'
import { inScope, scopeSets } from '#app/domain/promotion/scope.ts'
import type { PromotionAction, PromotionKind } from '#app/domain/promotion/types.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** Goods as a definition is judged by them. */
export type DefinitionGoods = {
  skuId: string
  productId: string
  categoryId: string
  merchantId: string
  name: string
  listPriceFen: Fen
  floorPriceFen: Fen
  /** On hand and promised to nobody who has ordered. */
  freeUnits: number
}

/** Another promotion that is published and not over. */
export type OtherPromotion = { merchantId: string | null; definition: PromotionDefinition }

/** What has been taken of earlier versions of the same promotion; a new one must have room for it. */
export type TakenAlready = { budgetFen: Fen; uses: number; coupons: number; units: Readonly<Record<string, number>> }

export type DefinitionFacts = {
  /** Null: the platform's own. */
  merchantId: string | null
  /** All goods that are on sale. */
  goods: readonly DefinitionGoods[]
  /** Of its campaign, half-open; null: it belongs to none. */
  span: { startsAt: Date; endsAt: Date } | null
  others: readonly OtherPromotion[]
  taken: TakenAlready
}

/** One sentence by the path of the field that needs it: startsAt, action.steps.0.offFen, funders … */
export type DefinitionProblems = Record<string, string>

type Fit = { lanes: readonly Lane[]; actions: readonly PromotionAction['type'][]; owner: 'MERCHANT' | 'PLATFORM' | 'ANY' }

/** Which lane and action a kind may have, and whose it is. */
export const kindFits: Record<PromotionKind, Fit> = {
  item_markdown: { lanes: ['PRODUCT'], actions: ['UNIT_PRICE', 'ITEM_PERCENT'], owner: 'ANY' },
  ladder: { lanes: ['PRODUCT'], actions: ['ITEM_PERCENT'], owner: 'ANY' },
  flash_sale: { lanes: ['FLASH'], actions: ['UNIT_PRICE'], owner: 'ANY' },
  shop_threshold: { lanes: ['MERCHANT_ORDER'], actions: ['THRESHOLD', 'EVERY', 'PERCENT'], owner: 'MERCHANT' },
  cross_shop_threshold: { lanes: ['PLATFORM_ORDER'], actions: ['THRESHOLD', 'EVERY', 'PERCENT'], owner: 'PLATFORM' },
  coupon: { lanes: ['MERCHANT_COUPON', 'PLATFORM_COUPON'], actions: ['THRESHOLD', 'PERCENT'], owner: 'ANY' },
  gift_with_purchase: { lanes: ['MERCHANT_ORDER', 'PLATFORM_ORDER'], actions: ['GIFT'], owner: 'ANY' },
  free_shipping: { lanes: ['SHIPPING'], actions: ['FREIGHT'], owner: 'ANY' },
}

const WHOLE: BasisPoints = 10_000

/** A flash sale that goes on for days is a price. */
const FLASH_HOURS = 24

/**
 * Everything that speaks against a definition, judged before it is saved and again before it
 * is published. Empty: it may be published. Needs no clock: only publishing asks whether its
 * time is over.
 */
export function checkDefinition(definition: PromotionDefinition, facts: DefinitionFacts): DefinitionProblems {
  const problems: DefinitionProblems = {}
  if (definition.name.trim() === '') problems.name = '请填写活动名称'
  Object.assign(problems, fitProblems(definition, facts), windowProblems(definition, facts), funderProblems(definition, facts), limitProblems(definition, facts))
  // The rest is judged by scope and action, which must belong together first.
  if (problems.kind) return problems
  const inside = goodsOf(definition, facts)
  Object.assign(problems, scopeProblems(definition, facts, inside), actionProblems(definition, facts, inside), couponProblems(definition, facts))
  // Two windows that are wrong overlap in no sensible way.
  if (!problems.startsAt && !problems.endsAt) for (const [path, sentence] of Object.entries(overlapProblems(definition, facts, inside))) problems[path] ??= sentence
  return problems
}

/** Goods on sale that a promotion is about. */
export function goodsOf(definition: PromotionDefinition, { goods, merchantId }: Pick<DefinitionFacts, 'goods' | 'merchantId'>): DefinitionGoods[] {
  const sets = scopeSets({ ...definition, merchantId })
  return goods.filter((one) => inScope(sets, one))
}

function fitProblems({ kind, lane, action, needs, coupon, onlyEnrolled }: PromotionDefinition, { merchantId, span }: DefinitionFacts): DefinitionProblems {
  const fit = kindFits[kind]
  const problems: DefinitionProblems = {}
  if (!fit.actions.includes(action.type) || !fit.lanes.includes(lane)) problems.kind = '优惠方式和活动类型不符，请重新选择类型'
  else if (fit.owner === 'MERCHANT' && merchantId === null) problems.merchantId = '店铺优惠要选择是哪家店'
  else if (fit.owner === 'PLATFORM' && merchantId !== null) problems.merchantId = '跨店优惠不属于任何一家店'
  else if (fit.lanes.length > 1 && lane.startsWith('MERCHANT') !== (merchantId !== null)) problems.kind = '优惠方式和活动类型不符，请重新选择类型'
  if ((kind === 'coupon') !== (coupon !== null) || (kind === 'coupon') !== (needs === 'CLAIM') || typeof needs === 'object') problems.kind ??= '只有优惠券需要领取，请重新选择类型'
  if (onlyEnrolled && span === null) problems.onlyEnrolled = '只有年货节里的活动才能限于报名商品'
  return problems
}

/** Those of a coupon are its claim's and its use's own. */
function windowProblems({ kind, startsAt, endsAt, coupon }: PromotionDefinition, { span }: DefinitionFacts): DefinitionProblems {
  if (coupon) return {}
  if (endsAt <= startsAt) return { endsAt: '结束要晚于开始' }
  const problems: DefinitionProblems = {}
  if (span && startsAt < span.startsAt) problems.startsAt = `不能早于年货节开始（${formatInstantChinese(span.startsAt)}）`
  if (kind === 'flash_sale' && endsAt.getTime() - startsAt.getTime() > FLASH_HOURS * 3_600_000) problems.endsAt = `秒杀最长 ${FLASH_HOURS} 小时；更长的请用「单品直降」`
  if (span && endsAt > span.endsAt) problems.endsAt = `不能晚于年货节结束（${formatInstantChinese(span.endsAt)}）`
  return problems
}

/** what merchants pay for, they have agreed to. */
function funderProblems({ funders, onlyEnrolled }: PromotionDefinition, { merchantId }: DefinitionFacts): DefinitionProblems {
  const sum = funders.reduce((total, { bps }) => total + bps, 0)
  if (sum !== WHOLE) return { funders: `出资比例合计要等于 100%，现在是 ${percentWords(sum)}` }
  if (funders.some(({ bps }) => bps < 1)) return { funders: '不出资的一方请留空' }
  if (new Set(funders.map(({ funder }) => funder)).size < funders.length) return { funders: '同一出资方只能填一次' }
  if (merchantId === null && !onlyEnrolled && funders.some(({ funder }) => funder === 'MERCHANT')) return { onlyEnrolled: '要商家出资，只能用于商家自己报名的商品（不得强制参加）' }
  return {}
}

function limitProblems({ limits }: PromotionDefinition, { taken }: DefinitionFacts): DefinitionProblems {
  const problems: DefinitionProblems = {}
  if (limits.budgetFen !== null && limits.budgetFen < 1) problems['limits.budgetFen'] = '预算要大于 0 元；不限请留空'
  else if (limits.budgetFen !== null && limits.budgetFen < taken.budgetFen) problems['limits.budgetFen'] = `已经用掉 ${formatYuan(taken.budgetFen)} 元，不能少于它`
  if (limits.uses !== null && limits.uses < taken.uses) problems['limits.uses'] = `已经用了 ${taken.uses} 次，不能少于它`
  if (limits.usesPerBuyer !== null && limits.uses !== null && limits.usesPerBuyer > limits.uses) problems['limits.usesPerBuyer'] = '每人次数不能多于总次数'
  return problems
}

function scopeProblems({ scope, action }: PromotionDefinition, { goods, merchantId }: DefinitionFacts, inside: readonly DefinitionGoods[]): DefinitionProblems {
  if (merchantId !== null) {
    const own = new Set(goods.filter((one) => one.merchantId === merchantId).flatMap(({ skuId, productId }) => [skuId, productId]))
    const foreign = [...(scope.skuIds ?? []), ...(scope.productIds ?? [])].some((id) => !own.has(id)) || (scope.merchantIds ?? []).some((id) => id !== merchantId)
    if (foreign) return { scope: '店铺活动只能选自己店里在售的商品' }
  }
  // Unit prices name their goods line by line.
  if (inside.length > 0 || action.type === 'UNIT_PRICE') return {}
  return { scope: '这个范围里没有在售的商品' }
}

/** 3333 → 33.33% */
export function percentWords(bps: BasisPoints): string {
  return `${Number((bps / 100).toFixed(2))}%`
}
