import { TAIZHOU } from '#app/domain/reporting/places.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'

// The one place that turns a question into SQL over sales_fact. Screen, drill, Word and
// Excel all ask through it, so they cannot disagree.

export type Sums = { paidFen: number; refundFen: number; netFen: number; grams: number; taizhouFen: number }

/** What every sales figure is computed from. */
export type Totals = Sums & Record<(typeof countedInTotals)[number], number>

export const noMeasures: Sums & Record<Count, number> = {
  paidFen: 0,
  refundFen: 0,
  netFen: 0,
  grams: 0,
  taizhouFen: 0,
  orders: 0,
  merchantOrders: 0,
  merchants: 0,
  skus: 0,
  provinces: 0,
  cities: 0,
}

const SOLD = `f.type = 'SALE'`
// A repriced line is part of the refund that caused it.
const GIVEN_BACK = `f.type in ('REFUND', 'REPRICE')`
export const COUNTED = `f.type in ('SALE', 'REFUND', 'REPRICE')`

const sums = `
  coalesce(sum(f.goods_fen + f.freight_fen) filter (where ${SOLD}), 0)::bigint as "paidFen",
  coalesce(-sum(f.goods_fen + f.freight_fen) filter (where ${GIVEN_BACK}), 0)::bigint as "refundFen",
  coalesce(sum(f.goods_fen), 0)::bigint as "netFen",
  coalesce(sum(f.grams), 0)::bigint as "grams",
  coalesce(sum(f.goods_fen) filter (where f.city_code = '${TAIZHOU}'), 0)::bigint as "taizhouFen"`

const counts = {
  orders: 'f.checkout_id',
  merchantOrders: 'f.merchant_order_id',
  merchants: 'f.merchant_id',
  skus: 'f.sku_id',
  provinces: 'f.province_code',
  cities: 'f.city_code',
} as const

type Count = keyof typeof counts

const countedInTotals = ['orders', 'merchants', 'provinces', 'cities'] as const satisfies readonly Count[]

/** Counting distinct things costs a sort each, so an answer counts what it shows. */
function select(counted: readonly Count[]): string {
  return [sums, ...counted.map((count) => `count(distinct ${counts[count]}) filter (where ${SOLD}) as "${count}"`)].join(',\n  ')
}

export type FactWhere = { text: string; values: unknown[] }

/** Facts of a question; `more` adds conditions of one drill (fixed text, no input). */
export function factWhere(query: ReportQuery, more: readonly string[] = []): FactWhere {
  const values: unknown[] = [query.from, query.to]
  const parts = [COUNTED, 'f.business_date >= $1::date', 'f.business_date < $2::date', ...more]
  const add = (condition: (place: string) => string, value: unknown) => {
    values.push(value)
    parts.push(condition(`$${values.length}`))
  }
  if (query.regimentId) add((at) => `f.regiment_id = ${at}`, query.regimentId)
  if (query.merchantId) add((at) => `f.merchant_id = ${at}::uuid`, query.merchantId)
  if (query.place) add((at) => `${query.place === TAIZHOU ? 'f.city_code' : 'f.province_code'} = ${at}`, query.place)
  return { text: parts.join(' and '), values }
}

const breakdowns = {
  day: { key: `to_char(f.business_date, 'YYYY-MM-DD')`, counted: ['orders'] },
  regiment: { key: 'f.regiment_id', counted: ['orders', 'merchants', 'skus'] },
  merchant: { key: 'f.merchant_id::text', counted: ['merchantOrders', 'skus'] },
  province: { key: 'f.province_code', counted: ['orders', 'cities'] },
} as const satisfies Record<string, { key: string; counted: readonly Count[] }>

export type Breakdown = keyof typeof breakdowns

/** A row of a breakdown: the sums, and the counts that stand in `breakdowns`. */
export type BreakdownRow<By extends Breakdown> = { key: string } & Sums & Record<(typeof breakdowns)[By]['counted'][number], number>

export async function totalsOf(snapshot: Snapshot, query: ReportQuery): Promise<Totals> {
  const where = factWhere(query)
  const columns = select(countedInTotals)
  const [row] = await snapshot.rows<Totals>(`select ${columns} from sales_fact f where ${where.text}`, where.values)
  return row ?? noMeasures
}

/** One row a day, regiment, merchant or province that has facts; freight has no regiment. */
export async function breakdownOf<By extends Breakdown>(snapshot: Snapshot, query: ReportQuery, by: By): Promise<BreakdownRow<By>[]> {
  const where = factWhere(query, by === 'regiment' ? ['f.regiment_id is not null'] : [])
  const { key, counted } = breakdowns[by]
  return snapshot.rows<BreakdownRow<By>>(
    `select ${key} as "key", ${select(counted)} from sales_fact f where ${where.text} group by 1 order by 1`,
    where.values,
  )
}

export const conditions = { sold: SOLD, givenBack: GIVEN_BACK, goods: `f.part = 'GOODS'` } as const
