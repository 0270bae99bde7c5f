import { Link } from '@remix-run/react'
import { laneGroups, promotionState } from '#app/components/operator/campaign-names.ts'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatYuan } from '#app/domain/money.ts'
import type { Lane } from '#app/domain/promotion/lanes.ts'

type Row = {
  id: string
  name: string
  state: 'DRAFT' | 'PUBLISHED' | 'STOPPED'
  shop: string | null
  lane: Lane
  startsAt: Date
  endsAt: Date
  words: string
  waits: boolean
  budget: { limitFen: number; takenFen: number } | null
}

/** Promotions in the order in which they are worked out, each in the words that shoppers read. */
export function PromotionList({ promotions, now }: { promotions: readonly Row[]; now: Date }) {
  return (
    <div className="grid gap-5">
      {laneGroups.map(({ lanes, title, note }) => {
        const rows = promotions.filter(({ lane }) => lanes.includes(lane))
        return rows.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h3 className="mb-1 text-sm font-semibold">{title}<span className="ml-2 font-normal text-ink-2">{note}</span></h3>
            <ul className="divide-y divide-line border-y border-line">
              {rows.map((row) => (
                <PromotionRow key={row.id} row={row} now={now} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function PromotionRow({ row, now }: { row: Row; now: Date }) {
  const state = promotionState(row, now)
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <Link to={`promotions/${row.id}`} className="font-semibold">{row.name}</Link>
        <span className="text-sm text-ink-2">{row.shop ?? '平台'}</span>
        <Tag tone={state.tone}>{state.word}</Tag>
      </p>
      <p className="mt-0.5 text-sm text-ink-2">{row.words}</p>
      {row.budget ? (
        <p className="mt-0.5 text-xs text-ink-2 tabular-nums">预算已用 {formatYuan(row.budget.takenFen, { grouped: true })} / {formatYuan(row.budget.limitFen, { grouped: true })} 元</p>
      ) : null}
    </li>
  )
}
