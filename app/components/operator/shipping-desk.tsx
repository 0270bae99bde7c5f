import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, FieldError, Select } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Province } from '#app/domain/shipping/views.ts'
import { dayWords, deadlineWords, goodsTypeNames, goodsTypes } from '#app/domain/shipping/words.ts'
import { formatInstant } from '#app/domain/time.ts'

/** The form that was sent and refused: which one, what was typed, what is wrong. */
export type Answer = { form: string; errors: Readonly<Record<string, string>>; values: Readonly<Record<string, string>> }

const answerOf = (answer: Answer | undefined, form: string): Pick<Answer, 'errors' | 'values'> =>
  answer?.form === form ? answer : { errors: {}, values: {} }

type Road = {
  zoneId: string
  zoneName: string
  transitDays: number
  cutoff: { id: string; version: number; cutoffAt: Date; resumesOn: string } | null
  eveUntil: Date | null
}

/** One warehouse: for every zone until when orders still leave before the holiday, and when they go on. */
export function CutoffCard({
  warehouse,
  answer,
}: {
  warehouse: { id: string; name: string; pickupMinute: number; handlingDays: number; roads: readonly Road[] }
  answer: Answer | undefined
}) {
  const clock = `${String(Math.floor(warehouse.pickupMinute / 60)).padStart(2, '0')}:${String(warehouse.pickupMinute % 60).padStart(2, '0')}`
  return (
    <Card labelledBy={`cutoffs-${warehouse.id}`} padded={false}>
      <div className="px-4 pt-4 sm:px-5">
        <SectionHeading id={`cutoffs-${warehouse.id}`} title={`${warehouse.name} · 截单`} note={`每天 ${clock} 揽收，接单后 ${warehouse.handlingDays} 天内发出`} />
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {warehouse.roads.map((road) => (
          <CutoffRow key={road.zoneId} warehouseId={warehouse.id} road={road} answer={answer} />
        ))}
      </ul>
    </Card>
  )
}

function CutoffRow({ warehouseId, road, answer }: { warehouseId: string; road: Road; answer: Answer | undefined }) {
  const { zoneId, cutoff } = road
  const form = `cutoff:${warehouseId}:${zoneId}`
  const { errors, values } = answerOf(answer, form)
  // A saved row is a new form: what was typed before does not stay.
  const key = `${form}:${cutoff?.version ?? 0}`
  return (
    <li key={key} className="px-4 py-3.5 sm:px-5">
      <Form method="post" preventScrollReset className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_15.5rem_11rem_auto]">
        <input type="hidden" name="warehouseId" value={warehouseId} />
        <input type="hidden" name="zoneId" value={zoneId} />
        <input type="hidden" name="id" value={cutoff?.id ?? ''} />
        <input type="hidden" name="version" value={cutoff?.version ?? ''} />
        <div className="min-w-0">
          <p className="font-semibold">{road.zoneName}</p>
          <p className="text-xs text-ink-2">路上 {road.transitDays} 天</p>
          {road.eveUntil ? (
            <Tag tone="cinnabar" className="mt-1">除夕前送达：{deadlineWords(road.eveUntil)} 止</Tag>
          ) : (
            <Tag className="mt-1">现在下单，除夕前到不了</Tag>
          )}
        </div>
        <Field
          label="截单时间"
          name="cutoffAt"
          id={`cutoffAt-${warehouseId}-${zoneId}`}
          type="datetime-local"
          defaultValue={values.cutoffAt ?? (cutoff ? formatInstant(cutoff.cutoffAt).replace(' ', 'T') : '')}
          error={errors.cutoffAt}
        />
        <Field
          label="恢复发货"
          name="resumesOn"
          id={`resumesOn-${warehouseId}-${zoneId}`}
          type="date"
          defaultValue={values.resumesOn ?? cutoff?.resumesOn ?? ''}
          error={errors.resumesOn}
        />
        <div className="flex gap-1 lg:pt-6.5">
          <Button name="intent" value="cutoff" size="sm" className="min-h-12" aria-label={`保存 ${road.zoneName} 的截单`}>保存</Button>
          {cutoff ? (
            <Button name="intent" value="remove-cutoff" size="sm" tone="danger" formNoValidate className="min-h-12" aria-label={`取消 ${road.zoneName} 的截单`}>取消截单</Button>
          ) : null}
        </div>
      </Form>
      {errors[''] ? <FieldError id={`${form}-error`}>{errors['']}</FieldError> : null}
    </li>
  )
}

type Named = { id: string; name: string }
type Pause = { id: string; where: string; from: string; last: string; reason: string }

/** Days on which nothing moves. */
export function PauseCard({ pauses, warehouses, zones, answer }: { pauses: readonly Pause[]; warehouses: readonly Named[]; zones: readonly Named[]; answer: Answer | undefined }) {
  const { errors, values } = answerOf(answer, 'pause')
  const choices = (list: readonly Named[], all: string) => [{ value: '', label: all }, ...list.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Card labelledBy="pauses">
      <SectionHeading id="pauses" title="快递停运" note="这些天不揽收、不运输、不派送，到货时间自动顺延" />
      {pauses.length === 0 ? <p className="text-sm text-ink-2">没有排定的停运。</p> : null}
      <ul className="divide-y divide-line">
        {pauses.map((pause) => (
          <li key={pause.id} className="flex items-center justify-between gap-3 py-2.5">
            <div className="min-w-0 text-sm">
              <p className="font-semibold">{dayWords(pause.from)}—{dayWords(pause.last)}<span className="ml-2 font-normal text-ink-2">{pause.where}</span></p>
              <p className="text-ink-2">{pause.reason}</p>
            </div>
            <Form method="post" preventScrollReset className="shrink-0">
              <input type="hidden" name="id" value={pause.id} />
              <Button name="intent" value="remove-pause" size="sm" tone="danger" aria-label={`删除 ${dayWords(pause.from)} 起的停运`}>删除</Button>
            </Form>
          </li>
        ))}
      </ul>
      {errors.id ? <FieldError id="pause-gone">{errors.id}</FieldError> : null}
      <Form method="post" preventScrollReset key={pauses.length} className="mt-3 grid gap-3 border-t border-line pt-4 sm:grid-cols-2">
        <Select label="仓" name="warehouseId" id="pause-warehouse" options={choices(warehouses, '所有仓')} defaultValue={values.warehouseId ?? ''} error={errors.warehouseId} />
        <Select label="地区" name="zoneId" id="pause-zone" options={choices(zones, '所有地区')} defaultValue={values.zoneId ?? ''} error={errors.zoneId} />
        <Field label="第一天" name="from" type="date" defaultValue={values.from} error={errors.from} />
        <Field label="最后一天（含）" name="last" type="date" defaultValue={values.last} error={errors.last} />
        <Field className="sm:col-span-2" label="原因" name="reason" id="pause-reason" maxLength={60} defaultValue={values.reason} error={errors.reason} />
        <div><Button name="intent" value="pause">添加停运</Button></div>
      </Form>
    </Card>
  )
}

type Stop = { provinceCode: string; provinceName: string; goodsType: GoodsType; reason: string }

/** Where some goods are not sent. */
export function StopCard({ stops, provinces, answer }: { stops: readonly Stop[]; provinces: readonly Province[]; answer: Answer | undefined }) {
  const { errors, values } = answerOf(answer, 'stop')
  return (
    <Card labelledBy="stops">
      <SectionHeading id="stops" title="暂停配送的地区" note="按货品类型；港澳台不在配送范围" />
      {stops.length === 0 ? <p className="text-sm text-ink-2">各地都正常配送。</p> : null}
      <ul className="divide-y divide-line">
        {stops.map((stop) => (
          <li key={`${stop.provinceCode}-${stop.goodsType}`} className="flex items-center justify-between gap-3 py-2.5">
            <div className="min-w-0 text-sm">
              <p className="font-semibold">{stop.provinceName} · {goodsTypeNames[stop.goodsType]}</p>
              <p className="text-ink-2">{stop.reason}</p>
            </div>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="province" value={stop.provinceCode} />
              <input type="hidden" name="goodsType" value={stop.goodsType} />
              <Button name="intent" value="remove-stop" size="sm" tone="quiet" aria-label={`恢复 ${stop.provinceName} ${goodsTypeNames[stop.goodsType]}`}>恢复</Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form method="post" preventScrollReset key={stops.length} className="mt-3 grid gap-3 border-t border-line pt-4 sm:grid-cols-2">
        <Select label="省份" name="province" placeholder="请选择" options={provinces.map(({ code, name }) => ({ value: code, label: name }))} defaultValue={values.province ?? ''} error={errors.province} />
        <Select label="货品类型" name="goodsType" placeholder="请选择" options={[{ value: 'ALL', label: '全部货品' }, ...goodsTypes.map((type) => ({ value: type, label: goodsTypeNames[type] }))]} defaultValue={values.goodsType ?? ''} error={errors.goodsType} />
        <Field className="sm:col-span-2" label="原因" name="reason" id="stop-reason" maxLength={60} defaultValue={values.reason} error={errors.reason} />
        <div><Button name="intent" value="stop">暂停配送</Button></div>
      </Form>
    </Card>
  )
}
