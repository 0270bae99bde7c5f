import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, publicPage } from '#app/http/guards.server.ts'
import { pngResponse } from '#app/http/picture.server.ts'
import { drawSharePicture } from '#app/services/sharing/draw-share-picture.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const { kind } = params
  const [, slug] = /^([\w-]{1,80})\.png$/.exec(params.file ?? '') ?? []
  if (!slug || (kind !== 'products' && kind !== 'shops' && kind !== 'site')) throw notFound()
  const png = await drawSharePicture(kind, slug)
  if (!png) throw notFound()
  return pngResponse(png, { keepSeconds: 3_600 })
}
