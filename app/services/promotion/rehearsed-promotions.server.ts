import { promotionOf } from '#app/domain/promotion/definition.ts'
import type { RehearsedPromotion } from '#app/domain/promotion/rehearse.ts'
import type { Taken } from '#app/domain/promotion/taken.ts'
import { buyerUnits, takenOf } from '#app/domain/promotion/taken.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { enrolledSkuIds, withEnrolled } from '#app/services/promotion/definition-facts.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

/** `own`: of the campaign that is rehearsed; `draft`: and never published so far. */
export type CampaignPromotion = RehearsedPromotion & { own: boolean; draft: boolean; merchantName: string | null }

type Row = {
  id: string
  merchantId: string | null
  merchantName: string | null
  own: boolean
  state: 'DRAFT' | 'PUBLISHED'
  version: number
  definition: unknown
  couponsClaimed: number
}

/**
 * The promotions that would run together: the campaign's as their drafts stand, and what is
 * published beside it. What has been stopped does not run.
 */
export async function rehearsedPromotions(campaignId: string): Promise<CampaignPromotion[]> {
  const rows = await queryNamed<Row>(
    'rehearsed-promotions',
    `select p.id, p.merchant_id as "merchantId", m.name as "merchantName", coalesce(p.campaign_id = $1, false) as own, p.state::text as state,
            case when p.campaign_id = $1 then coalesce(p.published_version, 0) + 1 else p.published_version end as version,
            case when p.campaign_id = $1 then p.draft else v.definition end as definition, coalesce(c.coupons_claimed, 0) as "couponsClaimed"
       from promotion p
       left join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
       left join merchant m on m.id = p.merchant_id
       left join promotion_counter c on c.promotion_id = p.id
      where p.state <> 'STOPPED' and (p.campaign_id = $1 or p.state = 'PUBLISHED')
      order by p.id`,
    [campaignId],
  )
  const promotions: CampaignPromotion[] = []
  for (const { id, merchantId, merchantName, own, state, version, definition: stored, couponsClaimed } of rows) {
    const read = readDefinition(stored)
    // A draft names the enrolled goods only when it is published.
    const definition = own ? withEnrolled(read, read.onlyEnrolled ? await enrolledSkuIds(db, campaignId, read) : []) : read
    const quantity = definition.coupon?.quantity ?? null
    promotions.push({
      promotion: promotionOf(definition, { id, version, merchantId }),
      limits: definition.limits,
      coupon: definition.coupon,
      couponsLeft: quantity === null ? null : Math.max(0, quantity - couponsClaimed),
      own,
      draft: own && state === 'DRAFT',
      merchantName,
    })
  }
  return promotions
}

/** What real orders have taken so far, of these promotions and by these buyers. */
export async function takenSoFar(promotionIds: readonly string[], buyerKeys: readonly string[]): Promise<Taken> {
  const [counters, units, buyers] = await Promise.all([
    queryNamed<{ id: string; fen: number; uses: number }>(
      'rehearsal-counters', 'select promotion_id as id, taken_fen as fen, uses from promotion_counter where promotion_id = any($1::uuid[])', [promotionIds],
    ),
    queryNamed<{ id: string; skuId: string; taken: number }>(
      'rehearsal-units', 'select promotion_id as id, sku_id as "skuId", taken from promotion_units where promotion_id = any($1::uuid[])', [promotionIds],
    ),
    queryNamed<{ id: string; buyerKey: string; skuId: string; taken: number }>(
      'rehearsal-buyers',
      'select promotion_id as id, buyer_key as "buyerKey", sku_id as "skuId", taken from promotion_buyer where promotion_id = any($1::uuid[]) and buyer_key = any($2::text[])',
      [promotionIds, buyerKeys],
    ),
  ])
  const taken: Taken = new Map()
  for (const { id, fen, uses } of counters) Object.assign(takenOf(taken, id), { fen, uses })
  for (const { id, skuId, taken: count } of units) takenOf(taken, id).units.set(skuId, count)
  for (const { id, buyerKey, skuId, taken: count } of buyers) {
    if (skuId === '') takenOf(taken, id).usesBy.set(buyerKey, count)
    else takenOf(taken, id).unitsBy.set(buyerUnits(skuId, buyerKey), count)
  }
  return taken
}
