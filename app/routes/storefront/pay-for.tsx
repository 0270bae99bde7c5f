import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content } from '#app/components/storefront/page.tsx'
import { PayLinkPanel } from '#app/components/storefront/pay-link-panel.tsx'
import { linkHolder, notFound } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getPayLink } from '#app/services/payment/get-pay-link.server.ts'
import { startLinkPayment } from '#app/services/payment/start-payment.server.ts'

export const handle = { scripts: false }

const LOOK_AGAIN_SECONDS = '5'

// The address is the right to pay: no search engine and no other site sees it.
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: '帮忙付款 · 塔里木河年货节' },
  { name: 'robots', content: 'noindex, nofollow' },
  { name: 'referrer', content: 'same-origin' },
  ...(page?.stage === 'processing' ? [{ httpEquiv: 'refresh', content: LOOK_AGAIN_SECONDS }] : []),
]

export async function loader({ request }: LoaderFunctionArgs) {
  const { token } = linkHolder(request)
  const search = new URL(request.url).searchParams
  const returned = search.has('session_id') ? 'paid' : search.has('cancelled') ? 'cancelled' : null
  const page = await getPayLink({ token, returned, now: await shopNow() })
  if (!page) throw notFound()
  return { ...page, cancelled: returned === 'cancelled' }
}

const PayForm = z.strictObject({ intent: z.literal('pay') })

export async function action({ request }: ActionFunctionArgs) {
  const { token } = linkHolder(request)
  const form = await parseForm(request, PayForm)
  if (!form.ok) throw new Response('请返回上一页再试', { status: 400 })
  const result = await startLinkPayment(token)
  if (result.ok) return redirect(result.redirectTo, 303)
  if (result.reason === 'not_found') throw notFound()
  // The page itself says what became of it.
  if (result.reason !== 'provider_unavailable') return redirect(`/pay-for?key=${token}`, 303)
  return data({ refusal: result.reason }, { status: 503 })
}

export default function PayFor() {
  const page = useLoaderData<typeof loader>()
  const away = useActionData<typeof action>()?.refusal === 'provider_unavailable'
  return (
    <Content narrow>
      <PayLinkPanel page={page} cancelled={page.cancelled} away={away} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
