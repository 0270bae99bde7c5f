import type { CartOwner, LineProblem } from '#app/domain/cart/cart.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import type { CartRow } from '#app/services/cart/cart-rows.server.ts'
import { cartRows } from '#app/services/cart/cart-rows.server.ts'

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
  groups: { merchant: { id: string; slug: string; name: string }; lines: CartLineView[]; goodsFen: Fen }[]
  /** Lines that cannot be bought as they are, with the reason. */
  invalid: CartLineView[]
  /** Units in the cart, for the number beside the cart. */
  count: number
  checkedGoodsFen: Fen
}

/** The cart grouped by merchant. `goodsFen` counts checked lines only. */
export async function getCart(owner: CartOwner | null): Promise<CartView> {
  const rows = owner ? await cartRows(owner) : []
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
    }
    group.lines.push(line)
    if (row.checked) group.goodsFen += row.unitPriceFen * row.quantity
    groups.set(row.merchantId, group)
  }
  const list = [...groups.values()]
  return {
    groups: list,
    invalid,
    count: rows.reduce((sum, row) => sum + row.quantity, 0),
    checkedGoodsFen: sumFen(list.map((group) => group.goodsFen)),
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
