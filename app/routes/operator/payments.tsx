import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { listPayments } from '#app/services/payment/exceptions.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return listPayments()
}

const methods = { WECHAT_PAY: '微信支付', ALIPAY: '支付宝', CARD: '银行卡' } as const
const uses = { ORDER: '订单', SURPLUS: '多付，退回' } as const
const refundStates = { PENDING: '处理中', SUCCEEDED: '已退', FAILED: '失败' } as const

export default function Payments() {
  const { payments, refunds } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="收退款" note="最近 50 笔，不含个人信息" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Card>
          <Table caption="收款" rows={payments} rowKey={({ id }) => id} columns={[
            { key: 'at', header: '到账', cell: ({ capturedAt }) => formatInstantChinese(new Date(capturedAt)) },
            { key: 'number', header: '订单', cell: ({ checkout }) => checkout.number, wideOnly: true },
            { key: 'method', header: '方式', cell: ({ method, use }) => `${methods[method]} · ${uses[use]}` },
            { key: 'amount', header: '金额（元）', cell: ({ amountFen }) => formatYuan(amountFen), numeric: true },
          ]} />
        </Card>
        <Card>
          <Table caption="退款" rows={refunds} rowKey={({ id }) => id} columns={[
            { key: 'at', header: '申请', cell: ({ createdAt }) => formatInstantChinese(new Date(createdAt)) },
            { key: 'number', header: '订单', cell: ({ checkout }) => checkout.number, wideOnly: true },
            { key: 'state', header: '状态', cell: ({ state }) => refundStates[state] },
            { key: 'amount', header: '金额（元）', cell: ({ amountFen }) => formatYuan(amountFen), numeric: true },
          ]} />
        </Card>
      </div>
    </>
  )
}
