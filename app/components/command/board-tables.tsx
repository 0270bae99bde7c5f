import { FigureLink, UnitHeader } from '#app/components/command/figure.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { provinceTiles } from '#app/domain/reporting/places.ts'
import { dayInWords, searchOf } from '#app/domain/reporting/query.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import type { DayRow, MerchantRow, ProvinceRow, RegimentRow } from '#app/domain/reporting/views.ts'
import { addDays } from '#app/domain/time.ts'

export function DayTable({ days, query }: { days: readonly DayRow[]; query: ReportQuery }) {
  const search = ({ date }: DayRow) => searchOf({ ...query, from: date, to: addDays(date, 1) })
  return (
    <Table
      caption="每日净销售额、净销量和支付订单数"
      captionHidden
      rows={days}
      rowKey={(row) => row.date}
      columns={[
        { key: 'date', header: '日期', rowHeader: true, cell: (row) => dayInWords(row.date) },
        { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureLink metric="netSales" value={row.netFen} search={search(row)} /> },
        { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureLink metric="netTonnes" value={row.grams} search={search(row)} /> },
        { key: 'orders', header: '订单', numeric: true, cell: (row) => <FigureLink metric="orders" value={row.orders} search={search(row)} /> },
      ]}
    />
  )
}

export function RegimentTable({ regiments, query }: { regiments: readonly RegimentRow[]; query: ReportQuery }) {
  const search = ({ id }: RegimentRow) => searchOf({ ...query, regimentId: id })
  return (
    <Table
      caption="各团场净销售额"
      captionHidden
      rows={regiments}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: '团场',
          rowHeader: true,
          cell: (row) => (
            <>
              <span className="whitespace-nowrap">{row.name}</span> {row.town ? <span className="whitespace-nowrap text-ink-2">{row.town}</span> : null}{' '}
              {row.netFen === 0 && row.orders === 0 ? <span className="text-xs whitespace-nowrap text-ink-2">本期无成交</span> : null}
            </>
          ),
        },
        { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureLink metric="netSales" value={row.netFen} search={search(row)} /> },
        { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureLink metric="netTonnes" value={row.grams} search={search(row)} /> },
        { key: 'orders', header: '订单', numeric: true, wideOnly: true, cell: (row) => <FigureLink metric="orders" value={row.orders} search={search(row)} /> },
        { key: 'merchants', header: '企业', numeric: true, wideOnly: true, cell: (row) => <FigureLink metric="activeMerchants" value={row.merchants} search={search(row)} /> },
        { key: 'skus', header: '单品', numeric: true, wideOnly: true, cell: (row) => row.skus },
      ]}
    />
  )
}

export function MerchantTable({ merchants, query }: { merchants: readonly MerchantRow[]; query: ReportQuery }) {
  const search = ({ id }: MerchantRow) => searchOf({ ...query, merchantId: id })
  return (
    <Table
      caption="各企业净销售额"
      captionHidden
      rows={merchants}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: '企业',
          rowHeader: true,
          cell: (row) => (
            <>
              {row.name} <span className="text-xs whitespace-nowrap text-ink-2">{row.regimentName}</span>
            </>
          ),
        },
        { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureLink metric="netSales" value={row.netFen} search={search(row)} /> },
        { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureLink metric="netTonnes" value={row.grams} search={search(row)} /> },
        { key: 'orders', header: '订单', numeric: true, wideOnly: true, cell: (row) => <FigureLink metric="orders" value={row.merchantOrders} search={search(row)} /> },
        { key: 'skus', header: '单品', numeric: true, wideOnly: true, cell: (row) => row.skus },
      ]}
    />
  )
}

export function ProvinceTable({ provinces, query }: { provinces: readonly ProvinceRow[]; query: ReportQuery }) {
  const search = ({ code }: ProvinceRow) => searchOf({ ...query, place: code })
  const size = ({ netFen }: ProvinceRow) => (typeof netFen === 'number' ? netFen : -1)
  return (
    <Table
      caption="各省份净销售额"
      captionHidden
      rows={[...provinces].sort((a, b) => size(b) - size(a))}
      rowKey={(row) => row.code}
      columns={[
        { key: 'name', header: '省份', rowHeader: true, cell: (row) => provinceTiles.find(({ code }) => code === row.code)?.name },
        { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureLink metric="netSales" value={row.netFen} search={search(row)} /> },
        { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureLink metric="netTonnes" value={row.grams} search={search(row)} /> },
        { key: 'orders', header: '订单', numeric: true, cell: (row) => <FigureLink metric="orders" value={row.orders} search={search(row)} /> },
      ]}
    />
  )
}
