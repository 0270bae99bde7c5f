import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { ConsoleShell } from '#app/components/console/shell.tsx'
import { requireOperator } from '#app/http/guards.server.ts'
import { getOperatorCounts } from '#app/services/merchant/get-operator-counts.server.ts'

export const handle = { scripts: true }
export const meta: MetaFunction = () => [{ title: '平台运营 · 塔里木河年货节' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return getOperatorCounts()
}

export default function OperatorLayout() {
  const { inReview, exceptions, complaints, demo } = useLoaderData<typeof loader>()
  return (
    <ConsoleShell
      office="平台运营"
      who="运营"
      demo={demo}
      links={[
        { to: '/operator', label: '概览', end: true },
        { to: '/operator/campaigns', label: '年货节' },
        { to: '/operator/listings', label: '商品审核', count: inReview },
        { to: '/operator/merchants', label: '商家' },
        { to: '/operator/payments', label: '收退款' },
        { to: '/operator/shipping', label: '配送' },
        { to: '/operator/reference-data', label: '搜索词' },
        { to: '/operator/disputes', label: '投诉', count: complaints },
        { to: '/operator/reviews', label: '评价' },
        { to: '/operator/exceptions', label: '异常', count: exceptions },
        { to: '/operator/rules', label: '规则' },
      ]}
    >
      <Outlet />
    </ConsoleShell>
  )
}
