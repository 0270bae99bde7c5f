import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { CardOrder, ProductCard } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'

// A person picks the order; nothing about the person enters it.
const orders: Record<CardOrder, string> = {
  default: '"soldOut", sort, slug',
  price: '"soldOut", "priceFen", "slug"',
  'price-desc': '"soldOut", "priceFen" desc, "slug"',
  'unit-price': '"soldOut", "priceFen"::numeric / "netGrams", "slug"',
}

const cards = `
  select p.slug, p.title, p.subtitle, p.motif, p.category_id as "categoryId", r.name as "regimentName",
         p.return_policy as "returnPolicy", s.code as "skuCode", s.grade, s.spec, s.net_grams as "netGrams",
         s.price_fen as "priceFen", s.is_bundle as "isBundle", s.free < 1 as "soldOut", s.choices > 1 as "hasChoice",
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

type CardRow = ProductCard & {
  sort: number
  merchantId: string
  productId: string
  searchText: string
  searchInitials: string
  total: number
}

function toCard({ sort: _s, merchantId: _m, productId: _p, searchText: _t, searchInitials: _i, total: _n, ...card }: CardRow): ProductCard {
  return card
}

export type CardFilter =
  | { kind: 'category'; categoryId: string }
  | { kind: 'merchant'; merchantId: string }
  /** LIKE patterns, all of which must match the text or the initials. */
  | { kind: 'search'; patterns: string[] }

/** One page of cards and how many there are. */
export async function listCards(
  filter: CardFilter,
  order: CardOrder,
  page: number,
  pageSize: number,
): Promise<{ cards: ProductCard[]; total: number }> {
  const { where, value } = condition(filter)
  const rows = await queryNamed<CardRow>(
    `cards-${filter.kind}-${order}`,
    `with c as (${cards}) select c.*, count(*) over ()::int as total from c where ${where}
      order by ${orders[order]} limit $2 offset $3`,
    [value, pageSize, (page - 1) * pageSize],
  )
  return { cards: rows.map(toCard), total: rows[0]?.total ?? 0 }
}

function condition(filter: CardFilter): { where: string; value: string | string[] } {
  switch (filter.kind) {
    case 'category':
      return { where: '"categoryId" = $1', value: filter.categoryId }
    case 'merchant':
      return { where: '"merchantId" = $1::uuid', value: filter.merchantId }
    case 'search':
      return {
        where: `(select bool_and("searchText" like term or "searchInitials" like term) from unnest($1::text[]) term)`,
        value: filter.patterns,
      }
  }
}

/** The first cards of every category, in the order of the catalogue. */
export async function firstCardsOfCategories(perCategory: number): Promise<ProductCard[]> {
  const rows = await queryNamed<CardRow>(
    'cards-first-of-categories',
    `select * from (
       select c.*, row_number() over (partition by "categoryId" order by "soldOut", sort, slug) as place, 0 as total
         from (${cards}) c
     ) ranked where place <= $1 order by sort, slug`,
    [perCategory],
  )
  return rows.map(toCard)
}

/** Others of the same category that can be had, for the foot of a product page. */
export async function relatedCards(categoryId: string, exceptProductId: string, limit: number): Promise<ProductCard[]> {
  const rows = await queryNamed<CardRow>(
    'cards-related',
    `select c.*, 0 as total from (${cards}) c
      where "categoryId" = $1 and "productId" <> $2::uuid and not "soldOut" order by sort, slug limit $3`,
    [categoryId, exceptProductId, limit],
  )
  return rows.map(toCard)
}

export type VenueCardRow = { productId: string; merchantId: string; regimentId: string; goodsType: GoodsType; enrolled: boolean; sort: number; card: ProductCard }

/** Everything that is listed, with what the rules of a campaign's venues ask for. */
export async function listVenueCards(campaignId: string): Promise<VenueCardRow[]> {
  const rows = await queryNamed<CardRow & Omit<VenueCardRow, 'card'>>(
    'cards-of-venues',
    `select c.*, 0 as total, pr.regiment_id as "regimentId", pr.goods_type as "goodsType",
            exists (select 1 from enrolment e join sku k on k.id = e.sku_id
                     where e.campaign_id = $1::uuid and e.state = 'ACCEPTED' and k.product_id = c."productId") as enrolled
       from (${cards}) c join product pr on pr.id = c."productId" order by c.sort, c.slug`,
    [campaignId],
  )
  return rows.map(({ regimentId, goodsType, enrolled, ...row }) => ({ productId: row.productId, merchantId: row.merchantId, regimentId, goodsType, enrolled, sort: row.sort, card: toCard(row) }))
}
