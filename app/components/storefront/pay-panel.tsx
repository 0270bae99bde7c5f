import type { ReactNode } from 'react'
import { Motif } from '#app/components/art/motif.tsx'
import { PayForOther } from '#app/components/storefront/pay-for-other.tsx'
import type { OwnLink } from '#app/components/storefront/pay-for-other.tsx'
import { TimeLeft } from '#app/components/storefront/time-left.tsx'
import { paymentMethodLabel } from '#app/components/storefront/words.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Price } from '#app/components/ui/price.tsx'
import type { MotifName } from '#app/domain/motif.ts'

export type PayStage =
  | 'waiting'
  /** Back from the provider without having paid. */
  | 'failed'
  | 'processing'
  | 'paid'
  | 'closing'
  /** Nobody paid in time. */
  | 'expired'
  /** Given up by its buyer. */
  | 'cancelled'
  | 'refund'
export type PayRefusal = 'provider_unavailable' | 'too_many'

type Props = {
  stage: PayStage
  refusal: PayRefusal | null
  payLink: OwnLink
  link: string
  secondsLeft: number
  order: {
    number: string
    payableFen: number
    paymentMethod: 'WECHAT_PAY' | 'ALIPAY' | 'CARD'
    dueAt: Date
    isGuest: boolean
    shops: number
  }
}

const looks: Record<PayStage, { motif: MotifName; title: string }> = {
  waiting: { motif: 'waiting', title: '等待付款' },
  failed: { motif: 'waiting', title: '这次没有付成' },
  processing: { motif: 'waiting', title: '正在确认付款结果' },
  paid: { motif: 'celebrate', title: '支付成功' },
  closing: { motif: 'waiting', title: '订单正在关闭' },
  expired: { motif: 'cart-empty', title: '付款时间已过' },
  cancelled: { motif: 'cart-empty', title: '订单已取消' },
  refund: { motif: 'waiting', title: '付款到得太晚了' },
}

export function PayPanel(props: Props) {
  const { stage, order, link } = props
  const look = looks[stage]
  return (
    <div className="text-center">
      <Motif name={look.motif} size={144} eager className="mx-auto size-28 md:size-36" />
      <h1 className="mt-4 font-serif text-2xl font-bold tracking-wide">{look.title}</h1>
      <p className="mt-1 text-sm text-ink-2">
        订单号 <span className="font-semibold text-ink tabular-nums">{order.number}</span>
      </p>
      <div className="mt-5 text-left">
        <StageText {...props} />
      </div>
      <p className="mt-6">
        <LinkButton to={link} tone="quiet">
          查看订单
        </LinkButton>
        {stage === 'paid' || stage === 'expired' || stage === 'cancelled' ? (
          <LinkButton to="/" tone="danger" className="ml-2">
            继续逛逛
          </LinkButton>
        ) : null}
      </p>
      {order.isGuest && (stage === 'paid' || stage === 'waiting' || stage === 'failed') ? (
        <Notice className="mt-6 text-left" title="没有登录？请留住订单链接">
          <p>
            换手机或清了浏览器，也能用它查看订单：
            <a href={link} className="block font-semibold break-all underline">
              {link}
            </a>
          </p>
        </Notice>
      ) : null}
    </div>
  )
}

function StageText({ stage, refusal, payLink, secondsLeft, order }: Props): ReactNode {
  switch (stage) {
    case 'waiting':
    case 'failed':
      return (
        <>
          {refusal === 'provider_unavailable' ? (
            <Notice tone="error" title="支付渠道暂时连不上" className="mb-4">
              <p>订单和货都给您留着，没有扣款。请稍等片刻再按“去支付”。</p>
            </Notice>
          ) : stage === 'failed' ? (
            <Notice tone="warning" title="刚才没有付成" className="mb-4">
              <p>没有扣款，货还给您留着。可以再试一次，也可以取消订单。</p>
            </Notice>
          ) : null}
          <Card as="div" className="text-center">
            <p className="text-sm text-ink-2">应付金额（含税、含运费）</p>
            <p className="mt-1">
              <Price fen={order.payableFen} size="lg" />
            </p>
            <p className="mt-2 text-sm">
              {paymentMethodLabel(order.paymentMethod)} · <TimeLeft until={order.dueAt} seconds={secondsLeft} />
            </p>
            <form method="post" className="mt-5 grid gap-2.5">
              <Button name="intent" value="pay" size="lg" wide>
                去支付
              </Button>
              <Button name="intent" value="cancel" tone="danger">
                取消订单
              </Button>
            </form>
            <p className="mt-3 text-xs text-ink-2">到时未付，订单自动关闭，货会留给别人，不扣款。</p>
          </Card>
          <PayForOther link={payLink} isGuest={order.isGuest} tooMany={refusal === 'too_many'} />
        </>
      )
    case 'processing':
      return (
        <Notice title="已从支付页返回">
          <p>正在向支付渠道核对，本页每 5 秒自动刷新；也可以先离开，结果会记在订单里，不会重复扣款。</p>
        </Notice>
      )
    case 'paid':
      return (
        <Card as="div" className="text-center">
          <p>
            已付 <Price fen={order.payableFen} size="sm" />
          </p>
          <p className="mt-1 text-sm text-ink-2">
            {order.shops > 1 ? `${order.shops} 家店会分别发货，` : '卖家会尽快发货，'}运单号出来后就在订单里看得到。
          </p>
        </Card>
      )
    case 'closing':
      return (
        <Notice tone="warning" title="付款时间已过，或您已取消">
          <p>正在和支付渠道确认没有扣款；如果您其实已经付了，订单会照常成立。</p>
        </Notice>
      )
    case 'expired':
      return (
        <Notice tone="warning" title="没有扣款">
          <p>到时没有收到付款，订单已经关闭，货也放回去了。还想要的话，请重新下单。</p>
        </Notice>
      )
    case 'cancelled':
      return (
        <Notice tone="warning" title="没有扣款">
          <p>订单已按您的意思取消，货也放回去了。还想要的话，请重新下单。</p>
        </Notice>
      )
    case 'refund':
      return (
        <Notice tone="warning" title="款项会自动原路退回">
          <p>付款到达时订单已经关闭，货也没有了。不用您操作，进度见订单。</p>
        </Notice>
      )
  }
}
