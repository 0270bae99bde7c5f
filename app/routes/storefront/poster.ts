import type { LoaderFunctionArgs } from '@remix-run/node'
import { isChannel, isReference } from '#app/domain/sharing/touch.ts'
import { notFound, publicPage } from '#app/http/guards.server.ts'
import { pngResponse } from '#app/http/picture.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { drawPoster } from '#app/services/sharing/get-poster.server.ts'

/** A product's poster with the price of this moment. `via` and `by` are the mark its code carries. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const [, slug] = /^([\w-]{1,80})\.png$/.exec(params.file ?? '') ?? []
  if (!slug) throw notFound()
  const search = new URL(request.url).searchParams
  const [via, by] = [search.get('via'), search.get('by')]
  const mark = { channel: isChannel(via) ? via : 'poster', reference: isReference(by) ? by : null } as const
  const poster = await drawPoster({ slug, skuCode: search.get('sku'), mark, now: await shopNow() })
  if (!poster.ok && poster.reason === 'no_goods') throw notFound()
  return pngResponse(poster.ok ? poster.png : null, { keepSeconds: 0 })
}
