import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { OrderCard } from '#app/components/storefront/order-card.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { pageOf } from '#app/http/fields.server.ts'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { listOrders } from '#app/services/order/list-orders.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('我的订单')

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, guestHash } = await shopperOrGuest(request)
  const page = pageOf(new URL(request.url))
  const owner = userId ? { userId } : guestHash ? { guestHash } : null
  const found = owner ? await listOrders(owner, page) : { orders: [], pages: 1 }
  return { ...found, page, signedIn: userId !== null }
}

export default function Orders() {
  const { orders, pages, page, signedIn } = useLoaderData<typeof loader>()
  if (orders.length === 0)
    return (
      <Content narrow>
        <EmptyState
          motif="parcel-empty"
          level={1}
          title="还没有订单"
          action={
            <>
              <LinkButton to="/">去办年货</LinkButton>
              {signedIn ? null : (
                <LinkButton to="/login?next=/orders" tone="quiet">
                  登录
                </LinkButton>
              )}
            </>
          }
        >
          <p>{signedIn ? '下单以后，付款、发货、到哪儿了，都在这里看。' : '登录后能看到您账号里的订单；没登录时下的单，请用当时的订单链接查看。'}</p>
        </EmptyState>
      </Content>
    )
  return (
    <Content narrow>
      <PageHeading title="我的订单" note={signedIn ? undefined : '这是您在这台设备上没有登录时下的订单'} />
      <ul className="grid gap-4">
        {orders.map((order) => (
          <li key={order.number}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
      <Pagination page={page} pageCount={pages} hrefFor={(next) => `/orders?page=${next}`} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
