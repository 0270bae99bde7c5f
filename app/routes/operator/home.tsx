import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { requireOperator } from '#app/http/guards.server.ts'
import { filingsMissing } from '#app/services/catalogue/get-site-facts.server.ts'
import { getOperatorCounts } from '#app/services/merchant/get-operator-counts.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return { ...(await getOperatorCounts()), missing: filingsMissing() }
}

export default function OperatorHome() {
  const counts = useLoaderData<typeof loader>()
  const tiles = [
    { label: '待审核商品', value: counts.inReview, to: '/operator/listings' },
    { label: '未处理的收款异常', value: counts.exceptions, to: '/operator/exceptions' },
    { label: '退款处理中', value: counts.refunds, to: '/operator/payments' },
    { label: '占用库存、等待支付方答复的订单', value: counts.closing, to: '/operator/payments' },
    { label: '待处理的支付通知', value: counts.inbox, to: '/operator/payments' },
    { label: '待入账的事件', value: counts.outbox, to: '/operator/payments' },
  ]
  return (
    <>
      <PageHeading title="概览" note="数字为 0 就是一切正常" />
      {counts.missing.length > 0 ? (
        <Notice tone="warning" title="公示还不完整" className="mb-4">
          <ul className="list-disc pl-5">
            {counts.missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {tiles.map(({ label, value, to }) => (
          <Card key={label}>
            <p className="text-sm text-ink-2">{label}</p>
            <p className="mt-1 text-2xl font-bold tabular-nums"><Link to={to} className={value > 0 ? 'text-cinnabar' : 'text-ink'}>{value}</Link></p>
          </Card>
        ))}
      </div>
    </>
  )
}
