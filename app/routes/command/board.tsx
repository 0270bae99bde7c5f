import { data, redirect } from '@remix-run/node'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ProvinceTiles } from '#app/components/charts/province-tiles.tsx'
import { BoardFilters } from '#app/components/command/board-filters.tsx'
import { DayTable, MerchantTable, ProvinceTable, RegimentTable } from '#app/components/command/board-tables.tsx'
import { CommandError } from '#app/components/command/command-error.tsx'
import { FigureTile } from '#app/components/command/figure.tsx'
import { FreshnessLine } from '#app/components/command/freshness-line.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import type { FigureValue, MetricKey } from '#app/domain/reporting/metrics.ts'
import { editionOf, parseReportQuery, quickRanges, searchOf, windowInWords } from '#app/domain/reporting/query.ts'
import { suppressionNote, tileGridNote } from '#app/domain/reporting/words.ts'
import { addDays, businessDate, daysBetween } from '#app/domain/time.ts'
import { notFound, requireCommand } from '#app/http/guards.server.ts'
import { getCommandBoard } from '#app/services/reporting/get-command-board.server.ts'
import { businessTime } from '#app/services/reporting/business-time.server.ts'

export const meta = () => [{ title: '销售成效 · 援疆指挥部' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await requireCommand(request)
  const { searchParams } = new URL(request.url)
  const today = businessDate(await businessTime())
  const { query, errors } = parseReportQuery(searchParams, today)
  const isValid = Object.keys(errors).length === 0
  // The form speaks of the last day that counts; addresses are half-open.
  if (isValid && searchParams.has('last')) throw redirect(`/command${searchOf(query)}`, 303)

  const board = await getCommandBoard(query)
  const { regiments, merchants } = board.names
  if (query.regimentId && !regiments.some(({ id }) => id === query.regimentId)) throw notFound()
  if (query.merchantId && !merchants.some(({ id }) => id === query.merchantId)) throw notFound()
  const edition = editionOf(addDays(query.to, -1)).year
  const answer = {
    board: { ...board, asOf: board.asOf.toISOString() },
    query: { ...query, place: null },
    errors,
    ranges: quickRanges(today),
    edition,
    daysToEve: daysBetween(today, newYearsEveOf(edition)),
  }
  return data(answer, { status: isValid ? 200 : 400 })
}

const MANY_SUPPRESSED = 12

export default function Board() {
  const { board, query, errors, ranges, edition, daysToEve } = useLoaderData<typeof loader>()
  const search = searchOf(query)
  const value = (key: MetricKey): FigureValue => board.figures.find((figure) => figure.key === key)?.value ?? 'undefined'
  const suppressedTiles = board.provinces.filter(({ netFen }) => netFen === 'suppressed').length
  const filtered = query.regimentId !== null || query.merchantId !== null
  return (
    <>
      <PageHeading
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            销售成效 {board.demo ? <DemoMark /> : null}
          </span>
        }
        note={
          <>
            {edition} 届 · {windowInWords(query)}
            {daysToEve > 0 ? ` · 距除夕 ${daysToEve} 天` : ''} · <FreshnessLine asOf={board.asOf} waiting={board.waiting} />
          </>
        }
      />
      {Object.values(errors).map((sentence) => (
        <Notice key={sentence} tone="error" className="mb-4">
          {sentence}。下面是本月的数据。
        </Notice>
      ))}
      <BoardFilters query={query} ranges={ranges} regiments={board.names.regiments} merchants={board.names.merchants} errors={errors} />

      <section aria-label="主要指标" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <FigureTile lead metric="netSales" value={value('netSales')} search={search} />
        <FigureTile lead metric="netTonnes" value={value('netTonnes')} search={search} />
        <FigureTile
          lead
          metric="activeMerchants"
          value={value('activeMerchants')}
          search={search}
          after={filtered ? undefined : `/ ${board.enrolledMerchants} 家`}
        />
        <FigureTile lead metric="taizhouShare" value={value('taizhouShare')} search={search} />
        <FigureTile metric="paidAmount" value={value('paidAmount')} search={search} />
        <FigureTile metric="refundAmount" value={value('refundAmount')} search={search} />
        <FigureTile metric="orders" value={value('orders')} search={search} />
        <FigureTile metric="provinces" value={value('provinces')} search={search} after={<CitiesCount value={value('cities')} />} />
      </section>
      {query.regimentId ? (
        <p className="mt-2 text-xs text-ink-2">按团场筛选时支付额、退款额不含运费：运费属于整张订单，不分摊到团场。</p>
      ) : null}

      <div className="mt-5 grid gap-5 lg:grid-cols-[3fr_2fr]">
        <Card labelledBy="by-day">
          <SectionHeading id="by-day" title="每日净销售额" note={board.isComparable ? '万元，柱为所选期间，线为上届同距除夕日' : '万元，浅色为当日尚未结束'} />
          <picture>
            <source media="(max-width: 639px)" srcSet={`/command/charts/daily.svg${searchOf(query, { shape: 'narrow' })}`} />
            <img
              src={`/command/charts/daily.svg${search}`}
              alt={`${windowInWords(query)}每日净销售额，数字见下表`}
              width={720}
              height={400}
              className="h-auto w-full"
            />
          </picture>
          <details className="mt-3 border-t border-line pt-2">
            <summary className="min-h-9 py-1.5 text-sm text-river underline">看每日数字</summary>
            <DayTable days={board.days} query={query} />
          </details>
        </Card>
        <Card labelledBy="by-province">
          <SectionHeading id="by-province" title="收货省份" note={`净销售额，万元。${tileGridNote}`} />
          <ProvinceTiles cells={board.provinces} total={board.totals.netFen} searchFor={(place) => searchOf({ ...query, place })} />
          <p className="mt-3 text-xs text-ink-2">{suppressionNote}</p>
          {suppressedTiles > MANY_SUPPRESSED ? (
            <p className="mt-1 text-xs text-ink-2">期间不是整月或加了筛选时，数据分得细，能公布的省份就少；看整月、不加筛选可以看到更多。</p>
          ) : null}
          <details className="mt-3 border-t border-line pt-2">
            <summary className="min-h-9 py-1.5 text-sm text-river underline">用表格看</summary>
            <ProvinceTable provinces={board.provinces} query={query} />
          </details>
        </Card>
      </div>

      <Card className="mt-5" labelledBy="by-regiment">
        <SectionHeading id="by-regiment" title="团场" note="按商品产地归属；礼盒按各组成商品分别归属。订单、企业数不可相加。" />
        <RegimentTable regiments={board.regiments} query={query} />
      </Card>
      <Card className="mt-5" labelledBy="by-merchant">
        <SectionHeading id="by-merchant" title="企业" note="按售出企业归属。一次支付可含多家企业的订单，订单数不可相加。" />
        <MerchantTable merchants={board.merchants} query={query} />
      </Card>
    </>
  )
}

function CitiesCount({ value }: { value: FigureValue }) {
  return (
    <>
      个省份，
      <data value={typeof value === 'number' ? value : undefined} data-metric="cities" data-code="M12">
        {value}
      </data>{' '}
      个城市
    </>
  )
}

export { CommandError as ErrorBoundary }
