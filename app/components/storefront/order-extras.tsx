import { Card } from '#app/components/ui/card.tsx'
import { Field, RadioCards, TextArea } from '#app/components/ui/field.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { LONGEST_TITLE } from '#app/domain/invoice/request.ts'
import { LONGEST_GIFT_CARD } from '#app/domain/order/gift-card.ts'

const kinds = [
  { value: 'NONE', label: '不需要' },
  { value: 'PERSONAL', label: '个人' },
  { value: 'COMPANY', label: '单位' },
] as const

/** What not everybody wants: folded away, and nothing chosen. */
export function OrderExtras({ values, errors, shops }: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>>; shops: number }) {
  const wantsInvoice = (values.invoiceKind ?? 'NONE') !== 'NONE' || errors.invoiceTitle !== undefined || errors.taxNumber !== undefined
  return (
    <Card as="div">
      <details className="group" open={wantsInvoice}>
        <Fold>发票（选填）</Fold>
        <div className="mt-3 grid gap-4">
          <RadioCards legend="发票抬头类型" hideLegend name="invoiceKind" columns={3} options={kinds} defaultValue={values.invoiceKind ?? 'NONE'} error={errors.invoiceKind} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="发票抬头" name="invoiceTitle" maxLength={LONGEST_TITLE} autoComplete="off" hint="个人写姓名，单位写全称" defaultValue={values.invoiceTitle} error={errors.invoiceTitle} />
            <Field label="税号" name="taxNumber" maxLength={40} autoComplete="off" hint="单位才填，18 位" defaultValue={values.taxNumber} error={errors.taxNumber} />
          </div>
          <p className="text-xs text-ink-2">{shops > 1 ? `${shops} 家店各开各的发票，` : ''}由卖家按实付金额开具；抬头只给开票的卖家看。</p>
        </div>
      </details>
      <details className="group mt-2 border-t border-line pt-2" open={Boolean(values.giftCard)}>
        <Fold>贺卡（选填）</Fold>
        <TextArea
          className="mt-3"
          label="写给收货人的话"
          name="giftCard"
          rows={3}
          maxLength={LONGEST_GIFT_CARD * 2}
          hint={`最多 ${LONGEST_GIFT_CARD} 个字，${shops > 1 ? '每家店各印一张' : '卖家印好'}放进包裹`}
          defaultValue={values.giftCard}
          error={errors.giftCard}
        />
      </details>
    </Card>
  )
}
