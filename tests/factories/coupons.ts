import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { couponDefinition } from '#tests/factories/promotions.ts'

const PUBLISHED_AT = new Date('2027-01-10T04:00:00Z')

type CouponOverrides = Parameters<typeof couponDefinition>[0] & { merchantId?: string | null }

/** A published coupon of the platform, or of a merchant, with its counter where it has a quantity. */
export async function createCoupon({ merchantId = null, ...overrides }: CouponOverrides = {}): Promise<{ promotionId: string; definition: ReturnType<typeof couponDefinition> }> {
  const definition = couponDefinition({ lane: merchantId ? 'MERCHANT_COUPON' : 'PLATFORM_COUPON', ...overrides })
  const promotionId = newId()
  await db.promotion.create({
    data: {
      id: promotionId,
      merchantId,
      kind: 'coupon',
      name: definition.name,
      draft: writeDefinition(definition),
      createdBy: newId(),
      createdAt: PUBLISHED_AT,
      updatedAt: PUBLISHED_AT,
    },
  })
  await publishCouponVersion(promotionId, 1, definition)
  if (definition.coupon.quantity !== null) await db.promotionCounter.create({ data: { promotionId, couponsLimit: definition.coupon.quantity } })
  return { promotionId, definition }
}

/** What publishing does: a version is appended and becomes the one that is granted. */
export async function publishCouponVersion(promotionId: string, version: number, definition: PromotionDefinition): Promise<void> {
  await db.promotionVersion.create({
    data: {
      promotionId,
      version,
      definition: writeDefinition(definition),
      startsAt: definition.startsAt,
      endsAt: definition.endsAt,
      publishedAt: PUBLISHED_AT,
      publishedBy: newId(),
    },
  })
  await db.promotion.update({ where: { id: promotionId }, data: { state: 'PUBLISHED', publishedVersion: version } })
}

export async function stopCoupon(promotionId: string): Promise<void> {
  await db.promotion.update({ where: { id: promotionId }, data: { state: 'STOPPED', stoppedAt: PUBLISHED_AT } })
}
