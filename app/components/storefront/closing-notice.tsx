import type { ClosingBanner } from '#app/domain/law/closing-notice.ts'
import { dayInFull } from '#app/domain/time.ts'

/** on every page of the shop, until the very end. */
export function ClosingNotice({ closing }: { closing: ClosingBanner | null }) {
  if (!closing) return null
  return (
    <aside aria-label="终止经营公告" className="no-print border-b border-poplar bg-poplar-wash text-poplar-deep">
      <p className="mx-auto max-w-shop px-4 py-2.5 text-sm md:px-6">
        <strong className="font-semibold">
          {closing.closed ? `本站已于 ${dayInFull(closing.closesOn)} 停止接单。` : `本站将于 ${dayInFull(closing.closesOn)} 终止经营。`}
        </strong>
        {closing.sentence}已付款的订单照常发货，退换和售后照常办理。
      </p>
    </aside>
  )
}
