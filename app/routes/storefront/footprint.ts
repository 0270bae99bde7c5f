import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { noteFootprint } from '#app/services/footprint/footprints.server.ts'

const FootprintForm = z.strictObject({ slug: z.string().regex(/^[\w-]{1,80}$/) })

/** A product's page was looked at; sent only by browsers whose person has switched footprints on. */
export async function action({ request }: ActionFunctionArgs) {
  const { userId } = await shopperOrGuest(request)
  const form = await parseForm(request, FootprintForm)
  if (userId && form.ok) await noteFootprint({ userId, slug: form.value.slug, now: await shopNow() })
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
}
