import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content } from '#app/components/storefront/page.tsx'
import { PayPanel } from '#app/components/storefront/pay-panel.tsx'
import type { PayRefusal, PayStage } from '#app/components/storefront/pay-panel.tsx'
import { notFound, orderViewer } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { cancelCheckout } from '#app/services/checkout/close-checkout.server.ts'
import type { OrderView } from '#app/services/order/get-order.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'
import { ownPayLink } from '#app/services/payment/get-pay-link.server.ts'
import { makePayLink, withdrawPayLink } from '#app/services/payment/make-pay-link.server.ts'
import { refreshPayment } from '#app/services/payment/refresh-payment.server.ts'
import { startPayment } from '#app/services/payment/start-payment.server.ts'

export const handle = { scripts: false }

const LOOK_AGAIN_SECONDS = '5'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: '付款 · 塔里木河年货节' },
  { name: 'referrer', content: 'same-origin' },
  ...(page?.stage === 'processing' ? [{ httpEquiv: 'refresh', content: LOOK_AGAIN_SECONDS }] : []),
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await orderViewer(request)
  const number = params.number ?? ''
  const search = new URL(request.url).searchParams
  const returned = search.has('session_id') || search.has('cancelled')
  // The page one comes back to asks the provider itself; the shop is right without webhooks.
  const known = returned ? await refreshPayment({ number, viewer }) : true
  const order = await getOrder({ number, viewer })
  if (!order) throw notFound()
  const now = await shopNow()
  const stage = stageOf(order, now, { mayBePaid: search.has('session_id') || !known, cancelled: search.has('cancelled') })
  const unpaid = stage === 'waiting' || stage === 'failed'
  return {
    stage,
    payLink: unpaid ? await ownPayLink(order.number) : null,
    link: order.guestLink ?? `/orders/${order.number}`,
    secondsLeft: Math.max(0, Math.floor((order.dueAt.getTime() - now.getTime()) / 1000)),
    order: {
      number: order.number,
      payableFen: order.payableFen,
      paymentMethod: order.paymentMethod,
      dueAt: order.dueAt,
      isGuest: order.guestLink !== null,
      shops: order.merchantOrders.length,
    },
  }
}

function stageOf(order: OrderView, now: Date, { mayBePaid, cancelled }: { mayBePaid: boolean; cancelled: boolean }): PayStage {
  if (order.state === 'PAID') return 'paid'
  if (order.state === 'REFUND_DUE') return 'refund'
  // Whose doing it was stands in the history of the order.
  if (order.state === 'CLOSED') return order.history.some(({ toState, event }) => toState === 'CLOSING' && event === 'cancel') ? 'cancelled' : 'expired'
  if (order.state === 'CLOSING') return 'closing'
  if (mayBePaid) return 'processing'
  if (now >= order.dueAt) return 'closing'
  return cancelled ? 'failed' : 'waiting'
}

const PayForm = z.strictObject({ intent: z.enum(['pay', 'cancel', 'ask', 'withdraw']) })

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await orderViewer(request)
  const number = params.number ?? ''
  const form = await parseForm(request, PayForm)
  if (!form.ok) throw new Response('请返回付款页再试', { status: 400 })
  const key = viewer.accessKey ? `?key=${viewer.accessKey}` : ''
  const now = await shopNow()
  switch (form.value.intent) {
    case 'cancel': {
      const result = await cancelCheckout({ number, viewer, now })
      if (!result.ok) throw notFound()
      return redirect(`/orders/${number}${key}`, 303)
    }
    case 'ask': {
      const result = await makePayLink({ number, viewer, now })
      if (!result.ok && result.reason === 'not_found') throw notFound()
      return !result.ok && result.reason === 'too_many' ? refused('too_many', 409) : redirect(`/pay/${number}${key}`, 303)
    }
    case 'withdraw':
      if (!(await withdrawPayLink({ number, viewer, now }))) throw notFound()
      return redirect(`/pay/${number}${key}`, 303)
    case 'pay': {
      const result = await startPayment({ number, viewer })
      if (result.ok) return redirect(result.redirectTo, 303)
      if (result.reason === 'not_found') throw notFound()
      // From an old tab, or by the back button: the page says what became of the order.
      return result.reason === 'provider_unavailable' ? refused('provider_unavailable', 503) : redirect(`/pay/${number}${key}`, 303)
    }
  }
}

function refused(refusal: PayRefusal, status: number) {
  return data({ refusal }, { status })
}

export default function Pay() {
  const page = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()?.refusal ?? null
  return (
    <Content narrow>
      <PayPanel {...page} refusal={refusal} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
