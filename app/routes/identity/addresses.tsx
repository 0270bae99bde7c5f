import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { uuidField } from '#app/http/fields.server.ts'
import { notFound, requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { makeDefaultAddress, removeAddress } from '#app/services/address/change-addresses.server.ts'
import { MOST_ADDRESSES } from '#app/services/address/save-address.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('收货地址')

const done = { saved: '地址已保存。', removed: '地址已删除。', default: '默认地址已更换。' } as const

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  const addresses = await listAddresses(userId)
  const said = new URL(request.url).searchParams.get('done')
  return { addresses, most: MOST_ADDRESSES, full: addresses.length >= MOST_ADDRESSES, done: said && said in done ? done[said as keyof typeof done] : null }
}

const BookForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('remove'), addressId: uuidField }),
  z.strictObject({ intent: z.literal('default'), addressId: uuidField }),
])

export async function action({ request }: ActionFunctionArgs) {
  const { userId } = await requireShopper(request)
  const form = await parseForm(request, BookForm)
  if (!form.ok) throw new Response('页面已过期，请刷新后再试', { status: 400 })
  const { intent, addressId } = form.value
  const found = intent === 'remove' ? await removeAddress({ userId, addressId }) : await makeDefaultAddress({ userId, addressId })
  if (!found) throw notFound()
  return redirect(`/account/addresses?done=${intent === 'remove' ? 'removed' : 'default'}`, 303)
}

export default function Addresses() {
  const { addresses, most, full, done: said } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="收货地址" note={addresses.length > 0 ? `共 ${addresses.length} 个，最多存 ${most} 个` : undefined}>
        {addresses.length > 0 && !full ? <LinkButton to="/account/addresses/new" size="sm">新增地址</LinkButton> : null}
      </PageHeading>
      {said ? <Notice tone="success" className="mb-4">{said}</Notice> : null}
      {full ? <Notice tone="info" className="mb-4">已经存满了，删掉不用的才能再加。</Notice> : null}
      {addresses.length === 0 ? (
        <EmptyState motif="parcel-empty" title="还没有收货地址" action={<LinkButton to="/account/addresses/new">新增地址</LinkButton>}>
          <p>存下常用的地址，下单时点一下就填好。</p>
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {addresses.map((address) => (
            <Card as="li" key={address.id} padded={false}>
              <div className="px-4 py-3.5">
                <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <span className="font-semibold">{address.receiver.name}</span>
                  <span className="text-ink-2 tabular-nums">{address.receiver.phone}</span>
                  {address.isDefault ? <Tag tone="river">默认</Tag> : null}
                </p>
                <p className="mt-1 text-sm break-words text-ink-2">{address.place} {address.receiver.street}</p>
              </div>
              <form method="post" className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
                <input type="hidden" name="addressId" value={address.id} />
                {address.isDefault ? null : (
                  <Button tone="quiet" size="sm" name="intent" value="default" aria-label={`设为默认：${address.receiver.street}`}>设为默认</Button>
                )}
                <LinkButton to={`/account/addresses/${address.id}`} tone="quiet" size="sm">修改</LinkButton>
                <Button tone="danger" size="sm" name="intent" value="remove" className="ml-auto" aria-label={`删除：${address.receiver.street}`}>删除</Button>
              </form>
            </Card>
          ))}
        </ul>
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
