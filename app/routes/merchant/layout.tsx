import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { ConsoleShell } from '#app/components/console/shell.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { requireMerchant } from '#app/http/guards.server.ts'
import { getMerchantFrame } from '#app/services/merchant/get-merchant-desk.server.ts'

export const handle = { scripts: true }
export const meta: MetaFunction = () => [{ title: '商家后台 · 塔里木河年货节' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  return getMerchantFrame(merchantId)
}

export default function MerchantLayout() {
  const { name, status, statusReason, toShip, demo } = useLoaderData<typeof loader>()
  return (
    <ConsoleShell
      office="商家后台"
      who={name}
      demo={demo}
      links={[
        { to: '/merchant', label: '今日', end: true },
        { to: '/merchant/shipping', label: '发货', count: toShip },
        { to: '/merchant/orders', label: '订单' },
        { to: '/merchant/listings', label: '商品' },
        { to: '/merchant/stock', label: '库存' },
        { to: '/merchant/promotions', label: '活动' },
        { to: '/merchant/talks', label: '会话' },
        { to: '/merchant/reviews', label: '评价' },
      ]}
    >
      {status === 'SUSPENDED' ? (
        <Notice tone="warning" title="店铺已暂停营业" className="mb-4">{statusReason ?? '请联系平台运营。'}商品暂不可购买，已付款的订单请照常发货。</Notice>
      ) : null}
      <Outlet />
    </ConsoleShell>
  )
}
