import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox, Field } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { obstacleSentence } from '#app/domain/identity/close-account.ts'
import { formatInstant } from '#app/domain/time.ts'
import { requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { signOutHeader } from '#app/http/session.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getConsents, recordConsent } from '#app/services/consent/consents.server.ts'
import { closeAccount, findClosingObstacles } from '#app/services/identity/close-account.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('隐私与账号')

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  const [consents, obstacles] = await Promise.all([getConsents(userId, await shopNow()), findClosingObstacles(userId)])
  return { ...consents, obstacles: obstacles.map(obstacleSentence), done: new URL(request.url).searchParams.has('done') }
}

const PrivacyForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.enum(['allow_marketing', 'withdraw_marketing', 'agree_notice']) }),
    z.strictObject({
      intent: z.literal('close'),
      password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(512, '密码太长'),
      sure: z.literal('yes', { error: '请先勾选，确认要注销' }),
    }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

export async function action({ request }: ActionFunctionArgs) {
  const { userId } = await requireShopper(request)
  const form = await parseForm(request, PrivacyForm)
  const refuse = (errors: Record<string, string>, status: 409 | 422 | 429, headers?: Record<string, string>) =>
    data({ errors, sure: form.values.sure === 'yes' }, { status, headers })
  if (!form.ok) return refuse({ ...form.errors }, 422)
  const now = await shopNow()
  switch (form.value.intent) {
    case 'allow_marketing':
    case 'withdraw_marketing':
      await recordConsent({ userId, kind: 'MARKETING', granted: form.value.intent === 'allow_marketing', now })
      return redirect('/account/privacy?done=1', 303)
    case 'agree_notice':
      await recordConsent({ userId, kind: 'NOTICE', granted: true, now })
      return redirect('/account/privacy?done=1', 303)
    case 'close': {
      const closed = await closeAccount({ userId, password: form.value.password, now })
      if (closed.ok) return redirect('/?closed=1', { status: 303, headers: { 'Set-Cookie': await signOutHeader(request) } })
      if (closed.reason === 'wrong_password') return refuse({ password: '密码不对，账号没有注销' }, 422)
      if (closed.reason === 'too_many') return refuse({ password: '尝试次数太多，请稍后再试' }, 429, { 'Retry-After': String(closed.retryAfterSeconds) })
      return refuse({ close: closed.obstacles.map(obstacleSentence).join('；') }, 409)
    }
  }
}

const kinds = { NOTICE: '个人信息处理说明', MARKETING: '接收优惠和活动消息' } as const

export default function Privacy() {
  const { entries, marketing, newNotice, noticeVersion, obstacles, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  return (
    <Content narrow>
      <PageHeading title="隐私与账号" note="您的信息由您做主：看得到、拿得走、收得回。">
        <a href="/account" className="inline-flex min-h-11 items-center text-sm underline">我的账号</a>
      </PageHeading>
      {done ? <Notice tone="success" className="mb-4">已经照办，立即生效。</Notice> : null}
      {newNotice ? (
        <Notice tone="info" title="个人信息处理说明有新版" className="mb-4">
          <p>
            请读一读<a href="/rules/privacy" className="underline">第 {noticeVersion} 版</a>。
          </p>
          <Form method="post" className="mt-2">
            <Button size="sm" tone="secondary" name="intent" value="agree_notice">已阅读并同意新版</Button>
          </Form>
        </Notice>
      ) : null}
      <Card className="mb-4" labelledBy="consents">
        <SectionHeading id="consents" title="优惠和活动消息" />
        <p className="text-sm">
          {marketing ? '您同意接收优惠和活动消息。' : '现在不给您发优惠和活动消息；订单和售后的通知照常。'}同不同意都不影响购物。
        </p>
        <Form method="post" className="mt-3">
          {marketing ? (
            <Button tone="quiet" name="intent" value="withdraw_marketing">不再接收</Button>
          ) : (
            <Button tone="quiet" name="intent" value="allow_marketing">愿意接收</Button>
          )}
        </Form>
        {entries.length > 0 ? (
          <ul className="mt-4 divide-y divide-line border-t border-line text-xs text-ink-2">
            {entries.map((entry) => (
              <li key={`${entry.kind}${String(entry.at)}`} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>
                  {entry.granted ? '同意' : '撤回'}：{kinds[entry.kind]}（说明第 {entry.noticeVersion} 版）
                </span>
                <span className="tabular-nums">{formatInstant(new Date(entry.at))}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </Card>
      <Card className="mb-4" labelledBy="export">
        <SectionHeading id="export" title="下载我的信息" note="您给过的和在这里做过的，一个文件（JSON）" />
        <a href="/account/export" download className="inline-flex min-h-11 items-center gap-1.5 underline">
          <Icon name="download" className="size-5" />
          下载
        </a>
      </Card>
      <Card labelledBy="close">
        <SectionHeading id="close" title="注销账号" />
        <ul className="list-disc space-y-1.5 pl-5 text-sm">
          <li>手机号、收货地址、站内信、购物车立即清除，所有设备退出登录；没有用的优惠券作废。</li>
          <li>法律要求留存的交易记录保留三年，去掉姓名、电话和地址。</li>
          <li>注销后不能恢复；同一个手机号可以重新注册，但看不到以前的订单。</li>
        </ul>
        {errors.close ? <Notice tone="error" title="还不能注销" className="mt-3">{errors.close}</Notice> : null}
        {obstacles.length > 0 ? (
          <Notice tone="warning" title="现在还不能注销" className="mt-3">
            <ul>
              {obstacles.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        ) : (
          <Form method="post" className="mt-4 grid gap-4">
            <Field label="密码" name="password" type="password" autoComplete="current-password" error={errors.password} />
            <Checkbox name="sure" value="yes" label="我明白注销后不能恢复" defaultChecked={answer?.sure} error={errors.sure} />
            <Button tone="danger" name="intent" value="close" className="border-cinnabar">注销账号</Button>
          </Form>
        )}
      </Card>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
