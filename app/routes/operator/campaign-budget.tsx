import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { BudgetRowsTable, BudgetSumsList, MerchantBudgets, PromotionBudgetCard, rowsSearch } from '#app/components/operator/budget-tables.tsx'
import { funderNames, yuan } from '#app/components/operator/campaign-words.ts'
import { ShareBar } from '#app/components/operator/share-bar.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { budgetTotal } from '#app/domain/promotion/budget.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { pageOf, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { getBudgetPage } from '#app/services/promotion/get-budget-page.server.ts'

export const handle = { scripts: true }
export const meta: MetaFunction = () => [{ title: '预算看板 · 平台运营' }]

const BudgetQuery = z.object({
  promotionId: uuidField.nullable(),
  merchantId: uuidField.nullable(),
  funder: z.enum(['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND']).nullable(),
})

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const id = uuidField.safeParse(params.id)
  const url = new URL(request.url)
  const { searchParams } = url
  const filter = BudgetQuery.safeParse({ promotionId: searchParams.get('promotion'), merchantId: searchParams.get('merchant'), funder: searchParams.get('funder') })
  if (!id.success || !filter.success) throw notFound()
  const page = await getBudgetPage(id.data, searchParams.has('rows') ? { filter: filter.data, page: pageOf(url) } : null)
  if (!page) throw notFound()
  return { ...page, filter: filter.data }
}

export default function CampaignBudget() {
  const { board, opened, filter } = useLoaderData<typeof loader>()
  const { campaign, asOf, promotions, total, funders, merchants } = board
  const given = total.committedFen + total.usedFen
  return (
    <>
      <p className="mb-2 text-sm">
        <Link to={`/operator/campaigns/${campaign.id}`} className="text-river">‹ {campaign.name}</Link>
      </p>
      <PageHeading title="预算看板" note={`截至 ${formatInstantChinese(asOf)}。占用是待支付订单的，使用是已支付订单的，退回是关闭和退款还回来的；金额单位：元。`}>
        <LinkButton to={`/operator/campaigns/${campaign.id}/rehearsal`} tone="quiet">活动演练</LinkButton>
      </PageHeading>
      <div className="grid gap-4">
        <Card labelledBy="total">
          <SectionHeading id="total" title="全部优惠" />
          <BudgetSumsList figures={total} />
          <ul className="mt-4 grid gap-2">
            {funders.map(({ funder, ...sums }) => (
              <li key={funder} className="grid grid-cols-[4rem_minmax(0,1fr)_6rem] sm:grid-cols-[5rem_minmax(0,1fr)_8rem] items-center gap-3 text-sm">
                <Link to={rowsSearch({ funder })} className="text-ink">{funderNames[funder]}</Link>
                <ShareBar whole={given} parts={[{ key: 'used', value: sums.usedFen, look: 'fill-cinnabar' }, { key: 'committed', value: sums.committedFen, look: 'fill-poplar' }]} />
                <span className="text-right tabular-nums">{yuan(sums.usedFen + sums.committedFen)}</span>
              </li>
            ))}
          </ul>
        </Card>
        {opened ? (
          <Card labelledBy="rows">
            <SectionHeading id="rows" title="明细" note={opened.title.map((part) => ('funder' in part ? `${funderNames[part.funder]}出` : part.name)).join(' · ') || '全部'} aside={<Link to="?" className="inline-flex min-h-9 items-center text-river">回到看板</Link>} />
            <BudgetRowsTable rows={opened.rows} total={opened.total} pageSums={opened.pageCount > 1 ? budgetTotal(opened.rows) : null} />
            <Pagination page={opened.page} pageCount={opened.pageCount} hrefFor={(page) => rowsSearch(filter, page)} />
          </Card>
        ) : (
          <>
            {promotions.map((promotion) => (
              <PromotionBudgetCard key={promotion.promotionId} promotion={promotion} />
            ))}
            {promotions.length === 0 ? <Card><p className="text-sm text-ink-2">这个活动还没有优惠。</p></Card> : null}
            <MerchantBudgets merchants={merchants} total={total} />
          </>
        )}
      </div>
    </>
  )
}
