import type { CartOwner } from '#app/domain/cart/cart.ts'
import { MAX_CART_LINES, MAX_QUANTITY, isHopeless, lineProblem } from '#app/domain/cart/cart.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { cartKey, cartRows, sellableSku } from '#app/services/cart/cart-rows.server.ts'

export type CartRefusal = 'gone' | 'off_sale' | 'merchant_closed' | 'sold_out' | 'not_enough' | 'too_many' | 'cart_full'
export type CartChange = { ok: true } | { ok: false; reason: CartRefusal; available?: number }

/** Adds units to a line (made if missing) and remembers the price seen now. Holds nothing. */
export async function addToCart(owner: CartOwner, line: { skuId: string; quantity: number }): Promise<CartChange> {
  const sku = await sellableSku(line.skuId)
  const problem = lineProblem(sku, line.quantity)
  if (problem || !sku) return refusal(problem ?? 'gone', sku?.free)
  const key = cartKey(owner)
  const [after] = await queryNamed<{ outcome: 'ok' | 'too_many' | 'not_enough' | 'cart_full' }>(
    `add-to-cart-${key.column}`,
    `with mine as (
       insert into cart (id, ${key.column}, updated_at) values ($1, $2, now())
       on conflict (${key.column}) do update set updated_at = now() returning id
     ), before as (
       select coalesce(sum(quantity) filter (where sku_id = $3), 0)::int as quantity,
              count(*) filter (where sku_id <> $3) as others
         from cart_line where cart_id = (select id from mine)
     ), verdict as (
       select case when quantity + $4 > ${MAX_QUANTITY} then 'too_many'
                   when quantity + $4 > $6 then 'not_enough'
                   when others >= ${MAX_CART_LINES} then 'cart_full' else 'ok' end as outcome from before
     ), written as (
       insert into cart_line (cart_id, sku_id, quantity, seen_price_fen, checked)
       select mine.id, $3, $4, $5, true from mine, verdict where outcome = 'ok'
       on conflict (cart_id, sku_id) do update
         set quantity = least(cart_line.quantity + excluded.quantity, ${MAX_QUANTITY}),
             seen_price_fen = excluded.seen_price_fen, checked = true
     )
     select outcome from verdict`,
    [newId(), key.value, line.skuId, line.quantity, sku.unitPriceFen, sku.free],
  )
  return after && after.outcome !== 'ok' ? refusal(after.outcome, sku.free) : { ok: true }
}

/**
 * Sets the quantity or the tick of a line that is in the cart; the price counts as seen.
 * More than is free is refused, except to tick or untick.
 */
export async function setCartLine(
  owner: CartOwner,
  line: { skuId: string; quantity?: number; checked?: boolean },
): Promise<CartChange> {
  const sku = await sellableSku(line.skuId)
  if (line.quantity !== undefined) {
    const problem = lineProblem(sku, line.quantity)
    if (problem) return refusal(problem, sku?.free)
  }
  const key = cartKey(owner)
  const rows = await queryNamed<{ skuId: string }>(
    `set-cart-line-${key.column}`,
    `update cart_line l set quantity = coalesce($3, l.quantity), checked = coalesce($4, l.checked),
            seen_price_fen = coalesce((select price_fen from sku where id = l.sku_id), l.seen_price_fen)
       from cart c where c.id = l.cart_id and c.${key.column} = $1 and l.sku_id = $2
     returning l.sku_id as "skuId"`,
    [key.value, line.skuId, line.quantity ?? null, line.checked ?? null],
  )
  return rows.length > 0 ? { ok: true } : refusal('gone')
}

/** Chooses all lines of a cart, or of one shop in it, or none of them. Prices last seen stay as they were seen. */
export async function checkCartLines(owner: CartOwner, { merchantId, checked }: { merchantId: string | null; checked: boolean }): Promise<void> {
  const key = cartKey(owner)
  await queryNamed(
    `check-cart-lines-${key.column}`,
    `update cart_line l set checked = $3 from cart c, sku s
      where c.id = l.cart_id and c.${key.column} = $1 and s.id = l.sku_id and ($2::uuid is null or s.merchant_id = $2)`,
    [key.value, merchantId, checked],
  )
}

/** Takes out what cannot be bought any more, whatever the number. */
export async function removeHopelessLines(owner: CartOwner): Promise<void> {
  const hopeless = (await cartRows(owner)).filter(({ problem }) => isHopeless(problem)).map(({ skuId }) => skuId)
  if (hopeless.length === 0) return
  const key = cartKey(owner)
  await queryNamed(
    `remove-cart-lines-${key.column}`,
    `delete from cart_line l using cart c where c.id = l.cart_id and c.${key.column} = $1 and l.sku_id = any($2::uuid[])`,
    [key.value, hopeless],
  )
}

export async function removeCartLine(owner: CartOwner, skuId: string): Promise<void> {
  const key = cartKey(owner)
  await queryNamed(
    `remove-cart-line-${key.column}`,
    `delete from cart_line l using cart c where c.id = l.cart_id and c.${key.column} = $1 and l.sku_id = $2`,
    [key.value, skuId],
  )
}

/** Units in the cart. */
export async function countCart(owner: CartOwner | null): Promise<number> {
  if (!owner) return 0
  const key = cartKey(owner)
  const [row] = await queryNamed<{ count: number }>(
    `count-cart-${key.column}`,
    `select coalesce(sum(l.quantity), 0)::int as count from cart c join cart_line l on l.cart_id = c.id where c.${key.column} = $1`,
    [key.value],
  )
  return row?.count ?? 0
}

function refusal(reason: CartRefusal, available?: number): CartChange {
  return available === undefined ? { ok: false, reason } : { ok: false, reason, available: Math.max(available, 0) }
}
