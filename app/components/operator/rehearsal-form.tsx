import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, RadioCards, Select } from '#app/components/ui/field.tsx'
import { MOST_CARTS } from '#app/domain/promotion/rehearsal-views.ts'

/** Which carts come, and when: everything goes into the address, so that a rehearsal can be passed on. */
export function RehearsalForm({ values, errors }: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }) {
  return (
    <Card labelledBy="carts">
      <SectionHeading id="carts" title="用哪些购物车" note="只计价，不下单，不改任何数据" />
      <Form method="get" preventScrollReset className="grid gap-4">
        <RadioCards
          legend="来源"
          name="source"
          columns={2}
          defaultValue={values.source}
          error={errors.source}
          options={[
            { value: 'past', label: '过去的已付款订单', hint: '同样的人、同样的商品，按现在的标价和底价再买一次' },
            { value: 'synthetic', label: '合成的购物车', hint: '按往年的购买习惯，从现在有货的商品里抽；同一个种子每次一样' },
          ]}
        />
        <div className="grid grid-cols-2 items-start gap-3 lg:grid-cols-4">
          <Field label="付款从" name="from" type="date" defaultValue={values.from} error={errors.from} hint="已付款订单用" />
          <Field label="到（含）" name="last" type="date" defaultValue={values.last} error={errors.last} />
          <Field label="种子" name="seed" inputMode="numeric" defaultValue={values.seed} error={errors.seed} hint="合成购物车用" />
          <Field label="最多" name="most" inputMode="numeric" suffix="单" defaultValue={values.most} error={errors.most} hint={`不超过 ${MOST_CARTS}`} />
        </div>
        <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1.4fr_auto]">
          <Field label="按哪一刻的活动计价" name="at" type="datetime-local" defaultValue={values.at} error={errors.at} hint="默认是同时生效的优惠最多的时候" />
          <Select
            label="券和优惠码"
            name="coupons"
            defaultValue={values.coupons}
            error={errors.coupons}
            options={[
              { value: 'EVERYBODY', label: '人人登录、有券、有码（最贵的情形）' },
              { value: 'NOBODY', label: '没有人登录，也没有券和码' },
            ]}
          />
          <div className="sm:col-span-2 lg:col-span-1 lg:pt-6.5">
            <Button className="min-h-12 w-full lg:w-auto">开始演练</Button>
          </div>
        </div>
      </Form>
    </Card>
  )
}
