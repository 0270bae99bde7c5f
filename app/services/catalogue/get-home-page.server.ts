import type { CategoryLink, ProductCard, ShopLink, StreetDoor } from '#app/domain/catalogue/views.ts'
import type { ClaimableCoupon } from '#app/domain/coupon/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import type { ShownItem, VenueLink } from '#app/services/campaign/get-venue-page.server.ts'
import { homeChoice, UNION_VENUE } from '#app/services/catalogue/home-choice.server.ts'
import { listCategories } from '#app/services/catalogue/list-categories.server.ts'
import { cardsOfProducts } from '#app/services/catalogue/product-cards.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'

export type HomeVenue = VenueLink & { items: ShownItem[] }

export type HomePage = {
  categories: CategoryLink[]
  /** To be had now, the same for everybody. */
  coupons: ClaimableCoupon[]
  /** Venues with some of their goods, one like the other; the union's corner has a shape of its own. */
  venues: HomeVenue[]
  union: HomeVenue | null
  /** Categories with enough to fill a row. */
  rows: { category: CategoryLink; cards: ProductCard[] }[]
  /** The firsts of all other categories together. */
  mixed: ProductCard[]
  /** Regiments side by side, each with its shops (团镇馆). */
  street: StreetDoor[]
}

const CARDS_A_ROW = 4
const ROWS = 2
const MIXED = 4
// More would fill a phone's screen before the first goods.
const COUPONS = 6

const openShops = keptUntilRung('open-shops', loadShops, { unheardMs: 0 }).get

export async function getHomePage(now: Date): Promise<HomePage> {
  const [categories, choice, shops, coupons] = await Promise.all([listCategories(), homeChoice(now), openShops(), listClaimable({ userId: null, now })])
  const { venues, rows, mixed } = arrange(choice, categories)
  const wanted = [...new Set([...venues.flatMap(({ goods }) => goods.map(({ productId }) => productId)), ...rows.flatMap(({ productIds }) => productIds), ...mixed])]
  const cards = await cardsOfProducts(wanted, now)
  // A listing that is taken off the shelf at this moment leaves a gap, not an error.
  const byId = new Map(cards.map((card) => [card.productId, card]))
  const cardsOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const withGoods = venues.map(({ goods, ...venue }): HomeVenue => ({ ...venue, items: goods.flatMap(({ productId, because }) => cardsOf([productId]).map((card) => ({ card, because }))) }))
  return {
    categories,
    coupons: coupons.filter(({ state }) => state !== 'sold_out').slice(0, COUPONS),
    venues: withGoods.filter(({ slug }) => slug !== UNION_VENUE),
    union: withGoods.find(({ slug }) => slug === UNION_VENUE) ?? null,
    rows: rows.map(({ category, productIds }) => ({ category, cards: cardsOf(productIds) })),
    mixed: cardsOf(mixed),
    street: street(shops),
  }
}

type Choice = Awaited<ReturnType<typeof homeChoice>>

/** Every listing stands once: in its venue, else in the row of its category, else among the mixed ones. */
function arrange(choice: Choice, categories: readonly CategoryLink[]) {
  const taken = new Set<string>()
  const take = (ids: readonly string[], atMost: number): string[] => {
    const mine = ids.filter((id) => !taken.has(id)).slice(0, atMost)
    for (const id of mine) taken.add(id)
    return mine
  }
  const venues = choice.venues
    .map((venue) => {
      // The union's corner is a list to compare, where a gift box may stand again.
      if (venue.slug === UNION_VENUE) return venue
      const mine = take(venue.goods.map(({ productId }) => productId), CARDS_A_ROW)
      return { ...venue, goods: venue.goods.filter(({ productId }) => mine.includes(productId)) }
    })
    .filter(({ goods }) => goods.length > 0)
  const idsOf = new Map(choice.categories.map(({ categoryId, productIds }) => [categoryId, productIds]))
  const rows: { category: CategoryLink; productIds: string[] }[] = []
  for (const category of categories) {
    const ids = idsOf.get(category.id) ?? []
    if (rows.length < ROWS && ids.filter((id) => !taken.has(id)).length >= CARDS_A_ROW) rows.push({ category, productIds: take(ids, CARDS_A_ROW) })
  }
  const others = categories.filter(({ id }) => !rows.some(({ category }) => category.id === id))
  return { venues, rows, mixed: wholeRows(others.flatMap(({ id }) => take(idsOf.get(id) ?? [], 1))) }
}

/** Goods that fill their rows; fewer than a row stay as they are. */
function wholeRows(ids: string[]): string[] {
  return ids.slice(0, Math.min(MIXED, Math.floor(ids.length / CARDS_A_ROW) * CARDS_A_ROW || ids.length))
}

/** Shops come in the order of their regiments. */
function street(shops: readonly ShopLink[]): StreetDoor[] {
  const doors: StreetDoor[] = []
  for (const shop of shops) {
    const last = doors.at(-1)
    if (last?.regimentName === shop.regimentName) last.shops.push(shop)
    else doors.push({ regimentName: shop.regimentName, town: shop.town, shops: [shop] })
  }
  return doors
}

function loadShops(): Promise<ShopLink[]> {
  return queryNamed<ShopLink>(
    'home-shops',
    `select m.slug, m.name, m.motif, r.name as "regimentName", r.town, count(*)::int as products
       from merchant m
       join regiment r on r.id = m.regiment_id
       join product p on p.merchant_id = m.id and p.status = 'LISTED'
      where m.status = 'OPEN'
      group by m.id, r.id order by r.sort, m.slug limit 24`,
    [],
  )
}
