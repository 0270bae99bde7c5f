import type { ShelfView } from '#app/domain/catalogue/views.ts'
import type { Deal } from '#app/domain/checkout/quote.ts'
import { LEAST_PRICE_FEN } from '#app/domain/checkout/quote.ts'
import type { Fen } from '#app/domain/money.ts'
import { announceWords } from '#app/domain/promotion/announce.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { ShelfPrice, ShelfPromotion } from '#app/domain/promotion/shelf-price.ts'
import type { GiftGoods } from '#app/domain/promotion/types.ts'
import { shelfPrice } from '#app/domain/promotion/shelf-price.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import type { LoadedDeal } from '#app/services/promotion/load-deal.server.ts'
import { loadDeal } from '#app/services/promotion/load-deal.server.ts'
import type { PublishedPromotions } from '#app/services/promotion/published-promotions.server.ts'

export type ShelfRow = { skuId: string; productId: string; categoryId: string; merchantId: string; merchantName: string; title: string; priceFen: Fen; floorFen: Fen }

/**
 * What pages that are the same for everybody show of prices, by SKU id: what one unit costs
 * anybody, what may stand struck through beside it, and the promotions with
 * their conditions and time.
 */
export async function shelfPrices(
  goods: readonly ShelfRow[] | Promise<readonly ShelfRow[]>,
  now: Date,
  /** What a page has already asked for. */
  asked: Promise<LoadedDeal> = loadPublicDeal(now),
): Promise<ReadonlyMap<string, ShelfView>> {
  const [rows, { deal, published }] = await Promise.all([goods, asked])
  return new Map(rows.map((row) => [row.skuId, shelfView(row, knownPrice(row, deal, { published, now }), { deal, published })]))
}

// The database rings when a limit is reached or room comes back, when a gift is gone, and with
// every change of promotions and listings: what pages are kept by. The time of loading counts
// for coupons alone, and nobody has none.
const publicDeal = keptUntilRung('public-deal', () => loadDeal({ owner: null, now: new Date(0) }), { unheardMs: 0 })

/** The promotions as they stand for anybody: no buyer, no coupon, no code. */
export async function loadPublicDeal(now: Date): Promise<LoadedDeal> {
  const kept = await publicDeal.get()
  return { ...kept, deal: { ...kept.deal, now } }
}

// Within one stretch of time between starts and ends, what a unit costs anybody is the same
// until what the promotions stand at is read anew.
const known = new WeakMap<Deal['usage'], { stretch: number; prices: Map<string, ShelfPrice> }>()

function knownPrice(row: ShelfRow, { promotions, usage, ...deal }: Deal, { published, now }: { published: PublishedPromotions; now: Date }): ShelfPrice {
  const stretch = published.boundaries.filter((at) => at <= now).length
  const mine = known.get(usage)
  const { prices } = mine?.stretch === stretch ? mine : { prices: new Map<string, ShelfPrice>() }
  if (mine?.prices !== prices) known.set(usage, { stretch, prices })
  const { skuId, productId, categoryId, merchantId, priceFen, floorFen } = row
  // The row may be older than the standing: what it says is part of the question.
  const key = [skuId, productId, categoryId, merchantId, priceFen, floorFen].join()
  const price =
    prices.get(key) ??
    shelfPrice({ ...row, listPriceFen: priceFen, floorPriceFen: Math.max(LEAST_PRICE_FEN, floorFen) }, { promotions, gifts: giftsOf(merchantId, deal), usage, now })
  prices.set(key, price)
  return price
}

/** A gift travels with goods of its own shop. */
function giftsOf(merchantId: string, { gifts }: Pick<Deal, 'gifts'>): Map<string, GiftGoods> {
  return new Map(gifts.filter((gift) => gift.merchantId === merchantId).map(({ skuId, title, unitPriceFen, free }) => [skuId, { name: title, priceFen: unitPriceFen, free }]))
}

function shelfView(row: ShelfRow, { listFen, priceFen, freightGoodsFen, promotions }: ShelfPrice, { deal, published }: Pick<LoadedDeal, 'deal' | 'published'>): ShelfView {
  const setter = promotions.find(({ setsPrice, offFen }) => setsPrice && offFen > 0)
  const base = setter && published.struck.find((one) => one.skuId === row.skuId && one.promotionId === setter.promotionId && one.version === setter.version)
  return {
    priceFen,
    listFen,
    freightGoodsFen,
    struck: base && base.referencePriceFen > priceFen ? { fen: base.referencePriceFen, label: base.label } : null,
    promotions: promotions.map((promotion) => {
      const { until, words } = announcement(row, promotion, { deal, published })
      // how many are promised, and at once when they are gone (the database rings). What
      // is left at this moment would be old on a page that is kept.
      return { name: promotion.name, inPrice: promotion.offFen > 0, until, words }
    }),
  }
}

type Announcement = { until: string; words: string }
// A list says the same of dozens of goods; what was published does not change while it is kept.
const announced = new WeakMap<PublishedPromotions, Map<string, Announcement>>()

function announcement(row: ShelfRow, { promotionId, version }: ShelfPromotion, { deal, published }: Pick<LoadedDeal, 'deal' | 'published'>): Announcement {
  const known = announced.get(published) ?? new Map<string, Announcement>()
  announced.set(published, known)
  const definition = published.definitionOf(promotionId, version)
  // A gift is said with its present price, which changes without a new version.
  const worth = definition.action.type === 'GIFT' ? deal.gifts.map(({ skuId, unitPriceFen }) => `/${skuId}=${unitPriceFen}`).join('') : ''
  const key = `${promotionId}/${version}/${row.skuId}${worth}`
  const answer = known.get(key) ?? { until: `${deadlineWords(definition.endsAt)} 止`, words: conditionWords(row, promotionId, definition, { deal, published }) }
  known.set(key, answer)
  return answer
}

/** The announcement of a promotion, cut down to these goods. */
function conditionWords(row: ShelfRow, promotionId: string, definition: PromotionDefinition, { deal, published }: Pick<LoadedDeal, 'deal' | 'published'>): string {
  const { action, scope, onlyEnrolled } = definition
  const { categoryIds, skuIds, productIds, exceptSkuIds, ...rest } = scope
  const gift = (skuId: string) => deal.gifts.find((one) => one.skuId === skuId)
  const ofShop = published.book.find(({ promotion }) => promotion.id === promotionId)?.promotion.merchantId !== null
  return announceWords(
    {
      ...definition,
      scope: rest,
      onlyEnrolled: onlyEnrolled || [categoryIds, skuIds, productIds, exceptSkuIds].some((list) => list !== undefined),
      action: action.type === 'UNIT_PRICE' ? { ...action, items: action.items.filter(({ skuId }) => skuId === row.skuId) } : action,
    },
    {
      shop: ofShop ? row.merchantName : null,
      category: () => '指定品类',
      goods: (skuId) => (skuId === row.skuId ? row.title : (gift(skuId)?.title ?? '赠品')),
      price: (skuId) => gift(skuId)?.unitPriceFen ?? null,
    },
  )
}
