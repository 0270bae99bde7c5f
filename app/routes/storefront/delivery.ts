import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { publicPage } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { isProvinceCode, rememberProvince } from '#app/http/province.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { isServedProvince } from '#app/services/shipping/get-delivery.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return redirect('/', 303)
}

const ProvinceForm = z.strictObject({ province: z.string().refine(isProvinceCode), back: z.string().max(300) })

/** Remembers where a shopper has things sent, and goes back to the page that asked. */
export async function action({ request }: ActionFunctionArgs) {
  publicPage(request)
  const form = await parseForm(request, ProvinceForm)
  if (!form.ok || !(await isServedProvince(form.value.province))) throw new Response('请返回上一页，重新选择省份', { status: 422 })
  const { province } = form.value
  const back = new URL(safePath(form.value.back), 'http://shop')
  // Product pages are the same for everybody, so there the province stands in the address.
  if (back.pathname.startsWith('/products/')) back.searchParams.set('province', province)
  return redirect(`${back.pathname}${back.search}`, { status: 303, headers: { 'Set-Cookie': await rememberProvince(province) } })
}
