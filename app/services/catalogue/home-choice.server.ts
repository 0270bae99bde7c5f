import type { Venue } from '#app/domain/campaign/content.ts'
import type { VenueGoods, VenueItem } from '#app/domain/campaign/venue.ts'
import { resolveVenue } from '#app/domain/campaign/venue.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { currentCampaign } from '#app/services/campaign/current-campaign.server.ts'
import { linkOf } from '#app/services/campaign/get-venue-page.server.ts'
import type { VenueLink } from '#app/services/campaign/get-venue-page.server.ts'
import { cardsOfProducts } from '#app/services/catalogue/product-cards.server.ts'
import { nextPromotionChange } from '#app/services/promotion/published-promotions.server.ts'

/** `paid` and `note` as the venue's own page has them. */
export type ChosenGoods = { productId: string; because: VenueItem['because'] }

export type HomeChoice = {
  /** Venues that show goods on the home page itself. */
  venues: (VenueLink & { goods: ChosenGoods[] })[]
  categories: { categoryId: string; productIds: string[] }[]
}

/** Of all venues these show some of their goods at home; the others are doors. */
export const UNION_VENUE = 'union'
const SHOWN_VENUES = ['taizhou', 'gift-boxes', UNION_VENUE] as const
const GOODS_A_VENUE = 4
// More than are shown, because prices and other venues may take some away.
const CANDIDATES = 12

const kept = keptUntilRung('home-choice', async () => new Map<string, Promise<{ choice: HomeChoice; until: number }>>(), { unheardMs: 0 })

/**
 * Which goods stand on the home page. What they cost and whether they can be had is read for
 * each drawing; which they are only changes with the catalogue, the festival and its prices.
 */
export async function homeChoice(now: Date): Promise<HomeChoice> {
  const campaign = await currentCampaign(now)
  const id = campaign?.id ?? ''
  const choices = await kept.get()
  const made = await choices.get(id)?.catch(() => null)
  if (made && +now < made.until) return made.choice
  const making = choose(id, campaign?.content.venues ?? [], now)
  choices.set(id, making)
  return (await making).choice
}

async function choose(campaignId: string, venues: readonly Venue[], now: Date): Promise<{ choice: HomeChoice; until: number }> {
  const shown = SHOWN_VENUES.flatMap((slug) => venues.find((venue) => venue.slug === slug) ?? [])
  const [picked, categories, boundary] = await Promise.all([
    Promise.all(shown.map((venue) => goodsOf(venue, campaignId, now))),
    firstOfCategories(),
    nextPromotionChange(now),
  ])
  return {
    choice: { venues: shown.map((venue, place) => ({ ...linkOf(venue), goods: picked[place]! })), categories },
    until: boundary?.getTime() ?? Infinity,
  }
}

// A listing as the rules of venues see it, by the specification that its card shows.
const listed = `
  select p.id as "productId", p.slug, p.category_id as "categoryId", p.regiment_id as "regimentId", p.merchant_id as "merchantId",
         p.goods_type as "goodsType", p.sort, s.is_bundle as "isBundle", s.free < 1 as "soldOut"
    from product p
    join merchant m on m.id = p.merchant_id and m.status = 'OPEN'
    join lateral (
      select sku.is_bundle, sku.on_hand - sku.held - sku.committed as free from sku where sku.product_id = p.id and sku.status = 'ON_SALE'
       order by (sku.on_hand - sku.held - sku.committed) < 1, sku.price_fen, sku.sort limit 1
    ) s on true
   where p.status = 'LISTED'`

/** The first of a venue, by the rule that its own page goes by. */
async function goodsOf(venue: Venue, campaignId: string, now: Date): Promise<ChosenGoods[]> {
  const candidates = await queryNamed<Omit<VenueGoods, 'priceFen'>>(
    'home-venue-candidates',
    `with goods as (select l.*, exists (select 1 from enrolment e join sku k on k.id = e.sku_id
                                         where e.campaign_id = $1::uuid and e.state = 'ACCEPTED' and k.product_id = l."productId") as enrolled
                      from (${listed}) l)
     select distinct on (found."productId") found.* from (
       select g.* from goods g where g."productId" = any($3::uuid[])
       union all
       select fitting.* from jsonb_to_recordset($2::jsonb) as rule ("categoryId" text, "regimentId" text, "goodsType" text, "merchantId" text, bundle boolean, enrolled boolean)
       cross join lateral (
         select g.* from goods g
          where (rule."categoryId" is null or g."categoryId"::text = rule."categoryId") and (rule."regimentId" is null or g."regimentId"::text = rule."regimentId")
            and (rule."goodsType" is null or g."goodsType"::text = rule."goodsType") and (rule."merchantId" is null or g."merchantId"::text = rule."merchantId")
            and (rule.bundle is null or g."isBundle" = rule.bundle) and (rule.enrolled is null or g.enrolled)
          order by g."soldOut", g.sort, g.slug limit ${CANDIDATES}) fitting
     ) found`,
    [campaignId || null, JSON.stringify(venue.rules), venue.pins.map(({ productId }) => productId)],
  )
  const ids = candidates.map(({ productId }) => productId)
  const cards = await cardsOfProducts(ids, now)
  const prices = new Map(cards.map((card) => [card.productId, card.shelf.priceFen]))
  const goods = candidates.flatMap((one) => {
    const priceFen = prices.get(one.productId)
    return priceFen === undefined ? [] : [{ ...one, priceFen }]
  })
  return resolveVenue(venue, goods).flatMap(({ items }) => items.map(({ goods: { productId }, because }) => ({ productId, because }))).slice(0, GOODS_A_VENUE)
}

async function firstOfCategories(): Promise<HomeChoice['categories']> {
  const rows = await queryNamed<{ categoryId: string; productIds: string[] }>(
    'home-first-of-categories',
    `select "categoryId", array_agg("productId" order by place) as "productIds" from (
       select l.*, row_number() over (partition by l."categoryId" order by l."soldOut", l.sort, l.slug) as place from (${listed}) l
     ) ranked where place <= ${CANDIDATES} group by "categoryId"`,
    [],
  )
  return rows
}
