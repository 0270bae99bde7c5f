import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { PriceEvidence } from '#app/components/console/price-evidence.tsx'
import type { EvidenceView } from '#app/components/console/price-evidence.tsx'
import { enrolmentStateWords } from '#app/components/console/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Checkbox, FieldError } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatYuan } from '#app/domain/money.ts'
import type { EnrolmentState, EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'

export type EnrolmentRowView = {
  skuId: string
  title: string
  spec: string
  code: string
  listPriceFen: number
  floorPriceFen: number
  freeUnits: number
  evidence: EvidenceView
  enrolment: (EnrolmentTerms & { state: EnrolmentState; reason: string; version: number }) | null
  mayChange: boolean
}

/** The row that was sent and refused: what was typed, and what is wrong with it. */
export type RowAnswer = { errors: Readonly<Record<string, string>>; values: Readonly<Record<string, string>> } | null

/** Columns of a row from the width of a desk on; below it the fields stand two by two. */
const columns = 'lg:grid-cols-[minmax(0,1fr)_repeat(4,6rem)_8rem] lg:gap-x-3'

export function EnrolmentHead() {
  return (
    <div aria-hidden="true" className={classNames('hidden border-b border-line px-5 py-2 text-xs text-ink-2 lg:grid', columns)}>
      <span>商品</span>
      <span>活动价（元）</span>
      <span>划线价（元）</span>
      <span>承诺件数</span>
      <span>每人限购</span>
      <span />
    </div>
  )
}

/** One SKU: its prices, what the law allows, and the merchant's own wish, changed in place. */
export function EnrolmentRow({ row, terms, answer, saved }: { row: EnrolmentRowView; terms: readonly string[]; answer: RowAnswer; saved: boolean }) {
  const { skuId, title, spec, code, listPriceFen, floorPriceFen, freeUnits, evidence, enrolment, mayChange } = row
  const state = enrolment ? enrolmentStateWords[enrolment.state] : null
  return (
    <li id={`sku-${skuId}`} className={classNames('scroll-mt-4 px-4 py-4 lg:px-5 lg:py-3', saved && 'bg-leaf-wash')}>
      <Form method="post" preventScrollReset>
        <fieldset>
          <legend className="sr-only">{title}</legend>
          <input type="hidden" name="skuId" value={skuId} />
          <input type="hidden" name="version" value={enrolment?.version ?? 0} />
          {terms.map((term) => (
            <input key={term} type="hidden" name="terms" value={term} />
          ))}
          <div className={classNames('grid grid-cols-2 items-start gap-3', columns)}>
            <div className="col-span-2 min-w-0 lg:col-span-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-semibold">{title}</span>
                {state ? <Tag tone={state.tone}>{state.word}</Tag> : null}
              </p>
              <p className="text-xs text-ink-2">{code} · {spec}</p>
              <p className="text-sm tabular-nums">
                日常价 {formatYuan(listPriceFen)} <span className="text-ink-2">· 底价 {formatYuan(floorPriceFen)} · 可售 {freeUnits}</span>
              </p>
            </div>
            {/* Before the fields on a phone, below them at a desk. */}
            <div className="col-span-2 min-w-0 lg:order-1 lg:col-span-3">
              <PriceEvidence evidence={evidence} />
            </div>
            {mayChange ? <Wish row={row} terms={terms} answer={answer} /> : <Promise enrolment={enrolment} />}
          </div>
          {enrolment?.state === 'REJECTED' && enrolment.reason ? <p className="mt-2 text-sm text-cinnabar">平台意见：{enrolment.reason}</p> : null}
          {saved ? <p role="status" className="mt-2 text-sm text-leaf">已保存。</p> : null}
        </fieldset>
      </Form>
    </li>
  )
}

function Wish({ row: { skuId, evidence, enrolment }, terms, answer }: { row: EnrolmentRowView; terms: readonly string[]; answer: RowAnswer }) {
  const { errors = {}, values = null } = answer ?? {}
  const own = enrolment && { campaignPriceFen: formatYuan(enrolment.campaignPriceFen), referencePriceFen: enrolment.referencePriceFen === null ? '' : formatYuan(enrolment.referencePriceFen), promisedUnits: String(enrolment.promisedUnits), maxPerBuyer: enrolment.maxPerBuyer === null ? '' : String(enrolment.maxPerBuyer) }
  const offered = { campaignPriceFen: '', referencePriceFen: evidence.basePriceFen === null ? '' : formatYuan(evidence.basePriceFen), promisedUnits: '', maxPerBuyer: '' }
  const field = (name: keyof typeof offered) => ({ name, id: `${name}-${skuId}`, defaultValue: values?.[name] ?? (own ?? offered)[name], error: errors[name] ?? null })
  const active = enrolment?.state === 'PROPOSED' || enrolment?.state === 'ACCEPTED'
  return (
    <>
      <Cell label="活动价" inputMode="decimal" {...field('campaignPriceFen')} />
      {evidence.ground === 'NONE' ? (
        <div className="pt-2 text-sm text-ink-2"><input type="hidden" name="referencePriceFen" value="" /><span className="lg:sr-only">划线价：</span>不划线</div>
      ) : (
        <Cell label="划线价" inputMode="decimal" placeholder="不划线" {...field('referencePriceFen')} />
      )}
      <Cell label="承诺件数" inputMode="numeric" {...field('promisedUnits')} />
      <Cell label="每人限购" inputMode="numeric" placeholder="不限" {...field('maxPerBuyer')} />
      <div className="order-2 col-span-2 flex gap-2 lg:order-none lg:col-span-1 lg:gap-1 lg:pt-0.5">
        <Button size="sm" tone={active ? 'secondary' : 'primary'} name="intent" value="propose">{active ? '更改' : '报名'}</Button>
        {active ? <Button size="sm" tone="quiet" name="intent" value="withdraw" formNoValidate>撤回</Button> : null}
      </div>
      {terms.length > 0 ? (
        <Checkbox
          className="col-span-2 lg:order-2 lg:col-span-3 lg:justify-self-end lg:pt-1"
          label="参加跨店满减，按上面的比例承担"
          name="joinsCrossShop"
          id={`joins-${skuId}`}
          value="on"
          defaultChecked={values ? values.joinsCrossShop === 'on' : (enrolment?.joinsCrossShop ?? false)}
        />
      ) : null}
      <div className="order-3 col-span-2 lg:col-span-6">
        {Object.entries(errors).map(([name, sentence]) => (
          <FieldError key={name} id={`${name}-${skuId}-error`}>{sentence}</FieldError>
        ))}
      </div>
    </>
  )
}

/** What is promised and may not be changed any more. */
function Promise({ enrolment }: { enrolment: EnrolmentRowView['enrolment'] }) {
  if (!enrolment) return <p className="col-span-2 pt-2 text-sm text-ink-2 lg:col-span-5">没有报名</p>
  const { campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop } = enrolment
  return (
    <>
      <Said label="活动价"><strong className="text-cinnabar">{formatYuan(campaignPriceFen)}</strong></Said>
      <Said label="划线价">{referencePriceFen === null ? '不划线' : formatYuan(referencePriceFen)}</Said>
      <Said label="承诺件数">{promisedUnits}</Said>
      <Said label="每人限购">{maxPerBuyer ?? '不限'}</Said>
      <p className="col-span-2 text-xs text-ink-2 lg:col-span-1 lg:pt-2">{joinsCrossShop ? '参加跨店满减' : '不参加跨店满减'}</p>
    </>
  )
}

function Said({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="text-base tabular-nums lg:pt-1.5">
      <span className="mr-2 text-xs text-ink-2 lg:sr-only">{label}</span>
      {children}
    </p>
  )
}

/** A field as narrow as a figure; its label stands in the head of the table where there is room. */
function Cell({ label, name, id, error, ...input }: { label: string; name: string; id: string; error: string | null; inputMode: 'decimal' | 'numeric'; defaultValue: string; placeholder?: string }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-2 lg:sr-only">{label}</label>
      <input
        id={id}
        name={name}
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={classNames(
          'min-h-11 w-full rounded-control border bg-white px-2.5 text-md tabular-nums placeholder:text-ink-2 lg:min-h-10',
          error ? 'border-cinnabar ring-1 ring-cinnabar' : 'border-line-strong',
        )}
        {...input}
      />
    </div>
  )
}
