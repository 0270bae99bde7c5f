import type { LoaderFunctionArgs } from '@remix-run/node'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'

/** Which coupons this person need not claim any more, for pages that are the same for everybody. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await shopperOrGuest(request)
  const mine = userId ? (await listClaimable({ userId, now: await shopNow() })).filter(({ state }) => state === 'all_mine') : []
  return new Response(mine.map(({ promotionId }) => promotionId).join(' '), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}
