import { ClaimForm, FaceAmount } from '#app/components/storefront/coupon-ticket.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import type { ClaimableCoupon } from '#app/domain/coupon/views.ts'

/** Coupons to be had now, side by side; what they are for and until when stands on each. */
export function CouponRail({ coupons }: { coupons: readonly ClaimableCoupon[] }) {
  return (
    <>
      <p id="coupon-claimed" role="status" className="mb-2 hidden items-start gap-1.5 rounded-control bg-leaf-wash px-3 py-2 text-sm font-semibold text-leaf target:flex">
        <Icon name="check" className="mt-0.5 size-4.5 shrink-0" />
        领到了，已放进券包，结算时自动用上。
      </p>
      <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fill,minmax(20rem,1fr))]">
        {coupons.map((coupon) => (
          <li key={coupon.promotionId} className="flex overflow-hidden rounded-card border border-line bg-white shadow-card">
            <div className="ticket-stub flex w-24 shrink-0 flex-col items-center justify-center gap-0.5 bg-cinnabar px-2 py-3 pr-3 text-center text-white">
              <FaceAmount face={coupon.face} />
              <span className="text-2xs leading-tight">{coupon.face.condition}</span>
            </div>
            <div className="flex min-w-0 flex-1 flex-wrap items-center justify-end gap-2 px-3 py-2.5">
              <div className="min-w-0 flex-1 basis-32">
                <h3 className="text-sm font-semibold">{coupon.scope}</h3>
                <p className="text-2xs text-ink-2">{coupon.validity}</p>
                <a href={`/coupons#coupon-${coupon.promotionId}`} className="inline-flex min-h-11 items-center text-2xs text-ink-2 underline">
                  全部条件<span className="sr-only">：{coupon.name}</span>
                </a>
              </div>
              <ClaimForm coupon={coupon} back="/" />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
