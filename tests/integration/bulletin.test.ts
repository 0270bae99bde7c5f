import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { indicatorRows, overallParagraphs } from '#app/domain/reporting/bulletin.ts'
import { numberText } from '#app/domain/reporting/figure-text.ts'
import { metrics } from '#app/domain/reporting/metrics.ts'
import { noFilters } from '#app/domain/reporting/query.ts'
import { formatTonnes, formatWan } from '#app/domain/money.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { drawBulletinExcel } from '#app/infra/documents/bulletin-excel.server.ts'
import { drawBulletinWord } from '#app/infra/documents/bulletin-word.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { exportBulletinExcel, exportBulletinWord } from '#app/services/reporting/export-bulletin.server.ts'
import { generateReport } from '#app/services/reporting/generate-report.server.ts'
import { getBulletin, getBulletinWithLedger } from '#app/services/reporting/get-bulletin.server.ts'
import { getCommandBoard } from '#app/services/reporting/get-command-board.server.ts'
import { listReports } from '#app/services/reporting/list-reports.server.ts'
import { saveReportText } from '#app/services/reporting/save-report-text.server.ts'
import { createMerchant } from '#tests/factories/catalogue.ts'
import { createFacts } from '#tests/factories/facts.ts'

const now = new Date('2027-01-03T16:00:00Z')
const actor = { id: newId(), role: 'COMMAND_PREPARER' }
const december = { from: '2026-12-01', to: '2027-01-01', ...noFilters }

let dates: { id: string }
let fruit: { id: string }

beforeAll(async () => {
  await pool.query(`insert into business_clock (id, offset_ms) values (1, $1) on conflict (id) do update set offset_ms = excluded.offset_ms`, [
    now.getTime() - Date.now(),
  ])
})

beforeEach(async () => {
  dates = await createMerchant({ name: '=HYPERLINK("x")' })
  fruit = await createMerchant({ name: '00123' })
  const shared = newId()
  await createFacts([
    { date: '2026-11-20', merchantId: dates.id, goodsFen: 12_345_678, grams: 1_234_567 },
    { date: '2026-12-05', merchantId: dates.id, checkoutId: shared, goodsFen: 1_760_033, grams: 250_050, quantity: 20, freightFen: 1_200 },
    { date: '2026-12-05', merchantId: fruit.id, checkoutId: shared, goodsFen: 89_001, grams: 45_000, regimentId: 'r05', name: '+1 苹果' },
    { date: '2026-12-09', merchantId: fruit.id, goodsFen: 5_000, grams: 250, regimentId: 'r05', type: 'REFUND', freightFen: 100 },
    ...Array.from({ length: 9 }, () => ({ date: '2026-12-31', merchantId: fruit.id, goodsFen: 777, grams: 333, regimentId: 'rPK' })),
  ])
})

afterEach(async () => {
  await pool.query('truncate sales_fact')
  await db.report.deleteMany()
})

describe('a draft', () => {
  test('is made once, with a number of the year and an audit row', async () => {
    const before = await db.auditLog.count()
    const [first, second] = await Promise.all([0, 1].map(() => generateReport({ period: '2026-12', actor, now })))
    expect([first?.ok && first.isNew, second?.ok && second.isNew].sort()).toEqual([false, true])
    expect(await db.report.findMany({ select: { period: true, number: true, state: true, version: true, preparerId: true } })).toEqual([
      { period: '2026-12', number: '台援指通报〔2027〕1号', state: 'OPEN', version: 1, preparerId: actor.id },
    ])
    expect(await db.auditLog.count()).toBe(before + 1)
    expect(await generateReport({ period: '2026-11', actor, now })).toMatchObject({ ok: true, isNew: true })
    expect((await getBulletin('2026-11'))?.report.number).toBe('台援指通报〔2027〕2号')
  })

  test.each([
    ['a month to come', '2027-02', 'not_begun'],
    ['a month without sales', '2026-08', 'no_sales'],
  ])('of %s is refused', async (_, period, reason) => {
    expect(await generateReport({ period, actor, now })).toEqual({ ok: false, reason })
    expect(await db.report.count()).toBe(0)
  })

  test('text of a tab that is behind is refused, and nothing of the other is lost', async () => {
    await generateReport({ period: '2026-12', actor, now })
    const text = { period: '2026-12', problems: '发货延迟', nextSteps: '督促', actor, now }
    expect(await saveReportText({ ...text, version: 1 })).toEqual({ ok: true, version: 2 })
    const audits = await db.auditLog.count()
    expect(await saveReportText({ ...text, problems: '别的', version: 1 })).toEqual({ ok: false, reason: 'changed' })
    expect(await db.report.findFirst({ select: { problems: true, version: true } })).toEqual({ problems: '发货延迟', version: 2 })
    expect(await db.auditLog.count()).toBe(audits)
    await db.report.updateMany({ data: { state: 'APPROVED' } })
    expect(await saveReportText({ ...text, problems: '别的', version: 2 })).toEqual({ ok: false, reason: 'not_open' })
    expect(await saveReportText({ ...text, period: '2026-10', version: 1 })).toEqual({ ok: false, reason: 'not_found' })
  })

  test('months with sales are listed', async () => {
    await generateReport({ period: '2026-12', actor, now })
    const months = await listReports()
    expect(months.map(({ period, report }) => [period, report?.number ?? null])).toEqual([
      ['2027-01', null],
      ['2026-12', '台援指通报〔2027〕1号'],
      ['2026-11', null],
    ])
  })
})

describe('the files', () => {
  beforeEach(async () => {
    await generateReport({ period: '2026-12', actor, now })
    await saveReportText({ period: '2026-12', version: 1, problems: '第一段\n第二段 <b>&', nextSteps: '督促', actor, now })
  })

  const page = async () => {
    const found = await getBulletinWithLedger('2026-12')
    if (!found) throw new Error('No bulletin')
    return found
  }

  test('the bulletin says what the screen says', async () => {
    const { bulletin } = await page()
    const board = await getCommandBoard(december)
    expect(bulletin.month).toEqual(board.figures)
    expect(bulletin.month.find(({ key }) => key === 'netSales')?.value).toBe(1_760_033 + 89_001 - 5_000 + 9 * 777)
    expect(bulletin.cumulative.find(({ key }) => key === 'netSales')?.value).toBe(1_760_033 + 89_001 - 5_000 + 9 * 777 + 12_345_678)
    expect(bulletin.lastMonth.find(({ key }) => key === 'netSales')?.value).toBe(12_345_678)
    expect(bulletin.regiments.map(({ name, rank }) => [name, rank]).slice(0, 4)).toEqual([
      ['十四团', 1],
      ['五团', 2],
      ['阿拉尔经开区', 3],
      ['一团', 0],
    ])
  })

  test('Word: every figure of the screen, read back from the file', async () => {
    const { bulletin } = await page()
    const file = await exportBulletinWord('2026-12')
    const entries = unzipSync(file?.bytes ?? new Uint8Array())
    const document = strFromU8(entries['word/document.xml']!)
    const tables = [...document.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) =>
      [...table.matchAll(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gs)].map(([row]) => [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => plainText(cell))),
    )
    expect(tables[0]?.slice(1).map(([name, , month, cumulative, , , last]) => [name, month, cumulative, last])).toEqual(
      indicatorRows(bulletin).map((row) => {
        const { unit } = metrics[row.key]
        return [row.name, numberText(row.month, unit), numberText(row.cumulative, unit), numberText(row.lastMonth, unit)]
      }),
    )
    const board = await getCommandBoard(december)
    expect(tables[1]?.slice(1, -1).map(([, , net, grams, merchants]) => [net, grams, merchants]).sort()).toEqual(
      board.regiments.map((row) => [formatWan(row.netFen), formatTonnes(row.grams), String(row.merchants)]).sort(),
    )
    expect(tables[2]?.slice(1, -1).map(([, name, net, , orders]) => [name, net, orders]).sort()).toEqual(
      board.merchants.map((row) => [row.name, formatWan(row.netFen), String(row.merchantOrders)]).sort(),
    )
    const text = plainText(document)
    for (const paragraph of overallParagraphs(bulletin)) expect(text).toContain(paragraph)
    for (const words of ['台援指通报〔2027〕1号', '关于2026年12月线上年货节销售情况的通报', '第二段 <b>&', '部分合计因四舍五入存在尾差', '编制：', '审核：', '签发：'])
      expect(text).toContain(words)
    expect(document).toContain('w:top="2098"')
    expect(document).toContain('w:left="1587"')
    const header = Object.keys(entries).filter((name) => name.startsWith('word/header')).map((name) => plainText(strFromU8(entries[name]!)))
    expect(new Set(header)).toEqual(new Set(['草稿　演示数据']))
  })

  test('Excel: real numbers, totals by formula, an annex that adds up', async () => {
    const { bulletin, ledger } = await page()
    const book = new ExcelJS.Workbook()
    const file = await exportBulletinExcel('2026-12')
    await book.xlsx.load(Buffer.from(file?.bytes ?? []) as unknown as ExcelJS.Buffer)
    const rowsOf = (name: string): ExcelJS.CellValue[][] => {
      const rows: ExcelJS.CellValue[][] = []
      book.getWorksheet(name)?.eachRow((row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1)))
      return rows
    }
    const indicators = rowsOf('表1 主要指标').slice(3, 3 + indicatorRows(bulletin).length)
    const inFile: Record<string, number> = { fen: 1_000_000, grams: 1_000_000, bps: 100, count: 1 }
    indicatorRows(bulletin).forEach((row, place) => {
      const { unit } = metrics[row.key]
      for (const [column, value] of [[3, row.month], [4, row.cumulative], [7, row.lastMonth]] as const) {
        const cell = indicators[place]?.[column]
        if (typeof value === 'number') expect(Math.round(Number(cell) * inFile[unit]!)).toBe(value)
        else expect(cell).toBe(numberText(value, unit))
      }
    })
    const board = await getCommandBoard(december)
    const byMerchant = rowsOf('表3 分企业').slice(3)
    const merchants = byMerchant.slice(0, board.merchants.length)
    expect(merchants.map(([, name, , net, grams, orders]) => [name, Math.round(Number(net) * 1_000_000), Math.round(Number(grams) * 1_000_000), orders])).toEqual(
      bulletin.merchants.map((row) => [row.name, row.netFen, row.grams, row.merchantOrders]),
    )
    expect(bulletin.merchants.map(({ netFen }) => netFen)).toEqual(board.merchants.map(({ netFen }) => netFen))
    // A name that looks like a formula or a number is text.
    const names = book.getWorksheet('表3 分企业')!.getColumn(2)
    const types = new Map<unknown, ExcelJS.ValueType>()
    names.eachCell((cell) => types.set(cell.value, cell.type))
    expect([types.get('=HYPERLINK("x")'), types.get('00123')]).toEqual([ExcelJS.ValueType.String, ExcelJS.ValueType.String])
    const total = byMerchant.find(([, , place]) => place === '合计')?.[3] as ExcelJS.CellFormulaValue
    expect(total.formula).toMatch(/^SUM\(D4:D\d+\)$/)
    expect(Math.round(Number(total.result) * 1_000_000)).toBe(board.totals.netFen)

    const annex = rowsOf('附 订单台账（匿名）').slice(3, 3 + ledger.length)
    const sum = (column: number, factor: number) => annex.reduce((all, row) => all + Math.round(Number(row[column]) * factor), 0)
    expect([sum(6, 1_000), sum(7, 100), sum(8, 100), sum(9, 100)]).toEqual([board.totals.grams, board.totals.paidFen, board.totals.refundFen, board.totals.netFen])
    expect(new Set(annex.filter(([, , type]) => type === '支付').map(([key]) => key)).size).toBe(board.totals.orders)
    const { rows: facts } = await pool.query<{ checkout_id: string; buyer_key: string }>('select checkout_id::text, buyer_key from sales_fact')
    const everything = JSON.stringify([...book.worksheets.map(({ name }) => rowsOf(name))])
    expect(facts.filter(({ checkout_id, buyer_key }) => everything.includes(checkout_id) || everything.includes(buyer_key))).toEqual([])
  })

  test('the same figures give the same bytes', async () => {
    const { bulletin, picture, ledger } = await page()
    expect(await drawBulletinWord(bulletin)).toEqual(await drawBulletinWord(bulletin))
    expect(await drawBulletinExcel(bulletin, picture.days, ledger)).toEqual(await drawBulletinExcel(bulletin, picture.days, ledger))
  })

  test('a suppressed share is said to be so in words and in both files', async () => {
    await createFacts([{ date: '2026-10-05', merchantId: dates.id, goodsFen: 100 }])
    await generateReport({ period: '2026-10', actor, now })
    const found = await getBulletin('2026-10')
    expect(found && overallParagraphs(found.bulletin).join('')).toContain('因涉及人数少不予公布')
    const word = plainText(strFromU8(unzipSync((await exportBulletinWord('2026-10'))!.bytes)['word/document.xml']!))
    expect(word).toContain('台州占比%<5')
  })
})

function plainText(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) => text)
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
