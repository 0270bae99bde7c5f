import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { complaintKindWords, complaintStateWords } from '#app/domain/complaint/words.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { pageOf } from '#app/http/fields.server.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listComplaints } from '#app/services/talk/desk-talk.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  const url = new URL(request.url)
  const [page, open] = [pageOf(url), url.searchParams.get('show') !== 'closed']
  return { ...(await listComplaints(open, page)), page, open, now: await shopNow() }
}

export default function Disputes() {
  const { complaints, total, page, pages, open, now } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="投诉" note={open ? `${total} 个在处理，期限近的在前` : `${total} 个已结束`}>
        <LinkButton to={open ? '/operator/disputes?show=closed' : '/operator/disputes'} tone="quiet" size="sm">{open ? '看已结束的' : '看处理中的'}</LinkButton>
      </PageHeading>
      {complaints.length === 0 ? <EmptyState motif="celebrate" title={open ? '没有待处理的投诉' : '还没有结束的投诉'} /> : null}
      <ul className="grid gap-3">
        {complaints.map(({ number, kind, state, openedAt, decidedBy, merchantOrder }) => (
          <Card as="li" key={number} className="relative">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <h2 className="font-semibold">
                <Link to={`/operator/disputes/${merchantOrder.id}`} className="no-underline after:absolute after:inset-0 hover:text-cinnabar"><span className="tabular-nums">{number}</span> · {complaintKindWords[kind]}</Link>
              </h2>
              <span className="text-sm text-ink-2">{formatInstantChinese(new Date(openedAt))}</span>
            </div>
            <p className="mt-0.5 text-sm text-ink-2">{merchantOrder.merchant.name} · 订单 <span className="tabular-nums">{merchantOrder.number}</span></p>
            <p className="mt-1.5">
              {state !== 'OPEN' ? <Tag>{complaintStateWords[state]}</Tag> : new Date(decidedBy) <= new Date(now) ? <Tag tone="cinnabar">已超期，应在 {deadlineWords(new Date(decidedBy))} 前处理</Tag> : <Tag tone="poplar">最晚 {deadlineWords(new Date(decidedBy))} 处理</Tag>}
            </p>
          </Card>
        ))}
      </ul>
      <Pagination page={page} pageCount={pages} hrefFor={(next) => `/operator/disputes?${open ? '' : 'show=closed&'}page=${next}`} />
    </>
  )
}
