import type { Fen } from '#app/domain/money.ts'
import { formatYuan, splitByWeight } from '#app/domain/money.ts'
import { giveWords } from '#app/domain/promotion/announce.ts'
import type { Funder, Promotion } from '#app/domain/promotion/types.ts'

const payers: Record<Funder, string> = { MERCHANT: '商家', PLATFORM: '平台', BRAND_FUND: '品牌资金', AID_FUND: '援疆资金' }

/**
 * who bears how much of one step of an order discount, so that a merchant knows what it
 * joins: “每满200减30：贵店承担10元，平台承担20元”. Shares of funders are rounded as in the engine.
 */
export function sharesWords({ action, funders }: Pick<Promotion, 'action' | 'funders'>, merchantName = '贵店'): string[] {
  const step = (rule: string, offFen: Fen) => {
    const shares = splitByWeight(offFen, funders.map(({ bps }) => bps))
    const paid = funders.flatMap(({ funder }, place) =>
      shares[place] === 0 ? [] : [`${funder === 'MERCHANT' ? merchantName : payers[funder]}承担${shortYuan(shares[place]!)}元`],
    )
    return `${rule}：${paid.join('，')}`
  }
  if (action.type === 'EVERY') return [step(`每满${shortYuan(action.thresholdFen)}减${shortYuan(action.offFen)}`, action.offFen)]
  if (action.type === 'THRESHOLD') return action.steps.map(({ thresholdFen, offFen }) => step(`满${shortYuan(thresholdFen)}减${shortYuan(offFen)}`, offFen))
  const shares = funders.filter(({ bps }) => bps > 0).map(({ funder, bps }) => `${funder === 'MERCHANT' ? merchantName : payers[funder]}承担 ${bps / 100}%`)
  return [`${action.type === 'UNIT_PRICE' ? '优惠' : giveWords(action, { goods: () => '赠品' })}：${shares.join('，')}`]
}

/** 3000 → 30, 3050 → 30.50 */
function shortYuan(fen: Fen): string {
  return fen % 100 === 0 ? String(fen / 100) : formatYuan(fen)
}
