import type { LoaderFunctionArgs } from '@remix-run/node'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { provinceOf } from '#app/http/province.server.ts'

/** The province this visitor chose, for pages that are the same for everybody; empty: none. */
export async function loader({ request }: LoaderFunctionArgs) {
  await shopperOrGuest(request)
  return new Response((await provinceOf(request)) ?? '', {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}
