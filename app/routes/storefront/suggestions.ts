import type { LoaderFunctionArgs } from '@remix-run/node'
import { publicPage } from '#app/http/guards.server.ts'
import { suggestWords } from '#app/services/catalogue/suggest-words.server.ts'

/** Words that begin as typed, the same for everybody. */
export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const typed = new URL(request.url).searchParams.get('q') ?? ''
  return new Response(JSON.stringify(await suggestWords(typed.slice(0, 40))), {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'public, no-cache' },
  })
}
