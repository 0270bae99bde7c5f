import { Link } from '@remix-run/react'
import { claimStateNames, funderNames, yuan } from '#app/components/operator/campaign-words.ts'
import { ShareBar } from '#app/components/operator/share-bar.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Table } from '#app/components/ui/table.tsx'
import type { Column } from '#app/components/ui/table.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { BudgetSums } from '#app/domain/promotion/budget.ts'
import type { BudgetBoard, BudgetFigures, BudgetFilter, BudgetRow, PromotionBudget } from '#app/domain/promotion/budget-views.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

const states = { DRAFT: '草稿', PUBLISHED: '进行中', STOPPED: '已停止' } as const

/** The rows behind a figure. */
export function rowsSearch(filter: Partial<BudgetFilter>, page = 1): string {
  const search = new URLSearchParams({ rows: '1' })
  if (filter.promotionId) search.set('promotion', filter.promotionId)
  if (filter.merchantId) search.set('merchant', filter.merchantId)
  if (filter.funder) search.set('funder', filter.funder)
  if (page > 1) search.set('page', String(page))
  return `?${search.toString()}#rows`
}

/** Figures as a list of terms, all of them legible on a phone. */
export function BudgetSumsList({ figures }: { figures: BudgetFigures | (BudgetSums & { budgetFen?: undefined; remainingFen?: undefined }) }) {
  const terms = [
    ...(figures.budgetFen === undefined ? [] : [{ term: '预算', value: figures.budgetFen }]),
    { term: '已占用', value: figures.committedFen },
    { term: '已使用', value: figures.usedFen },
    { term: '已退回', value: figures.releasedFen },
    ...(figures.remainingFen === undefined ? [] : [{ term: '剩余', value: figures.remainingFen }]),
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3 lg:grid-cols-5">
      {terms.map(({ term, value }) => (
        <div key={term}>
          <dt className="text-xs text-ink-2">{term}</dt>
          <dd className="text-md font-semibold tabular-nums">{value === null ? '不限' : yuan(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

type Line = BudgetFigures & { key: string; name: string; inside: boolean; shared: boolean; search: string }

/** One promotion: by funder, and inside by merchant. */
export function PromotionBudgetCard({ promotion }: { promotion: PromotionBudget }) {
  const { promotionId, name, shop, state, claims, budgetFen, committedFen, usedFen, remainingFen, funders, adds } = promotion
  const lines = funders.flatMap(({ funder, merchants, ...figures }): Line[] => [
    { ...figures, key: funder, name: funderNames[funder], inside: false, shared: false, search: rowsSearch({ promotionId, funder }) },
    ...merchants.map((merchant) => ({
      ...merchant, key: `${funder}/${merchant.merchantId}`, inside: true, shared: merchant.budgetFen === null && budgetFen !== null,
      search: rowsSearch({ promotionId, funder, merchantId: merchant.merchantId }),
    })),
  ])
  // Nothing to weigh: no limit, and nobody has used it.
  const idle = budgetFen === null && claims === 0
  return (
    <Card labelledBy={`p-${promotionId}`}>
      <SectionHeading
        id={`p-${promotionId}`}
        title={<>{name}{shop && !name.includes(shop) ? <span className="ml-2 text-sm font-normal text-ink-2">{shop}</span> : null} <Tag tone={state === 'PUBLISHED' ? 'leaf' : 'plain'}>{states[state]}</Tag></>}
        aside={claims > 0 ? <Link to={rowsSearch({ promotionId })} className="inline-flex min-h-9 items-center text-river">{claims} 单，看明细</Link> : '还没有人用'}
      />
      {idle ? <p className="text-sm text-ink-2">预算不限，由{funders.map(({ funder }) => funderNames[funder]).join('、')}出资。</p> : <BudgetSumsList figures={promotion} />}
      {budgetFen !== null && remainingFen !== null ? (
        <ShareBar
          className="mt-3"
          whole={budgetFen}
          parts={[{ key: 'used', value: usedFen, look: 'fill-cinnabar' }, { key: 'committed', value: committedFen, look: 'fill-poplar' }]}
        />
      ) : null}
      {adds ? null : <Notice tone="error" className="mt-3">占用记录和优惠分摊对不上，请联系技术人员核对。</Notice>}
      {lines.length > 0 && !idle ? (
        <div className="mt-4">
          <Table caption={`${name}：按出资方和商家`} captionHidden rows={lines} rowKey={({ key }) => key} columns={lineColumns} />
        </div>
      ) : null}
    </Card>
  )
}

const money = (value: number | null, shared: boolean) => (value === null ? <span className="text-ink-2">{shared ? '共用' : '不限'}</span> : yuan(value))

const lineColumns: readonly Column<Line>[] = [
  {
    key: 'name', header: '出资方 / 商家', rowHeader: true,
    cell: ({ name, inside, search, budgetFen, releasedFen, shared }) => (
      <span className={inside ? 'block pl-3' : 'block font-semibold'}>
        <Link to={search} className="text-ink decoration-line-strong decoration-dotted hover:text-cinnabar">{name}</Link>
        <span className="block text-xs font-normal text-ink-2 sm:hidden">
          {inside ? '' : <>预算 {money(budgetFen, shared)} · </>}退回 {yuan(releasedFen)}
        </span>
      </span>
    ),
  },
  { key: 'budget', header: '预算', numeric: true, wideOnly: true, cell: ({ budgetFen, shared }) => money(budgetFen, shared) },
  { key: 'committed', header: '占用', numeric: true, cell: ({ committedFen }) => yuan(committedFen) },
  { key: 'used', header: '使用', numeric: true, cell: ({ usedFen }) => yuan(usedFen) },
  { key: 'released', header: '退回', numeric: true, wideOnly: true, cell: ({ releasedFen }) => yuan(releasedFen) },
  { key: 'remaining', header: '剩余', numeric: true, cell: ({ remainingFen, shared }) => money(remainingFen, shared) },
]

export function MerchantBudgets({ merchants, total }: Pick<BudgetBoard, 'merchants' | 'total'>) {
  return (
    <Card labelledBy="by-merchant">
      <SectionHeading id="by-merchant" title="按商家" note="落在各家商品和运费上的优惠，所有出资方合计；点名字看明细" />
      <Table
        caption="按商家" captionHidden rows={merchants} rowKey={({ merchantId }) => merchantId}
        columns={[
          {
            key: 'name', header: '商家', rowHeader: true,
            cell: ({ merchantId, name, funders }) => (
              <>
                <Link to={rowsSearch({ merchantId })} className="text-ink decoration-line-strong decoration-dotted hover:text-cinnabar">{name}</Link>
                <span className="block text-xs text-ink-2">{funders.map(({ funder, committedFen, usedFen }) => `${funderNames[funder]} ${yuan(committedFen + usedFen)}`).join('，')}</span>
              </>
            ),
          },
          { key: 'committed', header: '占用', numeric: true, cell: ({ committedFen }) => yuan(committedFen) },
          { key: 'used', header: '使用', numeric: true, cell: ({ usedFen }) => yuan(usedFen) },
          { key: 'released', header: '退回', numeric: true, cell: ({ releasedFen }) => yuan(releasedFen) },
        ]}
        footer={<SumRow label="合计" sums={total} />}
        empty="还没有优惠落在订单里"
      />
    </Card>
  )
}

function SumRow({ label, sums, wideCells = 0 }: { label: string; sums: BudgetSums; wideCells?: number }) {
  return (
    <tr>
      <th scope="row" className="py-2.5 text-left">{label}</th>
      {Array.from({ length: wideCells }, (_, place) => <td key={place} className="hidden sm:table-cell" />)}
      {[sums.committedFen, sums.usedFen, sums.releasedFen].map((fen, place) => (
        <td key={place} className="px-2 py-2.5 text-right tabular-nums last:pr-0">{yuan(fen)}</td>
      ))}
    </tr>
  )
}

export function BudgetRowsTable({ rows, total, pageSums }: { rows: readonly BudgetRow[]; total: BudgetSums; pageSums: BudgetSums | null }) {
  return (
    <Table
      caption="明细" captionHidden rows={rows} rowKey={({ id }) => id}
      columns={[
        {
          key: 'order', header: '订单 / 商品', rowHeader: true,
          cell: ({ number, goods, merchantName, promotionName, state, claimedAt }) => (
            <>
              <span className="tabular-nums">{number}</span> <Tag>{claimStateNames[state]}</Tag>
              <span className="block text-xs text-ink-2">{goods ?? '运费'} · {merchantName}</span>
              <span className="block text-xs text-ink-2">{promotionName} · {formatInstantChinese(new Date(claimedAt))}</span>
            </>
          ),
        },
        { key: 'committed', header: '占用', numeric: true, cell: ({ committedFen }) => yuan(committedFen) },
        { key: 'used', header: '使用', numeric: true, cell: ({ usedFen }) => yuan(usedFen) },
        { key: 'released', header: '退回', numeric: true, cell: ({ releasedFen }) => yuan(releasedFen) },
      ]}
      footer={<>{pageSums ? <SumRow label="本页" sums={pageSums} /> : null}<SumRow label="合计" sums={total} /></>}
      empty="没有这样的记录"
    />
  )
}
