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
  const prices = rows.map((row) => ({
    row,
    price: shelfPrice({ ...row, listPriceFen: row.priceFen, floorPriceFen: Math.max(LEAST_PRICE_FEN, row.floorFen) }, { promotions: deal.promotions, gifts: giftsOf(row.merchantId, deal), usage: deal.usage, now }),
  }))
  return new Map(prices.map(({ row, price }) => [row.skuId, shelfView(row, price, { deal, published })]))
}

/** The promotions as they stand for anybody: no buyer, no coupon, no code. */
export function loadPublicDeal(now: Date): Promise<LoadedDeal> {
  return loadDeal({ owner: null, now })
}

/** A gift travels with goods of its own shop. */
function giftsOf(merchantId: string, { gifts }: Deal): Map<string, GiftGoods> {
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
  const key = `${promotionId}/${version}/${row.skuId}`
  const definition = published.definitionOf(promotionId, version)
  const answer = known.get(key) ?? { until: `${deadlineWords(definition.endsAt)} 止`, words: conditionWords(row, promotionId, definition, { deal, published }) }
  known.set(key, answer)
  return answer
}

/** The announcement of a promotion, cut down to these goods. */
function conditionWords(row: ShelfRow, promotionId: string, definition: PromotionDefinition, { deal, published }: Pick<LoadedDeal, 'deal' | 'published'>): string {
  const { action, scope, onlyEnrolled } = definition
  const { categoryIds: _categories, skuIds, productIds, ...rest } = scope
  const ofShop = published.book.find(({ promotion }) => promotion.id === promotionId)?.promotion.merchantId !== null
  return announceWords(
    {
      ...definition,
      scope: rest,
      onlyEnrolled: onlyEnrolled || skuIds !== undefined || productIds !== undefined || scope.categoryIds !== undefined,
      action: action.type === 'UNIT_PRICE' ? { ...action, items: action.items.filter(({ skuId }) => skuId === row.skuId) } : action,
    },
    { shop: ofShop ? row.merchantName : null, category: () => '指定品类', goods: (skuId) => (skuId === row.skuId ? row.title : (deal.gifts.find((gift) => gift.skuId === skuId)?.title ?? '赠品')) },
  )
}
