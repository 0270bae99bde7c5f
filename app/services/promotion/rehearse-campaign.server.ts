import { setImmediate } from 'node:timers/promises'
import type { Fen } from '#app/domain/money.ts'
import type { RehearsalCart, RehearsalTerms, RehearsedGift } from '#app/domain/promotion/rehearse.ts'
import { beginRehearsal, busiestInstant, rehearseCart } from '#app/domain/promotion/rehearse.ts'
import type { Deepest, RehearsalReport } from '#app/domain/promotion/rehearsal-report.ts'
import type { LeftAside, RehearsalRequest, RehearsalResult, WorstStack } from '#app/domain/promotion/rehearsal-views.ts'
import { freightFor } from '#app/domain/shipping/freight.ts'
import type { ShippingTables } from '#app/domain/shipping/tables.ts'
import { db } from '#app/infra/db.server.ts'
import type { RehearsedGoods } from '#app/services/promotion/rehearsal-carts.server.ts'
import { gatherCarts, goodsOnSale } from '#app/services/promotion/rehearsal-carts.server.ts'
import type { CampaignPromotion } from '#app/services/promotion/rehearsed-promotions.server.ts'
import { rehearsedPromotions, takenSoFar } from '#app/services/promotion/rehearsed-promotions.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

// Shoppers share this process: after so long they have their turn.
const SLICE_MS = 20

export type RehearsalDesk = { campaign: { id: string; name: string }; promotions: number; drafts: number; at: Date | null }

/** The campaign, and when it would be rehearsed unless somebody says otherwise. Null: no such campaign. */
export async function getRehearsalDesk(campaignId: string): Promise<RehearsalDesk | null> {
  const campaign = await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true, name: true } })
  if (!campaign) return null
  const promotions = await rehearsedPromotions(campaignId)
  return {
    campaign,
    promotions: promotions.length,
    drafts: promotions.filter(({ draft }) => draft).length,
    at: busiestInstant(promotions.map(({ promotion }) => promotion)),
  }
}

/**
 * What the campaign as drafted would cost with these carts. Nothing is written: the carts are
 * priced one after another by the function that prices every order, with what real orders
 * have left of the limits.
 */
export async function rehearseCampaign(campaignId: string, request: RehearsalRequest): Promise<RehearsalResult> {
  const [promotions, goods, tables] = await Promise.all([rehearsedPromotions(campaignId), goodsOnSale(), shippingTables()])
  const { carts, leftAside } = await gatherCarts(request, goods)
  const taken = await takenSoFar(promotions.map(({ promotion }) => promotion.id), [...new Set(carts.map(({ buyerKey }) => buyerKey))])
  const freight = freightBy(tables, goods)
  const terms: RehearsalTerms = { promotions, now: request.at, coupons: request.coupons, taken, gifts: giftsOf(promotions, goods), giftGoes: giftGoes(tables, goods), freight }
  const rehearsal = beginRehearsal(terms)
  let sliceFrom = performance.now()
  for (const cart of carts) {
    // Where its goods are not sent, no such order can be placed.
    if (cart.lines.some(({ merchantId }) => freight(cart, merchantId, 0) === null)) leftAside.notServed += 1
    else rehearseCart(rehearsal, cart)
    if (performance.now() - sliceFrom < SLICE_MS) continue
    await setImmediate()
    sliceFrom = performance.now()
  }
  return present(rehearsal.report, { promotions, goods, leftAside })
}

function freightBy(tables: ShippingTables, goods: ReadonlyMap<string, RehearsedGoods>) {
  return ({ provinceCode, lines }: RehearsalCart, merchantId: string, goodsFen: Fen): Fen | null => {
    const types = lines.filter((line) => line.merchantId === merchantId).map(({ skuId }) => goods.get(skuId)!.goodsType)
    const freight = freightFor(tables, provinceCode, goodsFen, types)
    return freight.ok ? freight.freightFen : null
  }
}

function giftGoes(tables: ShippingTables, goods: ReadonlyMap<string, RehearsedGoods>) {
  return ({ provinceCode }: RehearsalCart, skuId: string): boolean => freightFor(tables, provinceCode, 0, [goods.get(skuId)!.goodsType]).ok
}

function giftsOf(promotions: readonly CampaignPromotion[], goods: ReadonlyMap<string, RehearsedGoods>): Map<string, RehearsedGift> {
  const gifts = new Map<string, RehearsedGift>()
  for (const { promotion: { action } } of promotions)
    if (action.type === 'GIFT')
      for (const { skuId } of action.steps) {
        const one = goods.get(skuId)
        if (one) gifts.set(skuId, { name: one.title, priceFen: one.listPriceFen, free: one.free, merchantId: one.merchantId })
      }
  return gifts
}

type Known = { promotions: readonly CampaignPromotion[]; goods: ReadonlyMap<string, RehearsedGoods>; leftAside: LeftAside }

function present({ merchants, promotions: outcomes, deepestLine, deepestCart, ...figures }: RehearsalReport, { promotions, goods, leftAside }: Known): RehearsalResult {
  const merchantNames = new Map([...goods.values()].map(({ merchantId, merchantName }) => [merchantId, merchantName]))
  const promotionNames = new Map(promotions.map(({ promotion }) => [promotion.id, promotion.name]))
  const worst = (deepest: Deepest | null): WorstStack | null =>
    deepest && {
      place: deepest.place,
      label: deepest.label,
      discountFen: deepest.discountFen,
      listFen: deepest.listFen,
      lines: deepest.lines.map(({ skuId, quantity, listFen, paidFen, floorPriceFen, allocations }) => ({
        title: goods.get(skuId)?.title ?? skuId,
        quantity,
        listFen,
        paidFen,
        floorFen: floorPriceFen * quantity,
        shares: allocations.map(({ promotionId, amountFen }) => ({ promotion: promotionNames.get(promotionId) ?? promotionId, amountFen })),
      })),
    }
  return {
    ...figures,
    merchants: [...merchants.values()]
      .map((one) => ({ ...one, name: merchantNames.get(one.merchantId) ?? one.merchantId }))
      .sort((a, b) => costOf(b) - costOf(a) || (a.merchantId < b.merchantId ? -1 : 1)),
    promotions: promotions
      .flatMap(({ promotion: { id }, own, draft, merchantName }) => {
        const outcome = outcomes.get(id)
        // What runs beside the campaign is named where it took part.
        return outcome && (own || outcome.times > 0) ? [{ ...outcome, own, draft, merchantName }] : []
      })
      .sort((a, b) => b.amountFen - a.amountFen || b.times - a.times || (a.promotionId < b.promotionId ? -1 : 1)),
    worstLine: worst(deepestLine),
    worstCart: worst(deepestCart),
    leftAside,
  }
}

const costOf = ({ funders }: RehearsalResult['merchants'][number]): Fen => funders.MERCHANT + funders.PLATFORM + funders.BRAND_FUND + funders.AID_FUND
