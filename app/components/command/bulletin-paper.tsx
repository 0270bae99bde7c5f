import type { ReactNode } from 'react'
import { FigureData, UnitHeader } from '#app/components/command/figure.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { asOfLine, ATTACHMENTS, bulletinTitle, indicatorRows, ISSUER, overallParagraphs, paragraphsOf, periodLine } from '#app/domain/reporting/bulletin.ts'
import type { Bulletin } from '#app/domain/reporting/bulletin.ts'
import { METRICS_VERSION } from '#app/domain/reporting/metrics.ts'
import { dayInWords } from '#app/domain/reporting/query.ts'
import { ROUNDING_NOTE } from '#app/domain/reporting/words.ts'
import { businessDate } from '#app/domain/time.ts'

/** The bulletin as it will stand on paper; the same words and figures as the Word file. */
export function BulletinPaper({ bulletin }: { bulletin: Bulletin }) {
  return (
    <article className="min-w-0 rounded-card border border-line bg-white px-4 py-6 shadow-card sm:px-12 sm:py-10 print:border-0 print:p-0" aria-label="通报正文">
      <p className="text-right text-sm font-semibold text-cinnabar">
        草稿{bulletin.demo ? '　演示数据' : ''}
      </p>
      <p className="mt-2 text-center text-md">{bulletin.number}</p>
      <h2 className="mt-4 text-center font-serif text-xl leading-snug font-bold sm:text-2xl">{bulletinTitle(bulletin.period)}</h2>
      <p className="mt-2 text-center text-sm text-ink-2">{periodLine(bulletin)}，{asOfLine(bulletin)}</p>
      <div className="mt-6 text-md leading-loose">
        <Section title="一、总体情况" paragraphs={overallParagraphs(bulletin)} />
        <Section title="二、存在问题" paragraphs={paragraphsOf(bulletin.problems)} />
        <Section title="三、下步工作" paragraphs={paragraphsOf(bulletin.nextSteps)} />
        <p className="mt-4 indent-8">{ATTACHMENTS}</p>
        <p className="mt-6 text-right">{ISSUER}</p>
        <p className="text-right">{dayInWords(businessDate(bulletin.asOf))}</p>
      </div>
      <Sheet title="表1　主要指标" note="“—”表示无数据或目标未下达；“<5”表示涉及不足 5 人，或为防止推算而隐去。">
        <Table
          caption="表1 主要指标"
          captionHidden
          rows={indicatorRows(bulletin)}
          rowKey={(row) => row.key}
          columns={[
            { key: 'name', header: '指标', rowHeader: true, cell: (row) => <>{row.name} <span className="text-xs whitespace-nowrap text-ink-2">{row.unit}</span></> },
            { key: 'month', header: '本月', numeric: true, cell: (row) => <FigureData metric={row.key} value={row.month} /> },
            { key: 'cumulative', header: '本届累计', numeric: true, cell: (row) => <FigureData metric={row.key} value={row.cumulative} /> },
            { key: 'last', header: '上月', numeric: true, cell: (row) => <FigureData metric={row.key} value={row.lastMonth} /> },
            { key: 'remark', header: '备注', wideOnly: true, cell: (row) => row.remark },
          ]}
        />
      </Sheet>
      <Sheet title="表2　分团场情况" note="按商品产地归属，礼盒按各组成商品分别归属；企业数、单品数不可相加。">
        <Table
          caption="表2 分团场情况"
          captionHidden
          rows={bulletin.regiments}
          rowKey={(row) => row.name}
          columns={[
            { key: 'rank', header: '排名', cell: (row) => row.rank || '—' },
            { key: 'name', header: '团场', rowHeader: true, cell: (row) => <>{row.name} <span className="whitespace-nowrap text-ink-2">{row.town}</span></> },
            { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureData metric="netSales" value={row.netFen} /> },
            { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureData metric="netTonnes" value={row.grams} /> },
            { key: 'merchants', header: '企业', numeric: true, wideOnly: true, cell: (row) => <FigureData metric="activeMerchants" value={row.merchants} /> },
            { key: 'skus', header: '单品', numeric: true, wideOnly: true, cell: (row) => row.skus },
          ]}
        />
      </Sheet>
      <Sheet title="表3　分企业情况" note={`按售出企业归属；一次支付可含多家企业，订单数不可相加。${ROUNDING_NOTE}。指标定义版本 ${METRICS_VERSION}。`}>
        <Table
          caption="表3 分企业情况"
          captionHidden
          rows={bulletin.merchants}
          rowKey={(row) => row.name}
          columns={[
            { key: 'rank', header: '排名', cell: (row) => row.rank || '—' },
            { key: 'name', header: '企业', rowHeader: true, cell: (row) => row.name },
            { key: 'net', header: <UnitHeader name="净销售额" unit="万元" />, numeric: true, cell: (row) => <FigureData metric="netSales" value={row.netFen} /> },
            { key: 'grams', header: <UnitHeader name="净销量" unit="吨" />, numeric: true, cell: (row) => <FigureData metric="netTonnes" value={row.grams} /> },
            { key: 'orders', header: '订单', numeric: true, wideOnly: true, cell: (row) => <FigureData metric="orders" value={row.merchantOrders} /> },
          ]}
        />
      </Sheet>
      <p className="mt-8 grid grid-cols-3 text-sm">
        <span>编制：</span>
        <span>审核：</span>
        <span>签发：</span>
      </p>
    </article>
  )
}

function Section({ title, paragraphs }: { title: string; paragraphs: readonly string[] }) {
  return (
    <section>
      <h3 className="mt-3 indent-8 text-md leading-loose font-bold">{title}</h3>
      {paragraphs.map((paragraph, place) => (
        <p key={place} className="indent-8">
          {paragraph}
        </p>
      ))}
    </section>
  )
}

function Sheet({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section className="mt-8 break-inside-avoid">
      <h3 className="mb-2 text-center text-base font-semibold">{title}</h3>
      {children}
      <p className="mt-2 text-xs text-ink-2">注：{note}</p>
    </section>
  )
}
