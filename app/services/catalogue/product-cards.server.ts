import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { CardOrder, ProductCard } from '#app/domain/catalogue/views.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import type { LoadedDeal } from '#app/services/promotion/load-deal.server.ts'
import type { ShelfRow } from '#app/services/promotion/shelf-prices.server.ts'
import { shelfPrices } from '#app/services/promotion/shelf-prices.server.ts'

// A person picks the order; nothing about the person enters it.
const shownAmounts: Record<Exclude<CardOrder, 'default'>, (card: ProductCard) => number> = {
  price: ({ shelf }) => shelf.priceFen,
  'price-desc': ({ shelf }) => -shelf.priceFen,
  'unit-price': ({ shelf, netGrams }) => shelf.priceFen / netGrams,
}

const cards = `
  select p.slug, p.title, p.subtitle, p.motif, p.category_id as "categoryId", r.name as "regimentName",
         p.return_policy as "returnPolicy", s.code as "skuCode", s.grade, s.spec, s.net_grams as "netGrams",
         s.price_fen as "priceFen", s.floor_fen as "floorFen", s.id as "skuId", m.name as "merchantName", s.is_bundle as "isBundle", s.free < 1 as "soldOut", s.choices > 1 as "hasChoice",
         p.sort, p.merchant_id as "merchantId", p.id as "productId",
         p.search_text as "searchText", p.search_initials as "searchInitials"
    from product p
    join merchant m on m.id = p.merchant_id and m.status = 'OPEN'
    join regiment r on r.id = p.regiment_id
    join lateral (
      select sku.*, sku.on_hand - sku.held - sku.committed as free, count(*) over () as choices
        from sku where sku.product_id = p.id and sku.status = 'ON_SALE'
       order by (sku.on_hand - sku.held - sku.committed) < 1, sku.price_fen, sku.sort limit 1
    ) s on true
   where p.status = 'LISTED'`

type CardRow = Omit<ProductCard, 'shelf'> &
  ShelfRow & {
    sort: number
    searchText: string
    searchInitials: string
    total: number
  }

async function toCards(found: Promise<CardRow[]>, now: Date, asked?: Promise<LoadedDeal>): Promise<ProductCard[]> {
  const [rows, shelves] = await Promise.all([found, shelfPrices(found, now, asked)])
  return rows.map((row) => {
    const { productId, slug, title, subtitle, motif, categoryId, regimentName, returnPolicy, skuCode, grade, spec, netGrams, hasChoice, isBundle, soldOut } = row
    return { productId, slug, title, subtitle, motif, categoryId, regimentName, returnPolicy, skuCode, grade, spec, netGrams, hasChoice, isBundle, soldOut, shelf: shelves.get(row.skuId)! }
  })
}

export type CardFilter =
  | { kind: 'category'; slug: string }
  | { kind: 'merchant'; merchantId: string }
  /** LIKE patterns, all of which must match the text or the initials. */
  | { kind: 'search'; patterns: string[] }

/** One page of cards and how many there are; by price: by what is shown as the price. */
export async function listCards(
  filter: CardFilter,
  order: CardOrder,
  page: number,
  pageSize: number,
  now?: Date,
): Promise<{ cards: ProductCard[]; total: number }> {
  const { where, value } = condition(filter)
  const at = now ?? (await businessNow())
  const select = `with c as (${cards}) select c.*, count(*) over ()::int as total from c where ${where} order by "soldOut", sort, slug`
  const first = (page - 1) * pageSize
  if (order === 'default') {
    const rows = queryNamed<CardRow>(`cards-${filter.kind}`, `${select} limit $2 offset $3`, [value, pageSize, first])
    return { cards: await toCards(rows, at), total: (await rows)[0]?.total ?? 0 }
  }
  // What promotions make of a price the database does not know.
  const all = await toCards(queryNamed<CardRow>(`cards-${filter.kind}-all`, select, [value]), at)
  const amount = shownAmounts[order]
  const cardsInOrder = all.sort((a, b) => Number(a.soldOut) - Number(b.soldOut) || amount(a) - amount(b) || (a.slug < b.slug ? -1 : 1))
  return { cards: cardsInOrder.slice(first, first + pageSize), total: all.length }
}

function condition(filter: CardFilter): { where: string; value: string | string[] } {
  switch (filter.kind) {
    case 'category':
      return { where: '"categoryId" = (select id from category where slug = $1)', value: filter.slug }
    case 'merchant':
      return { where: '"merchantId" = $1::uuid', value: filter.merchantId }
    case 'search':
      return {
        where: `(select bool_and("searchText" like term or "searchInitials" like term) from unnest($1::text[]) term)`,
        value: filter.patterns,
      }
  }
}

/** The cards of these listings, in their order; what is not on the shelf any more is left out. */
export async function cardsOfProducts(productIds: readonly string[], now?: Date): Promise<ProductCard[]> {
  if (productIds.length === 0) return []
  const rows = queryNamed<CardRow>(
    'cards-of-products',
    `select c.*, 0 as total from unnest($1::uuid[]) with ordinality as asked (id, place) join (${cards}) c on c."productId" = asked.id order by asked.place`,
    [productIds],
  )
  return toCards(rows, now ?? (await businessNow()))
}

/** Others of a product's category that can be had, for the foot of its page. */
export async function relatedCards(slug: string, limit: number, now: Date, asked: Promise<LoadedDeal>): Promise<ProductCard[]> {
  const rows = queryNamed<CardRow>(
    'cards-related',
    `select c.*, 0 as total from (${cards}) c
      where "categoryId" = (select category_id from product where slug = $1) and slug <> $1 and not "soldOut" order by sort, slug limit $2`,
    [slug, limit],
  )
  return toCards(rows, now, asked)
}

export type VenueCardRow = { productId: string; merchantId: string; regimentId: string; goodsType: GoodsType; enrolled: boolean; sort: number; card: ProductCard }

/** Everything that is listed, with what the rules of a campaign's venues ask for. */
export async function listVenueCards(campaignId: string): Promise<VenueCardRow[]> {
  const now = await businessNow()
  const found = queryNamed<CardRow & Omit<VenueCardRow, 'card'>>(
    'cards-of-venues',
    `select c.*, 0 as total, pr.regiment_id as "regimentId", pr.goods_type as "goodsType",
            exists (select 1 from enrolment e join sku k on k.id = e.sku_id
                     where e.campaign_id = $1::uuid and e.state = 'ACCEPTED' and k.product_id = c."productId") as enrolled
       from (${cards}) c join product pr on pr.id = c."productId" order by c.sort, c.slug`,
    [campaignId],
  )
  const [rows, drawn] = await Promise.all([found, toCards(found, now)])
  return rows.map(({ productId, merchantId, regimentId, goodsType, enrolled, sort }, place) => ({ productId, merchantId, regimentId, goodsType, enrolled, sort, card: drawn[place]! }))
}
