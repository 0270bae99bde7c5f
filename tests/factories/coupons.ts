import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { forgetPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { couponDefinition } from '#tests/factories/promotions.ts'
import { createPromotion } from '#tests/factories/published-promotions.ts'

type CouponOverrides = Parameters<typeof couponDefinition>[0] & { merchantId?: string | null }

/** A coupon to be claimed, of the platform or of a merchant. */
export async function offerCoupon({ merchantId = null, ...overrides }: CouponOverrides = {}): Promise<{ promotionId: string; definition: ReturnType<typeof couponDefinition> }> {
  const definition = couponDefinition({ lane: merchantId ? 'MERCHANT_COUPON' : 'PLATFORM_COUPON', ...overrides })
  const { id } = await createPromotion(definition, { merchantId })
  return { promotionId: id, definition }
}

/** What publishing does: a version is appended and becomes the one that is granted. */
export async function publishCouponVersion(promotionId: string, version: number, definition: PromotionDefinition): Promise<void> {
  const publishedAt = new Date('2027-01-16T03:00:00Z')
  await db.promotionVersion.create({
    data: { promotionId, version, definition: writeDefinition(definition), startsAt: definition.startsAt, endsAt: definition.endsAt, publishedAt, publishedBy: newId() },
  })
  await db.promotion.update({ where: { id: promotionId }, data: { publishedVersion: version } })
  forgetPromotions()
}
