import { ReceiptBox } from '#app/components/storefront/receipt-box.tsx'
import { LineItem } from '#app/components/storefront/line-item.tsx'
import { LineMoney } from '#app/components/storefront/line-money.tsx'
import { merchantOrderStateLabel, refundStateLabel, shipmentStateLabel } from '#app/components/storefront/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Money } from '#app/components/ui/price.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import type { MerchantOrderState, RefundState, ShipmentState } from '#app/domain/order/states.ts'
import type { TakenBack } from '#app/domain/promotion/take-back.ts'
import { takeBackWords } from '#app/domain/promotion/take-back-words.ts'
import type { PromiseKept } from '#app/domain/shipping/views.ts'
import { promiseWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

type Part = {
  number: string
  state: MerchantOrderState
  merchant: { slug: string; name: string; legalName: string; businessPlace: string; contactPhone: string }
  freightFen: number
  totalFen: number
  lines: {
    id: string
    productSlug: string
    title: string
    grade: string
    spec: string
    motif: string
    photo: PhotoView | null
    returnPolicy: ReturnPolicy
    quantity: number
    unitPriceFen: number
    discountFen: number
    paidFen: number
    giftValueFen: number | null
    shipped: number
    repricedFen: number
    refundedFen: number
    received: number
    reviewStars: number | null
  }[]
  shipments: {
    id: string
    carrierName: string
    trackingNumber: string
    state: ShipmentState
    createdAt: Date
    lines: { lineId: string; quantity: number }[]
  }[]
  refunds: { id: string; amountFen: number; repricedFen: number; state: RefundState }[]
  takeBack: Pick<TakenBack, 'refundFen' | 'listFen' | 'fullFreightFen' | 'lost'> | null
  promises: PromiseKept[]
  receiptDueAt: Date | null
  receivedAt: Date | null
}

/** What was promised when the order was placed (R-20), and whether it was kept. */
function Promised({ promises }: { promises: readonly PromiseKept[] }) {
  if (promises.length === 0) return null
  return (
    <div className="grid gap-1.5 border-t border-line px-4 py-3 text-sm">
      {promises.map((promise) => (
        <div key={promise.warehouseName}>
          <p className="flex items-start gap-1.5">
            <Icon name="clock" className="mt-0.5 size-4.5 shrink-0 text-river" />
            <span>
              {promises.length > 1 ? <span className="font-semibold">{promise.goods.join('、')}：</span> : null}
              承诺 {promiseWords(promise)}
              <span className="text-ink-2"> · {promise.warehouseName}</span>
            </span>
          </p>
          {promise.brokenShip || promise.brokenArrive ? (
            <p className="mt-0.5 pl-6 font-semibold text-cinnabar-deep">
              {promise.brokenShip ? '卖家没有在承诺的时间发货' : '没有在承诺的日子送到'}，平台已经记下。着急请联系卖家，还没发的也可以取消。
            </p>
          ) : null}
        </div>
      ))}
    </div>
  )
}

/** The part's own place beneath its order, with the guest's key where there is one. */
function talkHref(action: string, number: string): string {
  const [order, key] = action.split('?')
  return `${order}/talk/${number.split('-').at(-1)}${key ? `?${key}` : ''}`
}

/** Once for each line that has come; afterwards what was given. */
function ReviewLink({ line, action }: { line: Part['lines'][number]; action: string }) {
  if (line.reviewStars !== null) return <span className="mt-1 block text-poplar-deep">已评价 {line.reviewStars} 星</span>
  const [order, key] = action.split('?')
  return (
    <a href={`${order}/review/${line.id}${key ? `?${key}` : ''}`} aria-label={`评价：${line.title}`} className="inline-flex min-h-9 items-center font-semibold text-river-deep underline">
      写评价
    </a>
  )
}

/** R-05 */
function GiftMoney({ quantity, valueFen }: { quantity: number; valueFen: number }) {
  return (
    <>
      <Tag tone="cinnabar">赠品</Tag>
      <span className="block text-xs text-ink-2 tabular-nums">× {quantity}</span>
      <span className="block text-xs text-ink-2">
        价值 <Money fen={valueFen} />
      </span>
    </>
  )
}

/**
 * One seller's part of an order: goods, parcels, refunds, and who to call (R-46).
 * @param asked the buyer wanted to take it back and is asked again
 */
export function OrderPart({ part, paid, action, asked = false }: { part: Part; paid: boolean; action: string; asked?: boolean }) {
  const titleOf = new Map(part.lines.map((line) => [line.id, line.title]))
  return (
    <Card padded={false} labelledBy={`part-${part.number}`}>
      <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
        <h2 id={`part-${part.number}`} className="min-w-0 text-base">
          <a href={`/shops/${part.merchant.slug}`} className="inline-flex min-h-9 items-center gap-1.5 no-underline hover:text-cinnabar">
            <Icon name="shop" className="size-5 shrink-0 text-ink-2" />
            {part.merchant.name}
          </a>
        </h2>
        <Tag tone={part.state === 'CLOSED' ? 'plain' : 'river'}>{merchantOrderStateLabel[part.state]}</Tag>
      </div>
      <ul className="divide-y divide-line">
        {part.lines.map((line) => (
          <li key={line.id} className="px-4 py-3.5">
            <LineItem
              motif={line.motif}
              photo={line.photo}
              title={line.title}
              href={`/products/${line.productSlug}`}
              meta={
                <>
                  {[line.grade, line.spec].filter(Boolean).join(' · ')}
                  <span className="block text-2xs">{returnPolicyWords[line.returnPolicy].tag}</span>
                  {line.refundedFen > 0 ? (
                    <span className="block text-poplar-deep">
                      已退 <Money fen={line.refundedFen} />
                    </span>
                  ) : null}
                  {part.receivedAt && line.received > 0 ? <ReviewLink line={line} action={action} /> : null}
                </>
              }
              aside={line.giftValueFen === null ? <LineMoney line={line} /> : <GiftMoney quantity={line.quantity} valueFen={line.giftValueFen} />}
            >
              {line.repricedFen === 0 ? null : (
                <p className="mt-1 text-xs text-poplar-deep">
                  别的商品退了，优惠重算后按 <Money fen={line.paidFen + line.repricedFen} className="font-semibold" /> 计
                </p>
              )}
            </LineItem>
          </li>
        ))}
      </ul>
      {part.state === 'CLOSED' ? null : <Promised promises={part.promises} />}
      {part.shipments.map((shipment, index) => (
        <div key={shipment.id} className="border-t border-line bg-river-wash/50 px-4 py-3 text-sm">
          <p className="flex items-center gap-1.5 font-semibold text-river-deep">
            <Icon name="truck" className="size-5" />
            包裹 {index + 1} · {shipmentStateLabel[shipment.state]}
          </p>
          <p className="mt-0.5 tabular-nums">
            {shipment.carrierName} {shipment.trackingNumber}
          </p>
          <p className="text-xs text-ink-2">
            {formatInstantChinese(shipment.createdAt)} 发出：
            {shipment.lines.map((line) => `${titleOf.get(line.lineId) ?? '商品'} × ${line.quantity}`).join('，')}
          </p>
        </div>
      ))}
      {paid ? <ReceiptBox part={part} action={action} /> : null}
      {part.refunds.map((refund) => (
        <p key={refund.id} className="border-t border-line bg-poplar-wash px-4 py-2.5 text-sm text-poplar-deep">
          退款 <Money fen={refund.amountFen} className="font-semibold" /> · {refundStateLabel[refund.state]}
          {refund.repricedFen > 0 ? (
            <span className="block text-xs">
              退回 <Money fen={refund.amountFen + refund.repricedFen} />，留下的商品优惠少了，补 <Money fen={refund.repricedFen} />
            </span>
          ) : refund.repricedFen < 0 ? (
            <span className="block text-xs">
              退回 <Money fen={refund.amountFen + refund.repricedFen} />，优惠改算在留下的商品上，多退 <Money fen={-refund.repricedFen} />
            </span>
          ) : null}
        </p>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-4 py-3 text-sm">
        <p className="text-ink-2">
          运费 {part.freightFen === 0 ? '包邮' : <Money fen={part.freightFen} />}，合计{' '}
          <Money fen={part.totalFen} className="font-semibold text-ink" />
        </p>
        <p className="flex flex-wrap items-center gap-x-4">
          {paid ? (
            <a href={talkHref(action, part.number)} aria-label={`在线留言或投诉：${part.merchant.name}`} className="inline-flex min-h-9 items-center gap-1 text-river-deep underline">
              <Icon name="talk" className="size-4" />
              在线留言、投诉
            </a>
          ) : null}
          <a
            href={`tel:${part.merchant.contactPhone}`}
            title={`${part.merchant.legalName}，${part.merchant.businessPlace}`}
            className="inline-flex min-h-9 items-center gap-1 text-river-deep underline"
          >
            <Icon name="phone" className="size-4" />
            联系卖家 {part.merchant.contactPhone}
          </a>
        </p>
      </div>
      {paid && part.takeBack ? (
        <details open={asked} className="border-t border-line px-4 py-2">
          <summary className="inline-flex min-h-10 items-center text-sm text-ink-2 underline">不想要了？发货前可以取消</summary>
          <form method="post" action={action} className="pb-2">
            <input type="hidden" name="part" value={part.number} />
            <input type="hidden" name="seen" value={part.takeBack.refundFen} />
            <p className="text-sm">
              取消后退 <Money fen={part.takeBack.refundFen} className="font-semibold" />
              {part.takeBack.refundFen > 0 ? '，原路退回' : ''}：
            </p>
            <ul className="mb-2 text-sm text-ink-2">
              {takeBackWords(part.takeBack).split('；').map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
            <Button name="intent" value="cancel" tone="secondary" size="sm">
              确认取消这家店的商品
            </Button>
          </form>
        </details>
      ) : null}
    </Card>
  )
}
