import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatInstant } from '#app/domain/time.ts'
import { uuidField } from '#app/http/fields.server.ts'
import { notFound, requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { makeDefaultAddress, removeAddress } from '#app/services/identity/change-addresses.server.ts'
import { getAccount } from '#app/services/identity/get-account.server.ts'
import { endAllSessions } from '#app/services/identity/sessions.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('我的账号')

export async function loader({ request }: LoaderFunctionArgs) {
  const account = await getAccount(await requireShopper(request))
  return { ...account, done: new URL(request.url).searchParams.get('done') }
}

const AccountForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('end_others') }),
  z.strictObject({ intent: z.literal('remove_address'), addressId: uuidField }),
  z.strictObject({ intent: z.literal('default_address'), addressId: uuidField }),
])

export async function action({ request }: ActionFunctionArgs) {
  const { userId, idHash } = await requireShopper(request)
  const form = await parseForm(request, AccountForm)
  if (!form.ok) throw new Response('页面已过期，请刷新后再试', { status: 400 })
  switch (form.value.intent) {
    case 'end_others':
      await endAllSessions(userId, { idHash })
      return redirect('/account?done=sessions', 303)
    case 'remove_address':
      if (!(await removeAddress({ userId, addressId: form.value.addressId }))) throw notFound()
      return redirect('/account?done=address', 303)
    case 'default_address':
      if (!(await makeDefaultAddress({ userId, addressId: form.value.addressId }))) throw notFound()
      return redirect('/account?done=address', 303)
  }
}

export default function Account() {
  const { phone, addresses, sessions, done } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="我的账号" note={`手机号 ${phone}`}>
        <Form method="post" action="/logout">
          <Button tone="quiet" size="sm">退出登录</Button>
        </Form>
      </PageHeading>
      {done ? <Notice tone="success" className="mb-4">{done === 'sessions' ? '其他设备都已退出。' : '地址已更新。'}</Notice> : null}
      <div className="mb-4 grid grid-cols-3 gap-2 sm:gap-3">
        <LinkButton to="/orders" tone="secondary" wide className="px-2">我的订单</LinkButton>
        <LinkButton to="/coupons" tone="secondary" wide className="px-2">优惠券</LinkButton>
        <LinkButton to="/messages" tone="secondary" wide className="px-2">站内信</LinkButton>
      </div>
      <Card className="mb-4" labelledBy="addresses">
        <SectionHeading id="addresses" title="收货地址" note="下单时填的地址会存在这里" />
        {addresses.length === 0 ? <p className="text-sm text-ink-2">还没有地址。</p> : null}
        <ul className="divide-y divide-line">
          {addresses.map((address) => (
            <li key={address.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
              <div className="min-w-0">
                <p className="font-semibold">
                  {address.receiver.name} <span className="font-normal text-ink-2">{address.receiver.phone}</span>
                  {address.isDefault ? <Tag tone="river">默认</Tag> : null}
                </p>
                <p className="text-sm text-ink-2">{address.place} {address.receiver.street}</p>
              </div>
              <Form method="post" className="flex gap-2">
                <input type="hidden" name="addressId" value={address.id} />
                {address.isDefault ? null : <Button tone="quiet" size="sm" name="intent" value="default_address">设为默认</Button>}
                <Button tone="danger" size="sm" name="intent" value="remove_address">删除</Button>
              </Form>
            </li>
          ))}
        </ul>
      </Card>
      <Card labelledBy="sessions">
        <SectionHeading id="sessions" title="登录的设备" />
        <ul className="divide-y divide-line">
          {sessions.map((session, place) => (
            <li key={place} className="flex justify-between gap-3 py-2.5 text-sm">
              <span>{session.device}{session.current ? '（本机）' : ''}</span>
              <span className="text-ink-2">{formatInstant(new Date(session.lastSeenAt))}</span>
            </li>
          ))}
        </ul>
        {sessions.length > 1 ? (
          <Form method="post" className="mt-3">
            <Button tone="quiet" size="sm" name="intent" value="end_others">退出其他设备</Button>
          </Form>
        ) : null}
      </Card>
      <Card className="mt-4" labelledBy="privacy">
        <SectionHeading id="privacy" title="隐私与账号" note="同意与撤回、下载我的信息、注销账号" />
        <LinkButton to="/account/privacy" tone="quiet" size="sm">打开</LinkButton>
      </Card>
      <p className="mt-4 text-center text-sm"><Link to="/">回到商城</Link></p>
    </Content>
  )
}
