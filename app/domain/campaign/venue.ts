import type { Venue, VenuePin, VenueRule } from '#app/domain/campaign/content.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'

/** A listing as rules see it. */
export type VenueGoods = {
  productId: string
  categoryId: string
  regimentId: string
  merchantId: string
  goodsType: GoodsType
  isBundle: boolean
  priceFen: Fen
  soldOut: boolean
  enrolled: boolean
  /** Place in the catalogue. */
  sort: number
}

export type VenueItem<Goods extends VenueGoods = VenueGoods> = {
  goods: Goods
  /** Why it is there: put in front by hand, or the rule that it fits. */
  because: { kind: 'pin'; paid: boolean; note: string } | { kind: 'rule'; label: string }
}

export type VenueSection<Goods extends VenueGoods = VenueGoods> = { label: string; items: VenueItem<Goods>[] }

/**
 * The goods of a venue in the order in which they are shown: pins first as they were put, then
 * rule by rule; inside a rule what can be had comes first, then the order of the catalogue.
 * Nothing about the person who looks enters. Each listing stands once.
 */
export function resolveVenue<Goods extends VenueGoods>({ rules, pins }: Pick<Venue, 'rules' | 'pins'>, goods: readonly Goods[]): VenueSection<Goods>[] {
  const shown = new Set<string>()
  const take = (candidates: readonly Goods[], because: (goods: Goods) => VenueItem['because']): VenueItem<Goods>[] =>
    candidates.flatMap((one) => {
      if (shown.has(one.productId)) return []
      shown.add(one.productId)
      return [{ goods: one, because: because(one) }]
    })
  const byId = new Map(goods.map((one) => [one.productId, one]))
  const pinOf = new Map<string, VenuePin>(pins.map((pin) => [pin.productId, pin]))
  const inOrder = [...goods].sort((a, b) => Number(a.soldOut) - Number(b.soldOut) || a.sort - b.sort || (a.productId < b.productId ? -1 : 1))
  const pinned = take(
    pins.flatMap(({ productId }) => byId.get(productId) ?? []),
    ({ productId }) => ({ kind: 'pin', paid: pinOf.get(productId)!.paid, note: pinOf.get(productId)!.note }),
  )
  return [
    { label: '精选', items: pinned },
    ...rules.map((rule) => ({ label: rule.label, items: take(inOrder.filter((one) => fits(rule, one)), () => ({ kind: 'rule', label: rule.label })) })),
  ].filter(({ items }) => items.length > 0)
}

function fits(rule: VenueRule, goods: VenueGoods): boolean {
  return (
    (rule.categoryId === undefined || rule.categoryId === goods.categoryId) &&
    (rule.regimentId === undefined || rule.regimentId === goods.regimentId) &&
    (rule.goodsType === undefined || rule.goodsType === goods.goodsType) &&
    (rule.merchantId === undefined || rule.merchantId === goods.merchantId) &&
    (rule.bundle === undefined || rule.bundle === goods.isBundle) &&
    (rule.fromFen === undefined || goods.priceFen >= rule.fromFen) &&
    (rule.untilFen === undefined || goods.priceFen < rule.untilFen) &&
    (rule.enrolled === undefined || goods.enrolled)
  )
}
