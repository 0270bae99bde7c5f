import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireShopper } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { exportAccount } from '#app/services/identity/export-account.server.ts'

/** the person's own copy, and nobody else's. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  const copy = await exportAccount(userId, await shopNow())
  return new Response(JSON.stringify(copy, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-information.json"',
      'Cache-Control': 'private, no-store',
    },
  })
}
