import type { CouponTerms, PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { Promotion } from '#app/domain/promotion/types.ts'
import { promotionOf } from '#app/domain/promotion/definition.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

export type CouponDefinition = PromotionDefinition & { coupon: CouponTerms }

/** A coupon that is given out now: the promotion's published version and what is left of it. */
export type CouponPromotion = {
  promotionId: string
  version: number
  merchantId: string | null
  definition: CouponDefinition
  /** Coupons still to be had; null: no limit. */
  left: number | null
}

type Row = { promotionId: string; version: number; merchantId: string | null; definition: unknown; left: number | null }

/** Published coupons of shops that are open and of the platform; the ended ones, too. */
export async function couponPromotions(): Promise<CouponPromotion[]> {
  const rows = await queryNamed<Row>(
    'coupon-promotions',
    `select p.id as "promotionId", v.version, p.merchant_id as "merchantId", v.definition,
            c.coupons_limit - c.coupons_claimed as left
       from promotion p
       join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
       left join promotion_counter c on c.promotion_id = p.id
       left join merchant m on m.id = p.merchant_id
      where p.state = 'PUBLISHED' and v.definition->>'needs' = 'CLAIM' and (p.merchant_id is null or m.status = 'OPEN')
      order by v.published_at, p.id`,
    [],
  )
  return rows.flatMap(({ definition: stored, ...row }) => {
    const definition = readDefinition(stored)
    return isCoupon(definition) ? [{ ...row, definition }] : []
  })
}

export function isCoupon(definition: PromotionDefinition): definition is CouponDefinition {
  return definition.coupon !== null
}

/** As the engine knows it, for its scope. */
export function asPromotion({ promotionId, version, merchantId, definition }: Omit<CouponPromotion, 'left'>): Promotion {
  return promotionOf(definition, { id: promotionId, version, merchantId })
}
