import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { orderStateWords } from '#app/components/console/words.ts'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { pageOf } from '#app/http/fields.server.ts'
import { requireMerchant } from '#app/http/guards.server.ts'
import { listMerchantOrders, orderTabs } from '#app/services/shipping/merchant-orders.server.ts'
import type { OrderTab } from '#app/services/shipping/merchant-orders.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const url = new URL(request.url)
  const wanted = url.searchParams.get('tab') ?? 'to-ship'
  const tab: OrderTab = Object.hasOwn(orderTabs, wanted) ? (wanted as OrderTab) : 'to-ship'
  const page = pageOf(url)
  return { ...(await listMerchantOrders(merchantId, tab, page)), tab, page }
}

const tabNames: Record<OrderTab, string> = { 'to-ship': '待发货', shipped: '已发货', closed: '已关闭' }

export default function MerchantOrders() {
  const { orders, counts, pages, tab, page } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="订单" note={tab === 'to-ship' ? '先付款的排在前面' : undefined} />
      <nav aria-label="订单状态" className="mb-4 flex gap-2">
        {(Object.keys(tabNames) as OrderTab[]).map((name) => (
          <Link
            key={name}
            to={`?tab=${name}`}
            aria-current={name === tab ? 'page' : undefined}
            className={classNames('rounded-pill border px-4 py-2 text-sm no-underline', name === tab ? 'border-cinnabar bg-cinnabar-wash font-semibold text-cinnabar-deep' : 'border-line-strong bg-white text-ink')}
          >
            {tabNames[name]} {counts[name]}
          </Link>
        ))}
      </nav>
      {orders.length === 0 ? (
        <EmptyState motif="parcel-empty" title={tab === 'to-ship' ? '都发完了，歇会儿吧' : '这里还没有订单'} />
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {orders.map((order) => (
              <li key={order.id} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[11rem_1fr_9rem_auto] sm:items-center">
                <div>
                  <p className="text-sm font-semibold tabular-nums">{order.number}</p>
                  <p className="text-xs text-ink-2">{order.paidAt ? `${formatInstantChinese(new Date(order.paidAt))} 付款` : ''}</p>
                </div>
                <ul className="min-w-0 text-sm">
                  {order.goods.map((line, place) => (
                    <li key={place} className="truncate">{line.title} <span className="text-ink-2">{line.spec}</span> ×{tab === 'to-ship' ? line.toShip : line.quantity}</li>
                  ))}
                </ul>
                <p className="text-sm text-ink-2">{order.destination} · {formatYuan(order.totalFen)} 元</p>
                <div className="flex items-center justify-between gap-3 sm:justify-end">
                  <Tag tone={orderStateWords[order.state].tone}>{orderStateWords[order.state].word}</Tag>
                  <LinkButton to={`/merchant/orders/${order.id}`} tone={tab === 'to-ship' ? 'primary' : 'quiet'} size="sm">{tab === 'to-ship' ? '去发货' : '查看'}</LinkButton>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Pagination page={page} pageCount={pages} hrefFor={(to) => `?tab=${tab}&page=${to}`} />
    </>
  )
}
