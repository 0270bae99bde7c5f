import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { LANES } from '#app/domain/promotion/lanes.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'

export const unlimited: PromotionDefinition['limits'] = { budgetFen: null, uses: null, usesPerBuyer: null }

/** A definition of the platform in 爆发 that combines with everything; give it at least an action. */
export function definition(overrides: Partial<PromotionDefinition> & Pick<PromotionDefinition, 'action'>): PromotionDefinition {
  return {
    name: '满减',
    kind: 'cross_shop_threshold',
    lane: 'PLATFORM_ORDER',
    startsAt: new Date('2027-01-14T16:00:00Z'),
    endsAt: new Date('2027-01-17T16:00:00Z'),
    scope: {},
    provinceCodes: null,
    channels: null,
    buyers: 'ALL',
    needs: 'NOTHING',
    combinesWith: LANES,
    shuts: [],
    funders: [{ funder: 'PLATFORM', bps: 10_000 }],
    limits: unlimited,
    coupon: null,
    onlyEnrolled: false,
    ...overrides,
  }
}

/** A published promotion with the rows of its limits. */
export async function createPromotion(overrides: Parameters<typeof definition>[0], { merchantId = null }: { merchantId?: string | null } = {}): Promise<{ id: string }> {
  const made = definition(overrides)
  const id = newId()
  const at = new Date('2027-01-10T04:00:00Z')
  const content = writeDefinition(made)
  const { budgetFen, uses } = made.limits
  const couponsLimit = made.coupon?.quantity ?? null
  await db.$transaction(async (tx) => {
    await tx.promotion.create({
      data: { id, merchantId, kind: made.kind, name: made.name, state: 'PUBLISHED', publishedVersion: 1, draft: content, createdBy: id, createdAt: at, updatedAt: at },
    })
    await tx.promotionVersion.create({ data: { promotionId: id, version: 1, definition: content, startsAt: made.startsAt, endsAt: made.endsAt, publishedAt: at, publishedBy: id } })
    if (budgetFen !== null || uses !== null || couponsLimit !== null)
      await tx.promotionCounter.create({ data: { promotionId: id, budgetFen, usesLimit: uses, couponsLimit } })
    for (const item of made.action.type === 'UNIT_PRICE' ? made.action.items : [])
      if (item.promisedUnits !== null) await tx.promotionUnits.create({ data: { promotionId: id, skuId: item.skuId, promised: item.promisedUnits } })
  })
  forgetPromotions()
  return { id }
}

/** No longer granted. */
export async function stopPromotion(id: string): Promise<void> {
  await db.promotion.update({ where: { id }, data: { state: 'STOPPED', stoppedAt: new Date('2027-01-16T04:00:00Z') } })
}

/** A coupon of the first version in a wallet. */
export async function createCoupon(promotionId: string, userId: string, overrides: { validFrom?: Date; validUntil?: Date; ordinal?: number } = {}): Promise<{ id: string }> {
  const id = newId()
  await db.coupon.create({
    data: {
      id,
      promotionId,
      version: 1,
      userId,
      ordinal: overrides.ordinal ?? 1,
      validFrom: overrides.validFrom ?? new Date('2027-01-14T16:00:00Z'),
      validUntil: overrides.validUntil ?? new Date('2027-01-31T16:00:00Z'),
      claimedAt: new Date('2027-01-14T16:00:00Z'),
    },
  })
  await db.promotionCounter.updateMany({ where: { promotionId }, data: { couponsClaimed: { increment: 1 } } })
  return { id }
}
