import { percentWords, yuan } from '#app/components/operator/campaign-words.ts'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { WorstLine, WorstStack as Stack } from '#app/domain/promotion/rehearsal-views.ts'

/** The deepest stack in words, line by line, in the order in which discounts were taken. */
export function WorstStack({ id, title, stack, isPast }: { id: string; title: string; stack: Stack | null; isPast: boolean }) {
  if (!stack) return null
  return (
    <Card labelledBy={id}>
      <SectionHeading id={id} title={title} note={isPast ? `第 ${stack.place} 单，原订单 ${stack.label}` : `第 ${stack.place} 单`} />
      <p className="text-sm">
        标价 {yuan(stack.listFen)} 元，优惠 {yuan(stack.discountFen)} 元，<strong>便宜了 {percentWords(stack.discountFen, stack.listFen)}</strong>。
      </p>
      <ul className="mt-2 divide-y divide-line">
        {stack.lines.map((line) => (
          <LineWords key={line.title} line={line} />
        ))}
      </ul>
    </Card>
  )
}

function LineWords({ line }: { line: WorstLine }) {
  const { title, quantity, listFen, paidFen, floorFen, shares } = line
  return (
    <li className="py-2.5 text-sm">
      <p className="font-semibold">
        {title} × {quantity}
        {shares.length > 0 && paidFen <= floorFen ? <Tag tone="cinnabar" className="ml-2">到底价</Tag> : null}
      </p>
      <ol className="mt-0.5 text-ink-2 tabular-nums">
        <li className="flex justify-between gap-3"><span>标价</span><span>{yuan(listFen)}</span></li>
        {shares.map(({ promotion, amountFen }, place) => (
          <li key={`${promotion}${place}`} className="flex justify-between gap-3"><span className="min-w-0">{promotion}</span><span>−{yuan(amountFen)}</span></li>
        ))}
        <li className="flex justify-between gap-3 font-semibold text-ink"><span>实付（底价 {yuan(floorFen)}）</span><span>{yuan(paidFen)}</span></li>
      </ol>
    </li>
  )
}
