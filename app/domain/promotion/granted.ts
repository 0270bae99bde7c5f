import { promotionBook } from '#app/domain/promotion/book.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { Allocation, AppliedPromotion, CartLine, FreightOf, PricedCart, PricedLine, PromisedGift, Promotion, PromotionUsage } from '#app/domain/promotion/types.ts'

/** What must be kept of a quote to price a part of it again. */
export type GrantedQuote = {
  lines: readonly (Pick<PricedLine, 'skuId'> & { allocations: readonly Pick<Allocation, 'promotionId' | 'units'>[] })[]
  applied: readonly Pick<AppliedPromotion, 'promotionId' | 'version' | 'amountFen' | 'droppedFen'>[]
  gifts: readonly PromisedGift[]
}

type Sold = { lines: readonly CartLine[]; quote: GrantedQuote; promotions: readonly Promotion[] }

/**
 * The price of kept units under the promotion versions that were granted at placement, asked
 * nothing again: no time, coupon, code, destination or tier. None gives more than was claimed
 * for it then, neither in fen nor in units at its price, so that a return never needs budget.
 * Null: nothing is kept.
 */
export function priceAsGranted({ lines, quote, promotions }: Sold, keptUnits: ReadonlyMap<string, number>, freight: FreightOf | null): PricedCart | null {
  const kept = quote.lines.flatMap(({ skuId }) => {
    const quantity = keptUnits.get(skuId) ?? 0
    const line = lines.find((one) => one.skuId === skuId)
    return line && quantity > 0 ? [{ ...line, quantity }] : []
  })
  if (kept.length === 0) return null
  const granted = quote.applied.flatMap(({ promotionId, version }) => promotions.filter(({ id, version: frozen }) => id === promotionId && frozen === version))
  return priceCart({
    lines: kept,
    promotions: promotionBook(granted.filter(({ lane }) => freight !== null || lane !== 'SHIPPING').map(withoutConditions)),
    buyer: { signedIn: true, firstOrder: null, tiers: [] },
    provinceCode: null,
    channel: '',
    coupons: [],
    codes: [],
    usage: new Map(granted.map((promotion) => [promotion.id, claimed(promotion, quote)])),
    gifts: new Map(quote.gifts.map(({ skuId, name, quantity, valueFen }) => [skuId, { name, priceFen: Math.floor(valueFen / quantity), free: giftsOf(quote, skuId) }])),
    freight: freight ?? (() => 0),
    now: ALWAYS,
  })
}

const ALWAYS = new Date(0)

// The end stays, because it decides ties.
const withoutConditions = (promotion: Promotion): Promotion => ({ ...promotion, startsAt: ALWAYS, needs: 'NOTHING', provinceCodes: null, channels: null, buyers: 'ALL' })

function claimed({ id, version, action }: Promotion, { applied, lines }: GrantedQuote): PromotionUsage {
  if (action.type === 'GIFT') return {}
  const one = applied.find(({ promotionId, version: frozen }) => promotionId === id && frozen === version)
  // A step is compared by what it promises, of which a floor price may have dropped a part.
  const budgetLeftFen = (one?.amountFen ?? 0) + (one?.droppedFen ?? 0)
  if (action.type !== 'UNIT_PRICE') return { budgetLeftFen }
  const units = Object.fromEntries(lines.map(({ skuId, allocations }) => [skuId, allocations.filter(({ promotionId }) => promotionId === id).flatMap((own) => own.units).reduce((sum, { count }) => sum + count, 0)]))
  return { budgetLeftFen, unitsLeft: units, unitsLeftForBuyer: units }
}

const giftsOf = ({ gifts }: GrantedQuote, skuId: string): number => gifts.filter((gift) => gift.skuId === skuId).reduce((sum, { quantity }) => sum + quantity, 0)
