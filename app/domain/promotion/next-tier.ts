import type { Fen } from '#app/domain/money.ts'
import type { Runner } from '#app/domain/promotion/board.ts'
import type { NextTier, TierGain } from '#app/domain/promotion/types.ts'

/** How far the next better step of a promotion is, or null where there is none that could be had. */
export function nextTier({ promotion, from, off, budgetLeft }: Runner, base: Fen, units: number, ceiling: number): NextTier | null {
  const { id, version, name, lane, action } = promotion
  const tier = { promotionId: id, version, name, lane }
  if (action.type === 'UNIT_PRICE') return null
  if (action.type === 'EVERY') {
    const times = Math.floor(base / action.thresholdFen) + 1
    if (times > ceiling || times * action.offFen > budgetLeft) return null
    return { ...tier, shortFen: times * action.thresholdFen - base, gain: { type: 'off', offFen: action.offFen } }
  }
  const have = action.type === 'ITEM_PERCENT' ? units : base
  let reached = -1
  let next = -1
  for (let i = 0; i < from.length && i < ceiling; i += 1) {
    if (from[i]! <= have) reached = reached < 0 || off[i]! >= off[reached]! ? i : reached
    else if (next < 0 || from[i]! < from[next]!) next = i
  }
  if (next < 0 || (reached >= 0 && action.type !== 'GIFT' && off[next]! <= off[reached]!)) return null
  if (action.type === 'THRESHOLD' && off[next]! > budgetLeft) return null
  const gain = gainOf(action, next)
  const short = from[next]! - have
  return action.type === 'ITEM_PERCENT' ? { ...tier, shortUnits: short, gain } : { ...tier, shortFen: short, gain }
}

type SteppedAction = Exclude<Runner['promotion']['action'], { type: 'UNIT_PRICE' } | { type: 'EVERY' }>

function gainOf(action: SteppedAction, place: number): TierGain {
  switch (action.type) {
    case 'THRESHOLD':
      return { type: 'off', offFen: action.steps[place]!.offFen }
    case 'ITEM_PERCENT':
    case 'PERCENT':
      return { type: 'percent', offBps: action.steps[place]!.offBps }
    case 'GIFT':
      return { type: 'gift', skuId: action.steps[place]!.skuId, quantity: action.steps[place]!.quantity }
    case 'FREIGHT':
      return { type: 'freight', maxOffFen: action.steps[place]!.maxOffFen }
  }
}
