import type { CartOwner } from '#app/domain/cart/cart.ts'
import type { ClaimableCoupon, ClaimState } from '#app/domain/coupon/views.ts'
import { couponTicket } from '#app/domain/coupon/words.ts'
import { inScope, scopeSets } from '#app/domain/promotion/scope.ts'
import type { CartLine } from '#app/domain/promotion/types.ts'
import { addDays, businessDate, startOfDay } from '#app/domain/time.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { cartKey } from '#app/services/cart/cart-rows.server.ts'
import { asPromotion, couponPromotions } from '#app/services/coupon/coupon-promotions.server.ts'
import type { CouponPromotion } from '#app/services/coupon/coupon-promotions.server.ts'
import { scopeNames } from '#app/services/coupon/scope-names.server.ts'

export type CouponGoods = Pick<CartLine, 'skuId' | 'productId' | 'categoryId' | 'merchantId'>

// Longer ahead a ticket that cannot be had yet only disappoints.
const ANNOUNCED_DAYS = 7

type Wanted = {
  /** Null: a page that is the same for everybody. */
  userId: string | null
  /** Only coupons for some of these goods. */
  goods?: readonly CouponGoods[]
  /** Only a shop's own. */
  merchantId?: string
  now: Date
}

// Published terms and the names in them; running out rings, a claim itself is judged anew.
const offers = keptUntilRung('coupon-offers', loadOffers, { unheardMs: 0 })

async function loadOffers() {
  const promotions = await couponPromotions()
  return { promotions, namesOf: await scopeNames(promotions) }
}

/** Coupons to be had by a button: what can be claimed now first, then what begins soon, then what is gone. */
export async function listClaimable({ userId, goods, merchantId, now }: Wanted): Promise<ClaimableCoupon[]> {
  const until = startOfDay(addDays(businessDate(now), ANNOUNCED_DAYS + 1))
  const { promotions, namesOf } = await offers.get()
  const shown = promotions.filter(
    (promotion) =>
      isOpenTo(promotion, now, until) && (merchantId === undefined || promotion.merchantId === merchantId) && (!goods || isForSome(promotion, goods)),
  )
  if (shown.length === 0) return []
  const mine = userId === null ? new Map<string, number>() : await claimedBy(userId)
  return shown
    .map((promotion): ClaimableCoupon => ({
      ...couponTicket(promotion, promotion.definition, namesOf(promotion.merchantId)),
      state: stateOf(promotion, mine.get(promotion.promotionId) ?? 0, now),
      claimFrom: promotion.definition.coupon.claimFrom,
      claimUntil: promotion.definition.coupon.claimUntil,
    }))
    .sort((a, b) => places[a.state] - places[b.state])
}

/** For what lies in a cart, ticked or not. */
export async function listCartCoupons({ owner, now }: { owner: CartOwner | null; now: Date }): Promise<ClaimableCoupon[]> {
  if (!owner) return []
  const key = cartKey(owner)
  const goods = await queryNamed<CouponGoods>(
    `cart-goods-${key.column}`,
    `select s.id as "skuId", s.product_id as "productId", p.category_id as "categoryId", s.merchant_id as "merchantId"
       from cart c join cart_line l on l.cart_id = c.id join sku s on s.id = l.sku_id
       join product p on p.merchant_id = s.merchant_id and p.id = s.product_id
      where c.${key.column} = $1`,
    [key.value],
  )
  return listClaimable({ userId: owner.kind === 'user' ? owner.userId : null, goods, now })
}

const places: Record<ClaimState, number> = { to_claim: 0, all_mine: 1, not_yet: 2, sold_out: 3 }

function isOpenTo({ definition: { coupon } }: CouponPromotion, now: Date, until: Date): boolean {
  const lasts = 'days' in coupon.validity || coupon.validity.until > now
  return coupon.code === null && now < coupon.claimUntil && coupon.claimFrom < until && lasts
}

function isForSome(promotion: CouponPromotion, goods: readonly CouponGoods[]): boolean {
  const sets = scopeSets(asPromotion(promotion))
  return goods.some((each) => inScope(sets, each))
}

function stateOf({ definition: { coupon }, left }: CouponPromotion, claimedByMe: number, now: Date): ClaimState {
  if (claimedByMe >= coupon.perPerson) return 'all_mine'
  if (now < coupon.claimFrom) return 'not_yet'
  return left !== null && left < 1 ? 'sold_out' : 'to_claim'
}

async function claimedBy(userId: string): Promise<Map<string, number>> {
  const counts = await db.coupon.groupBy({ by: ['promotionId'], where: { userId }, _count: true })
  return new Map(counts.map(({ promotionId, _count }) => [promotionId, _count]))
}

/** When a list of claimable coupons next becomes another by itself, or null. */
export async function nextCouponChange(now: Date): Promise<Date | null> {
  const { promotions } = await offers.get()
  const instants = promotions.flatMap(({ definition: { coupon } }) => [
    coupon.claimFrom,
    coupon.claimUntil,
    ...('days' in coupon.validity ? [] : [coupon.validity.until]),
  ])
  return instants.filter((at) => at > now).sort((a, b) => +a - +b)[0] ?? null
}
