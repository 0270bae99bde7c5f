import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { FunderSums } from '#app/domain/promotion/rehearsal-report.ts'
import { FUNDERS, noFunders } from '#app/domain/promotion/rehearsal-report.ts'
import { totalOf } from '#app/domain/promotion/budget.ts'
import type { Promotion } from '#app/domain/promotion/types.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { NOON, promotion } from '#tests/factories/promotions.ts'

export async function createCampaign(name = '测试年货节') {
  return db.campaign.create({
    data: { seriesId: 'nianhuo', slug: `c-${newId()}`, edition: 3_000 + (await db.campaign.count()), name, draft: {}, createdAt: NOON, updatedAt: NOON },
  })
}

type Terms = Partial<Omit<PromotionDefinition, keyof Promotion>> & Partial<Omit<Promotion, 'id' | 'version'>> & Pick<Promotion, 'action'>

export function definitionOf({ limits, coupon = null, onlyEnrolled = false, merchantId: _merchant, ...terms }: Terms): PromotionDefinition {
  const { id: _id, version: _version, merchantId: _owner, ...rest } = promotion(terms)
  return { ...rest, limits: limits ?? { budgetFen: null, uses: null, usesPerBuyer: null }, coupon, onlyEnrolled }
}

/** A promotion of a campaign, a draft or published as its version 1 with the counter of its limits. */
export async function createPromotion(campaignId: string, terms: Terms, state: 'DRAFT' | 'PUBLISHED' = 'PUBLISHED') {
  const definition = definitionOf(terms)
  const stored = writeDefinition(definition)
  const { id } = await db.promotion.create({
    data: {
      campaignId, merchantId: terms.merchantId ?? null, kind: definition.kind, name: definition.name, draft: stored, createdBy: newId(), createdAt: NOON, updatedAt: NOON,
      ...(state === 'PUBLISHED' ? { versions: { create: { version: 1, definition: stored, startsAt: definition.startsAt, endsAt: definition.endsAt, publishedAt: NOON, publishedBy: newId() } } } : {}),
    },
  })
  if (state === 'DRAFT') return { id, definition }
  await db.promotion.update({ where: { id }, data: { state: 'PUBLISHED', publishedVersion: 1 } })
  const { budgetFen, uses } = definition.limits
  if (budgetFen !== null || uses !== null) await db.promotionCounter.create({ data: { promotionId: id, budgetFen, usesLimit: uses } })
  return { id, definition }
}

/** What a promotion gives on the n-th line of an unpaid order (in the order of merchant orders and lines), or on the n-th parcel's freight. */
export type Granted = { line: number; funders: Partial<FunderSums> } | { parcel: number; funders: Partial<FunderSums> }

/** Writes what a placement with these discounts would have left: amounts, claim, allocations. */
export async function grant(checkoutId: string, promotionId: string, shares: readonly Granted[]): Promise<void> {
  const checkout = await db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: { merchantOrders: { orderBy: { number: 'asc' }, include: { lines: { orderBy: { position: 'asc' } } } } },
  })
  const lines = checkout.merchantOrders.flatMap((order) => order.lines)
  await db.$transaction(async (tx) => {
    let amount = 0
    for (const share of shares) {
      const funders = { ...noFunders(), ...share.funders }
      const off = totalOf(funders)
      const line = 'line' in share ? lines[share.line]! : null
      const order = 'line' in share ? checkout.merchantOrders.find(({ id }) => id === line!.merchantOrderId)! : checkout.merchantOrders[share.parcel]!
      amount += off
      await tx.allocation.create({
        data: {
          id: newId(), checkoutId, merchantOrderId: order.id, merchantId: order.merchantId, lineId: line?.id ?? null, promotionId, version: 1,
          lane: line ? 'PLATFORM_ORDER' : 'SHIPPING', amountFen: off, units: [], merchantFen: funders.MERCHANT, platformFen: funders.PLATFORM, brandFundFen: funders.BRAND_FUND, aidFundFen: funders.AID_FUND,
        },
      })
      const discount = { increment: off }
      const paid = { decrement: off }
      if (line) {
        await tx.orderLine.update({ where: { id: line.id }, data: { discountFen: discount, paidFen: paid } })
        await tx.merchantOrder.update({ where: { id: order.id }, data: { discountFen: discount, totalFen: paid } })
        await tx.checkout.update({ where: { id: checkoutId }, data: { discountFen: discount, payableFen: paid } })
      } else {
        await tx.merchantOrder.update({ where: { id: order.id }, data: { freightDiscountFen: discount, freightFen: paid, totalFen: paid } })
        await tx.checkout.update({ where: { id: checkoutId }, data: { freightDiscountFen: discount, freightFen: paid, payableFen: paid } })
      }
    }
    // The placement asked for the whole; nothing has been sent to the provider yet.
    await tx.paymentAttempt.updateMany({ where: { checkoutId }, data: { amountFen: { decrement: amount } } })
    await tx.promotionClaim.create({ data: { checkoutId, promotionId, version: 1, buyerKey: checkout.buyerKey, amountFen: amount, state: 'HELD', claimedAt: checkout.placedAt } })
    await tx.promotionCounter.updateMany({ where: { promotionId }, data: { takenFen: { increment: amount }, uses: { increment: 1 } } })
  })
}

/** What the board must show: the allocations themselves, by funder, of claims in a state. */
export async function allocated(promotionId: string, state: 'HELD' | 'USED' | 'RELEASED'): Promise<FunderSums> {
  const rows = await db.$queryRaw<Record<string, number>[]>`
    select coalesce(sum(a.merchant_fen), 0)::bigint as "MERCHANT", coalesce(sum(a.platform_fen), 0)::bigint as "PLATFORM",
           coalesce(sum(a.brand_fund_fen), 0)::bigint as "BRAND_FUND", coalesce(sum(a.aid_fund_fen), 0)::bigint as "AID_FUND"
      from allocation a join promotion_claim c on c.checkout_id = a.checkout_id and c.promotion_id = a.promotion_id
     where a.promotion_id = ${promotionId}::uuid and c.state = ${state}::claim_state`
  return Object.fromEntries(FUNDERS.map((funder) => [funder, Number(rows[0]?.[funder] ?? 0)])) as FunderSums
}
