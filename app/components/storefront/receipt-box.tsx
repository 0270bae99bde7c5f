import { Button } from '#app/components/ui/button.tsx'
import type { MerchantOrderState } from '#app/domain/order/states.ts'
import { dayWords, deadlineWords } from '#app/domain/shipping/words.ts'
import { businessDate } from '#app/domain/time.ts'

type Part = { number: string; state: MerchantOrderState; receiptDueAt: Date | null; receivedAt: Date | null; merchant: { name: string } }

/** Has it come? One button, and the day on which the question answers itself. */
export function ReceiptBox({ part, action }: { part: Part; action: string }) {
  if (part.receivedAt)
    return (
      <p className="border-t border-line bg-leaf-wash px-4 py-2.5 text-sm text-leaf">{dayWords(businessDate(part.receivedAt))}已确认收货，谢谢您。</p>
    )
  if (part.state !== 'SHIPPED') return null
  return (
    <form method="post" action={action} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-river-wash/50 px-4 py-3">
      <input type="hidden" name="part" value={part.number} />
      <p className="min-w-0 flex-1 basis-56 text-sm">
        <span className="font-semibold">东西都收到了吗？</span>
        <span className="block text-xs text-ink-2">
          请验过货再点。{part.receiptDueAt ? `不点也行，${deadlineWords(part.receiptDueAt)} 自动确认。` : null}
        </span>
      </p>
      <Button name="intent" value="receive" size="sm" aria-label={`确认收货：${part.merchant.name}`}>
        确认收货
      </Button>
    </form>
  )
}
