import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { IdentityFrame } from '#app/components/storefront/identity-form.tsx'
import { pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox, Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { phoneField } from '#app/http/fields.server.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { guestHashOf, signInHeader } from '#app/http/session.server.ts'
import { mergeGuestCart } from '#app/services/cart/merge-guest-cart.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { registerUser } from '#app/services/identity/register-user.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('注册')

export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return { next: safePath(new URL(request.url).searchParams.get('next')) }
}

// a phone and a password, nothing else. R-32: nothing is ticked beforehand.
const RegisterForm = z.strictObject({
  phone: phoneField,
  password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(512, '密码太长'),
  notice: z.literal('on', { error: '请先阅读并同意个人信息处理说明' }),
  marketing: z.literal('on').optional(),
  next: z.string().max(2_000),
})

export async function action({ request, context }: ActionFunctionArgs) {
  publicPage(request)
  const form = await parseForm(request, RegisterForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values, refusal: null }, { status: 422 })

  const { phone, password, marketing, next } = form.value
  const agreed = { marketing: marketing === 'on', at: await shopNow() }
  const result = await registerUser({ phone, password, address: context.clientAddress, agreed })
  if (!result.ok) {
    switch (result.reason) {
      case 'password':
        return data({ errors: { password: result.sentence }, values: form.values, refusal: null }, { status: 422 })
      case 'phone_taken':
        return data({ errors: { phone: '这个手机号已经注册，请直接登录' }, values: form.values, refusal: null }, { status: 422 })
      case 'too_many':
        return data(
          { errors: {}, values: form.values, refusal: '注册太频繁，请稍后再试' },
          { status: 429, headers: { 'Retry-After': String(result.retryAfterSeconds) } },
        )
    }
  }
  const guestHash = await guestHashOf(request)
  if (guestHash) await mergeGuestCart({ guestHash, userId: result.userId })
  return redirect(safePath(next), { status: 303, headers: { 'Set-Cookie': await signInHeader(request, result.userId) } })
}

export default function Register() {
  const { next } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  return (
    <IdentityFrame
      title="注册账号"
      note="只要手机号和密码，不要别的"
      below={<Link to={`/login?next=${encodeURIComponent(next)}`}>已有账号？去登录</Link>}
    >
      {answer?.refusal ? <Notice tone="error" className="mb-4">{answer.refusal}</Notice> : null}
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="next" value={answer?.values.next ?? next} />
        <Field label="手机号" name="phone" type="tel" inputMode="tel" autoComplete="username" defaultValue={answer?.values.phone} error={errors.phone} />
        <Field label="密码" name="password" type="password" autoComplete="new-password" hint="至少 8 位" error={errors.password} />
        <Checkbox
          name="notice"
          defaultChecked={answer?.values.notice === 'on'}
          error={errors.notice}
          label={
            <>
              我已阅读并同意
              <a href="/rules/privacy" target="_blank" rel="noreferrer" className="underline">
                个人信息处理说明
              </a>
              ：手机号只用于登录、订单通知和配送联系，加密保存；可随时查询、更正或注销账号。
            </>
          }
        />
        <Checkbox name="marketing" defaultChecked={answer?.values.marketing === 'on'} label="愿意接收优惠和活动消息（不勾也能注册，随时可以撤回）" />
        <Button size="lg" wide>注册并登录</Button>
      </Form>
    </IdentityFrame>
  )
}
