import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { shopAnswersBy } from '#app/domain/complaint/complaint.ts'
import { speakerWords } from '#app/domain/complaint/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { pageOf } from '#app/http/fields.server.ts'
import { requireMerchant } from '#app/http/guards.server.ts'
import { listShopTalks } from '#app/services/talk/desk-talk.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const page = pageOf(new URL(request.url))
  return { ...(await listShopTalks(merchantId, page)), page }
}

export default function MerchantTalks() {
  const { talks, page, pages } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="会话" note="买家在订单页留的话，最后说话的在前；投诉请在期限内答复" />
      {talks.length === 0 ? <EmptyState motif="letter" title="还没有买家留言" /> : null}
      <ul className="grid gap-3">
        {talks.map(({ id, number, goods, last, complaint }) => (
          <Card as="li" key={id} className="relative">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <h2 className="font-semibold">
                <Link to={`/merchant/talks/${id}`} className="no-underline after:absolute after:inset-0 hover:text-cinnabar">订单 <span className="tabular-nums">{number}</span></Link>
              </h2>
              <span className="text-sm text-ink-2">{speakerWords[last.by]} · {formatInstantChinese(new Date(last.at))}</span>
            </div>
            <p className="mt-0.5 truncate text-sm text-ink-2">{goods.join('、')}</p>
            <p className="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">
              {last.by === 'BUYER' ? <Tag tone="poplar">等您回复</Tag> : null}
              {complaint ? <Tag tone="cinnabar">投诉 {complaint.number}，{formatInstantChinese(shopAnswersBy(new Date(complaint.openedAt)))} 前答复</Tag> : null}
            </p>
          </Card>
        ))}
      </ul>
      <Pagination page={page} pageCount={pages} hrefFor={(next) => `/merchant/talks?page=${next}`} />
    </>
  )
}
