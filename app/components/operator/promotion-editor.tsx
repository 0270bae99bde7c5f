import { Form } from '@remix-run/react'
import { useState } from 'react'
import { ActionFields } from '#app/components/operator/promotion-action-fields.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox, Field, FieldError, RadioCards, Select } from '#app/components/ui/field.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { announceWords } from '#app/domain/promotion/announce.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { FUNDERS, funderNames, readEditor } from '#app/domain/promotion/editor.ts'
import type { Recipe } from '#app/domain/promotion/recipes.ts'
import { provinceTiles } from '#app/domain/reporting/places.ts'

export type EditorGoods = { skuId: string; merchantId: string; name: string; listPriceFen: number; floorPriceFen: number; freeUnits: number }
type Named = { id: string; name: string }

export type PromotionEditorProps = {
  recipe: Recipe
  version: number
  /** Null: the platform's own. A promotion that is there keeps its owner. */
  shop: Named | null
  base: PromotionDefinition | null
  categories: readonly Named[]
  goods: readonly EditorGoods[]
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  back: string
}

/** Only the fields that this kind needs, and the sentence that shoppers will read, kept up while typing. */
export function PromotionEditor({ recipe, version, shop, base, categories, goods, values, errors, back }: PromotionEditorProps) {
  const [typed, setTyped] = useState(values)
  const own = shop ? goods.filter(({ merchantId }) => merchantId === shop.id) : goods
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] ?? null })
  return (
    <Form method="post" className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]" onChange={({ currentTarget }) => setTyped(typedIn(currentTarget))}>
      <input type="hidden" name="version" value={version} />
      <div className="lg:sticky lg:top-4 lg:order-2">
        <Announcement typed={typed} recipe={recipe} shop={shop} base={base} categories={categories} goods={goods} />
      </div>
      <div className="grid min-w-0 gap-4">
        <Card labelledBy="basics">
          <SectionHeading id="basics" title="名称和时间" note={recipe.kind === 'coupon' ? undefined : '北京时间，到结束的那一刻为止，不含那一刻'} />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field className="sm:col-span-2" label="活动名称" maxLength={30} {...field('name')} hint={`例如：${recipe.hint}`} />
            {recipe.kind === 'coupon' ? null : (
              <>
                <Field label="开始" type="datetime-local" {...field('startsAt')} />
                <Field label="结束" type="datetime-local" {...field('endsAt')} />
              </>
            )}
          </div>
          {errors.kind || errors.merchantId ? <FieldError id="kind-error">{errors.kind ?? errors.merchantId}</FieldError> : null}
        </Card>
        <Card labelledBy="gives">
          <SectionHeading id="gives" title="给什么优惠" />
          <ActionFields recipe={recipe} goods={own} values={values} errors={errors} />
        </Card>
        {recipe.kind === 'coupon' ? <CouponFields values={values} errors={errors} /> : null}
        {recipe.action === 'UNIT_PRICE' ? null : <ScopeFields shop={shop} categories={categories} goods={own} values={values} errors={errors} freight={recipe.action === 'FREIGHT'} />}
        {shop ? (
          <Card labelledBy="consent-title">
            <SectionHeading id="consent-title" title="商家同意" note="平台不得强制商家参加；这里写明依据，留在审计记录里" />
            <Field label="商家同意的依据" maxLength={60} placeholder="如：1月5日 店主在群里确认" {...field('consent')} />
          </Card>
        ) : (
          <FunderFields values={values} errors={recipe.action === 'UNIT_PRICE' && errors.onlyEnrolled ? { funders: errors.onlyEnrolled, ...errors } : errors} />
        )}
        <Card labelledBy="limits">
          <SectionHeading id="limits" title="上限" note="留空就是不限；用完自动停" />
          <div className="grid items-start gap-4 sm:grid-cols-3">
            <Field label="预算" suffix="元" inputMode="decimal" placeholder="不限" {...field('limits.budgetFen')} />
            <Field label="总次数" suffix="次" inputMode="numeric" placeholder="不限" {...field('limits.uses')} />
            <Field label="每人次数" suffix="次" inputMode="numeric" placeholder="不限" {...field('limits.usesPerBuyer')} />
          </div>
        </Card>
        <Card labelledBy="conditions">
          <SectionHeading id="conditions" title="条件" />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Select label="谁能用" options={[{ value: 'ALL', label: '所有人' }, { value: 'FIRST_ORDER', label: '第一次下单的人' }]} {...field('buyers')} />
            <Select label="与其他优惠" options={[{ value: 'all', label: '可以同享' }, { value: 'none', label: '不同享' }]} {...field('combine')} />
          </div>
        </Card>
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="save">保存</Button>
          <LinkButton to={back} tone="quiet">返回</LinkButton>
        </div>
      </div>
    </Form>
  )
}

/** What stands in the form now; boxes of one name as one text. */
function typedIn(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = values[name] ? `${values[name]} ${value}` : value
  return values
}

function Announcement({ typed, recipe, shop, base, categories, goods }: Pick<PromotionEditorProps, 'recipe' | 'shop' | 'base' | 'categories' | 'goods'> & { typed: Readonly<Record<string, string>> }) {
  const read = readEditor(typed, recipe, shop?.id ?? null, base)
  const nameOf = (list: readonly Named[]) => (id: string) => list.find((one) => one.id === id)?.name ?? '（请选择）'
  const names = {
    shop: shop?.name ?? null,
    category: nameOf(categories),
    goods: nameOf(goods.map(({ skuId, name }) => ({ id: skuId, name }))),
    price: (id: string) => goods.find(({ skuId }) => skuId === id)?.listPriceFen ?? null,
  }
  return (
    <section aria-labelledby="announced" className="rounded-card border border-poplar bg-poplar-wash p-4 sm:p-5">
      <h2 id="announced" className="text-sm font-semibold text-poplar-deep">顾客会读到</h2>
      <p aria-live="polite" className="mt-1.5 text-base">{read.ok ? announceWords(read.definition, names) : '填好名称、时间和优惠后，这里会出现顾客读到的那句话。'}</p>
    </section>
  )
}

function ScopeFields({ shop, categories, goods, values, errors, freight }: { shop: Named | null; categories: readonly Named[]; goods: readonly EditorGoods[]; values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>>; freight: boolean }) {
  return (
    <Card labelledBy="scope">
      <SectionHeading id="scope" title="哪些商品" note={`什么都不勾，就是${shop ? '全店' : '全场'}商品`} />
      {shop ? null : <Checkbox className="mb-4" label="只限商家报名、并同意参加跨店满减的商品" name="onlyEnrolled" value="on" defaultChecked={values.onlyEnrolled === 'on'} error={errors.onlyEnrolled} hint="由商家分担优惠时必须勾选；发布时按当时已通过的报名确定" />}
      {shop ? null : <Ticks legend="只限这些品类" name="scope.categoryIds" choices={categories} values={values} />}
      <details className="group mt-3" open={Boolean(values['scope.skuIds'])}>
        <Fold>只限指定的商品</Fold>
        <Ticks legend="只限这些商品" hidden name="scope.skuIds" choices={goods.map(({ skuId, name }) => ({ id: skuId, name }))} values={values} />
      </details>
      {freight ? (
        <details className="group mt-3" open={Boolean(values.provinceCodes)}>
          <Fold>只限送到部分省份</Fold>
          <Ticks legend="只限送到这些省份" hidden name="provinceCodes" choices={[...provinceTiles].sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ code, name }) => ({ id: code, name }))} values={values} />
        </details>
      ) : null}
      {errors.scope ? <FieldError id="scope-error">{errors.scope}</FieldError> : null}
    </Card>
  )
}

function Ticks({ legend, hidden = false, name, choices, values }: { legend: string; hidden?: boolean; name: string; choices: readonly Named[]; values: Readonly<Record<string, string>> }) {
  const chosen = new Set((values[name] ?? '').split(' '))
  return (
    <fieldset>
      <legend className={hidden ? 'sr-only' : 'mb-1.5 text-sm font-semibold'}>{legend}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
        {choices.map(({ id, name: label }) => (
          <label key={id} className="flex min-h-9 items-center gap-2 text-sm">
            <input type="checkbox" name={name} value={id} defaultChecked={chosen.has(id)} className="size-4.5 shrink-0" />
            <span className="min-w-0">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function FunderFields({ values, errors }: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }) {
  return (
    <Card labelledBy="funders">
      <SectionHeading id="funders" title="谁出钱" note="合计 100%，不出资的留空" />
      <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
        {FUNDERS.map((funder) => (
          <Field key={funder} label={funderNames[funder]} name={`funders.${funder}`} suffix="%" inputMode="decimal" defaultValue={values[`funders.${funder}`] ?? ''} error={errors[`funders.${funder}`]} />
        ))}
      </div>
      {errors.funders ? <FieldError id="funders-error">{errors.funders}</FieldError> : null}
    </Card>
  )
}

function CouponFields({ values, errors }: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }) {
  const field = (name: string) => ({ name: `coupon.${name}`, defaultValue: values[`coupon.${name}`] ?? '', error: errors[`coupon.${name}`] ?? null })
  return (
    <Card labelledBy="coupon">
      <SectionHeading id="coupon" title="怎么领、用到什么时候" note="顾客领到以后，条件和有效期都不再改变" />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="领取开始" type="datetime-local" {...field('claimFrom')} />
        <Field label="领取结束" type="datetime-local" {...field('claimUntil')} />
        <Field label="总张数" suffix="张" inputMode="numeric" placeholder="不限" {...field('quantity')} />
        <Field label="每人张数" suffix="张" inputMode="numeric" {...field('perPerson')} />
        <Field label="口令" optional maxLength={16} {...field('code')} hint="填了就凭口令领取；大写字母或数字" />
      </div>
      <div className="mt-4 grid gap-4">
        <RadioCards
          legend="有效期"
          name="coupon.validity"
          columns={2}
          defaultValue={values['coupon.validity'] || 'window'}
          options={[{ value: 'window', label: '固定时间' }, { value: 'days', label: '领取后若干天' }]}
        />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <Field label="有效期开始" type="datetime-local" {...field('validFrom')} />
          <Field label="有效期结束" type="datetime-local" {...field('validUntil')} />
          <Field label="有效天数" suffix="天" inputMode="numeric" {...field('validDays')} hint="选“领取后若干天”时填" />
        </div>
      </div>
    </Card>
  )
}
