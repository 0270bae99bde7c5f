import type { SummaryRow } from '#app/components/storefront/order-summary.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { giftWords } from '#app/domain/law/gift-words.ts'
import type { Fen } from '#app/domain/money.ts'
import type { NotAppliedReason, PricedCart } from '#app/domain/promotion/types.ts'
import { appliedWords, leftOutWords, namesIn, nextTierWords, notAppliedWords } from '#app/domain/promotion/words.ts'

// What has nothing to do with these goods, this day or this wallet would only be noise.
const UNTOLD: readonly NotAppliedReason['kind'][] = ['no_goods', 'not_started', 'ended', 'coupon_not_held', 'code_not_entered', 'other_channels', 'other_buyers', 'no_freight']

type Goods = { skuId: string; title: string }

/** What promotions give, what a little more would bring, and why others do not count. */
export function Discounts({ priced, goods, brief = false }: { priced: PricedCart; goods: readonly Goods[]; brief?: boolean }) {
  const names = namesIn(priced, new Map(goods.map(({ skuId, title }) => [skuId, title])))
  const told = priced.notApplied.filter(({ reason }) => !UNTOLD.includes(reason.kind))
  const lost = [
    ...told.map((one) => `${one.name}：${notAppliedWords(one.reason, names, priced.nextTiers.find((tier) => tier.promotionId === one.promotionId && tier.version === one.version))}`),
    ...priced.leftOut.filter(({ keptStep }) => keptStep > 0).map(leftOutWords),
  ]
  const tiers = priced.nextTiers.filter((tier) => !told.some((one) => one.promotionId === tier.promotionId))
  if (priced.applied.length === 0 && tiers.length === 0 && lost.length === 0) return null
  const body = (
    <>
      {brief ? null : (
        <ul className="grid gap-1.5">
          {priced.applied.map((one) => (
            <li key={`${one.promotionId}/${one.version}`} className="flex items-start gap-2">
              <Tag tone="cinnabar" className="mt-0.5 shrink-0">
                {one.couponId ? '券' : '优惠'}
              </Tag>
              <span>
                {one.name}：<strong>{appliedWords(one)}</strong>
              </span>
            </li>
          ))}
        </ul>
      )}
      {tiers.length > 0 ? (
        <ul className="mt-2 grid gap-1 text-poplar-deep">
          {tiers.map((tier) => (
            <li key={`${tier.promotionId}/${tier.version}`}>
              {tier.name}：{nextTierWords(tier, names)}
            </li>
          ))}
        </ul>
      ) : null}
      {lost.length > 0 ? (
        <details className="mt-2 text-ink-2">
          <summary className="inline-flex min-h-9 items-center underline">没有用上的优惠（{lost.length}）</summary>
          <ul className="mt-1 grid gap-1">
            {lost.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
  if (brief) return <div className="mt-3 text-sm empty:hidden">{body}</div>
  return (
    <Card labelledBy="discounts" className="text-sm">
      <SectionHeading id="discounts" title="优惠" note="已按最划算的组合为您算好" />
      {body}
    </Card>
  )
}

/** One row of the sum for each promotion on goods. */
export function discountRows({ applied }: PricedCart): SummaryRow[] {
  return applied.filter(({ lane, amountFen }) => lane !== 'SHIPPING' && amountFen > 0).map(({ name, amountFen }) => ({ label: name, fen: -amountFen }))
}

export function freightDiscountRows({ applied }: PricedCart): SummaryRow[] {
  return applied.filter(({ lane, amountFen }) => lane === 'SHIPPING' && amountFen > 0).map(({ name, amountFen }) => ({ label: name, fen: -amountFen }))
}

/** what comes with the goods, how many, and what it is worth. */
export function GiftList({ gifts }: { gifts: readonly { title: string; quantity: number; valueFen: Fen }[] }) {
  if (gifts.length === 0) return null
  return (
    <ul className="grid gap-1 border-t border-line bg-cinnabar-wash px-4 py-2.5 text-sm">
      {gifts.map(({ title, quantity, valueFen }) => (
        <li key={title} className="flex items-start gap-2">
          <Tag tone="cinnabar" className="bg-white">
            赠品
          </Tag>
          <span className="min-w-0 flex-1">{giftWords({ name: title, quantity, valueFen })}</span>
        </li>
      ))}
    </ul>
  )
}
