import { Substitutes } from '#app/components/storefront/delivery-box.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox } from '#app/components/ui/field.tsx'
import type { Quote } from '#app/domain/checkout/quote.ts'
import type { Substitute } from '#app/domain/shipping/views.ts'
import { dayWords } from '#app/domain/shipping/words.ts'

/** After the cut-off: nobody waits past the holiday without having said so; never ticked beforehand. */
export function HoldConsent({ quote, instead, ticked, error }: { quote: Quote; instead: readonly Substitute[]; ticked: boolean; error?: string }) {
  if (!quote.heldUntil) return null
  const held = quote.groups.flatMap(({ lines, parcels }) => parcels.filter(({ heldUntil }) => heldUntil).flatMap(({ skuIds }) => lines.filter(({ skuId }) => skuIds.includes(skuId))))
  return (
    <Card labelledBy="hold" className="border-poplar bg-poplar-wash">
      <SectionHeading id="hold" title="春节前赶不及发了" />
      <p className="text-sm">
        {held.map(({ title }) => title).join('、')}：节前的截单时间已过，{dayWords(quote.heldUntil)}起才能发货。
      </p>
      <Substitutes instead={instead} />
      <Checkbox
        className="mt-3"
        name="acceptsHold"
        value="yes"
        label={<strong>节后发货也可以</strong>}
        hint="不勾选就不能提交；也可以把它们移出订单，或换成前置仓的商品。"
        defaultChecked={ticked}
        error={error}
      />
    </Card>
  )
}
