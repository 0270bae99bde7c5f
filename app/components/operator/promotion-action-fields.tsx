import { Field, FieldError, Select } from '#app/components/ui/field.tsx'
import type { EditorGoods } from '#app/components/operator/promotion-editor.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { MAX_ITEMS, MAX_STEPS } from '#app/domain/promotion/editor.ts'
import type { Recipe } from '#app/domain/promotion/recipes.ts'

type Typed = { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }

/** Rows that have something in them, and an empty one to add. */
function places({ values }: Typed, list: string, most: number): number[] {
  const last = Math.max(-1, ...Object.entries(values).flatMap(([name, value]) => (name.startsWith(`${list}.`) && value !== '' ? Number(name.slice(list.length + 1).split('.')[0]) : [])))
  return Array.from({ length: Math.min(most, last + 2) }, (_, place) => place)
}

/** The fields of the discount itself; an empty row more is always there, so that no script is needed to add one. */
export function ActionFields({ recipe, goods, ...typed }: Typed & { recipe: Recipe; goods: readonly EditorGoods[] }) {
  const { values, errors } = typed
  const field = (name: string) => ({ name: `action.${name}`, defaultValue: values[`action.${name}`] ?? '', error: errors[`action.${name}`] ?? null })
  const money = { suffix: '元', inputMode: 'decimal' as const }
  if (recipe.action === 'EVERY')
    return (
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="每满" {...money} {...field('steps.0.thresholdFen')} />
        <Field label="减" {...money} {...field('steps.0.offFen')} />
        <Field label="最多减几次" suffix="次" inputMode="numeric" placeholder="不限" {...field('maxTimes')} />
      </div>
    )
  if (recipe.action === 'UNIT_PRICE')
    return (
      <div className="grid gap-4">
        {places(typed, 'action.items', MAX_ITEMS).map((place) => (
          <ItemRow key={place} place={place} goods={goods} field={field} unlimited={recipe.kind === 'flash_sale' ? '必填' : '不限'} />
        ))}
      </div>
    )
  return (
    <div className="grid gap-3">
      {places(typed, 'action.steps', MAX_STEPS).map((place) => (
        <fieldset key={place} className="grid items-start gap-3 border-t border-line pt-3 first:border-0 first:pt-0 sm:grid-cols-3">
          <legend className="sr-only">第 {place + 1} 档</legend>
          {recipe.action === 'ITEM_PERCENT' ? <Field label={`第 ${place + 1} 档满`} suffix="件" inputMode="numeric" {...field(`steps.${place}.units`)} /> : <Field label={`第 ${place + 1} 档满`} {...money} {...field(`steps.${place}.thresholdFen`)} />}
          {recipe.action === 'THRESHOLD' ? <Field label={`第 ${place + 1} 档减`} {...money} {...field(`steps.${place}.offFen`)} /> : null}
          {recipe.action === 'ITEM_PERCENT' || recipe.action === 'PERCENT' ? <Field label={`第 ${place + 1} 档打`} suffix="折" inputMode="decimal" {...field(`steps.${place}.offBps`)} /> : null}
          {recipe.action === 'FREIGHT' ? <Field label={`第 ${place + 1} 档减运费`} {...money} placeholder="全免" {...field(`steps.${place}.maxOffFen`)} /> : null}
          {recipe.action === 'GIFT' ? (
            <>
              <Select label={`第 ${place + 1} 档送`} placeholder="请选择" options={goods.map(({ skuId, name, freeUnits }) => ({ value: skuId, label: `${name}（可卖 ${freeUnits}）` }))} {...field(`steps.${place}.skuId`)} />
              <Field label={`第 ${place + 1} 档份数`} suffix="份" inputMode="numeric" {...field(`steps.${place}.quantity`)} />
            </>
          ) : null}
        </fieldset>
      ))}
      {recipe.action === 'PERCENT' ? <Field className="sm:max-w-60" label="最多减" optional {...money} placeholder="不限" {...field('maxOffFen')} /> : null}
      {errors['action.steps.0'] ? <FieldError id="steps-error">{errors['action.steps.0']}</FieldError> : null}
      <p className="text-xs text-ink-2">{recipe.kind === 'coupon' ? '门槛填 0 就是无门槛。' : ''}空着的一档不算；保存后会再多出一档可填。</p>
    </div>
  )
}

function ItemRow({ place, goods, field, unlimited }: { place: number; goods: readonly EditorGoods[]; field: (name: string) => { name: string; defaultValue: string; error: string | null }; /** What an empty limit is called. */ unlimited: string }) {
  const chosen = goods.find(({ skuId }) => skuId === field(`items.${place}.skuId`).defaultValue)
  return (
    <fieldset className="grid items-start gap-3 border-t border-line pt-4 first:border-0 first:pt-0 sm:grid-cols-[1.6fr_1fr_1fr_1fr]">
      <legend className="sr-only">第 {place + 1} 件商品</legend>
      <Select
        label={`商品 ${place + 1}`}
        placeholder="请选择"
        options={goods.map(({ skuId, name, listPriceFen }) => ({ value: skuId, label: `${name}（${formatYuan(listPriceFen)} 元）` }))}
        {...field(`items.${place}.skuId`)}
        hint={chosen ? `日常价 ${formatYuan(chosen.listPriceFen)}，底价 ${formatYuan(chosen.floorPriceFen)}，可卖 ${chosen.freeUnits} 件` : undefined}
      />
      <Field label="活动价" suffix="元" inputMode="decimal" {...field(`items.${place}.unitPriceFen`)} />
      <Field label="承诺件数" suffix="件" inputMode="numeric" placeholder={unlimited} {...field(`items.${place}.promisedUnits`)} />
      <Field label="每人限购" suffix="件" inputMode="numeric" placeholder={unlimited} {...field(`items.${place}.maxPerBuyer`)} />
    </fieldset>
  )
}
