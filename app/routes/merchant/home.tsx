import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { requireMerchant } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getMerchantDesk, getMerchantFrame } from '#app/services/merchant/get-merchant-desk.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const [frame, desk] = await Promise.all([getMerchantFrame(merchantId), shopNow().then((now) => getMerchantDesk(merchantId, now))])
  return { ...desk, toShip: frame.toShip }
}

export default function MerchantHome() {
  const { toShip, oldestPaidAt, inReview, low, days } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title="今日" note={oldestPaidAt ? `最早一单 ${formatInstantChinese(new Date(oldestPaidAt))} 付款，请先发` : '没有等待发货的订单'}>
        {toShip > 0 ? <LinkButton to="/merchant/shipping">去发货</LinkButton> : null}
      </PageHeading>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Tile label="待发货" value={toShip} unit="单" />
        <Tile label="近 7 天净销售额" value={formatYuan(days.reduce((sum, { fen }) => sum + fen, 0), { grouped: true })} unit="元" />
        <Tile label="审核中的商品" value={inReview} unit="个" />
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Card labelledBy="days">
          <SectionHeading id="days" title="每日净销售额" note="商品实付减退款，不含运费" />
          <Table caption="近 7 天" captionHidden rows={days} rowKey={({ day }) => day} columns={[
            { key: 'day', header: '日期', cell: ({ day }) => day, rowHeader: true },
            { key: 'fen', header: '净销售额（元）', cell: ({ fen }) => formatYuan(fen, { grouped: true }), numeric: true },
          ]} />
        </Card>
        <Card labelledBy="low">
          <SectionHeading id="low" title="库存不多" note="可售少于 50 件" aside={<Link to="/merchant/stock">管理库存</Link>} />
          <Table caption="库存不多的商品" captionHidden rows={low} rowKey={({ id }) => id} empty="都还充足" columns={[
            { key: 'title', header: '商品', cell: ({ title, code }) => `${title}（${code}）`, rowHeader: true },
            { key: 'free', header: '可售', cell: ({ free }) => free, numeric: true },
          ]} />
        </Card>
      </div>
    </>
  )
}

function Tile({ label, value, unit }: { label: string; value: number | string; unit: string }) {
  return (
    <Card>
      <p className="text-sm text-ink-2">{label}</p>
      <p className="mt-1 text-xl font-bold whitespace-nowrap tabular-nums sm:text-2xl">{value}<span className="ml-1 text-sm font-normal text-ink-2">{unit}</span></p>
    </Card>
  )
}
