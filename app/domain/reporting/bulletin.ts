import { figureText } from '#app/domain/reporting/figure-text.ts'
import type { Figure, FigureValue, MetricKey } from '#app/domain/reporting/metrics.ts'
import { metrics } from '#app/domain/reporting/metrics.ts'
import { dayInWords, editionOf, previousPeriod } from '#app/domain/reporting/query.ts'
import type { Window } from '#app/domain/reporting/query.ts'
import { ROUNDING_NOTE } from '#app/domain/reporting/words.ts'
import { formatTonnes, formatWan } from '#app/domain/money.ts'
import { addDays, businessDate, formatInstant, periodDates } from '#app/domain/time.ts'
import type { Period } from '#app/domain/time.ts'

export const ISSUER = '台州市援疆指挥部'

/** The three windows of a bulletin: the month, the edition up to its end, the month before. */
export function bulletinWindows(period: Period): { month: Window; cumulative: Window; lastMonth: Window } {
  const { from, until } = periodDates(period)
  const before = periodDates(previousPeriod(period))
  return {
    month: { from, to: until },
    cumulative: { from: editionOf(from).from, to: until },
    lastMonth: { from: before.from, to: before.until },
  }
}

/** 台援指通报〔2027〕1号 */
export function bulletinNumber(year: number, sequence: number): string {
  return `台援指通报〔${year}〕${sequence}号`
}

export type BulletinRegiment = { rank: number; name: string; town: string | null; netFen: number; grams: number; merchants: number; skus: number }
export type BulletinMerchant = { rank: number; name: string; regimentName: string; netFen: number; grams: number; merchantOrders: number }

/** Everything a bulletin says; screen, Word and Excel are made from this and nothing else. */
export type Bulletin = {
  period: Period
  number: string
  demo: boolean
  asOf: Date
  /** Payments and refunds that have not reached the figures yet. */
  waiting: number
  month: Figure[]
  cumulative: Figure[]
  lastMonth: Figure[]
  enrolledMerchants: number
  regiments: BulletinRegiment[]
  merchants: BulletinMerchant[]
  problems: string
  nextSteps: string
}

export function figureOf(figures: readonly Figure[], key: MetricKey): FigureValue {
  return figures.find((figure) => figure.key === key)?.value ?? 'undefined'
}

export const indicatorKeys = [
  'netSales',
  'paidAmount',
  'refundAmount',
  'netTonnes',
  'orders',
  'activeMerchants',
  'provinces',
  'cities',
  'taizhouShare',
] as const satisfies readonly MetricKey[]

export type IndicatorRow = { key: MetricKey; name: string; unit: string; month: FigureValue; cumulative: FigureValue; lastMonth: FigureValue; remark: string }

/** Table 1. Targets are set in a later step of the work, so the columns stand open. */
export function indicatorRows(bulletin: Bulletin): IndicatorRow[] {
  const remarks: Partial<Record<MetricKey, string>> = {
    netSales: '不含运费',
    paidAmount: '含运费',
    refundAmount: '含运费，按退款成功日计',
    activeMerchants: `在册 ${bulletin.enrolledMerchants} 家`,
    taizhouShare: '以收货地为准',
  }
  return indicatorKeys.map((key) => ({
    key,
    name: metrics[key].name,
    unit: metrics[key].unitName,
    month: figureOf(bulletin.month, key),
    cumulative: figureOf(bulletin.cumulative, key),
    lastMonth: figureOf(bulletin.lastMonth, key),
    remark: remarks[key] ?? '',
  }))
}

export function monthInWords(period: Period): string {
  return `${Number(period.slice(0, 4))}年${Number(period.slice(5, 7))}月`
}

export function bulletinTitle(period: Period): string {
  return `关于${monthInWords(period)}线上年货节销售情况的通报`
}

export const ATTACHMENTS = '附表：1. 主要指标　2. 分团场情况　3. 分企业情况'

/** 统计期间 2026年12月1日至12月31日 */
export function periodLine(bulletin: Bulletin): string {
  const { month } = bulletinWindows(bulletin.period)
  return `统计期间${dayInWords(month.from)}至${dayInWords(addDays(month.to, -1)).replace(/^\d+年/, '')}`
}

/** As of when the figures were counted. */
export function asOfLine(bulletin: Bulletin): string {
  return `数据截至${dayInWords(businessDate(bulletin.asOf))}${formatInstant(bulletin.asOf).slice(11)}`
}

/** True while the month is still running or payments are on their way into the figures. */
export function isProvisional(bulletin: Bulletin): boolean {
  return businessDate(bulletin.asOf) < bulletinWindows(bulletin.period).month.to || bulletin.waiting > 0
}

/** 一、总体情况, in the words and roundings of an official paper. */
export function overallParagraphs(bulletin: Bulletin): string[] {
  const text = (key: MetricKey, figures: readonly Figure[] = bulletin.month) => figureText({ key, value: figureOf(figures, key) })
  const share = figureOf(bulletin.month, 'taizhouShare')
  const taizhou =
    typeof share === 'number'
      ? `收货地在台州的净销售额占${text('taizhouShare')}%`
      : share === 'suppressed'
        ? '收货地在台州的占比因涉及人数少不予公布'
        : '本月没有净销售额，不计台州占比'
  const first = bulletin.regiments.filter(({ netFen }) => netFen > 0).slice(0, 3)
  const silent = bulletin.regiments.filter(({ netFen, merchants }) => netFen === 0 && merchants === 0)
  return [
    `${monthInWords(bulletin.period)}，塔里木河线上年货节实现净销售额${text('netSales')}万元，净销量${text('netTonnes')}吨，支付订单${text('orders')}单。` +
      `其中支付额${text('paidAmount')}万元，退款额${text('refundAmount')}万元。本届累计净销售额${text('netSales', bulletin.cumulative)}万元，净销量${text('netTonnes', bulletin.cumulative)}吨。`,
    `本月参与企业${text('activeMerchants')}家（在册${bulletin.enrolledMerchants}家），商品发往${text('provinces')}个省级地区、${text('cities')}个地级地区，${taizhou}。`,
    ...(first.length > 0
      ? [`净销售额居前的是${first.map(({ name, netFen, grams }) => `${name}（${formatWan(netFen)}万元、${formatTonnes(grams)}吨）`).join('、')}。`]
      : []),
    ...(silent.length > 0 ? [`本月尚无成交的有${silent.map(({ name }) => name).join('、')}，共${silent.length}个。`] : []),
    `文中数据均由订单记录汇总，${ROUNDING_NOTE}。`,
  ]
}

/** Where the preparer has not written yet, the paper says so instead of leaving a gap. */
export const NOT_WRITTEN = '（待填写）'

export function paragraphsOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
  return lines.length > 0 ? lines : [NOT_WRITTEN]
}

/** Equal net sales share a rank; who sold nothing has none (0). */
export function ranked<Row extends { netFen: number }>(rows: readonly Row[]): (Row & { rank: number })[] {
  const sorted = [...rows].sort((a, b) => b.netFen - a.netFen)
  return sorted.map((row) => ({ ...row, rank: row.netFen === 0 ? 0 : sorted.findIndex(({ netFen }) => netFen === row.netFen) + 1 }))
}
