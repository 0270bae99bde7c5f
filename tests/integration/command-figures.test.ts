import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MetricKey } from '#app/domain/reporting/metrics.ts'
import { TAIZHOU, ZHEJIANG } from '#app/domain/reporting/places.ts'
import { noFilters } from '#app/domain/reporting/query.ts'
import type { ReportQuery } from '#app/domain/reporting/query.ts'
import { pool } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { getCommandBoard } from '#app/services/reporting/get-command-board.server.ts'
import type { CommandBoard } from '#app/services/reporting/get-command-board.server.ts'
import { getMetricPage } from '#app/services/reporting/get-metric-page.server.ts'
import { createMerchant } from '#tests/factories/catalogue.ts'
import { createFacts } from '#tests/factories/facts.ts'
import type { FactInput } from '#tests/factories/facts.ts'

const january: ReportQuery = { from: '2027-01-01', to: '2027-02-01', ...noFilters }
const GANSU = '620102'
const QINGHAI = '630102'
const HANGZHOU = '330102'
const JIAOJIANG = '331002'

let dates: { id: string }
let fruit: { id: string }

beforeEach(async () => {
  dates = await createMerchant({ name: '枣园' })
  fruit = await createMerchant({ name: '果园' })
})

// These facts have no orders behind them, so they must not outlive their test.
afterEach(async () => {
  await pool.query('truncate sales_fact')
})

const figure = (board: CommandBoard, key: MetricKey) => board.figures.find((one) => one.key === key)?.value

/** `count` people who buy once each. */
const people = (count: number, fact: FactInput): FactInput[] => Array.from({ length: count }, () => ({ ...fact }))

/** Two orders, one over both merchants; one part refunded with its freight; all in 台州. */
async function twoOrders(): Promise<void> {
  const shared = newId()
  const refunded = newId()
  await createFacts([
    { date: '2027-01-10', merchantId: dates.id, checkoutId: shared, buyer: 'p1', goodsFen: 17_600, grams: 1_000, quantity: 2, freightFen: 1_200 },
    { date: '2027-01-10', merchantId: fruit.id, checkoutId: shared, buyer: 'p1', goodsFen: 8_900, grams: 4_500, regimentId: 'r05' },
    { date: '2027-01-12', merchantId: dates.id, checkoutId: refunded, buyer: 'p2', goodsFen: 5_000, grams: 250, freightFen: 900 },
    { date: '2027-01-14', merchantId: dates.id, checkoutId: refunded, buyer: 'p2', goodsFen: 5_000, grams: 250, freightFen: 900, type: 'REFUND' },
    // Outside the period: the first instant after it, and the last before it.
    { date: '2027-02-01', merchantId: dates.id, goodsFen: 1, grams: 1 },
    { date: '2026-12-31', merchantId: dates.id, goodsFen: 1, grams: 1 },
  ])
}

describe('figures', () => {
  test('every figure of a period, to the fen and the gram', async () => {
    await twoOrders()
    const board = await getCommandBoard(january)
    expect(Object.fromEntries(board.figures.map(({ key, value }) => [key, value]))).toEqual({
      paidAmount: 17_600 + 1_200 + 8_900 + 5_900,
      refundAmount: 5_900,
      netSales: 17_600 + 8_900,
      netTonnes: 5_500,
      orders: 2,
      activeMerchants: 2,
      provinces: 1,
      cities: 1,
      // Two people: too few to say where they live.
      taizhouShare: 'suppressed',
    })
    const m02 = Number(figure(board, 'paidAmount'))
    expect(figure(board, 'netSales')).toBe(m02 - Number(figure(board, 'refundAmount')) - (1_200 + 900) + 900)
  })

  test('days, regiments and merchants add up to the whole; orders of merchants do not', async () => {
    await twoOrders()
    const board = await getCommandBoard(january)
    const sum = (rows: readonly { netFen: number; grams: number }[]) => rows.reduce(([fen, grams], row) => [fen! + row.netFen, grams! + row.grams], [0, 0])
    for (const rows of [board.days, board.regiments, board.merchants]) expect(sum(rows)).toEqual([26_500, 5_500])
    expect(board.days).toHaveLength(31)
    expect(board.days.filter(({ netFen }) => netFen !== 0)).toEqual([
      { date: '2027-01-10', netFen: 26_500, grams: 5_500, orders: 1 },
      { date: '2027-01-12', netFen: 5_000, grams: 250, orders: 1 },
      { date: '2027-01-14', netFen: -5_000, grams: -250, orders: 0 },
    ])
    expect(board.merchants.filter(({ id }) => id === dates.id || id === fruit.id).map(({ merchantOrders }) => merchantOrders)).toEqual([2, 1])
    expect(board.regiments.find(({ id }) => id === 'r05')).toMatchObject({ netFen: 8_900, grams: 4_500, orders: 1, merchants: 1 })
    // Regiments without a sale are listed, too.
    expect(board.regiments.some(({ id, netFen }) => id === 'r08' && netFen === 0)).toBe(true)
  })

  test('a filter by merchant and one by regiment', async () => {
    await twoOrders()
    const ofFruit = await getCommandBoard({ ...january, merchantId: fruit.id })
    expect([figure(ofFruit, 'paidAmount'), figure(ofFruit, 'netSales'), figure(ofFruit, 'orders')]).toEqual([8_900, 8_900, 1])
    const ofR14 = await getCommandBoard({ ...january, regimentId: 'r14' })
    expect([figure(ofR14, 'paidAmount'), figure(ofR14, 'netSales'), figure(ofR14, 'netTonnes')]).toEqual([22_600, 17_600, 1_000])
  })

  test('an empty period is all zeros, and a share of nothing has no value', async () => {
    const board = await getCommandBoard(january)
    expect(figure(board, 'netSales')).toBe(0)
    expect(figure(board, 'taizhouShare')).toBe('undefined')
    expect(board.provinces.every(({ netFen }) => netFen === 0)).toBe(true)
  })

  test('台州 share is of net sales by ship-to', async () => {
    await createFacts([
      ...people(6, { date: '2027-01-10', merchantId: dates.id, district: JIAOJIANG, goodsFen: 1_000 }),
      ...people(6, { date: '2027-01-10', merchantId: dates.id, district: HANGZHOU, goodsFen: 500 }),
      ...people(6, { date: '2027-01-10', merchantId: dates.id, district: GANSU, goodsFen: 500 }),
    ])
    const board = await getCommandBoard(january)
    expect(figure(board, 'taizhouShare')).toBe(5_000)
    expect(board.provinces.find(({ code }) => code === ZHEJIANG)?.netFen).toBe(9_000)
    expect([figure(board, 'provinces'), figure(board, 'cities')]).toEqual([2, 3])
  })
})

describe('every figure opens to its rows', () => {
  async function allRows(code: string, query: ReportQuery) {
    const rows = []
    for (let page = 1; ; page += 1) {
      const answer = await getMetricPage(code, query, page)
      if (answer?.detail?.kind !== 'facts') throw new Error(`${code} has no rows of facts`)
      rows.push(...answer.detail.rows)
      if (rows.length >= answer.detail.rowCount) return { rows, figure: answer.figures[0]?.value, total: answer.detail.total }
    }
  }

  beforeEach(async () => {
    await twoOrders()
    // More than one page.
    await createFacts(people(120, { date: '2027-01-15', merchantId: fruit.id, district: JIAOJIANG, goodsFen: 333, grams: 777, freightFen: 10 }))
  })

  test.each([
    ['M02', 'fen'],
    ['M03', 'fen'],
    ['M04', 'fen'],
    ['M08', 'grams'],
  ] as const)('%s: the rows add up to the figure exactly', async (code, column) => {
    for (const query of [january, { ...january, merchantId: fruit.id }, { ...january, regimentId: 'r14' }]) {
      const { rows, figure: value, total } = await allRows(code, query)
      expect(rows.reduce((sum, row) => sum + row[column], 0)).toBe(value)
      expect(total).toBe(value)
      expect(new Set(rows.map(({ rowId }) => rowId)).size).toBe(rows.length)
    }
  })

  test('M07: the distinct keys in the rows are counted', async () => {
    const { rows, figure: value } = await allRows('M07', january)
    expect(value).toBe(122)
    expect(new Set(rows.map(({ orderKey }) => orderKey)).size).toBe(122)
  })

  test('freight stands on rows of its own in M02 and M03, and not in M04', async () => {
    const names = async (code: string) => (await allRows(code, january)).rows.filter(({ skuCode }) => skuCode === null).map(({ name }) => name)
    expect(new Set(await names('M02'))).toEqual(new Set(['运费']))
    expect(await names('M03')).toEqual(['运费'])
    expect(await names('M04')).toEqual([])
  })

  test('M10 lists its merchants, M12 its provinces, M13 numerator and denominator', async () => {
    const merchants = await getMetricPage('M10', january, 1)
    expect(merchants?.detail).toMatchObject({ kind: 'merchants', rows: [{ name: '果园' }, { name: '枣园' }] })
    const provinces = await getMetricPage('M12', january, 1)
    expect(provinces?.detail).toEqual({ kind: 'provinces', open: [{ code: ZHEJIANG, name: '浙江', orders: 122, cities: 1 }], suppressed: 0, suppressedCities: 0 })
    const share = await getMetricPage('M13', january, 1)
    expect(share?.detail).toEqual({
      kind: 'ratio',
      numerator: { key: 'netSales', value: 26_500 + 120 * 333 },
      denominator: { key: 'netSales', value: 26_500 + 120 * 333 },
    })
    expect((await allRows('M04', { ...january, place: TAIZHOU })).total).toBe(26_500 + 120 * 333)
  })

  test('nothing of buyers, orders or places is in an answer, and keys do not match between drills', async () => {
    const { rows: facts } = await pool.query<Record<string, string>>(
      'select id::text, checkout_id::text, merchant_order_id::text, line_id::text, cause_id::text, buyer_key from sales_fact',
    )
    const secrets = facts.flatMap((row) => Object.values(row)).filter((text) => text?.length > 8)
    const answers = JSON.stringify([
      await getCommandBoard(january),
      ...(await Promise.all(['M02', 'M03', 'M04', 'M07', 'M08', 'M10', 'M13'].map((code) => getMetricPage(code, january, 1)))),
    ])
    expect(secrets.length).toBeGreaterThan(500)
    expect(secrets.filter((secret) => answers.includes(secret))).toEqual([])
    const [row] = (await allRows('M04', january)).rows
    expect(Object.keys(row ?? {}).sort()).toEqual(['date', 'fen', 'grams', 'name', 'orderKey', 'quantity', 'rowId', 'skuCode'])
    expect(row?.orderKey).toBeNull()
    const keys = async (query: ReportQuery) => new Set((await allRows('M07', query)).rows.flatMap(({ rowId, orderKey }) => [rowId, orderKey]))
    const whole = await keys(january)
    const part = await keys({ ...january, to: '2027-01-20' })
    expect([...part].filter((key) => whole.has(key))).toEqual([])
  })

  test('an unknown metric, and a place for a figure that is not made by place, are not there', async () => {
    expect(await getMetricPage('M01', january, 1)).toBeNull()
    expect(await getMetricPage('M02', { ...january, place: ZHEJIANG }, 1)).toBeNull()
  })
})

describe('fewer than five people', () => {
  const tile = (board: CommandBoard, district: string) => board.provinces.find(({ code }) => code.slice(0, 2) === district.slice(0, 2))?.netFen

  beforeEach(async () => {
    await createFacts([
      ...people(4, { date: '2027-01-10', merchantId: dates.id, district: GANSU, goodsFen: 100 }),
      ...people(7, { date: '2027-01-10', merchantId: dates.id, district: QINGHAI, goodsFen: 100 }),
      ...people(30, { date: '2027-01-11', merchantId: dates.id, district: HANGZHOU, goodsFen: 100 }),
      ...people(40, { date: '2027-01-11', merchantId: fruit.id, district: JIAOJIANG, goodsFen: 100 }),
    ])
  })

  test('the tile is closed, and so is a second one, or the total would give it away', async () => {
    const board = await getCommandBoard(january)
    expect([GANSU, QINGHAI, HANGZHOU].map((district) => tile(board, district))).toEqual(['suppressed', 'suppressed', 7_000])
    expect(figure(board, 'netSales')).toBe(8_100)
    expect(figure(board, 'taizhouShare')).toBe(4_938)
    // Business breakdowns are never suppressed.
    expect(board.days.find(({ date }) => date === '2027-01-10')).toMatchObject({ netFen: 1_100, orders: 11 })
  })

  test.each(['M04', 'M07', 'M08'])('the drill %s of a closed place has no figure and no rows', async (code) => {
    for (const place of ['620000', '630000']) {
      const page = await getMetricPage(code, { ...january, place }, 1)
      expect([page?.figures[0]?.value, page?.detail]).toEqual(['suppressed', null])
    }
    expect((await getMetricPage(code, { ...january, place: ZHEJIANG }, 1))?.detail).toMatchObject({ kind: 'facts' })
  })

  test('the list of provinces names the open ones and counts the others', async () => {
    const page = await getMetricPage('M12', january, 1)
    expect(page?.figures.map(({ value }) => value)).toEqual([3, 4])
    expect(page?.detail).toEqual({ kind: 'provinces', open: [{ code: ZHEJIANG, name: '浙江', orders: 70, cities: 2 }], suppressed: 2, suppressedCities: 2 })
  })

  test('a single day or a filter does not open what the month closes, nor cut a crowd into people', async () => {
    const day = await getCommandBoard({ ...january, from: '2027-01-10', to: '2027-01-11' })
    expect([tile(day, GANSU), tile(day, QINGHAI)]).toEqual(['suppressed', 'suppressed'])
    const shop = await getCommandBoard({ ...january, merchantId: dates.id })
    expect([tile(shop, GANSU), tile(shop, QINGHAI)]).toEqual(['suppressed', 'suppressed'])
    // Two more people of 杭州 buy of the other shop: 杭州 as a whole stays open, by shop it closes.
    await createFacts(people(2, { date: '2027-01-11', merchantId: fruit.id, district: HANGZHOU, goodsFen: 100 }))
    expect(tile(await getCommandBoard(january), HANGZHOU)).toBe(7_200)
    const ofFruit = await getCommandBoard({ ...january, merchantId: fruit.id })
    // 台州 closes with it: all of this shop less 台州 would be these two people.
    expect([tile(ofFruit, HANGZHOU), figure(ofFruit, 'taizhouShare'), figure(ofFruit, 'netSales')]).toEqual(['suppressed', 'suppressed', 4_200])
    expect((await getMetricPage('M04', { ...january, merchantId: fruit.id, place: ZHEJIANG }, 1))?.detail).toBeNull()
  })

  test('a few people of 台州 hide the share and both its parts', async () => {
    const few: ReportQuery = { ...january, from: '2027-02-01', to: '2027-03-01' }
    await createFacts([
      ...people(3, { date: '2027-02-05', merchantId: dates.id, district: JIAOJIANG }),
      ...people(9, { date: '2027-02-05', merchantId: dates.id, district: HANGZHOU }),
      ...people(9, { date: '2027-02-05', merchantId: dates.id, district: QINGHAI }),
    ])
    const board = await getCommandBoard(few)
    expect(figure(board, 'taizhouShare')).toBe('suppressed')
    // Nor does the sum that the share is made of slip out on its way to the page.
    expect(JSON.stringify(board)).not.toContain(String(3 * 8_800))
    expect((await getMetricPage('M13', few, 1))?.detail).toBeNull()
    expect((await getMetricPage('M04', { ...few, place: TAIZHOU }, 1))?.detail).toBeNull()
    expect((await getMetricPage('M04', { ...few, place: ZHEJIANG }, 1))?.figures[0]?.value).toBe(12 * 8_800)
  })

  test('a place in the address of the board changes nothing', async () => {
    const board = await getCommandBoard({ ...january, place: '620000' })
    expect(figure(board, 'netSales')).toBe(8_100)
  })
})
