import type { ReactNode } from 'react'
import { Money, Price } from '#app/components/ui/price.tsx'
import type { Fen } from '#app/domain/money.ts'

export type SummaryRow = { label: ReactNode; fen: Fen | null; note?: string }

/** Every part of what is paid, and the sum. A null amount is not known yet. */
export function OrderSummary({ rows, totalLabel, totalFen, after = [] }: { rows: readonly SummaryRow[]; totalLabel: string; totalFen: Fen; /** What became of the sum since. */ after?: readonly SummaryRow[] }) {
  return (
    <dl className="text-sm">
      {rows.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      <div className="mt-2 flex items-baseline justify-between gap-4 border-t border-line pt-3">
        <dt className="font-semibold">{totalLabel}</dt>
        <dd>
          <Price fen={totalFen} />
        </dd>
      </div>
      {after.map((row, index) => (
        <Row key={index} row={row} />
      ))}
    </dl>
  )
}

function Row({ row }: { row: SummaryRow }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1">
      <dt className="text-ink-2">
        {row.label}
        {row.note ? <span className="block text-2xs">{row.note}</span> : null}
      </dt>
      <dd>{row.fen === null ? <span className="text-ink-2">选择地区后显示</span> : <Money fen={row.fen} />}</dd>
    </div>
  )
}
