import type { CartOwner, LineProblem } from '#app/domain/cart/cart.ts'
import { lineProblem } from '#app/domain/cart/cart.ts'
import type { Fen } from '#app/domain/money.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import type { GoodsType, ReturnPolicy } from '#app/infra/generated/prisma/enums.ts'

/** A SKU as the cart and the checkout need it, whatever became of it. */
export type SellableSku = {
  skuId: string
  productId: string
  productSlug: string
  title: string
  grade: string
  spec: string
  motif: string
  netGrams: number
  unitPriceFen: Fen
  /** Promotions stop here. */
  floorFen: Fen
  returnPolicy: ReturnPolicy
  goodsType: GoodsType
  adultOnly: boolean
  warehouseId: string
  free: number
  merchantId: string
  merchantSlug: string
  merchantName: string
  skuOnSale: boolean
  listed: boolean
  merchantOpen: boolean
  categoryId: string
  regimentId: string
  isLocal: boolean
  isBundle: boolean
}

export type CartRow = SellableSku & { quantity: number; checked: boolean; seenPriceFen: Fen; problem: LineProblem | null }

const skuColumns = `
  s.id as "skuId", p.id as "productId", p.slug as "productSlug", p.title, s.grade, s.spec, p.motif, s.net_grams as "netGrams",
  s.price_fen as "unitPriceFen", s.floor_fen as "floorFen", p.return_policy as "returnPolicy", p.goods_type::text as "goodsType", s.warehouse_id as "warehouseId",
  s.on_hand - s.held - s.committed as free, m.id as "merchantId", m.slug as "merchantSlug", m.name as "merchantName",
  s.status = 'ON_SALE' as "skuOnSale", p.status = 'LISTED' as listed, m.status = 'OPEN' as "merchantOpen",
  p.category_id as "categoryId", p.regiment_id as "regimentId", p.is_local as "isLocal", s.is_bundle as "isBundle",
  g.adult_only as "adultOnly"`

const skuJoins = `
  join product p on p.merchant_id = s.merchant_id and p.id = s.product_id
  join merchant m on m.id = s.merchant_id
  join category g on g.id = p.category_id`

/** Rows of {@link SellableSku}, for a condition on `s`. */
export const selectSellable = `select ${skuColumns} from sku s ${skuJoins}`

/** The cart a key belongs to, as a condition on `cart` with one parameter. */
export function cartKey(owner: CartOwner): { column: 'user_id' | 'guest_hash'; value: string } {
  return owner.kind === 'user'
    ? { column: 'user_id', value: owner.userId }
    : { column: 'guest_hash', value: owner.guestHash }
}

/** All lines of a cart, oldest first, with the present state of their SKUs. */
export async function cartRows(owner: CartOwner): Promise<CartRow[]> {
  const key = cartKey(owner)
  const rows = await queryNamed<Omit<CartRow, 'problem'>>(
    `cart-rows-${key.column}`,
    `select ${skuColumns}, l.quantity, l.checked, l.seen_price_fen as "seenPriceFen"
       from cart c join cart_line l on l.cart_id = c.id join sku s on s.id = l.sku_id ${skuJoins}
      where c.${key.column} = $1
      order by l.added_at, s.id`,
    [key.value],
  )
  return rows.map((row) => ({ ...row, problem: lineProblem(row, row.quantity) }))
}

/** One SKU with the present state of everything that decides whether it can be sold. */
export async function sellableSku(skuId: string): Promise<SellableSku | null> {
  const rows = await queryNamed<SellableSku>(
    'sellable-sku',
    `${selectSellable} where s.id = $1`,
    [skuId],
  )
  return rows[0] ?? null
}
