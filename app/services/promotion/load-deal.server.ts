import type { CartOwner } from '#app/domain/cart/cart.ts'
import type { Deal } from '#app/domain/checkout/quote.ts'
import type { HeldCoupon, PromotionUsage } from '#app/domain/promotion/types.ts'
import { couponRefusal } from '#app/domain/promotion/eligible.ts'
import { keyedHash } from '#app/infra/crypto.server.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import type { SellableSku } from '#app/services/cart/cart-rows.server.ts'
import { selectSellable } from '#app/services/cart/cart-rows.server.ts'
import type { PublishedPromotions } from '#app/services/promotion/published-promotions.server.ts'
import { publishedPromotions } from '#app/services/promotion/published-promotions.server.ts'

export type DealRequest = {
  /** Null: anybody, as public pages must price. */
  owner: CartOwner | null
  /** Of a guest who has said it: limits per buyer count by it. */
  phone?: string
  channel?: string
  codes?: readonly string[]
  now: Date
}

export type LoadedDeal = { deal: Deal; published: PublishedPromotions; giftSkus: SellableSku[] }

/** What a buyer is counted by: the account, for guests the phone; opens nothing. */
export function buyerKeyOf(owner: CartOwner, phone: string): string {
  return keyedHash('buyer', owner.kind === 'user' ? owner.userId : phone)
}

/** Everything a quote has to know of promotions, in one round trip, or none where no limit and no coupon can count. */
export async function loadDeal(request: DealRequest): Promise<LoadedDeal> {
  const published = await publishedPromotions()
  const standing = await standingOf(published, request)
  const gifts = standing.gifts.filter((sku) => sku.merchantOpen && sku.listed && sku.skuOnSale)
  const { owner, channel = 'web', codes = [], now } = request
  const coupons = oneVersionEach(standing.coupons, now)
  return {
    published,
    giftSkus: gifts,
    deal: {
      promotions: published.book,
      gifts,
      buyer: { signedIn: owner?.kind === 'user', firstOrder: standing.firstOrder, tiers: [] },
      channel,
      coupons,
      codes,
      usage: usageOf(published, standing, coupons),
      now,
    },
  }
}

type Counter = { promotionId: string; budgetLeftFen: number | null; usesLeft: number | null }
type Standing = {
  counters: Counter[]
  units: { promotionId: string; skuId: string; left: number }[]
  /** What this buyer has of them. */
  claimed: { promotionId: string; units: Record<string, number> }[]
  coupons: HeldCoupon[]
  firstOrder: boolean | null
  /** What promotions give away, as it stands in the warehouse. */
  gifts: SellableSku[]
}
type StandingRow = Omit<Standing, 'coupons'> & { coupons: (Omit<HeldCoupon, 'validFrom' | 'validUntil'> & { fromMs: number; untilMs: number })[] }

const nothingStands: Standing = { counters: [], units: [], claimed: [], coupons: [], firstOrder: null, gifts: [] }

async function standingOf({ limited, asksWallet, asksFirstOrder, giftSkuIds }: PublishedPromotions, { owner, phone }: DealRequest): Promise<Standing> {
  const userId = owner?.kind === 'user' ? owner.userId : null
  if (limited.length === 0 && giftSkuIds.length === 0 && !(userId !== null && (asksWallet || asksFirstOrder))) return nothingStands
  const buyerKey = userId !== null ? keyedHash('buyer', userId) : phone === undefined ? null : keyedHash('buyer', phone)
  const [row] = await queryNamed<{ standing: StandingRow }>(
    'promotion-standing',
    `select json_build_object(
       'counters', (select coalesce(json_agg(json_build_object('promotionId', promotion_id, 'budgetLeftFen', budget_fen - taken_fen, 'usesLeft', uses_limit - uses)), '[]')
                      from promotion_counter where promotion_id = any($1::uuid[])),
       'units', (select coalesce(json_agg(json_build_object('promotionId', promotion_id, 'skuId', sku_id, 'left', promised - taken)), '[]')
                   from promotion_units where promotion_id = any($1::uuid[])),
       'claimed', (select coalesce(json_agg(json_build_object('promotionId', promotion_id, 'units', units)), '[]')
                     from promotion_claim where promotion_id = any($1::uuid[]) and buyer_key = $2 and state <> 'RELEASED'),
       'coupons', (select coalesce(json_agg(json_build_object('couponId', id, 'promotionId', promotion_id, 'version', version, 'state', state,
                          'fromMs', (extract(epoch from valid_from) * 1000)::bigint, 'untilMs', (extract(epoch from valid_until) * 1000)::bigint)), '[]')
                     from coupon where user_id = $3 and state <> 'USED'),
       'firstOrder', case when $3 is not null then not exists (select 1 from checkout where user_id = $3 and state in ('AWAITING_PAYMENT', 'CLOSING', 'PAID')) end,
       'gifts', (select coalesce(json_agg(gift), '[]') from (${selectSellable} where s.id = any($4::uuid[])) gift)
     ) as standing`,
    [limited, buyerKey, userId, giftSkuIds],
  )
  if (!row) return nothingStands
  const coupons = row.standing.coupons.map(({ fromMs, untilMs, ...coupon }): HeldCoupon => ({ ...coupon, validFrom: new Date(fromMs), validUntil: new Date(untilMs) }))
  return { ...row.standing, coupons }
}

/**
 * Of a promotion whose coupons a person has in several versions, those of the version that
 * ends first: a purchase uses a promotion once.
 */
function oneVersionEach(coupons: readonly HeldCoupon[], now: Date): HeldCoupon[] {
  const first = new Map<string, HeldCoupon>()
  for (const coupon of coupons) {
    const best = first.get(coupon.promotionId)
    if (!best || rank(coupon, now) < rank(best, now)) first.set(coupon.promotionId, coupon)
  }
  return coupons.filter((coupon) => first.get(coupon.promotionId)?.version === coupon.version)
}

/** Usable ones before all others, by their end. */
function rank(coupon: HeldCoupon, now: Date): number {
  return couponRefusal(coupon, now) === null ? coupon.validUntil.getTime() : Infinity
}

/** What is left for this buyer of every limited promotion. */
function usageOf(published: PublishedPromotions, { counters, units, claimed }: Standing, coupons: readonly HeldCoupon[]): Map<string, PromotionUsage> {
  return new Map(
    published.limited.map((promotionId): [string, PromotionUsage] => {
      const of = <T extends { promotionId: string }>(rows: readonly T[]) => rows.filter((row) => row.promotionId === promotionId)
      const [counter] = of(counters)
      const mine = of(claimed)
      const { limits, action } = published.definitionOf(promotionId, versionInPlay(published, promotionId, coupons))
      const items = action.type === 'UNIT_PRICE' ? action.items : []
      return [
        promotionId,
        {
          ...(counter && counter.budgetLeftFen !== null ? { budgetLeftFen: counter.budgetLeftFen } : {}),
          ...(counter && counter.usesLeft !== null ? { usesLeft: counter.usesLeft } : {}),
          ...(limits.usesPerBuyer === null ? {} : { usesLeftForBuyer: limits.usesPerBuyer - mine.length }),
          unitsLeft: Object.fromEntries(of(units).map(({ skuId, left }) => [skuId, left])),
          unitsLeftForBuyer: Object.fromEntries(items.flatMap(({ skuId, maxPerBuyer }) => (maxPerBuyer === null ? [] : [[skuId, maxPerBuyer - mine.reduce((sum, claim) => sum + (claim.units[skuId] ?? 0), 0)]]))),
        },
      ]
    }),
  )
}

/** The version of the buyer's coupon, else the newest. */
function versionInPlay({ book }: PublishedPromotions, promotionId: string, coupons: readonly HeldCoupon[]): number {
  const held = coupons.find((coupon) => coupon.promotionId === promotionId)
  return held?.version ?? Math.max(...book.flatMap(({ promotion }) => (promotion.id === promotionId ? [promotion.version] : [])))
}
