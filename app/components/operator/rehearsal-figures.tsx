import { funderNames, leftAsideWords, limitWords, percentWords, reasonsWords, yuan } from '#app/components/operator/campaign-words.ts'
import { ShareBar } from '#app/components/operator/share-bar.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { totalOf } from '#app/domain/promotion/budget.ts'
import type { RehearsalResult } from '#app/domain/promotion/rehearsal-views.ts'
import { FUNDERS } from '#app/domain/promotion/rehearsal-report.ts'

const funderLooks = { MERCHANT: 'fill-cinnabar', PLATFORM: 'fill-poplar', BRAND_FUND: 'fill-river', AID_FUND: 'fill-leaf' } as const

export function RehearsalFigures({ result }: { result: RehearsalResult }) {
  const cost = totalOf(result.funders)
  const tiles = [
    { label: '演练订单', value: `${result.carts} 单`, note: `${result.merchantOrders} 个商家单，${result.units} 件` },
    { label: '有优惠的订单', value: `${result.touched} 单`, note: percentWords(result.touched, result.carts) },
    { label: '商品标价', value: yuan(result.goodsFen), note: `运费 ${yuan(result.freightFen)}` },
    { label: '优惠合计', value: yuan(cost), note: `占标价 ${percentWords(cost, result.goodsFen)}${result.freightDiscountFen > 0 ? `，含运费 ${yuan(result.freightDiscountFen)}` : ''}` },
    { label: '买家应付', value: yuan(result.payableFen), note: '含运费' },
    { label: '到底价的行', value: `${result.linesAtFloor} 行`, note: `共 ${result.lines} 行` },
  ]
  const aside = leftAsideWords(result.leftAside)
  return (
    <>
      {aside.length > 0 ? <Notice tone="info">{aside.join('；')}。</Notice> : null}
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-6">
        {tiles.map(({ label, value, note }) => (
          <Card key={label} as="div">
            <dt className="text-sm text-ink-2">{label}</dt>
            <dd className="mt-1">
              <span className="block text-lg font-bold break-all tabular-nums">{value}</span>
              <span className="block text-xs text-ink-2 tabular-nums">{note}</span>
            </dd>
          </Card>
        ))}
      </dl>
      <Card labelledBy="funders">
        <SectionHeading id="funders" title="谁出钱" note="金额单位：元" />
        <ul className="grid gap-2.5">
          {FUNDERS.filter((funder) => result.funders[funder] > 0).map((funder) => (
            <li key={funder} className="grid grid-cols-[4rem_minmax(0,1fr)_8.5rem] sm:grid-cols-[5rem_minmax(0,1fr)_11rem] items-center gap-3 text-sm">
              <span>{funderNames[funder]}</span>
              <ShareBar whole={cost} parts={[{ key: funder, value: result.funders[funder], look: funderLooks[funder] }]} />
              <span className="text-right tabular-nums">
                {yuan(result.funders[funder])} <span className="text-ink-2">{percentWords(result.funders[funder], cost)}</span>
              </span>
            </li>
          ))}
          {cost === 0 ? <li className="text-sm text-ink-2">这些购物车没有得到任何优惠。</li> : null}
        </ul>
        {cost > 0 ? <Merchants result={result} cost={cost} /> : null}
      </Card>
    </>
  )
}

function Merchants({ result, cost }: { result: RehearsalResult; cost: number }) {
  const rows = result.merchants.filter(({ funders }) => totalOf(funders) > 0)
  return (
    <div className="mt-5">
      <Table
        caption="落在各家商品上的优惠"
        rows={rows}
        rowKey={({ merchantId }) => merchantId}
        columns={[
          { key: 'name', header: '商家', rowHeader: true, cell: ({ name }) => name },
          { key: 'goods', header: '标价', numeric: true, wideOnly: true, cell: ({ goodsFen }) => yuan(goodsFen) },
          { key: 'own', header: '自己出', numeric: true, cell: ({ funders }) => yuan(funders.MERCHANT) },
          { key: 'others', header: '别人出', numeric: true, cell: ({ funders }) => yuan(totalOf(funders) - funders.MERCHANT) },
          { key: 'share', header: '优惠占比', numeric: true, wideOnly: true, cell: ({ funders, goodsFen }) => percentWords(totalOf(funders), goodsFen) },
        ]}
        footer={
          <tr>
            <th scope="row" className="py-2.5 text-left">合计</th>
            <td className="hidden px-2 py-2.5 text-right tabular-nums sm:table-cell">{yuan(rows.reduce((sum, { goodsFen }) => sum + goodsFen, 0))}</td>
            <td className="px-2 py-2.5 text-right tabular-nums">{yuan(result.funders.MERCHANT)}</td>
            <td className="px-2 py-2.5 text-right tabular-nums">{yuan(cost - result.funders.MERCHANT)}</td>
            <td className="hidden sm:table-cell" />
          </tr>
        }
      />
    </div>
  )
}

export function PromotionOutcomes({ promotions }: Pick<RehearsalResult, 'promotions'>) {
  return (
    <Card labelledBy="outcomes" padded={false}>
      <div className="px-4 pt-4 sm:px-5">
        <SectionHeading id="outcomes" title="各项优惠" note="按花的钱排列" />
      </div>
      {promotions.length === 0 ? <p className="px-4 pb-4 text-sm text-ink-2 sm:px-5">这个活动还没有优惠。</p> : null}
      <ul className="divide-y divide-line border-t border-line">
        {promotions.map((outcome) => (
          <li key={outcome.promotionId} className="px-4 py-3.5 sm:px-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <p className="min-w-0 font-semibold">
                {outcome.name}
                {outcome.merchantName ? <span className="ml-2 text-sm font-normal text-ink-2">{outcome.merchantName}</span> : null}
                {outcome.draft ? <Tag className="ml-2">草稿</Tag> : null}
                {outcome.own ? null : <Tag className="ml-2">活动外</Tag>}
              </p>
              <p className="tabular-nums">
                {outcome.times} 单 · <strong>{yuan(outcome.amountFen)}</strong> 元
              </p>
            </div>
            <ul className="mt-1 flex flex-wrap gap-1.5">
              {limitWords(outcome).map(({ text, out }) => (
                <li key={text}><Tag tone={out ? 'cinnabar' : 'leaf'} className="whitespace-normal">{text}</Tag></li>
              ))}
            </ul>
            <p className="mt-1 text-sm text-ink-2">
              {FUNDERS.filter((funder) => outcome.funders[funder] > 0).map((funder) => `${funderNames[funder]}出 ${yuan(outcome.funders[funder])}`).join('，')}
              {outcome.giftUnits > 0 ? `送出赠品 ${outcome.giftUnits} 件，值 ${yuan(outcome.giftValueFen)} 元` : ''}
              {outcome.droppedFen > 0 ? `；底价拦下 ${yuan(outcome.droppedFen)}` : ''}
              {outcome.leftOut > 0 ? `；${outcome.leftOut} 单为了更低的总价没用它（或只用了低一档）` : ''}
            </p>
            {Object.keys(outcome.reasons).length > 0 ? <p className="mt-0.5 text-xs text-ink-2">没用上：{reasonsWords(outcome.reasons)}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
