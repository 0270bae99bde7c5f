import { Ticket } from '#app/components/storefront/coupon-ticket.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { TagTone } from '#app/components/ui/tag.tsx'
import type { WalletCoupon } from '#app/domain/coupon/views.ts'
import type { WalletState } from '#app/domain/coupon/wallet.ts'
import { walletStateWords } from '#app/domain/coupon/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

const tones: Record<WalletState, TagTone> = { AVAILABLE: 'leaf', NOT_STARTED: 'poplar', LOCKED: 'river', USED: 'plain', EXPIRED: 'plain' }

export function WalletList({ wallet: { live, past } }: { wallet: { live: WalletCoupon[]; past: WalletCoupon[] } }) {
  return (
    <>
      {live.length === 0 ? (
        <Card as="div">
          <p className="text-ink-2">券包里没有可用的券。上面领一张，结算时就能用。</p>
        </Card>
      ) : (
        <WalletTickets coupons={live} />
      )}
      {past.length > 0 ? (
        <details className="mt-4">
          <summary className="inline-flex min-h-11 items-center text-river-deep underline">用过和过期的券（{past.length} 张）</summary>
          <div className="mt-2">
            <WalletTickets coupons={past} />
          </div>
        </details>
      ) : null}
    </>
  )
}

function WalletTickets({ coupons }: { coupons: readonly WalletCoupon[] }) {
  return (
    <ul className="grid gap-3 md:grid-cols-2 md:gap-4">
      {coupons.map((coupon) => (
        <li key={coupon.couponId} className="grid">
          <Ticket
            ticket={coupon}
            id={`wallet-${coupon.couponId}`}
            faded={coupon.state === 'USED' || coupon.state === 'EXPIRED'}
            tag={
              <Tag tone={tones[coupon.state]} className="align-text-bottom">
                {walletStateWords[coupon.state]}
              </Tag>
            }
            aside={coupon.state === 'AVAILABLE' ? <LinkButton to={coupon.shop ? `/shops/${coupon.shop.slug}` : '/'} tone="secondary" size="sm" reloadDocument>去使用</LinkButton> : undefined}
          >
            <StateLine coupon={coupon} />
          </Ticket>
        </li>
      ))}
    </ul>
  )
}

function StateLine({ coupon: { state, validFrom, orderNumber } }: { coupon: WalletCoupon }) {
  if (state === 'NOT_STARTED') return <p className="text-sm font-semibold text-poplar-deep">{formatInstantChinese(validFrom)} 起可用</p>
  if (orderNumber === null || (state !== 'LOCKED' && state !== 'USED')) return null
  return (
    <p className="text-sm">
      {state === 'LOCKED' ? '锁定在待付款订单 ' : '用在订单 '}
      <a href={`/orders/${orderNumber}`} className="font-semibold text-river-deep underline">
        {orderNumber}
      </a>
      {state === 'LOCKED' ? <span className="block text-2xs text-ink-2">取消订单，券会退回券包，有效期不变。</span> : null}
    </p>
  )
}

/** Its answer comes back to the field, not to the top of the page. */
export function CodeForm({ typed, error }: { typed: string; error: string | null }) {
  return (
    <form method="post" action="/coupons#code" className="flex max-w-xl flex-wrap items-start gap-3">
      <Field
        className="min-w-0 flex-1 basis-52"
        label="券码"
        name="voucher"
        defaultValue={typed}
        error={error}
        hint="大小写都可以"
        maxLength={40}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
      />
      <Button name="intent" value="redeem" className="mt-7 min-h-12">
        兑换
      </Button>
    </form>
  )
}
