import { metricsByCode, ratio } from '#app/domain/reporting/metrics.ts'
import type { Figure, Metric } from '#app/domain/reporting/metrics.ts'
import { placeName, provinceTiles, TAIZHOU } from '#app/domain/reporting/places.ts'
import { searchOf } from '#app/domain/reporting/query.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import { ROWS_A_PAGE } from '#app/domain/reporting/views.ts'
import type { DrillRow, MetricRows } from '#app/domain/reporting/views.ts'
import { keyedHash } from '#app/infra/crypto.server.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'
import { openDestinations } from '#app/services/reporting/disclose-destinations.server.ts'
import { breakdownOf, conditions, factWhere, totalsOf } from '#app/services/reporting/fact-query.server.ts'
import type { Totals } from '#app/services/reporting/fact-query.server.ts'
import { freshnessOf } from '#app/services/reporting/get-command-board.server.ts'
import type { Freshness } from '#app/services/reporting/get-command-board.server.ts'
import { getReferenceNames } from '#app/services/reporting/reference-names.server.ts'
import type { ReferenceNames } from '#app/services/reporting/reference-names.server.ts'

export type MetricPage = Freshness & {
  metrics: Metric[]
  figures: Figure[]
  placeName: string | null
  names: ReferenceNames
  /** Null where the figure is suppressed. */
  detail: MetricRows | null
}

/** Figures of one place: only these are made by destination. */
const byPlace = new Set(['M04', 'M07', 'M08'])

/** The figure of a metric for a question, and the rows it is made of; null for an unknown metric. */
export async function getMetricPage(code: string, query: ReportQuery, page: number): Promise<MetricPage | null> {
  const metrics = metricsByCode(code)
  if (metrics.length === 0 || (query.place !== null && !byPlace.has(code))) return null
  return readSnapshot(async (snapshot) => {
    const asksOfPlaces = query.place !== null || code === 'M12' || code === 'M13'
    const open = asksOfPlaces ? await openDestinations(snapshot, query) : new Set<string>()
    const shown = query.place === null || open.has(query.place)
    const totals = await totalsOf(snapshot, query)
    const figures = shown ? figuresOf(code, totals, open) : metrics.map(({ key }) => ({ key, value: 'suppressed' }) as Figure)
    return {
      ...(await freshnessOf(snapshot)),
      metrics,
      figures,
      placeName: query.place && placeName(query.place),
      names: await getReferenceNames(snapshot),
      detail: shown ? await detailOf(snapshot, code, query, page, totals, open) : null,
    }
  })
}

function figuresOf(code: string, totals: Totals, open: ReadonlySet<string>): Figure[] {
  const all: Record<string, Figure[]> = {
    M02: [{ key: 'paidAmount', value: totals.paidFen }],
    M03: [{ key: 'refundAmount', value: totals.refundFen }],
    M04: [{ key: 'netSales', value: totals.netFen }],
    M07: [{ key: 'orders', value: totals.orders }],
    M08: [{ key: 'netTonnes', value: totals.grams }],
    M10: [{ key: 'activeMerchants', value: totals.merchants }],
    M12: [
      { key: 'provinces', value: totals.provinces },
      { key: 'cities', value: totals.cities },
    ],
    M13: [{ key: 'taizhouShare', value: open.has(TAIZHOU) ? ratio(totals.taizhouFen, totals.netFen) : 'suppressed' }],
  }
  return all[code] ?? []
}

async function detailOf(
  snapshot: Snapshot,
  code: string,
  query: ReportQuery,
  page: number,
  totals: Totals,
  open: ReadonlySet<string>,
): Promise<MetricRows | null> {
  switch (code) {
    case 'M10':
      return merchantRows(snapshot, query)
    case 'M12':
      return provinceRows(snapshot, query, totals, open)
    case 'M13':
      if (!open.has(TAIZHOU)) return null
      return {
        kind: 'ratio',
        numerator: { key: 'netSales', value: totals.taizhouFen },
        denominator: { key: 'netSales', value: totals.netFen },
      }
    default:
      return factRows(snapshot, code, query, page)
  }
}

const drills = {
  M02: { counts: 'fen', condition: conditions.sold, fen: 'f.goods_fen + f.freight_fen' },
  M03: { counts: 'fen', condition: conditions.givenBack, fen: '-(f.goods_fen + f.freight_fen)' },
  M04: { counts: 'fen', condition: conditions.goods, fen: 'f.goods_fen' },
  M07: { counts: 'orders', condition: conditions.sold, fen: 'f.goods_fen + f.freight_fen' },
  M08: { counts: 'grams', condition: conditions.goods, fen: 'f.goods_fen' },
} as const

type FactRow = Omit<DrillRow, 'rowId' | 'orderKey'> & { id: string; checkoutId: string }

async function factRows(snapshot: Snapshot, code: string, query: ReportQuery, page: number): Promise<MetricRows | null> {
  if (!(code in drills)) return null
  const drill = drills[code as keyof typeof drills]
  const where = factWhere(query, [drill.condition])
  const [sums] = await snapshot.rows<{ rowCount: number; fen: number; grams: number; orders: number }>(
    `select count(*) as "rowCount", coalesce(sum(${drill.fen}), 0)::bigint as fen, coalesce(sum(f.grams), 0)::bigint as grams,
            count(distinct f.checkout_id) as orders
       from sales_fact f where ${where.text}`,
    where.values,
  )
  const rowCount = sums?.rowCount ?? 0
  const last = Math.max(1, Math.ceil(rowCount / ROWS_A_PAGE))
  const shownPage = Math.min(page, last)
  const rows = await snapshot.rows<FactRow>(
    `select f.id::text as id, f.checkout_id::text as "checkoutId", f.business_date::text as date, f.sku_code as "skuCode",
            f.name, f.quantity, ${drill.fen} as fen, f.grams
       from sales_fact f where ${where.text}
      order by f.business_date desc, f.sku_code nulls last, f.name, f.id
      limit ${ROWS_A_PAGE} offset ${(shownPage - 1) * ROWS_A_PAGE}`,
    where.values,
  )
  // The keys hang on the question: the same order has another name in every other drill.
  const scope = `${code}${searchOf(query)}`
  return {
    kind: 'facts',
    counts: drill.counts,
    rows: rows.map(({ id, checkoutId, ...row }) => ({
      ...row,
      rowId: anonymousKey('drill-row', scope, id),
      orderKey: drill.counts === 'orders' ? anonymousKey('drill-order', scope, checkoutId) : null,
    })),
    rowCount,
    total: sums?.[drill.counts] ?? 0,
    page: shownPage,
  }
}

/** A short keyed hash that says nothing outside its scope. */
export function anonymousKey(purpose: string, scope: string, id: string): string {
  return keyedHash(purpose, `${scope} ${id}`).slice(0, 12)
}

async function merchantRows(snapshot: Snapshot, query: ReportQuery): Promise<MetricRows> {
  const { merchants } = await getReferenceNames(snapshot)
  const rows = await breakdownOf(snapshot, query, 'merchant')
  return {
    kind: 'merchants',
    rows: rows
      .filter((row) => row.merchantOrders > 0)
      .map(({ key, merchantOrders, netFen }) => ({
        id: key,
        name: merchants.find((merchant) => merchant.id === key)?.name ?? '已注销企业',
        merchantOrders,
        netFen,
      }))
      .sort((a, b) => b.netFen - a.netFen || (a.name < b.name ? -1 : 1)),
  }
}

async function provinceRows(
  snapshot: Snapshot,
  query: ReportQuery,
  totals: Totals,
  open: ReadonlySet<string>,
): Promise<MetricRows> {
  const rows = (await breakdownOf(snapshot, query, 'province')).filter((row) => row.orders > 0)
  const shown = provinceTiles.flatMap(({ code, name }) => {
    const row = rows.find(({ key }) => key === code)
    return row && open.has(code) ? [{ code, name, orders: row.orders, cities: row.cities }] : []
  })
  return {
    kind: 'provinces',
    open: shown.sort((a, b) => b.orders - a.orders || (a.code < b.code ? -1 : 1)),
    suppressed: totals.provinces - shown.length,
    suppressedCities: totals.cities - shown.reduce((sum, { cities }) => sum + cities, 0),
  }
}
