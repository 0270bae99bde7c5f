import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatInstant } from '#app/domain/time.ts'
import { requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { getAccount } from '#app/services/identity/get-account.server.ts'
import { endAllSessions } from '#app/services/identity/sessions.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('我的账号')

export async function loader({ request }: LoaderFunctionArgs) {
  const account = await getAccount(await requireShopper(request))
  return { ...account, done: new URL(request.url).searchParams.get('done') }
}

const AccountForm = z.strictObject({ intent: z.literal('end_others') })

export async function action({ request }: ActionFunctionArgs) {
  const { userId, idHash } = await requireShopper(request)
  const form = await parseForm(request, AccountForm)
  if (!form.ok) throw new Response('页面已过期，请刷新后再试', { status: 400 })
  await endAllSessions(userId, { idHash })
  return redirect('/account?done=sessions', 303)
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
      {done === 'sessions' ? <Notice tone="success" className="mb-4">其他设备都已退出。</Notice> : null}
      <div className="mb-4 grid grid-cols-2 gap-2 sm:grid-cols-5 sm:gap-3">
        <LinkButton to="/orders" tone="secondary" wide className="px-2">我的订单</LinkButton>
        <LinkButton to="/coupons" tone="secondary" wide className="px-2">优惠券</LinkButton>
        <LinkButton to="/messages" tone="secondary" wide className="px-2">站内信</LinkButton>
        <LinkButton to="/favourites" tone="secondary" wide className="px-2">收藏</LinkButton>
        <LinkButton to="/footprints" tone="secondary" wide className="col-span-2 px-2 sm:col-span-1">足迹</LinkButton>
      </div>
      <Card className="mb-4" labelledBy="addresses">
        <SectionHeading id="addresses" title="收货地址" note={addresses.length > 0 ? `存了 ${addresses.length} 个` : '还没有地址，下单时填的可以存下来'} aside={<Link to="/account/addresses">管理</Link>} />
        {addresses.slice(0, 1).map((address) => (
          <p key={address.id} className="text-sm">
            {address.receiver.name} <span className="text-ink-2 tabular-nums">{address.receiver.phone}</span>
            <span className="block text-ink-2">{address.place} {address.receiver.street}</span>
          </p>
        ))}
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
