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
         case when f.id is not null then json_build_object('id', f.id, 'width', f.width, 'height', f.height) end as photo,
         p.return_policy as "returnPolicy", s.code as "skuCode", s.grade, s.spec, s.net_grams as "netGrams",
         s.price_fen as "priceFen", s.floor_fen as "floorFen", s.id as "skuId", m.name as "merchantName", s.is_bundle as "isBundle", s.free < 1 as "soldOut", s.choices > 1 as "hasChoice",
         p.sort, p.merchant_id as "merchantId", p.id as "productId", p.regiment_id as "regimentId"
    from product p
    join merchant m on m.id = p.merchant_id and m.status = 'OPEN'
    join regiment r on r.id = p.regiment_id
    left join product_photo f on f.product_id = p.id and f.position = 0
    join lateral (
      select sku.*, sku.on_hand - sku.held - sku.committed as free, count(*) over () as choices
        from sku where sku.product_id = p.id and sku.status = 'ON_SALE'
       order by (sku.on_hand - sku.held - sku.committed) < 1, sku.price_fen, sku.sort limit 1
    ) s on true
   where p.status = 'LISTED'`

type CardRow = Omit<ProductCard, 'shelf'> &
  ShelfRow & {
    sort: number
    total: number
  }

async function toCards(found: Promise<CardRow[]>, now: Date, asked?: Promise<LoadedDeal>): Promise<ProductCard[]> {
  const [rows, shelves] = await Promise.all([found, shelfPrices(found, now, asked)])
  return rows.map((row) => {
    const { productId, slug, title, subtitle, motif, photo, categoryId, regimentName, returnPolicy, skuCode, grade, spec, netGrams, hasChoice, isBundle, soldOut } = row
    return { productId, slug, title, subtitle, motif, photo, categoryId, regimentName, returnPolicy, skuCode, grade, spec, netGrams, hasChoice, isBundle, soldOut, shelf: shelves.get(row.skuId)! }
  })
}

/** One page of a shop's cards and how many there are. A page beyond the last is the last. */
export async function listCardsOfShop(merchantId: string, page: number, pageSize: number, now?: Date): Promise<{ cards: ProductCard[]; total: number; page: number }> {
  const at = now ?? (await businessNow())
  const pageOf = (one: number) =>
    queryNamed<CardRow>(
      'cards-of-shop',
      `with c as (${cards}) select c.*, count(*) over ()::int as total from c where "merchantId" = $1::uuid order by "soldOut", sort, slug limit $2 offset $3`,
      [merchantId, pageSize, (one - 1) * pageSize],
    )
  const rows = pageOf(page)
  const [first] = await rows
  if (first || page === 1) return { cards: await toCards(rows, at), total: first?.total ?? 0, page }
  const total = (await pageOf(1))[0]?.total ?? 0
  const lastPage = Math.max(1, Math.ceil(total / pageSize))
  return { cards: await toCards(pageOf(lastPage), at), total, page: lastPage }
}

/** By what is shown as the price, sold out last; the default order is the one they are in. */
export function inOrder(list: readonly ProductCard[], order: CardOrder): ProductCard[] {
  if (order === 'default') return [...list]
  const amount = shownAmounts[order]
  return [...list].sort((a, b) => Number(a.soldOut) - Number(b.soldOut) || amount(a) - amount(b) || (a.slug < b.slug ? -1 : 1))
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

/** Of a search document `d`: something of the listing can be had. */
export const inStock = `exists (select 1 from sku s where s.product_id = d.product_id and s.status = 'ON_SALE' and s.on_hand - s.held - s.committed > 0)`

// Limits stand in these two statements as figures: a plan for an unknown one sorts a whole category.

/** The first cards of every category, in the order of the catalogue; what is sold out only where nothing else is left. */
export async function firstCardsOfCategories(perCategory: number, now?: Date): Promise<ProductCard[]> {
  const at = now ?? (await businessNow())
  const rows = queryNamed<CardRow>(
    `cards-first-of-categories-${perCategory}`,
    `with first as materialized (
       select shelf.product_id from category cross join lateral (
         with ready as (select d.product_id from search_document d where d.visible and d.category_id = category.id and ${inStock} order by d.sort, d.product_id limit ${perCategory})
         select product_id, 1 as place from ready
         union all
         (select d.product_id, 2 from search_document d
           where (select count(*) from ready) < ${perCategory} and d.visible and d.category_id = category.id and not ${inStock} order by d.sort, d.product_id limit ${perCategory})
         order by place limit ${perCategory}
       ) shelf
     )
     select c.*, 0 as total from first join (${cards}) c on c."productId" = first.product_id order by c.sort, c.slug`,
    [],
  )
  return toCards(rows, at)
}

/** Others of a product's category that can be had, for the foot of its page. */
export async function relatedCards(slug: string, limit: number, now: Date, asked: Promise<LoadedDeal>): Promise<ProductCard[]> {
  const rows = queryNamed<CardRow>(
    `cards-related-${limit}`,
    `with near as materialized (
       select d.product_id from search_document d
        where d.visible and d.category_id = (select category_id from product where slug = $1) and d.product_id <> (select id from product where slug = $1) and ${inStock}
        order by d.sort, d.product_id limit ${limit}
     )
     select c.*, 0 as total from near join (${cards}) c on c."productId" = near.product_id order by c.sort, c."productId"`,
    [slug],
  )
  return toCards(rows, now, asked)
}

export type VenueCardRow = { productId: string; merchantId: string; regimentId: string; goodsType: GoodsType; enrolled: boolean; sort: number; card: ProductCard }

/** Everything that is listed, with what the rules of a campaign's venues ask for. */
export async function listVenueCards(campaignId: string): Promise<VenueCardRow[]> {
  const now = await businessNow()
  const found = queryNamed<CardRow & Omit<VenueCardRow, 'card'>>(
    'cards-of-venues',
    `select c.*, 0 as total, pr.goods_type as "goodsType",
            exists (select 1 from enrolment e join sku k on k.id = e.sku_id
                     where e.campaign_id = $1::uuid and e.state = 'ACCEPTED' and k.product_id = c."productId") as enrolled
       from (${cards}) c join product pr on pr.id = c."productId" order by c.sort, c.slug`,
    [campaignId],
  )
  const [rows, drawn] = await Promise.all([found, toCards(found, now)])
  return rows.map(({ productId, merchantId, regimentId, goodsType, enrolled, sort }, place) => ({ productId, merchantId, regimentId, goodsType, enrolled, sort, card: drawn[place]! }))
}
