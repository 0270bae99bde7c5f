import type { LoaderFunctionArgs } from '@remix-run/node'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { countCart } from '#app/services/cart/change-cart.server.ts'

/** The number beside the cart, for pages that are the same for everybody. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { owner } = await shopperOrGuest(request)
  return new Response(String(await countCart(owner)), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}
