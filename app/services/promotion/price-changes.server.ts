import { priceRaiseRefusal } from '#app/domain/law/price-raise.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { enrolmentCampaigns } from '#app/services/promotion/enrolment-facts.server.ts'

export type PriceChangeInput = {
  sku: { id: string; merchantId: string; priceFen: Fen }
  draft: { priceFen: Fen; floorFen: Fen }
  priceReason: string
  actor: { id: string }
  now: Date
}

export type PriceProblems = Partial<Record<'priceReason' | 'floorFen', string>>

/**
 * what speaks against new prices of a SKU: a rise within 30 days before the start of what
 * it is enrolled in or published for needs a reason; a floor above a price that its merchant
 * has promised would break the promise.
 */
export async function priceChangeProblems(tx: Tx, { sku, draft, priceReason, now }: Omit<PriceChangeInput, 'actor'>): Promise<PriceProblems> {
  const problems: PriceProblems = {}
  const enrolled = await tx.enrolment.findMany({ where: { skuId: sku.id, merchantId: sku.merchantId, state: { in: ['PROPOSED', 'ACCEPTED'] } }, select: { campaignId: true, campaignPriceFen: true } })
  const campaigns = (await enrolmentCampaigns(tx, now)).filter(({ id, sale }) => sale.endsAt > now && enrolled.some(({ campaignId }) => campaignId === id))
  const promised = enrolled.filter(({ campaignId }) => campaigns.some(({ id }) => id === campaignId)).map(({ campaignPriceFen }) => campaignPriceFen)
  if (promised.some((priceFen) => draft.floorFen > priceFen)) problems.floorFen = `已报名活动价 ${formatYuan(Math.min(...promised))} 元，底价不能高于它`
  const published = await tx.basePriceEvidence.findMany({ where: { skuId: sku.id, merchantId: sku.merchantId, windowUntil: { gt: now }, promotion: { state: 'PUBLISHED' } }, select: { windowUntil: true } })
  const starts = [...campaigns.map(({ sale }) => sale.startsAt), ...published.map(({ windowUntil }) => windowUntil)]
  if (priceRaiseRefusal({ at: now, oldFen: sku.priceFen, newFen: draft.priceFen, reason: priceReason }, starts)) problems.priceReason = '这个商品已报名活动，开始前 30 天内涨价须写明原因'
  return problems
}

/** Every change of a list price leaves a row, in the transaction of the change. */
export async function recordPriceChange(tx: Tx, { sku, draft, priceReason, actor, now }: PriceChangeInput): Promise<void> {
  if (sku.priceFen === draft.priceFen) return
  await tx.priceChange.create({
    data: { skuId: sku.id, merchantId: sku.merchantId, oldFen: sku.priceFen, newFen: draft.priceFen, reason: priceReason, changedBy: actor.id, at: now },
  })
}
