import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { OrderPart } from '#app/components/storefront/order-part.tsx'
import { OrderSummary } from '#app/components/storefront/order-summary.tsx'
import { Content } from '#app/components/storefront/page.tsx'
import { historySentence, maskPhone, paymentMethodLabel, refundStateLabel } from '#app/components/storefront/words.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, Facts, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Money } from '#app/components/ui/price.tsx'
import { Steps, Timeline } from '#app/components/ui/steps.tsx'
import { invoiceSentence } from '#app/domain/invoice/words.ts'
import { sumFen } from '#app/domain/money.ts'
import { orderSteps } from '#app/domain/order/steps.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { notFound, orderViewer } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { cancelMerchantOrder } from '#app/services/order/cancel-merchant-order.server.ts'
import { confirmReceipt } from '#app/services/order/confirm-receipt.server.ts'
import { getOrder } from '#app/services/order/get-order.server.ts'

export const handle = { scripts: false }

// The address may hold a guest's key: other sites never see it. (no-referrer would also
// take the Origin from our own forms.)
export const meta = () => [{ title: '订单详情 · 塔里木河年货节' }, { name: 'referrer', content: 'same-origin' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await orderViewer(request)
  const order = await getOrder({ number: params.number ?? '', viewer })
  if (!order) throw notFound()
  return {
    order: { ...order, receiver: { ...order.receiver, phone: maskPhone(order.receiver.phone.replace(/^\+86/, '')) } },
    key: viewer.accessKey,
    said: said.parse(new URL(request.url).searchParams.get('said')),
  }
}

/** Parts wait for the one payment and fall with it; said once, by the order itself. */
function tellsSomething(entry: { toState: string; number: string | null }, paid: boolean): boolean {
  return entry.number === null || (paid && entry.toState !== 'AWAITING_PAYMENT')
}

const part = z.string().max(40)
const OrderForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('cancel'), part, seen: z.string().regex(/^\d{1,9}$/).transform(Number) }),
  z.strictObject({ intent: z.literal('receive'), part }),
])

/** What the page says of the form that led to it. */
const said = z.enum(['too-late', 'received', 'not-received', 'reviewed']).nullable().catch(null)

const sentences: Record<NonNullable<z.output<typeof said>>, { tone: 'success' | 'warning'; title: string; text: string }> = {
  'too-late': { tone: 'warning', title: '没有取消成', text: '卖家刚刚发了货，这部分不能直接取消了。收到后不合适，可以按退货规则办理。' },
  received: { tone: 'success', title: '已确认收货', text: '年货到家了，祝您过个好年。' },
  reviewed: { tone: 'success', title: '评价发表了', text: '谢谢您，别的买家会看到您的话。' },
  'not-received': { tone: 'warning', title: '还不能确认收货', text: '还有商品没发出，或者包裹在路上出了问题。请先看下面的物流，有疑问联系卖家。' },
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await orderViewer(request)
  const number = params.number ?? ''
  const form = await parseForm(request, OrderForm)
  if (!form.ok || !form.value.part.startsWith(`${number}-`)) throw new Response('请返回订单页再试', { status: 400 })
  const back = (said: 'too-late' | 'received' | 'not-received' | null) => {
    const search = new URLSearchParams({ ...(viewer.accessKey ? { key: viewer.accessKey } : {}), ...(said ? { said } : {}) })
    return redirect(`/orders/${number}${search.size > 0 ? `?${search}` : ''}`, 303)
  }
  switch (form.value.intent) {
    case 'cancel': {
      const result = await cancelMerchantOrder({ number: form.value.part, viewer, seenFen: form.value.seen })
      if (result.ok) return back(null)
      if (result.reason === 'not_found') throw notFound()
      return result.reason === 'changed' ? data({ asked: form.value.part, refundFen: result.refundFen }, { status: 409 }) : back('too-late')
    }
    case 'receive': {
      const result = await confirmReceipt({ number: form.value.part, viewer })
      // Pressed twice, or time was quicker: it is received either way.
      if (result.ok || result.reason === 'already') return back('received')
      if (result.reason === 'not_found') throw notFound()
      return back('not-received')
    }
  }
}

export default function Order() {
  const { order, key, said } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const keyed = key ? `?key=${key}` : ''
  const refundedFen = sumFen(order.merchantOrders.flatMap((part) => part.refunds.map(({ amountFen }) => amountFen)))
  // One title for all sellers of an order.
  const invoices = [...new Set(order.merchantOrders.flatMap(({ invoice }) => (invoice ? [invoiceSentence(invoice)] : [])))]
  const steps = orderSteps(order.state, order.merchantOrders.map((part) => part.state))
  return (
    <Content>
      <PageHeading
        title="订单详情"
        note={
          <>
            订单号 <span className="font-semibold text-ink tabular-nums">{order.number}</span>
          </>
        }
      >
        {order.state === 'AWAITING_PAYMENT' ? <LinkButton to={`/pay/${order.number}${keyed}`}>去付款</LinkButton> : null}
      </PageHeading>
      {said ? (
        <Notice tone={sentences[said].tone} title={sentences[said].title} className="mb-4">
          <p>{sentences[said].text}</p>
        </Notice>
      ) : null}
      {again ? (
        <Notice tone="warning" title="退款金额变了，还没有取消" className="mb-4">
          <p>
            您看的时候，这笔订单有别的变化。现在取消这家店的商品会退 <Money fen={again.refundFen} className="font-semibold" />，原因写在下面，请再确认一次。
          </p>
        </Notice>
      ) : null}
      {steps ? (
        <Card as="div" className="mb-4">
          <Steps label="订单进度" steps={steps} />
        </Card>
      ) : (
        <Notice tone="warning" className="mb-4" title={order.state === 'REFUND_DUE' ? '付款到得太晚，款项将原路退回' : '订单已关闭'}>
          <p>{order.state === 'REFUND_DUE' ? '不用您操作，退款进度见下。' : '没有扣款，货已经放回去了。'}</p>
        </Notice>
      )}
      {order.surplusRefunds.map((refund, index) => (
        <Notice key={index} tone="info" className="mb-4">
          <p>
            多付或迟到的 <Money fen={refund.amountFen} className="font-semibold" />：{refundStateLabel[refund.state]}
          </p>
        </Notice>
      ))}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <div className="grid gap-4">
          {order.merchantOrders.map((part) => (
            <OrderPart key={part.number} part={part} paid={order.state === 'PAID'} action={`/orders/${order.number}${keyed}`} asked={again?.asked === part.number} />
          ))}
        </div>
        <div className="grid gap-4">
          <Card labelledBy="amount">
            <SectionHeading id="amount" title="金额" />
            <OrderSummary
              rows={[
                { label: '商品', fen: order.goodsFen },
                ...order.discounts.filter(({ freight }) => !freight).map(({ name, amountFen }) => ({ label: name, fen: -amountFen })),
                { label: '运费', fen: order.freightFen + order.freightDiscountFen },
                ...order.discounts.filter(({ freight }) => freight).map(({ name, amountFen }) => ({ label: name, fen: -amountFen })),
              ]}
              totalLabel={order.paidAt ? '实付' : '应付'}
              totalFen={order.payableFen}
              after={refundedFen === 0 ? [] : [{ label: '退款', fen: -refundedFen, note: '进度见各家店' }, { label: '退款后', fen: order.payableFen - refundedFen }]}
            />
          </Card>
          <Card labelledBy="address">
            <SectionHeading id="address" title="收货信息" />
            <Facts
              rows={[
                { term: '收货人', detail: `${order.receiver.name} ${order.receiver.phone}` },
                { term: '地址', detail: `${order.place} ${order.receiver.street}` },
                { term: '支付方式', detail: paymentMethodLabel(order.paymentMethod) },
                { term: '下单时间', detail: formatInstantChinese(order.placedAt) },
                ...invoices.map((detail) => ({ term: '发票', detail })),
                ...(order.giftCard ? [{ term: '贺卡', detail: <span className="whitespace-pre-line">{order.giftCard}</span> }] : []),
              ]}
            />
          </Card>
          <Card labelledBy="history">
            <SectionHeading id="history" title="进展" />
            <Timeline
              label="进展"
              entries={order.history.filter((entry) => tellsSomething(entry, order.paidAt !== null)).reverse().map((entry, index) => ({
                id: String(index),
                title: historySentence(entry, entry.number !== null),
                at: formatInstantChinese(entry.at),
                note: order.merchantOrders.length > 1 ? order.merchantOrders.find((part) => part.number === entry.number)?.merchant.name : null,
              }))}
            />
          </Card>
        </div>
      </div>
      {order.guestLink ? (
        <Notice className="mt-6" title="请留住订单链接">
          <p>
            没有登录时下的单，凭链接随时查看：
            <a href={order.guestLink} className="block font-semibold break-all underline">
              {order.guestLink}
            </a>
          </p>
        </Notice>
      ) : null}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
