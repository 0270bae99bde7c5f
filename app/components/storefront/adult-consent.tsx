import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox } from '#app/components/ui/field.tsx'
import type { Quote } from '#app/domain/checkout/quote.ts'
import { adultGoods } from '#app/domain/law/adults.ts'

/** for liquor the buyer says to be of age, in every order anew; never ticked beforehand. */
export function AdultConsent({ quote, ticked, error }: { quote: Quote; ticked: boolean; error?: string }) {
  const goods = adultGoods(quote)
  if (goods.length === 0) return null
  return (
    <Card labelledBy="adult" className="border-poplar bg-poplar-wash">
      <SectionHeading id="adult" title="酒类不向未成年人出售" />
      <p className="text-sm">{goods.map(({ title }) => title).join('、')}</p>
      <Checkbox
        className="mt-3"
        name="isAdult"
        value="yes"
        label={<strong>我已年满 18 周岁，收货人也是成年人</strong>}
        hint="不勾选就不能提交；也可以把酒移出订单。"
        defaultChecked={ticked}
        error={error}
      />
    </Card>
  )
}
