import { Money } from '#app/components/ui/price.tsx'
import type { Fen } from '#app/domain/money.ts'

type Line = { quantity: number; unitPriceFen: Fen; discountFen: Fen; paidFen: Fen }

/** What a line costs, in the checkout as in the order: the sum, how it comes about, what promotions took off. */
export function LineMoney({ line: { quantity, unitPriceFen, discountFen, paidFen } }: { line: Line }) {
  return (
    <>
      <Money fen={paidFen} className="block font-semibold" />
      <span className="block text-xs text-ink-2 tabular-nums">
        <Money fen={unitPriceFen} /> × {quantity}
      </span>
      {discountFen > 0 ? (
        <span className="block text-xs text-cinnabar-deep">
          已减 <Money fen={discountFen} />
        </span>
      ) : null}
    </>
  )
}
