import { fillDays } from '#app/domain/reporting/daily.ts'
import { editionBefore } from '#app/domain/reporting/edition-before.ts'
import { ratio } from '#app/domain/reporting/metrics.ts'
import type { Figure } from '#app/domain/reporting/metrics.ts'
import { provinceTiles, TAIZHOU } from '#app/domain/reporting/places.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import type { DayRow, MerchantRow, ProvinceRow, RegimentRow } from '#app/domain/reporting/views.ts'
import { env } from '#app/infra/env.server.ts'
import { readSnapshot } from '#app/infra/read-snapshot.server.ts'
import type { Snapshot } from '#app/infra/read-snapshot.server.ts'
import { openDestinations } from '#app/services/reporting/disclose-destinations.server.ts'
import { breakdownOf, noMeasures, totalsOf } from '#app/services/reporting/fact-query.server.ts'
import type { Totals } from '#app/services/reporting/fact-query.server.ts'
import { getReferenceNames } from '#app/services/reporting/reference-names.server.ts'
import type { ReferenceNames } from '#app/services/reporting/reference-names.server.ts'

export type SalesPicture = {
  /** Without what 台州 bought: that is a figure by destination. */
  totals: Omit<Totals, 'taizhouFen'>
  figures: Figure[]
  /** Merchants that are open for business, the base of “37 / 42”. */
  enrolledMerchants: number
  days: DayRow[]
  regiments: RegimentRow[]
  merchants: MerchantRow[]
  provinces: ProvinceRow[]
}

export type Freshness = { asOf: Date; demo: boolean; /** Payments and refunds not yet in the books of figures. */ waiting: number }

export type CommandBoard = SalesPicture &
  Freshness & {
    names: ReferenceNames
    /** The edition before has figures for the same days to New Year's Eve. */
    isComparable: boolean
  }

/** Everything the board shows of a question, from one snapshot. */
export async function getCommandBoard(query: ReportQuery): Promise<CommandBoard> {
  return readSnapshot(async (snapshot) => {
    const names = await getReferenceNames(snapshot)
    // Totals of one place are a question of their own, asked only where they may be shown.
    const ofAllPlaces = { ...query, place: null }
    const before = await totalsOf(snapshot, { ...ofAllPlaces, ...editionBefore(query) })
    return {
      ...(await freshnessOf(snapshot)),
      names,
      isComparable: before.orders > 0,
      ...(await pictureOf(snapshot, ofAllPlaces, names)),
    }
  })
}

export async function pictureOf(snapshot: Snapshot, query: ReportQuery, names: ReferenceNames): Promise<SalesPicture> {
  const { taizhouFen, ...totals } = await totalsOf(snapshot, query)
  const open = await openDestinations(snapshot, query)
  const days = await breakdownOf(snapshot, query, 'day')
  const regiments = await breakdownOf(snapshot, query, 'regiment')
  const merchants = await breakdownOf(snapshot, query, 'merchant')
  const provinces = await breakdownOf(snapshot, query, 'province')
  const byNet = (a: { netFen: number; name: string }, b: { netFen: number; name: string }) => b.netFen - a.netFen || (a.name < b.name ? -1 : 1)
  return {
    totals,
    figures: headlineFigures({ ...totals, taizhouFen }, open),
    enrolledMerchants: names.merchants.filter((merchant) => merchant.enrolled).length,
    days: fillDays(query, days.map(dayRow), (date) => dayRow({ key: date, ...noMeasures })),
    regiments: withAll(names.regiments.filter((regiment) => query.regimentId === null || regiment.id === query.regimentId), regiments)
      .map(({ one, measures: { netFen, grams, orders, merchants: sellers, skus } }) => ({ ...one, netFen, grams, orders, merchants: sellers, skus }))
      .sort(byNet),
    merchants: withAll(
      names.merchants.filter((merchant) => (query.merchantId === null ? merchant.enrolled || merchants.some((row) => row.key === merchant.id) : merchant.id === query.merchantId)),
      merchants,
    )
      .map(({ one: { id, name, regimentName }, measures: { netFen, grams, merchantOrders, skus } }) => ({ id, name, regimentName, netFen, grams, merchantOrders, skus }))
      .sort(byNet),
    provinces: provinceTiles.map(({ code }) => {
      if (!open.has(code)) return { code, netFen: 'suppressed', orders: 'suppressed', grams: 'suppressed' }
      const { netFen, orders, grams } = provinces.find((row) => row.key === code) ?? noMeasures
      return { code, netFen, orders, grams }
    }),
  }
}

export function headlineFigures(totals: Totals, open: ReadonlySet<string>): Figure[] {
  return [
    { key: 'netSales', value: totals.netFen },
    { key: 'netTonnes', value: totals.grams },
    { key: 'orders', value: totals.orders },
    { key: 'activeMerchants', value: totals.merchants },
    { key: 'paidAmount', value: totals.paidFen },
    { key: 'refundAmount', value: totals.refundFen },
    { key: 'provinces', value: totals.provinces },
    { key: 'cities', value: totals.cities },
    { key: 'taizhouShare', value: open.has(TAIZHOU) ? ratio(totals.taizhouFen, totals.netFen) : 'suppressed' },
  ]
}

export async function freshnessOf(snapshot: Snapshot): Promise<Freshness> {
  const [row] = await snapshot.rows<{ waiting: number }>(
    `select count(*) as waiting from outbox_event where processed_at is null and type in ('order.paid', 'refund.succeeded')`,
    [],
  )
  return { asOf: snapshot.asOf, demo: env().appMode !== 'production', waiting: row?.waiting ?? 0 }
}

function dayRow({ key, netFen, grams, orders }: { key: string; netFen: number; grams: number; orders: number }): DayRow {
  return { date: key, netFen, grams, orders }
}

/** Every known one, those without sales too: a missing row would look like a missing report. */
function withAll<One extends { id: string }, Row extends { key: string }>(
  known: readonly One[],
  rows: readonly Row[],
): { one: One; measures: Row | typeof noMeasures }[] {
  return known.map((one) => ({ one, measures: rows.find((row) => row.key === one.id) ?? noMeasures }))
}
