import { Link } from '@remix-run/react'
import { drillPath, FigureData, FigureLink, UnitHeader } from '#app/components/command/figure.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Table } from '#app/components/ui/table.tsx'
import type { Column } from '#app/components/ui/table.tsx'
import { exactText } from '#app/domain/reporting/figure-text.ts'
import type { Metric } from '#app/domain/reporting/metrics.ts'
import { TAIZHOU } from '#app/domain/reporting/places.ts'
import { searchOf } from '#app/domain/reporting/query.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import { ROWS_A_PAGE } from '#app/domain/reporting/views.ts'
import type { DrillRow, MetricRows as Rows } from '#app/domain/reporting/views.ts'

/** What a figure is made of, in the way its kind asks for. */
export function MetricRows({ metric, detail, query, value }: { metric: Metric; detail: Rows; query: ReportQuery; value: number }) {
  switch (detail.kind) {
    case 'facts':
      return <FactRows metric={metric} detail={detail} query={query} value={value} />
    case 'merchants':
      return (
        <>
          <p className="mb-3 text-sm text-ink-2">
            下面 <strong className="text-ink">{detail.rows.length}</strong> 家企业在期内各有支付成功的订单，数一数就是上面的数。
          </p>
          <Table
            caption="参与企业"
            captionHidden
            rows={detail.rows}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', header: '企业', rowHeader: true, cell: (row) => row.name },
              { key: 'orders', header: '订单', numeric: true, cell: (row) => <FigureLink metric="orders" value={row.merchantOrders} search={searchOf({ ...query, merchantId: row.id })} /> },
              { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureLink metric="netSales" value={row.netFen} search={searchOf({ ...query, merchantId: row.id })} /> },
            ]}
          />
        </>
      )
    case 'provinces':
      return (
        <>
          <p className="mb-3 text-sm text-ink-2">
            列出 <strong className="text-ink">{detail.open.length}</strong> 个省份，另有{' '}
            <strong className="text-ink">{detail.suppressed}</strong> 个省份因人数少不列名（其中城市 {detail.suppressedCities} 个），合计就是上面的数。
          </p>
          <Table
            caption="收货省份"
            captionHidden
            rows={detail.open}
            rowKey={(row) => row.code}
            columns={[
              { key: 'name', header: '省份', rowHeader: true, cell: (row) => row.name },
              { key: 'cities', header: '城市', numeric: true, cell: (row) => row.cities },
              { key: 'orders', header: '订单', numeric: true, cell: (row) => <FigureLink metric="orders" value={row.orders} search={searchOf({ ...query, place: row.code })} /> },
            ]}
          />
        </>
      )
    case 'ratio':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          {[
            { title: '分子：收货地在台州的净销售额', figure: detail.numerator, search: searchOf({ ...query, place: TAIZHOU }) },
            { title: '分母：净销售额', figure: detail.denominator, search: searchOf(query) },
          ].map(({ title, figure, search }) => (
            <div key={title} className="rounded-control border border-line bg-paper p-4">
              <h3 className="text-sm text-ink-2">{title}</h3>
              <p className="mt-1 text-lg font-semibold">
                <FigureData metric={figure.key} value={figure.value} exact />
              </p>
              <Link to={drillPath('M04', search)} className="mt-1 inline-block text-sm text-river">
                打开明细
              </Link>
            </div>
          ))}
        </div>
      )
  }
}

type Facts = Extract<Rows, { kind: 'facts' }>

function FactRows({ metric, detail, query, value }: { metric: Metric; detail: Facts; query: ReportQuery; value: number }) {
  const agrees = detail.total === value
  const counted = detail.counts === 'orders'
  const columns: Column<DrillRow>[] = [
    { key: 'row', header: '行号', rowHeader: true, wideOnly: true, cell: (row) => <code className="text-xs text-ink-2">{row.rowId}</code> },
    ...(counted ? [{ key: 'order', header: '订单代号', cell: (row: DrillRow) => <code className="text-xs whitespace-nowrap">{row.orderKey}</code> }] : []),
    { key: 'date', header: '日期', cell: (row) => <span className="whitespace-nowrap tabular-nums">{row.date}</span> },
    {
      key: 'name',
      header: '商品',
      cell: (row) => (
        <>
          {row.name} {row.skuCode ? <span className="text-xs whitespace-nowrap text-ink-2">{row.skuCode}</span> : null}
        </>
      ),
    },
    { key: 'quantity', header: '件', numeric: true, wideOnly: counted, cell: (row) => exactText(row.quantity, 'count') },
    { key: 'grams', header: '净重', numeric: true, wideOnly: detail.counts !== 'grams', cell: (row) => exactText(row.grams, 'grams') },
    { key: 'fen', header: '金额', numeric: true, cell: (row) => exactText(row.fen, 'fen') },
  ]
  return (
    <>
      <Notice tone={agrees ? 'success' : 'error'} className="mb-3">
        {counted
          ? `全部 ${detail.rowCount} 行中共有 ${detail.total} 个不同的订单代号`
          : `全部 ${detail.rowCount} 行合计 ${exactText(detail.total, metric.unit)}`}
        ，{agrees ? '与指标相符。' : '与指标不符，请立即告知平台运营。'}
      </Notice>
      <Table caption={`${metric.name}明细`} captionHidden rows={detail.rows} rowKey={(row) => row.rowId} columns={columns} empty="期内没有记录" />
      <p className="mt-3 text-xs text-ink-2">
        行号{counted ? '和订单代号' : ''}只在本页所示的指标、期间和筛选下有效，不能与其他明细对照，也查不到人。运费单独成行。
      </p>
      <Pagination
        page={detail.page}
        pageCount={Math.max(1, Math.ceil(detail.rowCount / ROWS_A_PAGE))}
        hrefFor={(page) => drillPath(metric.code, searchOf(query, { page }))}
      />
    </>
  )
}
