import { data } from '@remix-run/node'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CommandError } from '#app/components/command/command-error.tsx'
import { FigureData } from '#app/components/command/figure.tsx'
import { FreshnessLine } from '#app/components/command/freshness-line.tsx'
import { MetricRows } from '#app/components/command/metric-rows.tsx'
import { Card, Facts, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import { exactText } from '#app/domain/reporting/figure-text.ts'
import { METRICS_VERSION } from '#app/domain/reporting/metrics.ts'
import { parseReportQuery, searchOf, windowInWords } from '#app/domain/reporting/query.ts'
import { suppressionNote } from '#app/domain/reporting/words.ts'
import { businessDate } from '#app/domain/time.ts'
import { pageOf } from '#app/http/fields.server.ts'
import { notFound, requireCommand } from '#app/http/guards.server.ts'
import { businessTime } from '#app/services/reporting/business-time.server.ts'
import { getMetricPage } from '#app/services/reporting/get-metric-page.server.ts'

export const meta = () => [{ title: '指标明细 · 援疆指挥部' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireCommand(request)
  const url = new URL(request.url)
  const { query, errors } = parseReportQuery(url.searchParams, businessDate(await businessTime()))
  const page = await getMetricPage(params.code ?? '', query, pageOf(url))
  if (!page) throw notFound()
  const isValid = Object.keys(errors).length === 0
  return data({ ...page, asOf: page.asOf.toISOString(), query, errors }, { status: isValid ? 200 : 400 })
}

export default function MetricPage() {
  const { metrics, figures, detail, placeName, names, query, errors, asOf, waiting, demo } = useLoaderData<typeof loader>()
  const [metric] = metrics
  const [figure] = figures
  if (!metric || !figure) return null
  const scope = [
    windowInWords(query),
    names.regiments.find(({ id }) => id === query.regimentId)?.name,
    names.merchants.find(({ id }) => id === query.merchantId)?.name,
    placeName ? `收货地 ${placeName}` : null,
  ].filter(Boolean)
  return (
    <>
      <p className="mb-2 text-sm no-print">
        <Link to={`/command${searchOf({ ...query, place: null })}`} className="text-river">
          ‹ 返回销售成效
        </Link>
      </p>
      <PageHeading
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {metrics.map(({ name }) => name).join('、')} <span className="text-md font-normal text-ink-2">{metric.code}</span> {demo ? <DemoMark /> : null}
          </span>
        }
        note={
          <>
            {scope.join(' · ')} · <FreshnessLine asOf={asOf} waiting={waiting} />
          </>
        }
      />
      {Object.values(errors).map((sentence) => (
        <Notice key={sentence} tone="error" className="mb-4">
          {sentence}。
        </Notice>
      ))}
      <Card className="mb-5">
        <div className="flex flex-wrap gap-x-10 gap-y-3">
          {figures.map(({ key, value }, place) => (
            <p key={key}>
              <span className="text-sm text-ink-2">{metrics[place]?.name}</span>
              <span className="flex items-baseline gap-1">
                <FigureData metric={key} value={value} className="text-2xl font-bold tracking-tight" />
                {typeof value === 'number' ? <span className="text-sm text-ink-2">{metrics[place]?.unitName}</span> : null}
              </span>
              {typeof value === 'number' && metric.unit !== 'count' ? (
                <span className="text-sm text-ink-2 tabular-nums">{exactText(value, metric.unit)}</span>
              ) : null}
            </p>
          ))}
        </div>
        <hr className="my-4 border-line" />
        <Facts
          rows={[
            { term: '定义', detail: metrics.map(({ definition }) => definition).join(' ') },
            { term: '公式', detail: metrics.map(({ formula }) => formula).join('；') },
            { term: '口径', detail: `${metric.base}。${query.regimentId ? '按团场筛选时不含运费。' : ''}` },
            { term: '可加性', detail: metric.additive ? '各部分可以相加' : '各部分不可相加：同一订单、企业或地区会在几个部分里各计一次' },
            { term: '版本', detail: `指标定义 ${METRICS_VERSION}` },
          ]}
        />
      </Card>
      <Card labelledBy="rows">
        <SectionHeading id="rows" title="明细" />
        {detail && typeof figure.value === 'number' ? (
          <MetricRows metric={metric} detail={detail} query={query} value={figure.value} />
        ) : (
          <p className="text-sm text-ink-2">{figure.value === 'suppressed' ? suppressionNote : '期内没有成交，没有可比的数。'}</p>
        )}
      </Card>
    </>
  )
}

export { CommandError as ErrorBoundary }
