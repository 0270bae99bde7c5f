import ExcelJS from 'exceljs'
import type { Row, Worksheet } from 'exceljs'
import { asOfLine, bulletinTitle, indicatorRows, ISSUER, monthInWords, periodLine } from '#app/domain/reporting/bulletin.ts'
import type { Bulletin } from '#app/domain/reporting/bulletin.ts'
import { numberText } from '#app/domain/reporting/figure-text.ts'
import { METRICS_VERSION, metrics } from '#app/domain/reporting/metrics.ts'
import type { FigureValue, MetricUnit } from '#app/domain/reporting/metrics.ts'
import { ROUNDING_NOTE } from '#app/domain/reporting/words.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { zipAgain } from '#app/infra/documents/zip-again.server.ts'

export type WorkbookDay = { date: BusinessDate; netFen: number; grams: number; orders: number }
export type WorkbookLedgerRow = {
  orderKey: string
  date: BusinessDate
  type: 'SALE' | 'REFUND' | 'REPRICE'
  skuCode: string | null
  name: string
  quantity: number
  grams: number
  paidFen: number
  refundFen: number
  netFen: number
}

type Cell = string | number
type Column = { title: string; width: number; format?: string; total?: boolean }

const WAN = '#,##0.00'
const TONNES = '#,##0.0'
const YUAN = '#,##0.00'
const KILOS = '#,##0.000'
const COUNT = '#,##0'
const FIRST_ROW = 4
const ROW_HEIGHT = 20
/** Two full-width spaces. */
const GAP = '\u3000\u3000'
const LEDGER_SHEET = '附 订单台账（匿名）'

const wan = (fen: number): number => fen / 1_000_000
const tonnes = (grams: number): number => grams / 1_000_000

/** The bulletin's tables as .xlsx with real numbers. Equal input gives equal bytes. */
export async function drawBulletinExcel(
  bulletin: Bulletin,
  days: readonly WorkbookDay[],
  ledger: readonly WorkbookLedgerRow[],
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = ISSUER
  book.lastModifiedBy = ISSUER
  book.title = bulletinTitle(bulletin.period)
  book.created = bulletin.asOf
  book.modified = bulletin.asOf
  indicatorSheet(book, bulletin)
  const month = monthInWords(bulletin.period)
  tableSheet(book, bulletin, '表2 分团场', `${month}线上年货节分团场销售情况`, [
    { title: '排名', width: 8, format: COUNT },
    { title: '团场', width: 18 },
    { title: '团镇', width: 14 },
    { title: '净销售额（万元）', width: 18, format: WAN, total: true },
    { title: '净销量（吨）', width: 14, format: TONNES, total: true },
    { title: '企业（家）', width: 12, format: COUNT },
    { title: '单品（个）', width: 12, format: COUNT },
  ], bulletin.regiments.map((row) => [row.rank || '—', row.name, row.town ?? '', wan(row.netFen), tonnes(row.grams), row.merchants, row.skus]))
  tableSheet(book, bulletin, '表3 分企业', `${month}线上年货节分企业销售情况`, [
    { title: '排名', width: 8, format: COUNT },
    { title: '企业', width: 26 },
    { title: '所在团场', width: 16 },
    { title: '净销售额（万元）', width: 18, format: WAN, total: true },
    { title: '净销量（吨）', width: 14, format: TONNES, total: true },
    { title: '订单（单，不可相加）', width: 20, format: COUNT },
  ], bulletin.merchants.map((row) => [row.rank || '—', row.name, row.regimentName, wan(row.netFen), tonnes(row.grams), row.merchantOrders]))
  tableSheet(book, bulletin, '逐日', `${month}线上年货节逐日销售情况`, [
    { title: '日期', width: 14 },
    { title: '净销售额（万元）', width: 18, format: WAN, total: true },
    { title: '净销量（吨）', width: 14, format: TONNES, total: true },
    { title: '支付订单（单）', width: 16, format: COUNT, total: true },
  ], days.map((day) => [day.date, wan(day.netFen), tonnes(day.grams), day.orders]))
  tableSheet(book, bulletin, LEDGER_SHEET, `${month}线上年货节订单台账（匿名）`, [
    { title: '订单代号', width: 16 },
    { title: '日期', width: 13 },
    { title: '类型', width: 8 },
    { title: '单品编码', width: 12 },
    { title: '品名', width: 30 },
    { title: '件数', width: 9, format: COUNT, total: true },
    { title: '净重（千克）', width: 14, format: KILOS, total: true },
    { title: '支付额（元）', width: 15, format: YUAN, total: true },
    { title: '退款额（元）', width: 15, format: YUAN, total: true },
    { title: '净销售额（元）', width: 16, format: YUAN, total: true },
  ], ledger.map((row) => [
    row.orderKey,
    row.date,
    row.type === 'SALE' ? '支付' : '退款',
    row.skuCode ?? '',
    row.name,
    row.quantity,
    row.grams / 1_000,
    row.paidFen / 100,
    row.refundFen / 100,
    row.netFen / 100,
  ]), '订单代号只在本表内有效，同一代号为同一订单；不含购买人、订单号和收货地。运费单独成行，不计入净销售额。')
  return zipAgain(new Uint8Array(await book.xlsx.writeBuffer()), bulletin.asOf)
}

function indicatorSheet(book: ExcelJS.Workbook, bulletin: Bulletin): void {
  const sheet = addSheet(book, '表1 主要指标', [
    { title: '编码', width: 8 },
    { title: '指标', width: 16 },
    { title: '单位', width: 9 },
    { title: '本月', width: 15 },
    { title: '本届累计', width: 15 },
    { title: '目标', width: 10 },
    { title: '完成率', width: 10 },
    { title: '上月', width: 15 },
    { title: '备注', width: 26 },
  ], `${monthInWords(bulletin.period)}线上年货节主要指标`, bulletin)
  for (const row of indicatorRows(bulletin)) {
    const { unit, code } = metrics[row.key]
    const added = sheet.addRow([code, row.name, row.unit, ...[row.month, row.cumulative].map((value) => figureCell(value, unit)), '—', '—', figureCell(row.lastMonth, unit), row.remark])
    added.height = ROW_HEIGHT
    added.alignment = { vertical: 'middle', indent: 1 }
    for (const column of [4, 5, 8]) added.getCell(column).numFmt = { fen: WAN, grams: TONNES, count: COUNT, bps: '0.0' }[unit]
    for (const column of [4, 5, 6, 7, 8]) added.getCell(column).alignment = { horizontal: 'right', vertical: 'middle' }
    frame(added, 9)
  }
  foot(sheet, 9, `“—”表示无数据或目标未下达；“<5”表示涉及不足 5 人或为防止推算而隐去。${ROUNDING_NOTE}。`)
}

/** A real number in the unit of the row, or the sign why there is none. */
function figureCell(value: FigureValue, unit: MetricUnit): Cell {
  if (typeof value === 'string') return numberText(value, unit)
  if (unit === 'fen') return wan(value)
  if (unit === 'grams') return tonnes(value)
  return unit === 'bps' ? value / 100 : value
}

function tableSheet(
  book: ExcelJS.Workbook,
  bulletin: Bulletin,
  name: string,
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  note = `${ROUNDING_NOTE}。`,
): void {
  const sheet = addSheet(book, name, columns, title, bulletin)
  for (const cells of rows) {
    const row = sheet.addRow([...cells])
    row.height = ROW_HEIGHT
    row.alignment = { vertical: 'middle', indent: 1 }
    columns.forEach(({ format }, at) => {
      if (!format) return
      row.getCell(at + 1).numFmt = format
      row.getCell(at + 1).alignment = { horizontal: 'right', vertical: 'middle' }
    })
    frame(row, columns.length)
  }
  const last = FIRST_ROW + rows.length - 1
  const total = sheet.addRow([])
  columns.forEach(({ total: isSummed, format }, at) => {
    const cell = total.getCell(at + 1)
    if (at === columns.findIndex((column) => column.total) - 1) cell.value = '合计'
    if (!isSummed || rows.length === 0) return
    const letter = sheet.getColumn(at + 1).letter
    const result = rows.reduce((sum, row) => sum + Number(row[at]), 0)
    cell.value = { formula: `SUM(${letter}${FIRST_ROW}:${letter}${last})`, result }
    cell.numFmt = format ?? COUNT
  })
  total.height = ROW_HEIGHT
  total.alignment = { vertical: 'middle' }
  total.font = { name: '宋体', size: 11, bold: true }
  frame(total, columns.length)
  foot(sheet, columns.length, note)
}

function addSheet(book: ExcelJS.Workbook, name: string, columns: readonly Column[], title: string, bulletin: Bulletin): Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: FIRST_ROW - 1 }],
    pageSetup: { paperSize: 9, orientation: columns.length > 6 ? 'landscape' : 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: name === LEDGER_SHEET ? 0 : 1, printTitlesRow: `1:${FIRST_ROW - 1}` },
    headerFooter: { oddFooter: '&C— &P —' },
  })
  sheet.columns = columns.map(({ width }) => ({ width, style: { font: { name: '宋体', size: 11 } } }))
  const marks = ['草稿', ...(bulletin.demo ? ['演示数据'] : [])].join('　')
  spread(sheet.addRow([`${title}（${marks}）`]), sheet, columns.length, { size: 16, bold: true, name: '黑体' }, 'center')
  spread(
    sheet.addRow([[`填报单位：${ISSUER}`, periodLine(bulletin), asOfLine(bulletin), '单位：见表头', `指标定义 ${METRICS_VERSION}`].join(GAP)]),
    sheet,
    columns.length,
    { size: 10, name: '宋体' },
    'left',
  )
  const header = sheet.addRow(columns.map((column) => column.title))
  header.font = { name: '黑体', size: 11 }
  header.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
  header.height = 30
  frame(header, columns.length)
  return sheet
}

function foot(sheet: Worksheet, width: number, note: string): void {
  spread(sheet.addRow([`注：${note}`]), sheet, width, { size: 10, name: '宋体' }, 'left')
  const blank = GAP.repeat(3)
  const signs = ['单位负责人', '审核人', '填表人', '联系电话', '填报日期'].map((name) => `${name}：${blank}`).join('')
  spread(sheet.addRow([signs]), sheet, width, { size: 10, name: '宋体' }, 'left')
}

function spread(row: Row, sheet: Worksheet, width: number, font: Partial<ExcelJS.Font>, horizontal: 'left' | 'center'): void {
  sheet.mergeCells(row.number, 1, row.number, width)
  row.font = font
  row.getCell(1).alignment = { horizontal, vertical: 'middle', wrapText: true }
  row.height = font.size === 16 ? 32 : 30
}

function frame(row: Row, width: number): void {
  const side = { style: 'thin' as const }
  for (let column = 1; column <= width; column += 1) row.getCell(column).border = { top: side, left: side, bottom: side, right: side }
}
