import { checkoutStateLabel, merchantOrderStateLabel } from '#app/components/storefront/words.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { GoodsPlate } from '#app/components/ui/photo.tsx'
import { Price } from '#app/components/ui/price.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { TagTone } from '#app/components/ui/tag.tsx'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { CheckoutState, MerchantOrderState } from '#app/domain/order/states.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

type Summary = {
  number: string
  state: CheckoutState
  payableFen: number
  placedAt: Date
  merchantOrders: {
    number: string
    state: MerchantOrderState
    merchantName: string
    lines: { title: string; motif: string; photo: PhotoView | null; quantity: number }[]
  }[]
}

const stateTone: Record<CheckoutState, TagTone> = {
  AWAITING_PAYMENT: 'cinnabar',
  CLOSING: 'plain',
  PAID: 'river',
  CLOSED: 'plain',
  REFUND_DUE: 'poplar',
}

export function OrderCard({ order }: { order: Summary }) {
  return (
    <Card as="article" padded={false}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 text-xs text-ink-2">
        <span className="tabular-nums">
          {formatInstantChinese(order.placedAt)} · {order.number}
        </span>
        <Tag tone={stateTone[order.state]}>{checkoutStateLabel[order.state]}</Tag>
      </div>
      <ul className="divide-y divide-line">
        {order.merchantOrders.map((part) => (
          <li key={part.number} className="px-4 py-3">
            <p className="mb-2 flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0 truncate font-semibold">{part.merchantName}</span>
              {order.state === 'PAID' ? <span className="shrink-0 text-river-deep">{merchantOrderStateLabel[part.state]}</span> : null}
            </p>
            <ul className="grid gap-2">
              {part.lines.slice(0, 3).map((line, index) => (
                <li key={index} className="flex items-center gap-3">
                  <GoodsPlate photo={line.photo} motif={line.motif} size={44} sizes="2.75rem" className="size-11 shrink-0 rounded-control" />
                  <span className="min-w-0 flex-1 truncate text-sm">{line.title}</span>
                  <span className="text-sm text-ink-2 tabular-nums">× {line.quantity}</span>
                </li>
              ))}
            </ul>
            {part.lines.length > 3 ? <p className="mt-1.5 text-xs text-ink-2">等 {part.lines.length} 种商品</p> : null}
          </li>
        ))}
      </ul>
      <div className="flex items-center justify-between gap-3 border-t border-line px-4 py-3">
        <p className="flex items-baseline gap-1.5 text-sm">
          {order.state === 'PAID' ? '已付' : '应付'}
          <Price fen={order.payableFen} size="sm" />
        </p>
        <p className="flex gap-2">
          <LinkButton to={`/orders/${order.number}`} tone="quiet" size="sm">
            查看订单
          </LinkButton>
          {order.state === 'AWAITING_PAYMENT' ? (
            <LinkButton to={`/pay/${order.number}`} size="sm">
              去付款
            </LinkButton>
          ) : null}
        </p>
      </div>
    </Card>
  )
}
