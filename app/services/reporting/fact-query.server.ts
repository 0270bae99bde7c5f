import { TAIZHOU } from '#app/domain/reporting/places.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'

// The one place that turns a question into SQL over sales_fact. Screen, drill, Word and
// Excel all ask through it, so they cannot disagree.

/** What every sales figure is computed from. */
export type Measures = {
  paidFen: number
  refundFen: number
  netFen: number
  grams: number
  orders: number
  merchantOrders: number
  merchants: number
  skus: number
  provinces: number
  cities: number
  taizhouFen: number
}

export const noMeasures: Measures = {
  paidFen: 0,
  refundFen: 0,
  netFen: 0,
  grams: 0,
  orders: 0,
  merchantOrders: 0,
  merchants: 0,
  skus: 0,
  provinces: 0,
  cities: 0,
  taizhouFen: 0,
}

const SOLD = `f.type = 'SALE'`
// A repriced line is part of the refund that caused it.
const GIVEN_BACK = `f.type in ('REFUND', 'REPRICE')`
export const COUNTED = `f.type in ('SALE', 'REFUND', 'REPRICE')`

const measures = `
  coalesce(sum(f.goods_fen + f.freight_fen) filter (where ${SOLD}), 0)::bigint as "paidFen",
  coalesce(-sum(f.goods_fen + f.freight_fen) filter (where ${GIVEN_BACK}), 0)::bigint as "refundFen",
  coalesce(sum(f.goods_fen), 0)::bigint as "netFen",
  coalesce(sum(f.grams), 0)::bigint as "grams",
  count(distinct f.checkout_id) filter (where ${SOLD}) as "orders",
  count(distinct f.merchant_order_id) filter (where ${SOLD}) as "merchantOrders",
  count(distinct f.merchant_id) filter (where ${SOLD}) as "merchants",
  count(distinct f.sku_id) filter (where ${SOLD}) as "skus",
  count(distinct f.province_code) filter (where ${SOLD}) as "provinces",
  count(distinct f.city_code) filter (where ${SOLD}) as "cities",
  coalesce(sum(f.goods_fen) filter (where f.city_code = '${TAIZHOU}'), 0)::bigint as "taizhouFen"`

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

const keys = {
  day: `to_char(f.business_date, 'YYYY-MM-DD')`,
  regiment: 'f.regiment_id',
  merchant: 'f.merchant_id::text',
  province: 'f.province_code',
} as const

export type Breakdown = keyof typeof keys

export async function totalsOf(snapshot: Snapshot, query: ReportQuery): Promise<Measures> {
  const where = factWhere(query)
  const [row] = await snapshot.rows<Measures>(`select ${measures} from sales_fact f where ${where.text}`, where.values)
  return row ?? noMeasures
}

/** One row a day, regiment, merchant or province that has facts; freight has no regiment. */
export async function breakdownOf(
  snapshot: Snapshot,
  query: ReportQuery,
  by: Breakdown,
): Promise<(Measures & { key: string })[]> {
  const where = factWhere(query, by === 'regiment' ? ['f.regiment_id is not null'] : [])
  return snapshot.rows<Measures & { key: string }>(
    `select ${keys[by]} as "key", ${measures} from sales_fact f where ${where.text} group by 1 order by 1`,
    where.values,
  )
}

export const conditions = { sold: SOLD, givenBack: GIVEN_BACK, goods: `f.part = 'GOODS'` } as const
