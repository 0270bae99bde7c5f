import type { ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'
import type { ClaimableCoupon, CouponFace, CouponTicket } from '#app/domain/coupon/views.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** A whole ticket: what it gives on the stub, its conditions beside it, all of them in sight. */
export function Ticket({ ticket, id, faded = false, tag, aside, children }: { ticket: CouponTicket; id?: string; faded?: boolean; tag?: ReactNode; aside?: ReactNode; children?: ReactNode }) {
  return (
    <article
      id={id}
      aria-label={ticket.name}
      className="flex flex-col overflow-hidden rounded-card border border-line bg-white shadow-card target:border-poplar target:ring-2 target:ring-poplar"
    >
      <div className="flex min-h-28 border-b border-dashed border-line">
        <div className={classNames('ticket-stub flex w-25 shrink-0 flex-col items-center justify-center gap-1 px-2 py-3 pr-3.5 text-center sm:w-32', faded ? 'bg-line text-ink-2' : 'bg-cinnabar text-white')}>
          <FaceAmount face={ticket.face} />
          <span className="text-2xs leading-tight">{ticket.face.condition}</span>
        </div>
        <div className="flex min-w-0 flex-1 flex-wrap items-center justify-end gap-x-3 gap-y-2 px-3 py-3 sm:px-4">
          <div className="min-w-0 flex-1 basis-36">
            <h3 className={classNames('text-base', faded && 'text-ink-2')}>
              {ticket.name} {tag}
            </h3>
            <p className="text-sm text-ink-2">{ticket.scope}</p>
            <p className="text-sm text-ink-2">{ticket.validity}</p>
            {children}
          </div>
          {aside}
        </div>
      </div>
      <Terms terms={ticket.terms} className="px-3.5 py-3 sm:px-4" />
    </article>
  )
}

// Amounts of four signs and more shrink, so that ¥1234.50 stays on its stub.
const amountSizes = ['text-3xl', 'text-xl', 'text-md'] as const

export function FaceAmount({ face: { sign, amount }, small = false }: { face: CouponFace; small?: boolean }) {
  const length = amount.length + sign.length
  const place = (length > 6 ? 2 : length > 3 ? 1 : 0) + (small && length > 2 ? 1 : 0)
  return (
    <span className="flex items-baseline justify-center font-serif font-bold whitespace-nowrap tabular-nums">
      {sign === '¥' ? <span className="text-sm">¥</span> : null}
      <span className={amountSizes[Math.min(place, 2)]}>{amount}</span>
      {sign === '折' ? <span className="text-sm">折</span> : null}
    </span>
  )
}

function Terms({ terms, className }: { terms: CouponTicket['terms']; className?: string }) {
  return (
    <dl className={classNames('grid grid-cols-[3.25rem_1fr] gap-y-1 text-2xs text-ink-2', className)}>
      {terms.map(({ term, detail }) => (
        <div key={term} className="contents">
          <dt className="font-semibold">{term}</dt>
          <dd className="min-w-0">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A press that puts a coupon into the wallet. The same for everybody: who may is asked when it is sent. */
export function ClaimForm({ coupon, back, size = 'md' }: { coupon: ClaimableCoupon; back?: string; size?: 'sm' | 'md' }) {
  if (coupon.state === 'to_claim')
    return (
      <form method="post" action="/coupons">
        <input type="hidden" name="promotionId" value={coupon.promotionId} />
        <input type="hidden" name="version" value={coupon.version} />
        {back ? <input type="hidden" name="back" value={back} /> : null}
        <Button name="intent" value="claim" size={size} aria-label={`领取 ${coupon.name}`} data-claim={coupon.promotionId}>
          领取
        </Button>
      </form>
    )
  if (coupon.state === 'not_yet') return <span className={classNames('font-semibold text-poplar-deep', size === 'sm' ? 'text-xs' : 'text-sm')}>{formatInstantChinese(coupon.claimFrom)} 开始领</span>
  return <span className="text-sm font-semibold text-ink-2">{coupon.state === 'sold_out' ? '已领完' : '已领取'}</span>
}

// More would push the goods off a phone's screen; the rest stands on /coupons.
const STRIP_ROWS = 3

/** Coupons beside the goods they are for: one row each, all conditions a touch away. */
export function CouponStrip({ coupons, back, className }: { coupons: readonly ClaimableCoupon[]; back: string; className?: string }) {
  const had = coupons.filter(({ state }) => state !== 'sold_out')
  if (had.length === 0) return null
  return (
    <section aria-labelledby="coupon-strip" className={classNames('rounded-card border border-cinnabar/25 bg-cinnabar-wash px-3.5 py-2.5', className)}>
      <div className="flex items-center justify-between gap-3">
        <h2 id="coupon-strip" className="flex items-center gap-1.5 text-sm">
          <Icon name="ticket" className="size-4.5 text-cinnabar" />
          优惠券
        </h2>
        <a href="/coupons" className="inline-flex min-h-11 items-center text-sm text-cinnabar-deep underline">
          {had.length > STRIP_ROWS ? `全部 ${had.length} 张` : '我的券包'}
        </a>
      </div>
      <p id="coupon-claimed" role="status" className="mb-2 hidden items-start gap-1.5 rounded-control bg-leaf-wash px-3 py-2 text-sm font-semibold text-leaf target:flex">
        <Icon name="check" className="mt-0.5 size-4.5 shrink-0" />
        领到了，已放进券包，结算时自动用上。
      </p>
      <ul className="grid gap-2">
        {had.slice(0, STRIP_ROWS).map((coupon) => (
          <li key={coupon.promotionId} className="flex overflow-hidden rounded-control border border-line bg-white">
            <div className="ticket-stub flex w-19 shrink-0 items-center justify-center bg-cinnabar px-1 pr-2.5 text-white">
              <FaceAmount face={coupon.face} small />
            </div>
            <div className="min-w-0 flex-1 px-3 py-2">
              <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
                <p className="min-w-0 flex-1 basis-24 text-sm">
                  <span className="font-semibold">{coupon.face.condition}</span>
                  <span className="block text-2xs text-ink-2">{coupon.validity}</span>
                </p>
                <div className="shrink-0">
                  <ClaimForm coupon={coupon} back={back} size="sm" />
                </div>
              </div>
              <details className="text-2xs">
                <summary className="inline-flex min-h-11 items-center text-ink-2 underline">{coupon.scope} · 全部条件</summary>
                <Terms terms={coupon.terms} className="pb-1" />
              </details>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
