import { groundLabels } from '#app/domain/law/base-price.ts'
import type { Deal, Ground } from '#app/domain/law/base-price.ts'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

export type EvidenceView = { ground: Ground; basePriceFen: number | null; windowFrom: Date; windowUntil: Date; dealCount: number; deals: readonly Deal[] }

/** what may be struck through at most, and, opened, the deals that prove it. */
export function PriceEvidence({ evidence }: { evidence: EvidenceView }) {
  const { ground, basePriceFen, windowFrom, windowUntil, dealCount, deals } = evidence
  if (ground === 'NONE') return <p className="text-sm text-ink-2">还没有成交，不能划线</p>
  return (
    <details className="group text-sm">
      <summary className="cursor-pointer py-1 underline-offset-4 hover:underline">
        {groundLabels[ground]} <strong className="tabular-nums">{formatYuan(basePriceFen ?? 0)}</strong> 元
        <span className="text-ink-2"> · 看 {dealCount} 笔依据</span>
      </summary>
      <div className="mt-1 rounded-control bg-paper p-3">
        <p className="mb-2 text-xs text-ink-2">
          活动前七日：{formatInstantChinese(new Date(windowFrom))} 起，到 {formatInstantChinese(new Date(windowUntil))} 前。已付款且未退的订单，每件实付价（已扣各方优惠，不含运费）。
        </p>
        <ul className="grid gap-x-6 gap-y-1 text-sm tabular-nums sm:grid-cols-2 lg:grid-cols-3">
          {deals.map((deal) => (
            <li key={deal.lineId} className="flex justify-between gap-3 border-b border-line py-0.5">
              <span className="text-ink-2">{formatInstantChinese(new Date(deal.at))}</span>
              <span className={deal.unitFen === basePriceFen ? 'font-semibold text-cinnabar' : ''}>{formatYuan(deal.unitFen)} 元</span>
            </li>
          ))}
        </ul>
        {dealCount > deals.length ? <p className="mt-2 text-xs text-ink-2">由低到高，只列最低的 {deals.length} 笔。</p> : null}
      </div>
    </details>
  )
}
