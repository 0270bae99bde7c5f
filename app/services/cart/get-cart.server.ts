import type { CartOwner, LineProblem } from '#app/domain/cart/cart.ts'
import { isHopeless } from '#app/domain/cart/cart.ts'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { QuoteGroup } from '#app/domain/checkout/quote.ts'
import { quoteCheckout } from '#app/domain/checkout/quote.ts'
import { fewLeftAtPrice } from '#app/domain/law/real-counter.ts'
import type { Fen } from '#app/domain/money.ts'
import type { PricedCart } from '#app/domain/promotion/types.ts'
import type { Delivery } from '#app/domain/shipping/deliver.ts'
import type { Province } from '#app/domain/shipping/views.ts'
import type { CartRow } from '#app/services/cart/cart-rows.server.ts'
import { cartRows } from '#app/services/cart/cart-rows.server.ts'
import { firstPhotos } from '#app/services/catalogue/list-photos.server.ts'
import { groupByMerchant } from '#app/services/checkout/quote-checkout.server.ts'
import { loadDeal } from '#app/services/promotion/load-deal.server.ts'
import { DEFAULT_PROVINCE, servedProvinces } from '#app/services/shipping/get-delivery.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

export type CartLineView = Pick<
  CartRow,
  'skuId' | 'productSlug' | 'title' | 'grade' | 'spec' | 'motif' | 'netGrams' | 'quantity' | 'checked' | 'unitPriceFen' | 'returnPolicy'
> & {
  photo: PhotoView | null
  /** The price last seen, where it differs from the present one. */
  previousPriceFen: Fen | null
  available: number
  /** The whole line after promotions; null where it is not checked. */
  paidFen: Fen | null
  /** units left at the promotion's price where they are few. */
  fewAtPrice: number | null
  problem: LineProblem | null
}

export type CartGroupView = {
  merchant: { id: string; slug: string; name: string }
  lines: CartLineView[]
  /** Of the checked lines, at list prices, and what promotions take off them. */
  goodsFen: Fen
  discountFen: Fen
  gifts: { title: string; quantity: number; valueFen: Fen }[]
  /** Freight and promises of the checked lines for the shopper's province; null where none is checked. */
  delivery: Delivery | null
}

export type CartView = {
  groups: CartGroupView[]
  /** Lines that cannot be bought as they are, with the reason. */
  invalid: CartLineView[]
  /** Units in the cart, for the number beside the cart. */
  count: number
  checkedGoodsFen: Fen
  discountFen: Fen
  /** What promotions made of the checked lines, and what more would bring. */
  priced: PricedCart
  province: Province
  provinces: Province[]
}

/**
 * The cart grouped by merchant, its checked lines priced as the checkout will price them
 * . A line of which too few are left stays in its place: a smaller number mends it.
 */
export async function getCart(owner: CartOwner | null, to: { provinceCode: string | null; now: Date }): Promise<CartView> {
  const found = owner ? cartRows(owner) : Promise.resolve([])
  const shown = found.then((all) => firstPhotos(all.map(({ productSlug }) => productSlug)))
  const [rows, tables, { deal }, photos] = await Promise.all([found, shippingTables(), loadDeal({ owner, now: to.now }), shown])
  const photoOf = ({ productSlug }: CartRow) => photos[productSlug] ?? null
  const provinces = servedProvinces(tables)
  const province = provinces.find(({ code }) => code === to.provinceCode) ?? provinces.find(({ code }) => code === DEFAULT_PROVINCE) ?? { code: DEFAULT_PROVINCE, name: '' }
  const buyable = rows.filter((row) => !isHopeless(row.problem))
  const quote = quoteCheckout(groupByMerchant(buyable.filter((row) => row.checked)), { tables, provinceCode: province.code, now: to.now }, deal)
  const groups = groupByMerchant(buyable).map(({ merchant }): CartGroupView => {
    const priced = quote.groups.find((group) => group.merchant.id === merchant.id)
    const shares = new Map(priced?.lines.map((line) => [line.skuId, line]))
    return {
      merchant,
      lines: buyable.filter((row) => row.merchantId === merchant.id).map((row) => {
        const line = shares.get(row.skuId)
        return toView(row, photoOf(row), line ? { paidFen: line.paidFen, fewAtPrice: fewLeftAtPrice(line, deal) } : undefined)
      }),
      goodsFen: priced?.goodsFen ?? 0,
      discountFen: priced?.discountFen ?? 0,
      gifts: (priced?.gifts ?? []).map(({ title, quantity, valueFen }) => ({ title, quantity, valueFen })),
      delivery: priced ? deliveryOf(priced) : null,
    }
  })
  return {
    groups,
    invalid: rows.filter((row) => !buyable.includes(row)).map((row) => toView(row, photoOf(row))),
    count: rows.reduce((sum, row) => sum + row.quantity, 0),
    checkedGoodsFen: quote.goodsFen,
    discountFen: quote.discountFen,
    priced: quote.priced,
    province,
    provinces,
  }
}

function deliveryOf({ problem, refusedTypes, freightFen, parcels }: QuoteGroup): Delivery {
  if (problem === 'goods_not_served') return { ok: false, reason: problem, goodsTypes: refusedTypes }
  return problem ? { ok: false, reason: problem } : { ok: true, freightFen: freightFen ?? 0, parcels }
}

function toView(row: CartRow, photo: PhotoView | null, priced: Pick<CartLineView, 'paidFen' | 'fewAtPrice'> = { paidFen: null, fewAtPrice: null }): CartLineView {
  const { skuId, productSlug, title, grade, spec, motif, netGrams, quantity, checked, unitPriceFen, returnPolicy, problem } = row
  return {
    skuId,
    productSlug,
    title,
    grade,
    spec,
    motif,
    photo,
    netGrams,
    quantity,
    checked,
    unitPriceFen,
    returnPolicy,
    ...priced,
    problem,
    previousPriceFen: row.seenPriceFen === unitPriceFen ? null : row.seenPriceFen,
    available: Math.max(row.free, 0),
  }
}
