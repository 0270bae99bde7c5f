import { formatYuan } from '#app/domain/money.ts'
import type { DefinitionFacts, DefinitionGoods, DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { percentOf } from '#app/domain/promotion/steps.ts'
import type { PricedItem, PromotionAction } from '#app/domain/promotion/types.ts'

/** A percentage beyond this is a slip of the pen, such as 85 for 8.5 折. */
const MOST_OFF_BPS = 9_000

/** What speaks against the discount itself. */
export function actionProblems(definition: PromotionDefinition, facts: DefinitionFacts, inside: readonly DefinitionGoods[]): DefinitionProblems {
  const { action } = definition
  switch (action.type) {
    case 'UNIT_PRICE':
      return unitPriceProblems(definition, action.items, facts)
    case 'ITEM_PERCENT':
      return {
        ...stepProblems(action.steps, ({ units }) => units, '件数'),
        ...percentProblems(action.steps, definition.kind === 'ladder'),
        ...floorProblems(action.steps, inside),
      }
    case 'THRESHOLD':
      return {
        ...stepProblems(action.steps, ({ thresholdFen }) => thresholdFen, '门槛'),
        ...offProblems(action.steps, definition.kind === 'coupon'),
      }
    case 'EVERY': {
      const problems: DefinitionProblems = {}
      if (action.offFen < 1) problems['action.steps.0.offFen'] = '减的金额要大于 0 元'
      else if (action.offFen >= action.thresholdFen) problems['action.steps.0.offFen'] = '减的金额要小于门槛'
      return problems
    }
    case 'PERCENT':
      return {
        ...stepProblems(action.steps, ({ thresholdFen }) => thresholdFen, '门槛'),
        ...percentProblems(action.steps, true),
        ...(action.maxOffFen === 0 ? { 'action.maxOffFen': '最多减的金额要大于 0 元；不限请留空' } : {}),
      }
    case 'GIFT':
      return { ...stepProblems(action.steps, ({ thresholdFen }) => thresholdFen, '门槛'), ...giftProblems(action.steps, facts) }
    case 'FREIGHT':
      return { ...stepProblems(action.steps, ({ thresholdFen }) => thresholdFen, '门槛'), ...freightProblems(action.steps) }
  }
}

function stepProblems<Step>(steps: readonly Step[], from: (step: Step) => number, word: string): DefinitionProblems {
  if (steps.length === 0) return { 'action.steps.0': '至少要填一档优惠' }
  const problems: DefinitionProblems = {}
  const field = word === '件数' ? 'units' : 'thresholdFen'
  steps.forEach((step, place) => {
    const before = steps[place - 1]
    if (before !== undefined && from(step) <= from(before)) problems[`action.steps.${place}.${field}`] = `${word}要比上一档高`
  })
  return problems
}

/** “满100减150” would pay people for buying; a higher step that takes off less is none. */
function offProblems(steps: Extract<PromotionAction, { type: 'THRESHOLD' }>['steps'], mayHaveNoThreshold: boolean): DefinitionProblems {
  const problems: DefinitionProblems = {}
  steps.forEach(({ thresholdFen, offFen }, place) => {
    const before = steps[place - 1]
    if (thresholdFen < 1 && !mayHaveNoThreshold) problems[`action.steps.${place}.thresholdFen`] = '门槛要大于 0 元'
    if (offFen < 1) problems[`action.steps.${place}.offFen`] = '减的金额要大于 0 元'
    else if (thresholdFen > 0 && offFen >= thresholdFen) problems[`action.steps.${place}.offFen`] = '减的金额要小于门槛'
    else if (before && offFen <= before.offFen) problems[`action.steps.${place}.offFen`] = '减的金额要比上一档多'
  })
  return problems
}

function percentProblems(steps: readonly { offBps: number }[], rising: boolean): DefinitionProblems {
  const problems: DefinitionProblems = {}
  steps.forEach(({ offBps }, place) => {
    const before = steps[place - 1]
    if (offBps < 1 || offBps > MOST_OFF_BPS) problems[`action.steps.${place}.offBps`] = '折扣在 1 折到 9.9 折之间，如 8.5 折填 8.5'
    else if (rising && before && offBps <= before.offBps) problems[`action.steps.${place}.offBps`] = '折扣要比上一档更优惠'
  })
  return problems
}

/** The engine would stop at the floor; what is announced must be what is given. */
function floorProblems(steps: readonly { offBps: number }[], inside: readonly DefinitionGoods[]): DefinitionProblems {
  const problems: DefinitionProblems = {}
  steps.forEach(({ offBps }, place) => {
    const below = inside.find(({ listPriceFen, floorPriceFen }) => listPriceFen - percentOf(listPriceFen, offBps) < floorPriceFen)
    if (below) problems[`action.steps.${place}.offBps`] = `「${below.name}」折后 ${formatYuan(below.listPriceFen - percentOf(below.listPriceFen, offBps))} 元，低于底价 ${formatYuan(below.floorPriceFen)} 元`
  })
  return problems
}

function unitPriceProblems({ kind, startsAt, endsAt }: PromotionDefinition, items: readonly PricedItem[], { goods, merchantId, others, taken }: DefinitionFacts): DefinitionProblems {
  if (items.length === 0) return { 'action.items.0.skuId': '至少要选一件商品' }
  const problems: DefinitionProblems = {}
  const bySku = new Map(goods.map((one) => [one.skuId, one]))
  const meanwhile = others.filter(({ definition }) => definition.startsAt < endsAt && startsAt < definition.endsAt)
  items.forEach(({ skuId, unitPriceFen, promisedUnits, maxPerBuyer }, place) => {
    const path = `action.items.${place}`
    const one = bySku.get(skuId)
    if (!one) return void (problems[`${path}.skuId`] = '请选择在售的商品')
    if (merchantId !== null && one.merchantId !== merchantId) problems[`${path}.skuId`] = '店铺活动只能选自己店里在售的商品'
    else if (items.findIndex((item) => item.skuId === skuId) < place) problems[`${path}.skuId`] = '这件商品已经填过'
    if (unitPriceFen < 1) problems[`${path}.unitPriceFen`] = '活动价要大于 0 元'
    else if (unitPriceFen < one.floorPriceFen) problems[`${path}.unitPriceFen`] = `低于商家底价 ${formatYuan(one.floorPriceFen)} 元`
    else if (unitPriceFen >= one.listPriceFen) problems[`${path}.unitPriceFen`] = `要低于日常价 ${formatYuan(one.listPriceFen)} 元`
    const sold = taken.units[skuId] ?? 0
    const free = one.freeUnits - meanwhile.reduce((sum, other) => sum + promisedBy(other.definition, skuId), 0)
    if (promisedUnits === null) {
      // a flash sale states its quantity.
      if (kind === 'flash_sale') problems[`${path}.promisedUnits`] = '秒杀要写明数量'
    } else if (promisedUnits < sold) problems[`${path}.promisedUnits`] = `已经卖出 ${sold} 件，不能少于它`
    else if (promisedUnits - sold > free) problems[`${path}.promisedUnits`] = `最多承诺 ${Math.max(0, free) + sold} 件，可卖库存不够`
    if (kind === 'flash_sale' && maxPerBuyer === null) problems[`${path}.maxPerBuyer`] = '秒杀要写明每人限购几件'
    if (maxPerBuyer !== null && promisedUnits !== null && maxPerBuyer > promisedUnits) problems[`${path}.maxPerBuyer`] = '每人限购不能多于总件数'
  })
  return problems
}

function promisedBy({ action }: PromotionDefinition, skuId: string): number {
  return action.type === 'UNIT_PRICE' ? (action.items.find((item) => item.skuId === skuId)?.promisedUnits ?? 0) : 0
}

function giftProblems(steps: Extract<PromotionAction, { type: 'GIFT' }>['steps'], { goods, merchantId }: DefinitionFacts): DefinitionProblems {
  const problems: DefinitionProblems = {}
  steps.forEach(({ skuId, quantity }, place) => {
    const gift = goods.find((one) => one.skuId === skuId)
    if (!gift) problems[`action.steps.${place}.skuId`] = '请选择在售的商品作赠品'
    else if (merchantId !== null && gift.merchantId !== merchantId) problems[`action.steps.${place}.skuId`] = '赠品要是自己店里的商品'
    else if (quantity > gift.freeUnits) problems[`action.steps.${place}.quantity`] = `赠品只剩 ${Math.max(0, gift.freeUnits)} 件`
  })
  return problems
}

function freightProblems(steps: Extract<PromotionAction, { type: 'FREIGHT' }>['steps']): DefinitionProblems {
  const problems: DefinitionProblems = {}
  steps.forEach(({ maxOffFen }, place) => {
    const before = steps[place - 1]
    if (maxOffFen !== null && maxOffFen < 1) problems[`action.steps.${place}.maxOffFen`] = '减免的运费要大于 0 元；全免请留空'
    else if (before && (before.maxOffFen === null || (maxOffFen !== null && maxOffFen <= before.maxOffFen))) problems[`action.steps.${place}.maxOffFen`] = '减免的运费要比上一档多'
  })
  return problems
}
