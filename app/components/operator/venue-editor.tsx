import { Form } from '@remix-run/react'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox, Field, Select } from '#app/components/ui/field.tsx'
import type { Option } from '#app/components/ui/field.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { MAX_PINS, MAX_RULES } from '#app/domain/campaign/check-campaign.ts'
import { goodsMotifs, motifLabel } from '#app/domain/motif.ts'
import { goodsTypeNames, goodsTypes } from '#app/domain/shipping/words.ts'

type Named = { id: string; name: string }
export type VenueChoices = { categories: readonly Named[]; regiments: readonly Named[]; merchants: readonly Named[]; products: readonly Named[] }

const options = (list: readonly Named[]): Option[] => list.map(({ id, name }) => ({ value: id, label: name }))

/** Rows that have something in them, and an empty one to add. */
function rowCount(values: Readonly<Record<string, string>>, list: string, most: number): number {
  const places = Object.keys(values).flatMap((field) => (field.startsWith(`${list}.`) ? Number(field.split('.')[1]) + 1 : []))
  return Math.min(most, Math.max(0, ...places) + 1)
}

/** A venue: how it is called, which goods come in by themselves, which stand in front. */
export function VenueEditor({
  version,
  back,
  choices,
  values,
  errors,
}: {
  version: number
  back: string
  choices: VenueChoices
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
}) {
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] ?? null })
  return (
    <Form method="post" className="grid gap-4">
      <input type="hidden" name="version" value={version} />
      <Card labelledBy="called">
        <SectionHeading id="called" title="会场" />
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="名称" maxLength={12} {...field('name')} />
          <Field label="网址" maxLength={40} {...field('slug')} hint="顾客看到 /venues/ 后面的这一段" />
          <Select label="剪纸图" options={goodsMotifs.map((name) => ({ value: name, label: motifLabel(name) }))} {...field('motif')} />
          <Field className="sm:col-span-3" label="一句话介绍" optional maxLength={60} {...field('intro')} />
        </div>
      </Card>
      <Card labelledBy="rules">
        <SectionHeading id="rules" title="自动进场的规则" note="一条规则是会场里的一组商品，按下面的顺序排；同一件商品只出现在最先符合的一组。清空一组就删去它" />
        <div className="grid gap-3">
          {Array.from({ length: rowCount(values, 'rules', MAX_RULES) }, (_, place) => (
            <RuleRow key={place} place={place} choices={choices} values={values} errors={errors} />
          ))}
        </div>
      </Card>
      <Card labelledBy="pins">
        <SectionHeading id="pins" title="置顶商品" note="排在所有规则前面，按这里的顺序。收了费的位置会标「广告」" />
        <div className="grid gap-3">
          {Array.from({ length: rowCount(values, 'pins', MAX_PINS) }, (_, place) => (
            <div key={place} className="grid items-start gap-3 border-t border-line pt-3 first:border-0 first:pt-0 sm:grid-cols-[1.4fr_1fr_9rem]">
              <Select label={`置顶商品 ${place + 1}`} placeholder="不置顶" options={options(choices.products)} {...field(`pins.${place}.productId`)} />
              <Field label="推荐语" optional maxLength={20} {...field(`pins.${place}.note`)} />
              <Checkbox className="sm:pt-9.5" label="付费位置（广告）" name={`pins.${place}.paid`} value="on" defaultChecked={values[`pins.${place}.paid`] === 'on'} />
            </div>
          ))}
        </div>
      </Card>
      <div className="flex flex-wrap gap-3">
        <Button name="intent" value="venue">保存会场</Button>
        <LinkButton to={back} tone="quiet">返回</LinkButton>
      </div>
    </Form>
  )
}

function RuleRow({ place, choices, values, errors }: { place: number; choices: VenueChoices; values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }) {
  const field = (name: string) => ({ name: `rules.${place}.${name}`, defaultValue: values[`rules.${place}.${name}`] ?? '', error: errors[`rules.${place}.${name}`] ?? null })
  const label = values[`rules.${place}.label`] ?? ''
  const wrong = Object.keys(errors).some((name) => name.startsWith(`rules.${place}.`))
  return (
    <details open={wrong || place === 0} className="group rounded-control border border-line px-3 py-2 open:pb-4">
      <Fold>{label === '' ? '添加一组' : `${place + 1}. ${label}`}</Fold>
      <div className="mt-2 grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="标题" maxLength={20} {...field('label')} />
        <Select label="品类" placeholder="不限" options={options(choices.categories)} {...field('categoryId')} />
        <Select label="产地" placeholder="不限" options={options(choices.regiments)} {...field('regimentId')} />
        <Select label="店铺" placeholder="不限" options={options(choices.merchants)} {...field('merchantId')} />
        <Select label="货品类型" placeholder="不限" options={goodsTypes.map((type) => ({ value: type, label: goodsTypeNames[type] }))} {...field('goodsType')} />
        <Select label="组合装" placeholder="不限" options={[{ value: 'yes', label: '只要组合装' }, { value: 'no', label: '不要组合装' }]} {...field('bundle')} />
        <Field label="最低价" suffix="元" inputMode="decimal" placeholder="不限" {...field('fromFen')} />
        <Field label="低于" suffix="元" inputMode="decimal" placeholder="不限" {...field('untilFen')} />
        <Checkbox className="lg:col-span-4" label="只要报名参加这一届的商品" name={`rules.${place}.enrolled`} value="on" defaultChecked={values[`rules.${place}.enrolled`] === 'on'} />
      </div>
    </details>
  )
}
