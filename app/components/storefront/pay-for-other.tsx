import { Button } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { MOST_WAITING_LINKS, PAY_LINK_HOURS } from '#app/domain/payment/pay-link.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

export type OwnLink = { url: string; expiresAt: Date } | null

/** 代付: the buyer's side. One link an order; it can be taken back as long as nobody has paid. */
export function PayForOther({ link, isGuest, tooMany }: { link: OwnLink; isGuest: boolean; tooMany: boolean }) {
  if (!link)
    return (
      <details open={tooMany} className="group mt-4 rounded-card border border-line bg-white px-4 py-2.5 text-left shadow-card">
        <Fold>请家人代付</Fold>
        <p className="mt-2 text-sm text-ink-2">
          生成一个链接发给家人，对方看得到商品和金额，看不到您的地址和电话。
          {isGuest ? '没有登录时，链接和订单一样只留 15 分钟。' : `链接最长 ${PAY_LINK_HOURS} 小时有效，这段时间货给您留着。`}
        </p>
        {tooMany ? (
          <Notice tone="warning" title={`还有 ${MOST_WAITING_LINKS} 单在等别人付款`} className="mt-3">
            <p>等其中一单付好，或者收回一个链接，再生成新的。</p>
          </Notice>
        ) : null}
        <form method="post" className="mt-3 mb-1">
          <Button name="intent" value="ask" tone="secondary" wide>生成代付链接</Button>
        </form>
      </details>
    )
  return (
    <Card className="mt-4 text-left" labelledBy="pay-for">
      <SectionHeading id="pay-for" title="请家人代付" note={`${formatInstantChinese(link.expiresAt)} 前有效，对方看不到您的地址和电话`} />
      <label htmlFor="pay-link" className="mb-1.5 block text-sm font-semibold">代付链接</label>
      <textarea id="pay-link" readOnly rows={3} defaultValue={link.url} className="w-full rounded-control border border-line-strong bg-paper px-3.5 py-2.5 text-sm break-all text-ink" />
      <p className="mt-1.5 text-xs text-ink-2">长按全选、复制，发给家人。谁先付都行，只会收一次钱；付好后这里会显示“支付成功”。</p>
      <form method="post" className="mt-3">
        <Button name="intent" value="withdraw" tone="danger">收回链接</Button>
      </form>
    </Card>
  )
}
