import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { asOfLine, ATTACHMENTS, bulletinTitle, indicatorRows, ISSUER, isProvisional, overallParagraphs, paragraphsOf, periodLine } from '#app/domain/reporting/bulletin.ts'
import type { Bulletin } from '#app/domain/reporting/bulletin.ts'
import { numberText } from '#app/domain/reporting/figure-text.ts'
import { METRICS_VERSION, metrics } from '#app/domain/reporting/metrics.ts'
import { dayInWords } from '#app/domain/reporting/query.ts'
import { ROUNDING_NOTE } from '#app/domain/reporting/words.ts'
import { formatTonnes, formatWan } from '#app/domain/money.ts'
import { businessDate } from '#app/domain/time.ts'
import { bodyText, fonts, headingText, line, mm, pageMargin, pageSize, run, sizes, TYPE_AREA_MM } from '#app/infra/documents/official-style.server.ts'
import { zipAgain } from '#app/infra/documents/zip-again.server.ts'

/** The bulletin as .docx in the layout of official papers. Equal input gives equal bytes. */
export async function drawBulletinWord(bulletin: Bulletin): Promise<Uint8Array> {
  const marks = ['草稿', ...(bulletin.demo ? ['演示数据'] : [])].join('　')
  const document = new Document({
    title: bulletinTitle(bulletin.period),
    creator: ISSUER,
    lastModifiedBy: ISSUER,
    description: `指标定义 ${METRICS_VERSION}`,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: fonts.body, size: sizes.three } } } },
    sections: [
      {
        properties: { page: { size: pageSize, margin: pageMargin } },
        headers: { default: markHeader(marks), even: markHeader(marks) },
        footers: { default: pageFooter(AlignmentType.RIGHT), even: pageFooter(AlignmentType.LEFT) },
        children: [...heading(bulletin), ...text(bulletin), ...tables(bulletin), ...signatures()],
      },
    ],
  })
  return zipAgain(await Packer.toBuffer(document), bulletin.asOf)
}

function markHeader(marks: string): Header {
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(marks, { font: fonts.heading, size: sizes.four, color: 'B3261E' })] })],
  })
}

/** — 1 —, right on odd and left on even pages, one character in from the edge. */
function pageFooter(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = alignment === AlignmentType.LEFT ? { left: sizes.four * 10 } : { right: sizes.four * 10 }
  const number = new TextRun({ font: fonts.page, size: sizes.four, children: ['— ', PageNumber.CURRENT, ' —'] })
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] })] })
}

function heading(bulletin: Bulletin): Paragraph[] {
  const centred = { alignment: AlignmentType.CENTER }
  const small = (words: string, after = 0) =>
    line([run(words, { font: fonts.subheading, size: sizes.four })], { ...centred, spacing: { line: 440, lineRule: 'exact', after } })
  const provisional = isProvisional(bulletin) ? ['（本月尚未结束或仍有款项正在入账，数据还会变化）'] : []
  const lines = [periodLine(bulletin), asOfLine(bulletin), ...provisional]
  return [
    line([run(bulletin.number)], centred),
    line([]),
    line([run(bulletinTitle(bulletin.period), { font: fonts.title, size: sizes.two })], {
      ...centred,
      spacing: { line: 640, lineRule: 'exact', after: 160 },
    }),
    ...lines.map((words, place) => small(words, place === lines.length - 1 ? 280 : 0)),
  ]
}

function text(bulletin: Bulletin): Paragraph[] {
  return [
    headingText('一、总体情况'),
    ...overallParagraphs(bulletin).map(bodyText),
    headingText('二、存在问题'),
    ...paragraphsOf(bulletin.problems).map(bodyText),
    headingText('三、下步工作'),
    ...paragraphsOf(bulletin.nextSteps).map(bodyText),
    line([]),
    bodyText(ATTACHMENTS),
    line([]),
    line([run(ISSUER)], { alignment: AlignmentType.RIGHT, indent: { right: mm(8) }, keepNext: true }),
    line([run(dayInWords(businessDate(bulletin.asOf)))], { alignment: AlignmentType.RIGHT, indent: { right: mm(14) } }),
  ]
}

function tables(bulletin: Bulletin): (Paragraph | Table)[] {
  const fen = (value: number) => formatWan(value)
  return [
    tableTitle('表1　主要指标', true),
    grid(
      [
        { text: '指标', mm: 27 },
        { text: '单位', mm: 13 },
        { text: '本月', mm: 20, numeric: true },
        { text: '本届累计', mm: 21, numeric: true },
        { text: '目标', mm: 14 },
        { text: '完成率', mm: 14 },
        { text: '上月', mm: 20, numeric: true },
        { text: '备注', mm: 27 },
      ],
      indicatorRows(bulletin).map((row) => {
        const { unit } = metrics[row.key]
        return [row.name, row.unit, numberText(row.month, unit), numberText(row.cumulative, unit), '—', '—', numberText(row.lastMonth, unit), row.remark]
      }),
    ),
    tableNote('“—”表示无数据或目标未下达；“<5”表示涉及不足 5 人，或为防止推算而隐去。'),
    tableTitle('表2　分团场情况'),
    grid(
      [
        { text: '排名', mm: 12 },
        { text: '团场', mm: 42 },
        { text: '净销售额（万元）', mm: 36, numeric: true },
        { text: '净销量（吨）', mm: 26, numeric: true },
        { text: '企业（家）', mm: 20, numeric: true },
        { text: '单品（个）', mm: 20, numeric: true },
      ],
      [
        ...bulletin.regiments.map((row) => [
          row.rank === 0 ? '—' : String(row.rank),
          row.town ? `${row.name}（${row.town}）` : row.name,
          fen(row.netFen),
          formatTonnes(row.grams),
          String(row.merchants),
          String(row.skus),
        ]),
        ['', '合计', fen(sumOf(bulletin.regiments, 'netFen')), formatTonnes(sumOf(bulletin.regiments, 'grams')), '—', '—'],
      ],
      true,
    ),
    tableNote('按商品产地归属，礼盒按各组成商品分别归属；企业数、单品数不可相加。'),
    tableTitle('表3　分企业情况'),
    grid(
      [
        { text: '排名', mm: 12 },
        { text: '企业', mm: 56 },
        { text: '净销售额（万元）', mm: 36, numeric: true },
        { text: '净销量（吨）', mm: 26, numeric: true },
        { text: '订单（单）', mm: 26, numeric: true },
      ],
      [
        ...bulletin.merchants.map((row) => [
          row.rank === 0 ? '—' : String(row.rank),
          row.name,
          fen(row.netFen),
          formatTonnes(row.grams),
          String(row.merchantOrders),
        ]),
        ['', '合计', fen(sumOf(bulletin.merchants, 'netFen')), formatTonnes(sumOf(bulletin.merchants, 'grams')), '—'],
      ],
      true,
    ),
    tableNote(`按售出企业归属；一次支付可含多家企业，订单数不可相加。${ROUNDING_NOTE}。指标定义版本 ${METRICS_VERSION}。`),
  ]
}

function sumOf<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}

function tableTitle(title: string, onNewPage = false): Paragraph {
  return line([run(title, { font: fonts.heading, size: sizes.smallFour })], {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    pageBreakBefore: onNewPage,
    spacing: { line: 480, lineRule: 'exact', before: onNewPage ? 0 : 240 },
  })
}

function tableNote(note: string): Paragraph {
  return line([run(`注：${note}`, { size: sizes.five })], { spacing: { line: 360, lineRule: 'exact', before: 60 } })
}

type Column = { text: string; mm: number; numeric?: boolean }

function grid(columns: readonly Column[], rows: readonly (readonly string[])[], hasTotal = false): Table {
  return new Table({
    width: { size: mm(TYPE_AREA_MM), type: WidthType.DXA },
    columnWidths: columns.map((column) => mm(column.mm)),
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map((column) => cell(column, column.text, 'header')) }),
      ...rows.map(
        (texts, place) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((column, at) => cell(column, texts[at] ?? '', hasTotal && place === rows.length - 1 ? 'total' : 'body')),
          }),
      ),
    ],
  })
}

function cell(column: Column, content: string, part: 'header' | 'body' | 'total'): TableCell {
  const alignment = part === 'header' ? AlignmentType.CENTER : column.numeric ? AlignmentType.RIGHT : AlignmentType.LEFT
  return new TableCell({
    width: { size: mm(column.mm), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 10, bottom: 10 },
    children: [
      new Paragraph({
        alignment,
        spacing: { line: 290, lineRule: 'atLeast' },
        // The paragraph's own mark, or Word gives an empty cell the height of body text.
        run: { size: sizes.five },
        children: [run(content, { size: sizes.five, font: part === 'body' ? fonts.body : fonts.heading })],
      }),
    ],
  })
}

function signatures(): Paragraph[] {
  const blank = '　　　　　　'
  return [
    line([run(`编制：${blank}审核：${blank}签发：${blank}`, { size: sizes.four })], {
      spacing: { line: 560, lineRule: 'exact', before: 360 },
    }),
  ]
}
