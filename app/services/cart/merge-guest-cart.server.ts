import { MAX_QUANTITY } from '#app/domain/cart/cart.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'

/**
 * Moves a guest's lines into the person's cart at sign-in: quantities of the same SKU add
 * up (to the limit of one line), no line is lost, and a repeat changes nothing because the
 * guest's cart is gone. Lines past the limit of a cart's length are kept too.
 */
export async function mergeGuestCart({ guestHash, userId }: { guestHash: string; userId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const [guest] = await tx.$queryRaw<{ id: string }[]>`
      select id from cart where guest_hash = ${guestHash} for update`
    if (!guest) return
    await tx.$executeRaw`
      insert into cart (id, user_id, updated_at) values (${newId()}::uuid, ${userId}::uuid, now())
      on conflict (user_id) do update set updated_at = now()`
    await tx.$executeRaw`
      insert into cart_line (cart_id, sku_id, quantity, seen_price_fen, checked, added_at)
      select c.id, l.sku_id, l.quantity, l.seen_price_fen, l.checked, l.added_at
        from cart_line l, cart c where l.cart_id = ${guest.id}::uuid and c.user_id = ${userId}::uuid
      on conflict (cart_id, sku_id) do update
        set quantity = least(cart_line.quantity + excluded.quantity, ${MAX_QUANTITY}::int),
            checked = cart_line.checked or excluded.checked`
    await tx.cart.delete({ where: { id: guest.id } })
  })
}
