import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { RehearsalFigures, PromotionOutcomes } from '#app/components/operator/rehearsal-figures.tsx'
import { RehearsalForm } from '#app/components/operator/rehearsal-form.tsx'
import { WorstStack } from '#app/components/operator/worst-stack.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { MOST_CARTS } from '#app/domain/promotion/rehearsal-views.ts'
import { addDays, businessDate, formatInstant } from '#app/domain/time.ts'
import { dayField, shanghaiInstantField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getRehearsalDesk, rehearseCampaign } from '#app/services/promotion/rehearse-campaign.server.ts'

export const handle = { scripts: true }
export const meta: MetaFunction = () => [{ title: '活动演练 · 平台运营' }]

const DAYS_BACK = 30
const FIRST_COUNT = 1_000

const whole = (label: string, most: number) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .regex(/^\d{1,9}$/, `${label}须是整数`)
    .transform(Number)
    .pipe(z.number().min(1, `${label}至少为 1`).max(most, `${label}最多 ${most}`))

const RehearsalQuery = z
  .strictObject({
    source: z.enum(['past', 'synthetic'], { error: '请选择来源' }),
    from: dayField('开始的日子'),
    last: dayField('结束的日子'),
    seed: whole('种子', 999_999_999),
    most: whole('单数', MOST_CARTS),
    at: shanghaiInstantField('计价的时刻'),
    coupons: z.enum(['EVERYBODY', 'NOBODY'], { error: '请选择' }),
  })
  .refine(({ from, last }) => from <= last, { path: ['last'], message: '结束的日子不能早于开始' })

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const id = uuidField.safeParse(params.id)
  const desk = id.success ? await getRehearsalDesk(id.data) : null
  if (!desk) throw notFound()
  const { searchParams } = new URL(request.url)
  const now = await shopNow()
  const today = businessDate(now)
  const standard = {
    source: 'past', from: addDays(today, -DAYS_BACK), last: today, seed: '2027', most: String(FIRST_COUNT),
    at: formatInstant(desk.at ?? now).replace(' ', 'T'), coupons: 'EVERYBODY',
  }
  if (!searchParams.has('source')) return { desk, values: standard, errors: {}, result: null }
  const form = new FormData()
  for (const [name, value] of searchParams) form.append(name, value)
  const query = parseFields(form, RehearsalQuery)
  const values = { ...standard, ...query.values }
  if (!query.ok) return data({ desk, values, errors: query.errors, result: null }, { status: 422 })
  return { desk, values, errors: {}, result: await rehearseCampaign(desk.campaign.id, query.value) }
}

export default function CampaignRehearsal() {
  const { desk, values, errors, result } = useLoaderData<typeof loader>()
  const { campaign, promotions, drafts } = desk
  const isPast = values.source === 'past'
  return (
    <>
      <p className="mb-2 text-sm">
        <Link to={`/operator/campaigns/${campaign.id}`} className="text-river">‹ {campaign.name}</Link>
      </p>
      <PageHeading title="活动演练" note={`本活动和同时进行的优惠共 ${promotions} 项，其中草稿 ${drafts} 项；和顾客下单用的是同一套算法。`}>
        <LinkButton to={`/operator/campaigns/${campaign.id}/budget`} tone="quiet">预算看板</LinkButton>
      </PageHeading>
      <div className="grid gap-4">
        {Object.keys(errors).length > 0 ? <Notice tone="error">没有演练，请看标红的地方。</Notice> : null}
        <RehearsalForm key={JSON.stringify(values)} values={values} errors={errors} />
        {result && result.carts === 0 ? <Notice tone="warning">这样选没有可以演练的购物车。</Notice> : null}
        {result && result.carts > 0 ? (
          <>
            <RehearsalFigures result={result} />
            <PromotionOutcomes promotions={result.promotions} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <WorstStack id="worst-line" title="叠得最深的一行" stack={result.worstLine} isPast={isPast} />
              <WorstStack id="worst-cart" title="叠得最深的一单" stack={result.worstCart} isPast={isPast} />
            </div>
          </>
        ) : null}
      </div>
    </>
  )
}
