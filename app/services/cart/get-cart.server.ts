import type { CartOwner, LineProblem } from '#app/domain/cart/cart.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import type { Delivery } from '#app/domain/shipping/deliver.ts'
import { deliver } from '#app/domain/shipping/deliver.ts'
import type { Province } from '#app/domain/shipping/views.ts'
import type { CartRow } from '#app/services/cart/cart-rows.server.ts'
import { cartRows } from '#app/services/cart/cart-rows.server.ts'
import { DEFAULT_PROVINCE, servedProvinces } from '#app/services/shipping/get-delivery.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

export type CartLineView = Pick<
  CartRow,
  'skuId' | 'productSlug' | 'title' | 'grade' | 'spec' | 'motif' | 'netGrams' | 'quantity' | 'checked' | 'unitPriceFen' | 'returnPolicy'
> & {
  /** The price last seen, where it differs from the present one. */
  previousPriceFen: Fen | null
  available: number
  problem: LineProblem | null
}

export type CartView = {
  groups: {
    merchant: { id: string; slug: string; name: string }
    lines: CartLineView[]
    goodsFen: Fen
    /** Freight and promises of the checked lines for the shopper's province; null where none is checked. */
    delivery: Delivery | null
  }[]
  /** Lines that cannot be bought as they are, with the reason. */
  invalid: CartLineView[]
  /** Units in the cart, for the number beside the cart. */
  count: number
  checkedGoodsFen: Fen
  province: Province
  provinces: Province[]
}

/** The cart grouped by merchant. `goodsFen` counts checked lines only. */
export async function getCart(owner: CartOwner | null, to: { provinceCode: string | null; now: Date }): Promise<CartView> {
  const [rows, tables] = await Promise.all([owner ? cartRows(owner) : [], shippingTables()])
  const provinces = servedProvinces(tables)
  const province = provinces.find(({ code }) => code === to.provinceCode) ?? provinces.find(({ code }) => code === DEFAULT_PROVINCE) ?? { code: DEFAULT_PROVINCE, name: '' }
  const groups = new Map<string, CartView['groups'][number]>()
  const invalid: CartLineView[] = []
  for (const row of rows) {
    const line = toView(row)
    // Too few left is mended by a smaller number, so the line stays in its place.
    if (row.problem && row.problem !== 'not_enough') {
      invalid.push(line)
      continue
    }
    const group = groups.get(row.merchantId) ?? {
      merchant: { id: row.merchantId, slug: row.merchantSlug, name: row.merchantName },
      lines: [],
      goodsFen: 0,
      delivery: null,
    }
    group.lines.push(line)
    if (row.checked) group.goodsFen += row.unitPriceFen * row.quantity
    groups.set(row.merchantId, group)
  }
  const list = [...groups.values()]
  for (const group of list) {
    const checked = rows.filter((row) => row.checked && group.lines.some(({ skuId }) => skuId === row.skuId))
    if (checked.length > 0) group.delivery = deliver({ tables, provinceCode: province.code, now: to.now }, group.goodsFen, checked)
  }
  return {
    groups: list,
    invalid,
    count: rows.reduce((sum, row) => sum + row.quantity, 0),
    checkedGoodsFen: sumFen(list.map((group) => group.goodsFen)),
    province,
    provinces,
  }
}

function toView(row: CartRow): CartLineView {
  const { skuId, productSlug, title, grade, spec, motif, netGrams, quantity, checked, unitPriceFen, returnPolicy, problem } = row
  return {
    skuId,
    productSlug,
    title,
    grade,
    spec,
    motif,
    netGrams,
    quantity,
    checked,
    unitPriceFen,
    returnPolicy,
    problem,
    previousPriceFen: row.seenPriceFen === unitPriceFen ? null : row.seenPriceFen,
    available: Math.max(row.free, 0),
  }
}
