import { TAIZHOU, ZHEJIANG } from '#app/domain/reporting/places.ts'
import { periodsOf } from '#app/domain/reporting/query.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import { disclose, openInAll } from '#app/domain/reporting/suppress.ts'
import type { Disclosure, PeopleCell } from '#app/domain/reporting/suppress.ts'
import { periodDates } from '#app/domain/time.ts'
import type { BusinessDate, Period } from '#app/domain/time.ts'
import { COUNTED } from '#app/services/reporting/fact-query.server.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'

/** How finely a question cuts a month: filters and odd days make the cells smaller. */
const atoms = {
  month: `''`,
  day: `f.business_date::text`,
  trade: `f.merchant_id::text || ' ' || coalesce(f.regiment_id, '')`,
  dayAndTrade: `f.business_date::text || ' ' || f.merchant_id::text || ' ' || coalesce(f.regiment_id, '')`,
} as const

type Fineness = keyof typeof atoms

/**
 * Provinces and 台州 whose figures may be shown for a question. The filter `place` itself
 * does not matter: it is the place that is being asked about.
 */
export async function openDestinations(snapshot: Snapshot, query: ReportQuery): Promise<ReadonlySet<string>> {
  const levels: Disclosure[] = []
  for (const { period, whole } of await sellingMonths(snapshot, query)) {
    const filtered = query.regimentId !== null || query.merchantId !== null
    const at = async (fineness: Fineness, coarser: readonly Disclosure[]) =>
      disclose(await peopleCells(snapshot, period, fineness), coarser)
    const month = await at('month', [])
    const day = whole ? null : await at('day', [month])
    const trade = filtered ? await at('trade', [month]) : null
    if (day && trade) levels.push(await at('dayAndTrade', [day, trade]))
    else levels.push(trade ?? day ?? month)
  }
  return openInAll(levels)
}

/** Months of the window with goods sold; whole where the window holds all their days with facts. */
async function sellingMonths(snapshot: Snapshot, query: ReportQuery): Promise<{ period: Period; whole: boolean }[]> {
  const periods = periodsOf(query)
  const [first, last] = [periods[0], periods.at(-1)]
  if (!first || !last) return []
  const found = await snapshot.rows<{ period: Period; first: BusinessDate; last: BusinessDate }>(
    `select to_char(f.business_date, 'YYYY-MM') as period, min(f.business_date)::text as first, max(f.business_date)::text as last
       from sales_fact f
      where ${COUNTED} and f.part = 'GOODS' and f.business_date >= $1::date and f.business_date < $2::date
      group by 1 order by 1`,
    [periodDates(first).from, periodDates(last).until],
  )
  return found.map((month) => ({ period: month.period, whole: query.from <= month.first && month.last < query.to }))
}

async function peopleCells(snapshot: Snapshot, period: Period, fineness: Fineness): Promise<PeopleCell[]> {
  const { from, until } = periodDates(period)
  return snapshot.rows<PeopleCell>(
    // One row a person, place and atom first: grouping by hash is much faster than
    // counting distinct people in every cell.
    `with person as (
       select case when f.city_code = '${TAIZHOU}' then '${TAIZHOU}'
                   when f.province_code = '${ZHEJIANG}' then '${ZHEJIANG}'
                   else f.province_code end as place,
              ${atoms[fineness]} as atom, f.buyer_key, bool_or(f.type = 'SALE') as sold
         from sales_fact f
        where ${COUNTED} and f.part = 'GOODS' and f.business_date >= $1::date and f.business_date < $2::date
        group by 1, 2, 3),
     loyal as (select buyer_key from person where sold group by buyer_key having min(place) = max(place))
     select place, atom,
            count(*) filter (where sold) as "people",
            count(*) filter (where sold and loyal.buyer_key is not null) as "onlyHere"
       from person left join loyal on loyal.buyer_key = person.buyer_key
      group by place, atom`,
    [from, until],
  )
}
