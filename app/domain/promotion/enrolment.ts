import type { Phase, PhaseCode } from '#app/domain/campaign/content.ts'
import type { BasePrice } from '#app/domain/law/base-price.ts'
import { groundLabels, referencePriceRefusal } from '#app/domain/law/base-price.ts'
import type { ListPriceChange } from '#app/domain/law/price-raise.ts'
import { unexplainedRaise } from '#app/domain/law/price-raise.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

export type EnrolmentState = 'PROPOSED' | 'ACCEPTED' | 'REJECTED' | 'WITHDRAWN'

/** What a merchant promises of one SKU in a campaign. */
export type EnrolmentTerms = {
  campaignPriceFen: Fen
  /** Null: nothing is struck through. */
  referencePriceFen: Fen | null
  promisedUnits: number
  maxPerBuyer: number | null
  joinsCrossShop: boolean
}

export type EnrolmentField = keyof EnrolmentTerms

const salePhases: readonly PhaseCode[] = ['opening', 'live_special', 'peak', 'origin_cutoff', 'hub_cutoff', 'holiday', 'encore']

/**
 * When campaign prices hold, half-open: from 开门红 (the first phase with discounts) to the end
 * of 返场; null while the campaign has no such phase.
 */
export function saleSpan(phases: readonly Phase[]): { startsAt: Date; endsAt: Date } | null {
  const sale = phases.filter(({ code }) => salePhases.includes(code))
  if (sale.length === 0) return null
  return {
    startsAt: new Date(Math.min(...sale.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...sale.map(({ endsAt }) => endsAt.getTime()))),
  }
}

/** From the start of 招商报名 to the end of the sale, half-open; who comes late joins late. */
export function enrolmentOpen(phases: readonly Phase[], now: Date): boolean {
  const sale = saleSpan(phases)
  if (!sale) return false
  const from = phases.find(({ code }) => code === 'enrolment')?.startsAt
  return (!from || from <= now) && now < sale.endsAt
}

/** The seven days are counted back from when the price begins: with the sale, or for latecomers now. */
export function priceStart(sale: { startsAt: Date }, now: Date): Date {
  return sale.startsAt > now ? sale.startsAt : now
}

/**
 * Whether a merchant may still change or withdraw: always while nobody has accepted, and until
 * the sale starts; from then on shoppers count on what was accepted.
 */
export function mayChange(state: EnrolmentState, sale: { startsAt: Date }, now: Date): boolean {
  return state !== 'ACCEPTED' || now < sale.startsAt
}

export type EnrolmentFacts = {
  listPriceFen: Fen
  floorPriceFen: Fen
  /** On hand and promised to nobody who has ordered, with what this promise itself has already sold. */
  freeUnits: number
  base: BasePrice
  /** Of the list price, in any order. */
  changes: readonly ListPriceChange[]
  start: Date
}

/** what speaks against the terms of an enrolment, a sentence a field; empty: nothing. */
export function enrolmentProblems(terms: EnrolmentTerms, facts: EnrolmentFacts): Partial<Record<EnrolmentField, string>> {
  const problems: Partial<Record<EnrolmentField, string>> = {}
  const { campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer } = terms
  const { listPriceFen, floorPriceFen, freeUnits } = facts
  if (campaignPriceFen < Math.max(1, floorPriceFen)) problems.campaignPriceFen = `不能低于底价 ${formatYuan(Math.max(1, floorPriceFen))} 元`
  else if (campaignPriceFen > listPriceFen || (campaignPriceFen === listPriceFen && !terms.joinsCrossShop)) problems.campaignPriceFen = `要低于日常价 ${formatYuan(listPriceFen)} 元；只参加跨店满减的，填日常价`
  const raise = raiseSentence(facts)
  if (raise) problems.campaignPriceFen ??= raise
  const reference = referencePriceFen === null ? null : referenceSentence({ referencePriceFen, campaignPriceFen }, facts.base)
  if (reference) problems.referencePriceFen = reference
  if (promisedUnits > freeUnits) problems.promisedUnits = `可售库存只有 ${Math.max(0, freeUnits)} 件`
  if (maxPerBuyer !== null && maxPerBuyer > promisedUnits) problems.maxPerBuyer = '不能多于承诺件数'
  return problems
}

function raiseSentence({ changes, start, listPriceFen }: EnrolmentFacts): string | null {
  const raise = unexplainedRaise(changes, { start, listPriceFen })
  if (!raise) return null
  return `${formatInstantChinese(raise.at)} 售价由 ${formatYuan(raise.oldFen)} 涨到 ${formatYuan(raise.newFen)} 元而没有写明原因，活动前 30 天内先涨后降不能报名；请先把售价改回`
}

function referenceSentence(prices: { referencePriceFen: Fen; campaignPriceFen: Fen }, base: BasePrice): string | null {
  switch (referencePriceRefusal(prices, base)) {
    case null:
      return null
    case 'no_ground':
      return '还没有成交过，不能划线，请留空'
    case 'above_base':
      return `最多 ${formatYuan(base.basePriceFen ?? 0)} 元（${base.ground === 'NONE' ? '' : groundLabels[base.ground]}）`
    case 'not_above_campaign_price':
      return '划线价要高于活动价，否则请留空'
  }
}

/** One merchant's accepted goods as its item_markdown promotion of the campaign. */
export function enrolledMarkdown(
  campaign: { name: string; sale: { startsAt: Date; endsAt: Date } },
  accepted: readonly (Pick<EnrolmentTerms, 'campaignPriceFen' | 'promisedUnits' | 'maxPerBuyer'> & { skuId: string })[],
): PromotionDefinition {
  const items = accepted
    .map(({ skuId, campaignPriceFen, promisedUnits, maxPerBuyer }) => ({ skuId, unitPriceFen: campaignPriceFen, promisedUnits, maxPerBuyer }))
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
  return {
    name: `${campaign.name}活动价`,
    kind: 'item_markdown',
    lane: 'PRODUCT',
    startsAt: campaign.sale.startsAt,
    endsAt: campaign.sale.endsAt,
    scope: {},
    action: { type: 'UNIT_PRICE', items },
    provinceCodes: null,
    channels: null,
    buyers: 'ALL',
    needs: 'NOTHING',
    // A flash price stands instead of the campaign price; everything else comes on top.
    combinesWith: ['MERCHANT_ORDER', 'MERCHANT_COUPON', 'PLATFORM_ORDER', 'PLATFORM_COUPON', 'SHIPPING'],
    shuts: [],
    funders: [{ funder: 'MERCHANT', bps: 10_000 }],
    limits: { budgetFen: null, uses: null, usesPerBuyer: null },
    coupon: null,
    onlyEnrolled: false,
  }
}
