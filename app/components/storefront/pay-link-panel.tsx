import { Motif } from '#app/components/art/motif.tsx'
import { LineItem } from '#app/components/storefront/line-item.tsx'
import { TimeLeft } from '#app/components/storefront/time-left.tsx'
import { paymentMethodLabel } from '#app/components/storefront/words.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Money, Price } from '#app/components/ui/price.tsx'
import type { MotifName } from '#app/domain/motif.ts'
import type { PayLinkStage } from '#app/domain/payment/pay-link.ts'

type Page = {
  stage: PayLinkStage
  amountFen: number
  paymentMethod: 'WECHAT_PAY' | 'ALIPAY' | 'CARD'
  expiresAt: Date
  secondsLeft: number
  shops: { name: string; lines: { title: string; spec: string; motif: string; quantity: number; paidFen: number }[]; freightFen: number }[]
}

const looks: Record<PayLinkStage, { motif: MotifName; title: string; text: string }> = {
  open: { motif: 'gift', title: '家人请您帮忙付款', text: '您看得到商品和金额；收货人的姓名、电话和地址不会给您看。付款后，货直接发给收货人。' },
  processing: { motif: 'waiting', title: '正在确认付款结果', text: '正在向支付渠道核对，本页每 5 秒自动刷新，不会重复扣款。' },
  paid: { motif: 'celebrate', title: '支付成功', text: '谢谢您！货会直接发给收货人，请告诉请您付款的人一声。' },
  paid_otherwise: { motif: 'celebrate', title: '这一单已经付好了', text: '有人先付过了，您不用再付，也没有扣您的款。' },
  returned: { motif: 'waiting', title: '您的付款会原路退回', text: '您付款的时候，这一单已经由别人付好或者关闭了。不用您操作，款项自动退回原账户。' },
  withdrawn: { motif: 'lost-kite', title: '链接已经收回', text: '请您付款的人收回了这个链接，没有扣款。还要帮忙的话，请对方再发一个。' },
  expired: { motif: 'lost-kite', title: '链接已经过期', text: '这一单没有等到付款，已经不能付了，没有扣款。' },
}

/** What whoever opens a link sees: goods and amount, nothing of the buyer. */
export function PayLinkPanel({ page, cancelled, away }: { page: Page; cancelled: boolean; away: boolean }) {
  const look = looks[page.stage]
  return (
    <>
      <div className="text-center">
        <Motif name={look.motif} size={144} eager className="mx-auto size-28 md:size-36" />
        <h1 className="mt-4 font-serif text-2xl font-bold tracking-wide">{look.title}</h1>
        <p className="mx-auto mt-2 max-w-md text-sm text-ink-2">{look.text}</p>
      </div>
      {page.stage === 'open' ? <PayCard page={page} cancelled={cancelled} away={away} /> : null}
      {page.stage === 'paid' ? (
        <p className="mt-4 text-center">
          已付 <Price fen={page.amountFen} />
        </p>
      ) : null}
      {page.shops.map((shop) => (
        <Card key={shop.name} padded={false} className="mt-4">
          <h2 className="flex items-center gap-1.5 border-b border-line px-4 py-3 text-base">
            <Icon name="shop" className="size-5 text-ink-2" />
            {shop.name}
          </h2>
          <ul className="divide-y divide-line">
            {shop.lines.map((line, place) => (
              <li key={place} className="px-4 py-3">
                <LineItem motif={line.motif} title={line.title} meta={`${line.spec} × ${line.quantity}`} aside={<Money fen={line.paidFen} className="font-semibold" />} />
              </li>
            ))}
          </ul>
          <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">
            运费 {shop.freightFen === 0 ? '包邮' : <Money fen={shop.freightFen} className="text-ink" />}
          </p>
        </Card>
      ))}
      {page.stage === 'open' ? null : (
        <p className="mt-6 text-center">
          <LinkButton to="/" tone="quiet">看看年货节</LinkButton>
        </p>
      )}
    </>
  )
}

function PayCard({ page, cancelled, away }: { page: Page; cancelled: boolean; away: boolean }) {
  return (
    <>
      {away ? (
        <Notice tone="error" title="支付渠道暂时连不上" className="mt-4">
          <p>没有扣款。请稍等片刻再按“去支付”。</p>
        </Notice>
      ) : cancelled ? (
        <Notice tone="warning" title="刚才没有付成" className="mt-4">
          <p>没有扣款，可以再试一次。</p>
        </Notice>
      ) : null}
      <Card as="div" className="mt-4 text-center">
        <p className="text-sm text-ink-2">代付金额（含税、含运费）</p>
        <p className="mt-1"><Price fen={page.amountFen} size="lg" /></p>
        <p className="mt-2 text-sm">
          {paymentMethodLabel(page.paymentMethod)} · <TimeLeft until={page.expiresAt} seconds={page.secondsLeft} />
        </p>
        <form method="post" className="mt-5">
          <Button name="intent" value="pay" size="lg" wide>去支付</Button>
        </form>
        <p className="mt-3 text-xs text-ink-2">请先和发链接给您的人核实是本人再付款。如有退款，原路退回到您的付款账户。</p>
      </Card>
    </>
  )
}
