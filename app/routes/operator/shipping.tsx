import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CutoffCard, PauseCard, StopCard } from '#app/components/operator/shipping-desk.tsx'
import { Card, Facts, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { goodsTypes } from '#app/domain/shipping/words.ts'
import { dayField, shanghaiInstantField, textField, uuidField } from '#app/http/fields.server.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import type { FormErrors, FormValues } from '#app/http/parse-form.server.ts'
import { isProvinceCode } from '#app/http/province.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { removeCutoff, saveCutoff } from '#app/services/shipping/change-cutoff.server.ts'
import { addPause, removePause } from '#app/services/shipping/change-pauses.server.ts'
import { addStop, removeStop } from '#app/services/shipping/change-stops.server.ts'
import { getShippingDesk } from '#app/services/shipping/get-shipping-desk.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return { ...(await getShippingDesk(await shopNow())), saved: new URL(request.url).searchParams.has('saved') }
}

const code = z.string().regex(/^[\w-]{1,20}$/, '页面已过期，请刷新后再试')
const seen = { warehouseId: code, zoneId: code, id: z.literal('').or(uuidField), version: z.string().regex(/^\d{0,9}$/).transform(Number) }
const reason = textField('原因', { max: 60 })
const choice = z.literal('').or(code).transform((value) => value || null)
const province = z.string({ error: '请选择省份' }).refine(isProvinceCode, '请选择省份')

const ShippingForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('cutoff'), ...seen, cutoffAt: shanghaiInstantField('截单时间'), resumesOn: dayField('恢复发货的日子') }),
    // The fields beside the button come along; only what was seen counts.
    z.strictObject({ intent: z.literal('remove-cutoff'), ...seen, cutoffAt: z.string().max(40), resumesOn: z.string().max(40) }),
    z.strictObject({ intent: z.literal('pause'), warehouseId: choice, zoneId: choice, from: dayField('第一天'), last: dayField('最后一天'), reason }),
    z.strictObject({ intent: z.literal('remove-pause'), id: uuidField }),
    z.strictObject({ intent: z.literal('stop'), province, goodsType: z.enum(['ALL', ...goodsTypes], { error: '请选择货品类型' }), reason }),
    z.strictObject({ intent: z.literal('remove-stop'), province, goodsType: z.enum(goodsTypes) }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

const STALE = '刚刚被别人改过了，请核对现在的内容再保存'

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, ShippingForm)
  const refuse = (errors: FormErrors, status: 404 | 409 | 422) => data({ form: formOf(form.values), errors, values: form.values }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const by = { actor: { id: userId, role }, now: await shopNow() }
  switch (value.intent) {
    case 'cutoff': {
      const { id, version, ...rest } = value
      const result = await saveCutoff({ ...rest, seen: id ? { id, version } : null, ...by })
      if (!result.ok) return result.reason === 'invalid' ? refuse({ ...result.problems }, 422) : refuse({ '': STALE }, 409)
      break
    }
    case 'remove-cutoff': {
      const result = await removeCutoff({ id: value.id, version: value.version, ...by })
      if (!result.ok) return refuse({ '': STALE }, 409)
      break
    }
    case 'pause': {
      const result = await addPause({ ...value, ...by })
      if (!result.ok) return refuse(result.reason === 'invalid' ? { ...result.problems } : { reason: STALE }, 422)
      break
    }
    case 'remove-pause': {
      const result = await removePause({ id: value.id, ...by })
      if (!result.ok) return refuse({ id: '这段停运刚刚已被删除' }, 409)
      break
    }
    case 'stop': {
      const result = await addStop({ ...value, provinceCode: value.province, ...by })
      if (!result.ok) return result.reason === 'already' ? refuse({ goodsType: '这里已经暂停配送这类货品' }, 409) : refuse({ province: '请选择省份' }, 422)
      break
    }
    case 'remove-stop': {
      const result = await removeStop({ provinceCode: value.province, goodsType: value.goodsType, ...by })
      if (!result.ok) return refuse({ goodsType: '这里刚刚已恢复配送' }, 409)
    }
  }
  return redirect('/operator/shipping?saved=1', 303)
}

/** Which of the page's forms was sent, so that its sentences stand there. */
function formOf({ intent = '', warehouseId, zoneId }: FormValues): string {
  if (intent.endsWith('cutoff')) return `cutoff:${warehouseId}:${zoneId}`
  return intent.replace('remove-', '')
}

export default function Shipping() {
  const { warehouses, zones, pauses, stops, provinces, broken, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="配送" note="截单、停运和停送改过以后，商品页一秒内跟着变；已经下单的承诺不变。" />
      {answer ? <Notice tone="error" className="mb-4">没有保存，请看标红的地方。</Notice> : saved ? <Notice tone="success" className="mb-4">已保存。</Notice> : null}
      <div className="grid gap-4">
        {warehouses.map((warehouse) => (
          <CutoffCard key={warehouse.id} warehouse={warehouse} answer={answer} />
        ))}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <PauseCard pauses={pauses} warehouses={warehouses} zones={zones} answer={answer} />
          <StopCard stops={stops} provinces={provinces} answer={answer} />
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Card labelledBy="tariff">
            <SectionHeading id="tariff" title="运费" />
            <Facts rows={zones.map(({ name, freight }) => ({ term: name, detail: freight }))} />
          </Card>
          <Card labelledBy="broken">
            <SectionHeading id="broken" title="没有做到的承诺" note="近 30 天，按订单行计" />
            <Facts
              rows={[
                { term: '发货超时', detail: <span className="tabular-nums">{broken.ship}</span> },
                { term: '送达超时', detail: <span className="tabular-nums">{broken.arrive}</span> },
              ]}
            />
          </Card>
        </div>
      </div>
    </>
  )
}
